package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"secondsource/internal/answer"
)

// Grade holds one answer against its gold: what the gold asks for, and the
// rules that hold for every answer. The result passes when all of it holds.
//
// It is wrong, which is worse than failed, when a reader who trusted it would
// print something false:
//   - a rule is broken: a quote that is not the article's text, a number, date,
//     name or quotation that no cited quote has, a mark without a citation;
//   - something that must not stand in it does;
//   - it shows an answer where honest readers find none (the gold lists neither
//     answered, disputed nor partial), or says "not known" where the articles
//     do say (the gold does not list unknown);
//   - it shows one answer where every honest reader finds a dispute (the gold
//     lists disputed and not answered);
//   - it shows an answer and has nothing of what any right one must have.
//
// Silence (not_found) is never wrong in this sense, only failed.
func Grade(ctx context.Context, g Gold, a answer.Answer, articles Articles) Result {
	r := Result{ID: g.ID, Question: g.Question, Whole: a.Understood, Verdict: a.Verdict, Answer: a.Answer, Failed: []string{}, Why: []string{}}
	text := spoken(a)

	if !slices.Contains(g.Verdict, a.Verdict) {
		r.fail("verdict: %s, not %s", a.Verdict, anyOf(g.Verdict))
	}
	met := 0
	for _, any := range g.Must {
		if containsAny(text, any) {
			met++
		} else {
			r.fail("must: none of %q", any)
		}
	}
	for _, not := range g.MustNot {
		if strings.Contains(text, fold(not)) {
			r.wrong("must_not: %q", not)
		}
	}
	for _, any := range g.Cite {
		if !cites(a.Citations, any) {
			r.fail("cite: no article %s", anyOf(any))
		}
	}
	r.gradeCaveats(g, a.Caveats)
	for _, broken := range Broken(ctx, a, articles) {
		r.wrong("rule: %s", broken)
	}
	if why := misleads(g, a, met); why != "" {
		r.Wrong, r.Why = true, append(r.Why, why)
	}
	r.gradeNearest(g, a)
	r.Pass = len(r.Failed) == 0
	return r
}

// gradeNearest looks at what is shown where an answer was to be found. It is
// no part of passing: what is close is no answer.
func (r *Result) gradeNearest(g Gold, a answer.Answer) {
	if a.Verdict != answer.NotFound || len(g.Cite) == 0 || slices.Contains(g.Verdict, answer.NotFound) {
		return
	}
	r.Missed = true
	for _, n := range a.Nearest {
		for _, any := range g.Cite {
			r.NearArticle = r.NearArticle || named(n.Article, any)
		}
		for _, any := range g.Must {
			r.NearValue = r.NearValue || containsAny(fold(n.Quote), any)
		}
	}
}

func (r *Result) gradeCaveats(g Gold, caveats []answer.Caveat) {
	has := func(kind answer.CaveatKind) bool {
		return slices.ContainsFunc(caveats, func(c answer.Caveat) bool { return c.Kind == kind })
	}
	for _, any := range g.Caveats {
		if !slices.ContainsFunc(any, has) {
			r.fail("caveats: no %s", anyOf(any))
		}
	}
	for _, not := range g.CaveatsNot {
		if has(not) {
			r.fail("caveats_not: %s", not)
			r.Alarm = r.Alarm || not == answer.Conflict
		}
	}
}

func (r *Result) fail(format string, args ...any) {
	r.Failed = append(r.Failed, fmt.Sprintf(format, args...))
}

// wrong records a failure that also counts as wrong.
func (r *Result) wrong(format string, args ...any) {
	r.fail(format, args...)
	r.Wrong, r.Why = true, append(r.Why, fmt.Sprintf(format, args...))
}

// misleads says why the verdict itself would mislead a reader, "" when it
// would not; met is how many of the gold's must lists the answer has.
func misleads(g Gold, a answer.Answer, met int) string {
	lists := func(any ...answer.Verdict) bool {
		return slices.ContainsFunc(any, func(v answer.Verdict) bool { return slices.Contains(g.Verdict, v) })
	}
	switch a.Verdict {
	case answer.NotFound:
		return ""
	case answer.Unknown:
		if !lists(answer.Unknown) {
			return "says that it is not known, and the articles do not say so"
		}
		return ""
	}
	switch {
	case !lists(answer.Answered, answer.Disputed, answer.Partial):
		return "an answer where there is none"
	case a.Verdict == answer.Answered && lists(answer.Disputed) && !lists(answer.Answered):
		return "one answer where the articles conflict"
	case len(g.Must) > 0 && met == 0:
		return "an answer with nothing of what a right one has"
	}
	return ""
}

// spoken is what the answer says in its own voice: its text and its claims'.
func spoken(a answer.Answer) string {
	parts := []string{a.Answer}
	for _, c := range a.Claims {
		parts = append(parts, c.Text)
	}
	return fold(strings.Join(parts, "\n"))
}

var quoteMarks = strings.NewReplacer("’", "'", "‘", "'", "‛", "'", "“", `"`, "”", `"`, "„", `"`, "«", `"`, "»", `"`)

// fold writes typographic quotation marks as plain ones; case and accents stay.
func fold(s string) string { return quoteMarks.Replace(s) }

func containsAny(text string, any []string) bool {
	return slices.ContainsFunc(any, func(s string) bool { return strings.Contains(text, fold(s)) })
}

func cites(citations []answer.Citation, prefixes []string) bool {
	return slices.ContainsFunc(citations, func(c answer.Citation) bool { return named(c.Article, prefixes) })
}

// named: the article's id begins with one of the prefixes by which a gold names
// articles.
func named(id string, prefixes []string) bool {
	return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(id, prefix) })
}

func anyOf[S ~string](list []S) string {
	words := make([]string, len(list))
	for i, s := range list {
		words[i] = string(s)
	}
	return strings.Join(words, " or ")
}
