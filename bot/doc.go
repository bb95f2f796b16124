// Package bot is the assistant in Slack: it receives events and commands,
// passes questions to internal/answer, and draws answers as Slack blocks. It is
// the only package that imports a Slack client.
//
// Nothing of it is built yet; the terminal comes first, over the same Answer.
package bot
