package answer_test

// The rules of an answer, written down a second time and more strictly than
// the engine's own check: what a fact-checker would hold any answer to who has
// nothing but the answer and the articles.

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"secondsource/corpus"
	"secondsource/internal/answer"
	"secondsource/internal/eval"
	"secondsource/retrieval"
)

// newsroom is an archive with all that a test asks of it.
type newsroom struct {
	articles map[string]corpus.Article
	lib      *retrieval.Library
	engine   *answer.Engine
}

// deskTime is when every question of these tests is asked.
func deskTime() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// openNewsroom takes articles as a reader of files gives them: normalised,
// marked, and in their origin groups.
func openNewsroom(t rapid.TB, articles []corpus.Article) *newsroom {
	t.Helper()
	list := slices.Clone(articles)
	for i := range list {
		list[i].Text = corpus.Normalise(list[i].Text)
		corpus.Mark(&list[i])
	}
	corpus.GroupOrigins(list)
	lib, err := retrieval.NewMemory(context.Background(), list)
	if err != nil {
		t.Fatalf("opening the archive: %v", err)
	}
	n := &newsroom{articles: map[string]corpus.Article{}, lib: lib, engine: answer.New(lib, answer.Options{Now: deskTime})}
	for _, a := range list {
		n.articles[a.ID] = a
	}
	return n
}

func (n *newsroom) close(t rapid.TB) {
	if err := n.lib.Close(); err != nil {
		t.Errorf("closing the archive: %v", err)
	}
}

func (n *newsroom) ask(t rapid.TB, question string, f retrieval.Filter) answer.Answer {
	t.Helper()
	a, err := n.engine.Ask(context.Background(), answer.Question{Text: question, Filter: f})
	if err != nil {
		t.Fatalf("asking %q: %v", question, err)
	}
	return a
}

// check asks and reports every rule that the answer breaks.
func (n *newsroom) check(t rapid.TB, question string, f retrieval.Filter) answer.Answer {
	t.Helper()
	a := n.ask(t, question, f)
	if broken := n.broken(a, question); len(broken) > 0 {
		t.Fatalf("%q breaks %s\n%s\n%s", question, strings.Join(broken, "\n  and "), inBytes(a), n.texts())
	}
	return a
}

func (n *newsroom) texts() string {
	var b strings.Builder
	for id, a := range n.articles {
		fmt.Fprintf(&b, "%s %s %s %q\n", id, a.Published, a.Status, a.Text)
	}
	return b.String()
}

// inBytes is the answer as it is printed, the time it took aside.
func inBytes(a answer.Answer) string {
	a.ElapsedMS = 0
	b, err := json.Marshal(a)
	if err != nil {
		return err.Error()
	}
	return string(b)
}

// broken names the rules that an answer breaks.
func (n *newsroom) broken(a answer.Answer, question string) []string {
	r := &ruling{newsroom: n, a: a, lost: eval.Broken(context.Background(), a, n.lib.Article)}
	r.face(question)
	r.citations()
	r.claims()
	r.verdict()
	r.caveats()
	return r.lost
}

// ruling gathers what is wrong with one answer.
type ruling struct {
	*newsroom
	a    answer.Answer
	lost []string
}

func (r *ruling) hold(ok bool, format string, args ...any) {
	if !ok {
		r.lost = append(r.lost, fmt.Sprintf(format, args...))
	}
}

// face: what `ask --json` promises whatever the answer.
func (r *ruling) face(question string) {
	a := r.a
	r.hold(a.Question == question, "the question is given back as %q", a.Question)
	r.hold((a.Mode == "extractive") == (a.Model == "") && (a.Mode == "extractive" || a.Mode == "model"), "mode %q, model %q", a.Mode, a.Model)
	r.hold(a.Answer != "", "no word of answer")
	r.hold(utf8.ValidString(a.Answer) || !utf8.ValidString(question), "the answer is no UTF-8: %q", a.Answer)
	r.hold(!strings.Contains(inBytes(a), ":null"), "a list is null")
}

func (r *ruling) citations() {
	for i, c := range r.a.Citations {
		r.hold(c.N == i+1, "citation %d is numbered %d", i+1, c.N)
		article := r.passage(fmt.Sprintf("[%d]", c.N), c.Article, c.Quote, c.Start, c.End)
		told := answer.Citation{
			N: c.N, Article: article.ID, Title: article.Title, Publisher: article.Publisher, Byline: article.Byline, Published: article.Published,
			URL: article.URL, Origin: article.Origin, Quote: c.Quote, Start: c.Start, End: c.End,
		}
		r.hold(c == told, "[%d] is not told as its article is: %+v", c.N, c)
	}
	for _, near := range r.a.Nearest {
		r.passage("nearest", near.Article, near.Quote, near.Start, near.End)
	}
}

// passage: the quote stands in its article byte for byte, cuts no character,
// and has nothing of what is not the story.
func (r *ruling) passage(what, id, quote string, start, end int) corpus.Article {
	a, ok := r.articles[id]
	if !ok || start < 0 || end > len(a.Text) || start >= end || a.Text[start:end] != quote {
		r.hold(false, "%s: %q is not bytes %d to %d of %s", what, quote, start, end, id)
		return a
	}
	r.hold(utf8.RuneStart(a.Text[start]) && (end == len(a.Text) || utf8.RuneStart(a.Text[end])), "%s: %q cuts a character", what, quote)
	r.hold(a.Status != "withdrawn", "%s: %s is withdrawn", what, id)
	for _, s := range a.Spans {
		r.hold(start >= s.End || s.Start >= end, "%s: quotes the %s %q", what, s.Kind, a.Text[s.Start:s.End])
	}
	return a
}

