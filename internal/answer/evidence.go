package answer

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"sort"
	"strings"

	"golang.org/x/sync/errgroup"

	"secondsource/corpus"
	"secondsource/internal/answer/lang"
	"secondsource/retrieval"
)

const (
	searchLimit  = 60 // passages that are looked at
	articleLimit = 24 // articles of those that are read
)

// evidence is what the corpus has on a question: the articles that may answer
// it, read, with the measure by which their sentences are held against it.
type evidence struct {
	q    *query
	docs []*document // best first
	rank map[string]int
	kin  map[string]map[string]float64 // question stem → sentence stem → kinship
	tag  *lang.Tagger

	helds map[*document]*held

	renamed map[string]string // stems of the two names of one thing

	hits     []retrieval.Hit        // what the searches found, one search after the other
	passages map[string][]passageAt // of those, by article, what is known of their meaning
	accept   float64                // Options.AcceptFrom
	pointed  []closeBy              // what a model points to and is not found to answer
}

// gather searches and reads.
func (e *Engine) gather(ctx context.Context, q *query, f retrieval.Filter) (*evidence, error) {
	ev := &evidence{
		q: q, tag: e.tagger, accept: e.opt.AcceptFrom,
		rank: map[string]int{}, kin: map[string]map[string]float64{}, helds: map[*document]*held{}, passages: map[string][]passageAt{},
	}
	searches := []retrieval.Query{
		{Text: q.text, Limit: searchLimit, Filter: f, Here: q.here},
		{Text: q.expanded(), Limit: searchLimit, Filter: f, By: retrieval.ByWords}, // a list of kin has no meaning of its own
	}
	var ids []string
	for _, search := range searches {
		if search.Text == "" {
			continue
		}
		hits, err := e.lib.Search(ctx, search)
		if err != nil {
			return nil, err
		}
		ev.notePassages(hits)
		for _, h := range hits {
			if _, ok := ev.rank[h.Article]; !ok && len(ids) < articleLimit {
				ev.rank[h.Article] = len(ids)
				ids = append(ids, h.Article)
			}
		}
	}
	ids, err := e.inSpanish(ctx, ev, f, ids)
	if err != nil {
		return nil, err
	}
	if err := e.readAll(ctx, ev, ids); err != nil {
		return nil, err
	}
	ev.findRenamed()
	ev.findNames()
	return ev, e.weigh(ctx, q, f)
}

