package retrieval

// Fusion: one order from two, of words and of meaning. Each score is brought to
// 0..1 over the best of its own list and the two are added by their shares, a
// convex combination (Bruch, Gai and Ingber, An Analysis of Fusion Functions for
// Hybrid Retrieval, 2023). Fusing by rank was measured and is worse.

import "context"

// defaultDepth is how many of the best of each list are held against each
// other, unless Ranking.Depth says.
const defaultDepth = 100

// fused are the selected passages by words and meaning, best first: the best of
// either, and where more are wanted those after them in the order of their
// words.
func (l *Library) fused(ctx context.Context, f *found, n *near, limit int) ([]scored, error) {
	depth := l.ranking.Depth
	if depth <= 0 {
		depth = defaultDepth
	}
	words := f.best(max(depth, limit))
	top := words[:min(depth, len(words))]
	ok, err := l.freshen(ctx, n, top)
	if err != nil {
		return nil, err
	}
	if !ok {
		n.forget()
		return words[:min(limit, len(words))], nil
	}
	meant, err := n.best(ctx, f, depth)
	if err != nil {
		return nil, err
	}
	fused := l.ranking.fuse(f, n, top, meant)
	return follow(fused, words, limit), nil
}

// fuse orders what stands in either list.
//
// A passage that is in one list only has a score for the other as well, which
// is below all in that list: that counts 0, as the last of the list does.
//
// Where even the best passage has few of the question's words, words tell
// little: which passages have "island" says nothing of who "lost his life to
// the cyclone". What they lack of enough is given to the meaning.
//
// A passage without a vector has none. To count it as 0 would hide what came in
// last; to take its words for both would set it above its peers, most of whose
// words promise more than their meaning keeps. It gets as much meaning for its
// words as they have on average: those of the list of words that have a vector.
func (r Ranking) fuse(f *found, n *near, words, meant []scored) []scored {
	bm25, cosines := scaleOf(words), scaleOf(meant)
	wordsSum, meaningSum := 0.0, 0.0
	for _, s := range words {
		if c, ok := n.cosine(s.number); ok {
			wordsSum += bm25.of(s.score)
			meaningSum += cosines.of(c)
		}
	}
	keeps := 1.0
	if wordsSum > 0 {
		keeps = min(1, max(0, meaningSum/wordsSum))
	}
	meaning := r.Meaning + (1-r.Meaning)*r.lacking(f, words)
	seen := make(map[int]bool, len(words)+len(meant))
	best := ranking{table: f.table, limit: len(words) + len(meant)}
	for _, list := range [][]scored{words, meant} {
		for _, s := range list {
			if seen[s.number] {
				continue
			}
			seen[s.number] = true
			w := bm25.of(f.sums[s.number])
			m := keeps * w
			if c, ok := n.cosine(s.number); ok {
				m = cosines.of(c)
			}
			best.offer(scored{s.number, (1-meaning)*w + meaning*m})
		}
	}
	return best.sorted()
}

// lacking is how much of enough the best passage by words lacks, 0 to 1.
func (r Ranking) lacking(f *found, words []scored) float64 {
	if len(words) == 0 || f.all == 0 || r.Enough == 0 {
		return 0
	}
	return max(0, 1-words[0].score/(f.all*r.Enough))
}

// scale brings the scores of a list to 0..1: the last of it to 0, the first to
// 1.
type scale struct{ low, width float64 }

func scaleOf(list []scored) scale {
	if len(list) == 0 {
		return scale{}
	}
	low := list[len(list)-1].score
	return scale{low, list[0].score - low}
}

func (s scale) of(score float64) float64 {
	switch above := score - s.low; {
	case s.width > 0:
		return min(1, max(0, above/s.width))
	case above >= 0 && score != 0: // all of one score
		return 1
	}
	return 0
}

// follow returns limit of the passages that were fused and, where they are
// fewer, of those that come after them in the list of words; their scores go on
// downwards.
func follow(fused, words []scored, limit int) []scored {
	if len(fused) >= limit || len(fused) == 0 {
		return fused[:min(limit, len(fused))]
	}
	seen := make(map[int]bool, len(fused))
	for _, s := range fused {
		seen[s.number] = true
	}
	last := fused[len(fused)-1].score
	first := 0.0
	for _, s := range words {
		if seen[s.number] || len(fused) == limit {
			continue
		}
		if first == 0 {
			first = s.score
		}
		fused = append(fused, scored{s.number, last - (first-s.score)/first})
	}
	return fused
}

// forget leaves the meaning out of what is told of hits.
func (n *near) forget() { n.kept, n.fresh = nil, nil }
