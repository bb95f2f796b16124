// Writes a TypeScript file of the messages in the JSON files that are named, as
// constants of Slack's own types, for tsc to judge: what is missing, too many or
// of a wrong kind is an error. To show that it is one, each object of each block
// stands there once more with a property too many, and each block once without
// one that it needs, where tsc must complain.
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";

const [out, ...files] = process.argv.slice(2);
if (files.length === 0) throw new Error("no files to check");

const code = ['import type { KnownBlock } from "@slack/types";', ""];
let blocks = 0;
let broken = 0;

function expectError(block, why) {
  code.push(`// @ts-expect-error ${why}`, `export const broken${broken++}: KnownBlock = ${JSON.stringify(block)};`);
}

function* objects(v, path = "") {
  if (v === null || typeof v !== "object") return;
  if (!Array.isArray(v)) yield [v, path];
  for (const [name, inner] of Object.entries(v)) yield* objects(inner, `${path}/${name}`);
}

for (const [k, file] of files.entries()) {
  const messages = JSON.parse(readFileSync(file, "utf8"));
  if (!Array.isArray(messages) || messages.length === 0) throw new Error(`${file}: no list of messages`);
  code.push(`// ${basename(file)}`, `export const m${k}: { text: string; blocks: KnownBlock[] }[] = ${JSON.stringify(messages, null, 2)};`);
  for (const block of messages.flatMap((m) => m.blocks)) {
    blocks++;
    for (const [inner, path] of objects(block)) {
      inner.nonsense = 1;
      expectError(block, `nonsense in ${basename(file)} ${path || "/"}`);
      delete inner.nonsense;
    }
    const { type, ...rest } = block;
    expectError(rest, "no type");
    for (const need of ["elements", "text"]) {
      if (need in block && type !== "section") {
        const { [need]: _, ...less } = block;
        expectError(less, `no ${need}`);
        expectError({ ...block, [need]: 1 }, `${need} is a number`);
      }
    }
  }
}
writeFileSync(out, code.join("\n") + "\n");
console.log(`${files.length} files, ${blocks} blocks, ${broken} broken ones`);
