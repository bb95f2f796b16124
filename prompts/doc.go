// Package prompts holds what a language model is told: templates and JSON
// schemas as files, embedded and parsed once, so that a change of wording is a
// diff that a reviewer reads.
//
// No model is used yet: answers are extractive.
package prompts
