// Package eval measures the assistant: answers against gold questions
// (what any honest answer must show), retrieval against judged collections.
//
// The grader has its own reading of numbers and dates, apart from the one that
// composes answers: a mistake made in one is not repeated in the other.
package eval
