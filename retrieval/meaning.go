package retrieval

// The meaning of texts: which embedder a library has, the vectors that it made
// and keeps, and those that it made for a question.

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"
)

// How many vectors are remembered that are not kept: of the questions that were
// asked last, and of the texts that were compared with them.
const (
	keptQuestions = 64
	keptTexts     = 4096
)

// meaning is a library's embedder and its vectors.
type meaning struct {
	embedder Embedder
	remote   bool
	patience time.Duration
	store    Vectors // nil: in memory only
	table    *table
	warn     func(string)

	questions *lru[TextHash, []float32]
	texts     *lru[TextHash, []float32]

	life   context.Context // ends with the library
	end    context.CancelFunc
	inUse  sync.RWMutex  // held for reading by the searches that closing waits for
	turn   chan struct{} // full while Embed runs
	loaded chan struct{} // closed when loading is done, and what follows is set

	byArticle map[string][]int // the passages of an article, by document number

	mu       sync.Mutex
	kept     *vectors  // nil when they could not be loaded
	failed   error     // why: they are damaged, could not be read now, or the library was closed
	reported bool      // it was
	unknown  bool      // how many dimensions a vector has: nothing can be loaded yet
	troubled bool      // a failing embedder was reported
	resting  time.Time // until when no search asks the embedder, after it failed one
}

// model names what makes the vectors now: its dimensions may become known.
func (m *meaning) model() Model { return m.embedder.Model() }

// startMeaning begins to load the vectors of a library whose index is complete.
func (l *Library) startMeaning(ctx context.Context, opt Options) error {
	if opt.Embedder == nil {
		return nil
	}
	m := &meaning{
		embedder: opt.Embedder, remote: opt.Remote, patience: opt.Patience, store: opt.Vectors, warn: opt.warn,
		questions: newLRU[TextHash, []float32](keptQuestions),
		texts:     newLRU[TextHash, []float32](keptTexts),
		turn:      make(chan struct{}, 1),
		loaded:    make(chan struct{}),
	}
	err := l.index.use(func(v *view) error {
		m.table = v.table
		return nil
	})
	if err != nil {
		return fmt.Errorf("listing passages: %w", err)
	}
	m.life, m.end = context.WithCancel(context.WithoutCancel(ctx))
	l.meaning = m
	go m.load()
	return nil
}

// load reads the vectors that are kept.
func (m *meaning) load() {
	defer close(m.loaded)
	m.byArticle = make(map[string][]int)
	for number, p := range m.table.records {
		if m.table.texts[number] != (TextHash{}) {
			m.byArticle[p.Article] = append(m.byArticle[p.Article], number)
		}
	}
	for _, numbers := range m.byArticle {
		slices.SortFunc(numbers, func(a, b int) int {
			return cmp.Compare(m.table.records[a].Ordinal, m.table.records[b].Ordinal)
		})
	}
	if m.unknown = m.model().Dimensions == 0; !m.unknown {
		m.kept, m.failed = m.read(m.life)
	}
}

// learn makes known how many dimensions the vectors have, where only embedding
// something tells, and loads what is kept of them.
func (m *meaning) learn(ctx context.Context, embed func() error) error {
	if _, _, err := m.await(ctx); err != nil {
		return err
	}
	m.mu.Lock()
	unknown := m.unknown
	m.mu.Unlock()
	if !unknown {
		return nil
	}
	if err := embed(); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.unknown {
		m.unknown = false
		m.kept, m.failed = m.read(m.life)
	}
	return nil
}

// read makes a collection of what the store has.
func (m *meaning) read(ctx context.Context) (*vectors, error) {
	model := m.model()
	kept, err := newVectors(model.Dimensions, m.table)
	if err != nil || m.store == nil {
		return kept, err
	}
	err = m.store.LoadVectors(ctx, model.String(), model.Dimensions, func(text TextHash, v []float32) error {
		if !kept.wants(text) { // of an earlier version of an article
			return nil
		}
		return kept.add(ctx, []TextHash{text}, [][]float32{v})
	})
	if err != nil {
		return nil, err
	}
	return kept, nil
}

// isDamage says whether an error means that vectors are to be made anew.
func isDamage(err error) bool {
	var damaged DamagedVectors
	return errors.As(err, &damaged) && damaged.VectorsDamaged()
}

// close stops what runs in the background and waits for what is under way.
func (m *meaning) close() {
	m.end()
	<-m.loaded
	m.turn <- struct{}{}
	<-m.turn
	m.inUse.Lock()
	defer m.inUse.Unlock()
}

