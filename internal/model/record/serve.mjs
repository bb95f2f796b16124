// Serves what the cassettes are recorded from: aimock, with the replies of one
// kind of server. It prints its address and runs until it is ended.
//
//   node serve.mjs openai|ollama
import { LLMock } from "@copilotkit/aimock";

const shape = process.argv[2];
const mock = new LLMock({ port: 0, strict: true, logLevel: "silent" });

// What is told of every reply: OpenAI counts tokens in detail and has its own
// ids; Ollama counts plainly and names itself in system_fingerprint.
const envelope = {
  openai: { model: "reader-2025-04-14" },
  ollama: { id: "chatcmpl-643", created: 1764288000, model: "reader", systemFingerprint: "fp_ollama" },
}[shape];
const chat = (match, text, usage) =>
  mock.on({ endpoint: "chat", ...match }, { ...envelope, content: text, usage });
const refuse = (match, status, error, more = {}) => mock.on({ endpoint: "chat", ...match }, { status, error, ...more });
const json = (path, body) =>
  mock.mount(path, {
    async handleRequest(_req, res) {
      res.writeHead(200, { "Content-Type": "application/json" });
      res.end(JSON.stringify(body));
      return true;
    },
  });

if (shape === "openai") {
  json("/v1/models", { object: "list", data: [
    { id: "reader", object: "model", created: 1744316542, owned_by: "system" },
    { id: "thinker", object: "model", created: 1744316542, owned_by: "system" },
  ] });
  refuse({ model: "gone" }, 404, { message: "The model `gone` does not exist or you do not have access to it.", type: "invalid_request_error", code: "model_not_found" });
  refuse({ model: "thinker", predicate: (r) => r.max_tokens !== undefined }, 400,
    { message: "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.", type: "invalid_request_error", param: "max_tokens", code: "unsupported_parameter" });
  refuse({ model: "thinker", predicate: (r) => r.temperature !== undefined }, 400,
    { message: "Unsupported value: 'temperature' does not support 0 with this model. Only the default (1) value is supported.", type: "invalid_request_error", param: "temperature", code: "unsupported_value" });
  refuse({ userMessage: "a whole archive" }, 400,
    { message: "This model's maximum context length is 128000 tokens. However, your messages resulted in 190022 tokens. Please reduce the length of the messages.", type: "invalid_request_error", param: "messages", code: "context_length_exceeded" });
} else {
  json("/v1/models", { object: "list", data: [{ id: "reader:latest", object: "model", created: 1764288000, owned_by: "library" }] });
  json("/api/ps", { models: [{ name: "reader:latest", model: "reader:latest", size: 5137025024, digest: "a6990ed6be41", details: { format: "gguf", family: "llama" }, expires_at: "2025-11-28T01:00:00Z", size_vram: 0, context_length: 4096 }] });
  json("/api/show", { details: { format: "gguf", family: "llama" }, model_info: { "general.architecture": "llama", "llama.context_length": 131072, "llama.embedding_length": 3072 }, capabilities: ["completion"] });
  refuse({ model: "gone" }, 404, { message: 'model "gone" not found, try pulling it first', type: "api_error", param: null, code: null });
  // Ollama cuts off what is too long without a word; a proxy before it does not.
  refuse({ userMessage: "a whole archive" }, 400, { message: "prompt is too long", type: "invalid_request_error", param: null, code: null });
}
refuse({ userMessage: "at a rush", sequenceIndex: 0 }, 429, { message: "Rate limit reached for requests", type: "requests", code: "rate_limit_exceeded" }, { retryAfter: 2 });
chat({ userMessage: "at a rush" }, '{"crates":12}', { prompt_tokens: 64, completion_tokens: 6, total_tokens: 70 });
chat({ userMessage: "crates" }, '{"crates":12}', { prompt_tokens: 61, completion_tokens: 6, total_tokens: 67 });
chat({ userMessage: "ready" }, "Ready.", { prompt_tokens: 14, completion_tokens: 2, total_tokens: 16 });
chat({ userMessage: "colour" }, '{"colour":"blue"}', { prompt_tokens: 40, completion_tokens: 7, total_tokens: 47 });
mock.onEmbedding(/noon/, { embedding: [0.6, -0.8, 0, 0.1] });

console.log(await mock.start());