var claimKinds = []string{"quantity", "date", "duration", "person", "place", "yes_no", "statement", "reason", "manner"}

func (r *ruling) claims() {
	for _, c := range r.a.Claims {
		r.hold(slices.Contains(claimKinds, c.Kind), "a claim of kind %q", c.Kind)
		r.hold(c.Text != "", "a claim without a text")
		origins, quotes := map[string]bool{}, ""
		for _, t := range c.Tellings {
			if t.Citation < 1 || t.Citation > len(r.a.Citations) {
				r.hold(false, "a telling of citation %d", t.Citation)
				continue
			}
			cite := r.a.Citations[t.Citation-1]
			origins[cite.Origin] = true
			quotes += cite.Quote + "\n"
			r.telling(t, cite)
		}
		r.hold(c.Origins >= len(origins) && c.Origins > 0, "%d origins, told by %d", c.Origins, len(origins))
		for name, part := range map[string]string{"of": c.Of, "place": c.Place} {
			r.hold(oneLine(quotes, part), "the claim's %s %q stands in none of its quotes", name, part)
		}
	}
}

// telling: all that is said of how a citation tells it stands in its quote.
func (r *ruling) telling(t answer.Telling, c answer.Citation) {
	for name, part := range map[string]string{"as_written": t.AsWritten, "hedge": t.Hedge, "speaker": t.Speaker, "attribution": t.Attribution} {
		r.hold(oneLine(c.Quote, part), "%s %q does not stand in [%d]", name, part, c.N)
	}
	r.hold(slices.Contains([]string{"", "announced", "planned", "done"}, t.Stage), "stage %q", t.Stage)
	r.hold(t.AsOf == "" || strings.HasPrefix(c.Published, t.AsOf), "as of %q, published %q", t.AsOf, c.Published)
}

// oneLine: part stands in text, whatever the white space and the case.
func oneLine(text, part string) bool {
	flat := func(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }
	return strings.Contains(flat(text), flat(part))
}

func (r *ruling) verdict() {
	a := r.a
	conflict := slices.ContainsFunc(a.Caveats, func(c answer.Caveat) bool { return c.Kind == answer.Conflict })
	r.hold(conflict == (a.Verdict == answer.Disputed), "verdict %s, conflict %v", a.Verdict, conflict)
	switch a.Verdict {
	case answer.NotFound:
		others := slices.ContainsFunc(a.Caveats, func(c answer.Caveat) bool { return c.Kind != answer.ExtractiveFallback })
		r.hold(len(a.Claims)+len(a.Citations) == 0 && !others, "not_found with a claim, a citation or a caveat")
	case answer.Disputed:
		r.hold(len(a.Claims) > 1, "disputed with %d claims", len(a.Claims))
	case answer.Answered, answer.Unknown, answer.Partial:
		r.hold(len(a.Claims) > 0 && len(a.Citations) > 0, "%s with %d claims and %d citations", a.Verdict, len(a.Claims), len(a.Citations))
	default:
		r.hold(false, "verdict %q", a.Verdict)
	}
}

// harm is DESIGN's order: what does most harm when it is missed, first.
var harm = []answer.CaveatKind{
	answer.Conflict, answer.Scope, answer.Changed, answer.Stage, answer.Spelling, answer.SingleSource, answer.SameOrigin, answer.Unattributed,
	answer.Anonymous, answer.Hedged, answer.Undated, answer.Stale, answer.Corrected, answer.Withdrawn, answer.ExtractiveFallback,
}

func (r *ruling) caveats() {
	last := 0
	for _, c := range r.a.Caveats {
		at := slices.Index(harm, c.Kind)
		r.hold(at >= last, "the caveat %q out of order", c.Kind)
		last = max(last, at)
		r.hold(c.Text != "", "the caveat %s without a text", c.Kind)
		articles, origins := map[string]bool{}, map[string]bool{}
		for _, n := range c.Citations {
			if n < 1 || n > len(r.a.Citations) {
				r.hold(false, "the caveat %s cites %d", c.Kind, n)
				continue
			}
			articles[r.a.Citations[n-1].Article], origins[r.a.Citations[n-1].Origin] = true, true
		}
		switch c.Kind {
		case answer.SingleSource:
			r.hold(len(articles) == 1, "single_source of %d articles", len(articles))
		case answer.SameOrigin:
			r.hold(len(articles) > 1 && len(origins) == 1, "same_origin of %d articles, %d origins", len(articles), len(origins))
		}
	}
	r.marked(answer.Undated, func(a corpus.Article) bool { _, ok := a.PublishedAt(); return !ok })
	r.marked(answer.Corrected, func(a corpus.Article) bool { return a.Status == "corrected" })
}

// marked: the caveat names exactly the citations whose article is so.
func (r *ruling) marked(kind answer.CaveatKind, is func(corpus.Article) bool) {
	var want, got []int
	for _, c := range r.a.Citations {
		if is(r.articles[c.Article]) {
			want = append(want, c.N)
		}
	}
	for _, c := range r.a.Caveats {
		if c.Kind == kind {
			got = append(got, c.Citations...)
		}
	}
	slices.Sort(got)
	r.hold(slices.Equal(want, got), "%s names %v, and is true of %v", kind, got, want)
}
