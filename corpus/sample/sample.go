// Package sample is a small corpus to try the program on: sixteen short
// articles, compiled into the binary, that need no download and no key.
//
// The articles were written for this project. Their outlets do not exist,
// their bylines are roles, and their wording is nobody else's. Twelve of them
// tell of one week at the border of Peru and Chile, 24 to 30 November 2025:
// what they say happened is what public reporting of that week said (the README
// names it), and real office-holders stand in them in reported speech or in
// quotations of a few words that they are on record with. Four are of other
// matters, three of those set in a town that does not exist.
//
// They are as untidy as a newsroom's archive is, on purpose: a headline that
// shares a line with a date, a subscription prompt, a wire story carried twice,
// a name in two spellings, a correction, an article without a date, figures
// that differ. Whatever shows them has to say that they are a sample.
package sample

import (
	"embed"
	"fmt"
	"io/fs"
	"path"

	"secondsource/corpus"
)

//go:embed articles
var files embed.FS

// Articles are the sample's articles, read as any other file is and grouped by
// origin, in the order of their files' names. An error means that the binary
// was built from a damaged tree.
func Articles() ([]corpus.Article, error) {
	entries, err := fs.ReadDir(files, "articles")
	if err != nil {
		return nil, fmt.Errorf("list the sample's articles: %w", err)
	}
	var articles []corpus.Article
	for _, entry := range entries {
		name := path.Join("articles", entry.Name())
		data, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("open the sample: %w", err)
		}
		parsed, err := corpus.Parse(name, data)
		if err != nil {
			return nil, fmt.Errorf("read the sample: %w", err)
		}
		articles = append(articles, parsed...)
	}
	corpus.GroupOrigins(articles)
	return articles, nil
}
