package retrieval

// Analysis: how a text and a question become the terms that are compared.

import (
	"github.com/blevesearch/bleve/v2/analysis"
	"github.com/blevesearch/bleve/v2/analysis/char/asciifolding"
	"github.com/blevesearch/bleve/v2/analysis/lang/en"
	"github.com/blevesearch/bleve/v2/analysis/token/lowercase"
	"github.com/blevesearch/bleve/v2/analysis/token/porter"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/unicode"
	"github.com/blevesearch/bleve/v2/registry"
)

// newAnalyzer is bleve's "en" (words by Unicode's rules, possessives, case,
// stop words, Porter's stems) after folding accents, so that Jose finds José.
// It has no state and serves any number of goroutines.
func newAnalyzer() (analysis.Analyzer, error) {
	cache := registry.NewCache()
	fold, err := cache.CharFilterNamed(asciifolding.Name)
	if err != nil {
		return nil, err
	}
	words, err := cache.TokenizerNamed(unicode.Name)
	if err != nil {
		return nil, err
	}
	a := &analysis.DefaultAnalyzer{CharFilters: []analysis.CharFilter{fold}, Tokenizer: words}
	for _, name := range []string{en.PossessiveName, lowercase.Name, en.StopName, porter.Name} {
		filter, err := cache.TokenFilterNamed(name)
		if err != nil {
			return nil, err
		}
		a.TokenFilters = append(a.TokenFilters, filter)
	}
	return a, nil
}

// queryTerm is a term of a question and how often it stands there.
type queryTerm struct {
	term  []byte
	count int
}

// terms are the different terms of a text, in the order of their first use.
func terms(analyzer analysis.Analyzer, text string) []queryTerm {
	var out []queryTerm
	at := make(map[string]int)
	for _, token := range analyzer.Analyze([]byte(text)) {
		i, seen := at[string(token.Term)]
		if !seen {
			i = len(out)
			at[string(token.Term)] = i
			out = append(out, queryTerm{term: token.Term})
		}
		out[i].count++
	}
	return out
}
