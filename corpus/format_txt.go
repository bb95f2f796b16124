package corpus

// parseText reads a plain text: the whole of it is the article's text, and
// what it says of itself is found by Mark.
func parseText(data []byte) (Article, error) {
	text, err := decode(data)
	return Article{Text: text}, err
}
