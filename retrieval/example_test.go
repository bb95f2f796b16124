package retrieval_test

import (
	"context"
	"fmt"
	"time"

	"secondsource/corpus"
	"secondsource/retrieval"
)

func Example() {
	ctx := context.Background()
	library, err := retrieval.NewMemory(ctx, []corpus.Article{
		{ID: "ferry", Publisher: "Bay Courier", Published: "2025-03-10", Text: "The ferry line will close in April, the harbour board said."},
		{ID: "bakery", Publisher: "Evening Ledger", Published: "2025-03-12", Text: "Without the ferry the bakery would have to shut."},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer library.Close()
	hits, err := library.Search(ctx, retrieval.Query{
		Text:   "When does the ferry close?",
		Filter: retrieval.Filter{Until: time.Date(2025, 3, 11, 0, 0, 0, 0, time.UTC)},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, hit := range hits {
		article, err := library.Article(ctx, hit.Article)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%s: %s\n", hit.Article, article.Text[hit.Start:hit.End])
	}
	// Output:
	// ferry: The ferry line will close in April, the harbour board said.
}