// readAll reads the articles side by side and keeps their order.
func (e *Engine) readAll(ctx context.Context, ev *evidence, ids []string) error {
	docs := make([]*document, len(ids))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for k, id := range ids {
		g.Go(func() error {
			d, err := e.document(ctx, id)
			if errors.Is(err, corpus.ErrNotFound) {
				return nil // the index is ahead of the store
			}
			if err != nil {
				return err
			}
			docs[k] = d.forOne()
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, d := range docs {
		if d != nil && d.article.Status != "withdrawn" {
			ev.docs = append(ev.docs, d)
		}
	}
	return nil
}

// expanded is the question in other words: the kin of its verbs and nouns.
func (q *query) expanded() string {
	var words []string
	for _, e := range q.ents {
		words = append(words, e.words...)
	}
	n := len(words)
	for _, t := range append(append([]term{}, q.terms...), q.focus...) {
		words = append(words, t.word)
		var kin []string
		for s, w := range lang.Kin(t.stem) {
			if w >= lang.Near && s != t.stem {
				kin = append(kin, s)
			}
		}
		sort.Strings(kin)
		words = append(words, kin...)
	}
	if len(words) == n {
		return ""
	}
	return strings.Join(words, " ")
}

// findNames turns words of the question that the articles write with a
// capital into entities: reporters type "hurricane ian".
func (ev *evidence) findNames() {
	q := ev.q
	ev.splitNames()
	kept := q.terms[:0]
	for _, t := range q.terms {
		if !t.verb && q.measure == "" && q.inFocus(t) || lang.IsTitle(t.word) {
			kept = append(kept, t)
			continue
		}
		caps, low := 0, 0
		for _, d := range ev.docs {
			for i := range d.sents {
				s := &d.sents[i]
				if k, ok := s.stems[t.stem]; ok && s.toks[k].Lower == t.word && !lang.SentenceStart(s.toks, k) {
					if s.toks[k].Capital() {
						caps++
					} else {
						low++
					}
				}
			}
		}
		if caps >= 2 && caps >= 8*low {
			q.ents = append(q.ents, entity{words: []string{t.word}, pos: t.pos})
			continue
		}
		kept = append(kept, t)
	}
	q.terms = kept
	ev.joinNames()
	q.findSubject()
}

// joinNames puts together the names that the question writes small and that the
// articles write as one: "steve", "jobs"; "artemis", "2".
func (ev *evidence) joinNames() {
	q := ev.q
	slices.SortStableFunc(q.ents, func(a, b entity) int { return a.pos - b.pos })
	var out []entity
	for _, e := range q.ents {
		if e.place == "" && len(e.words) == 1 && !q.toks[e.pos].Capital() {
			if n := e.pos + 1; n < len(q.toks) && q.toks[n].Kind == lang.Number && len(q.toks[n].Text) < 3 {
				if two := (entity{words: []string{e.words[0], q.at(n)}, pos: e.pos, weight: e.weight}); ev.anyHas(&two) {
					e = two
					q.terms = slices.DeleteFunc(q.terms, func(t term) bool { return t.pos == n })
				}
			}
			if k := len(out) - 1; k >= 0 && out[k].place == "" && out[k].pos+len(out[k].words) == e.pos && !q.toks[out[k].pos].Capital() {
				if both := (entity{words: append(slices.Clone(out[k].words), e.words...), pos: out[k].pos}); ev.anyHas(&both) {
					out[k] = both
					continue
				}
			}
		}
		out = append(out, e)
	}
	q.ents = out
}

// splitNames takes apart a name that no article has as a whole and that
// begins or ends with a place: "Florida Hurricane Ian".
func (ev *evidence) splitNames() {
	var out []entity
	for _, e := range ev.q.ents {
		toks := lang.Tokenize(ev.q.text, 0)
		if e.place != "" || len(e.words) < 2 || ev.anyHas(&e) {
			out = append(out, e)
			continue
		}
		id, n := lang.PlaceAt(toks, e.pos, true)
		if id == "" || n >= len(e.words) {
			out = append(out, e)
			continue
		}
		out = append(out, entity{words: e.words[:n], place: id, pos: e.pos}, entity{words: e.words[n:], pos: e.pos + n})
	}
	ev.q.ents = out
}

// anyHas: some article names the entity in full.
func (ev *evidence) anyHas(e *entity) bool {
	for _, d := range ev.docs {
		for i := range d.sents {
			if e.in(d, &d.sents[i]) >= 0.95 {
				return true
			}
		}
	}
	return false
}

func (q *query) inFocus(t term) bool {
	for _, f := range q.focus {
		if f.pos == t.pos {
			return true
		}
	}
	return false
}

// described: the words that only describe a name weigh this share, as the
// name alone says who or what it is.
const described = 0.3

// weigh gives each word of the question its weight: rare words say more.
func (e *Engine) weigh(ctx context.Context, q *query, f retrieval.Filter) error {
	all, err := e.lib.Overview(ctx, retrieval.Filter{})
	if err != nil {
		return err
	}
	idf := func(word string) (float64, error) {
		df, err := e.lib.Frequency(ctx, word)
		n := float64(max(all.Passages, 2))
		return 0.5 + math.Log(1+n/float64(1+df))/math.Log(1+n), err
	}
	for i := range q.terms {
		t := &q.terms[i]
		if t.weight, err = idf(t.word); err != nil {
			return err
		}
		switch {
		case t.light():
			t.weight *= 0.15
		case t.descr:
			t.weight *= described
		case t.verb:
			t.weight *= 1.2
		}
	}
	for i := range q.ents {
		word := q.ents[i].last()
		if numeral(word) != "" || len(word) < 3 {
			word = q.ents[i].words[0]
		}
		w, err := idf(word)
		if err != nil {
			return err
		}
		q.ents[i].weight = 1.2 * w
	}
	return nil
}