// await waits until the vectors are loaded, or could not be: kept, or why not.
func (m *meaning) await(ctx context.Context) (kept *vectors, failed, err error) {
	select {
	case <-m.loaded:
	case <-ctx.Done():
		return nil, nil, ctx.Err()
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.failed != nil && m.life.Err() != nil {
		return nil, nil, m.life.Err()
	}
	return m.kept, m.failed, nil
}

// vectors are those that are kept; nil when they could not be loaded, which is
// said once, or cannot yet.
func (m *meaning) vectors(ctx context.Context) (*vectors, error) {
	kept, failed, err := m.await(ctx)
	if err != nil || failed == nil {
		return kept, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.reported {
		return nil, nil
	}
	m.reported = true
	if isDamage(failed) {
		m.warn(fmt.Sprintf("the vectors of %s that are kept are damaged (%v): searching by words only until `ingest` has made them anew", m.model().Name, failed))
	} else {
		m.warn(fmt.Sprintf("the vectors of %s cannot be read now: searching by words only: %v", m.model().Name, failed))
	}
	return nil, nil
}

// renewed are the vectors that are kept, after throwing away damaged ones. What
// could not be read is tried once more: whatever was in the way may be gone. It
// is called by whoever has the turn.
func (m *meaning) renewed(ctx context.Context) (*vectors, error) {
	err := m.learn(ctx, func() error {
		_, err := m.embed(ctx, []string{""})
		return err
	})
	if err != nil {
		return nil, err
	}
	kept, failed, err := m.await(ctx)
	if err != nil || failed == nil {
		return kept, err
	}
	if !isDamage(failed) {
		if kept, failed = m.read(ctx); failed != nil && !isDamage(failed) {
			return nil, fmt.Errorf("reading the vectors of %s, which are kept: %w", m.model().Name, failed)
		}
	}
	if failed != nil {
		m.warn(fmt.Sprintf("the vectors of %s that were kept are damaged and are made anew (%v)", m.model().Name, failed))
		if err := m.store.ForgetVectors(ctx, m.model().String()); err != nil {
			return nil, fmt.Errorf("throwing away damaged vectors (%w): %w", failed, err)
		}
		if kept, err = newVectors(m.model().Dimensions, m.table); err != nil {
			return nil, err
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.kept, m.failed = kept, nil
	return kept, nil
}

// embed returns sound vectors of texts, or says what the embedder did wrong.
func (m *meaning) embed(ctx context.Context, texts []string) ([][]float32, error) {
	list, err := m.embedder.Embed(ctx, texts)
	if err != nil {
		return nil, fmt.Errorf("embedding with %s: %w", m.model().Name, err)
	}
	if len(list) != len(texts) {
		return nil, fmt.Errorf("embedding with %s: %d vectors for %d texts", m.model().Name, len(list), len(texts))
	}
	model := m.model()
	sound := make([][]float32, len(list))
	for i, v := range list {
		if sound[i], err = unit(v, model.Dimensions); err != nil {
			return nil, fmt.Errorf("embedding with %s: %w", model.Name, err)
		}
	}
	m.mu.Lock()
	m.troubled, m.resting = false, time.Time{}
	m.mu.Unlock()
	return sound, nil
}

// trouble is what a search does about an error of embed: it ends when its ctx
// has or the library is closed, and goes on by words otherwise, which is said once
// until it works again.
func (m *meaning) trouble(ctx context.Context, err error) error {
	if err := cmp.Or(ctx.Err(), m.life.Err()); err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.troubled {
		m.troubled = true
		m.warn(fmt.Sprintf("searching by words only: %v", err))
	}
	return nil
}

// questionVector embeds a question, once.
func (m *meaning) questionVector(ctx context.Context, until time.Time, question string) ([]float32, error) {
	hash := HashText(question)
	if v, ok := m.questions.get(hash); ok {
		return v, nil
	}
	list, err := m.embedBy(ctx, until, []string{question})
	if err != nil {
		return nil, err
	}
	m.questions.put(hash, list[0])
	return list[0], nil
}

// textVectors are the vectors of texts, remembered or made in one go.
func (m *meaning) textVectors(ctx context.Context, until time.Time, texts []string) ([][]float32, error) {
	out := make([][]float32, len(texts))
	wanted := make(map[TextHash][]int)
	var missing []string
	for i, text := range texts {
		hash := HashText(text)
		if v, ok := m.texts.get(hash); ok {
			out[i] = v
			continue
		}
		if wanted[hash] == nil {
			missing = append(missing, text)
		}
		wanted[hash] = append(wanted[hash], i)
	}
	if len(missing) == 0 {
		return out, nil
	}
	list, err := m.embedBy(ctx, until, missing)
	if err != nil {
		return nil, err
	}
	for i, text := range missing {
		hash := HashText(text)
		m.texts.put(hash, list[i])
		for _, at := range wanted[hash] {
			out[at] = list[i]
		}
	}
	return out, nil
}

// Meaning returns the cosine of the question, of which the text and Here count,
// with each of the texts, -1 to 1: how near they are in meaning. It is nil
// without an embedder, for a question that must stay here with one that is
// remote, and when the embedder fails, which is a warning; it is 0 for a text of
// an article that is withheld. Texts are remembered: asking again costs nothing.
func (l *Library) Meaning(ctx context.Context, q Query, of []Excerpt) ([]float64, error) {
	m := l.meaning
	if m == nil || m.mustStay(q) {
		return nil, nil
	}
	m.inUse.RLock()
	defer m.inUse.RUnlock()
	texts, at, err := l.sendable(ctx, of)
	if err != nil {
		return nil, err
	}
	until := m.until()
	question, err := m.questionVector(ctx, until, q.Text)
	var list [][]float32
	if err == nil {
		list, err = m.textVectors(ctx, until, texts)
	}
	if err != nil {
		return nil, m.trouble(ctx, err)
	}
	out := make([]float64, len(of))
	for i, v := range list {
		out[at[i]] = cosine(question, v)
	}
	return out, nil
}

// sendable are the texts of articles that are not withheld, and where in the
// list they stand.
func (l *Library) sendable(ctx context.Context, of []Excerpt) (texts []string, at []int, err error) {
	for i, e := range of {
		if l.withhold != nil {
			a, err := l.articles.article(ctx, e.Article)
			if err != nil {
				return nil, nil, fmt.Errorf("reading article %q: %w", e.Article, err)
			}
			if l.withhold(&a) {
				continue
			}
		}
		texts, at = append(texts, e.Text), append(at, i)
	}
	return texts, at, nil
}
