package bot

// Text from outside in Slack's own markup, and links to the very passage.

import (
	"net/url"
	"regexp"
	"strings"
)

var markup = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escape makes a text harmless in Slack's markup: no mention, no ping, no date
// and no link can be written in it.
func escape(text string) string { return markup.Replace(text) }

// unescape is what a person typed, out of Slack's markup: its mentions and
// links as plain words.
func unescape(text string) string {
	var b strings.Builder
	for {
		open := strings.IndexByte(text, '<')
		if open < 0 {
			break
		}
		end := strings.IndexByte(text[open:], '>')
		if end < 0 {
			break
		}
		b.WriteString(text[:open])
		b.WriteString(visible(text[open+1 : open+end]))
		text = text[open+end+1:]
	}
	b.WriteString(text)
	return strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(b.String())
}

// visible is what Slack shows of one "<…>": of a link its text or address, of a
// mention its label; a mention without one is no word.
func visible(inner string) string {
	target, label, labelled := strings.Cut(inner, "|")
	switch {
	case labelled:
		return label
	case strings.HasPrefix(target, "@"), strings.HasPrefix(target, "#"), strings.HasPrefix(target, "!"):
		return ""
	}
	return target
}

// unsafe is what must not stand as it is in the query of an address.
var unsafe = regexp.MustCompile("[^!#-;=?-{}~]")

// maxLink is Slack's limit for an address.
const maxLink = 3000

// passageLink is the address of an article with a text fragment that leads to
// the quote. "" where the address is none of the web.
func passageLink(address, quote string) string {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	u.RawQuery = unsafe.ReplaceAllStringFunc(u.RawQuery, url.QueryEscape)
	link := u.String() + "#:~:text=" + fragment(quote)
	if len(link) > maxLink {
		link = u.String()
	}
	if len(link) > maxLink {
		return ""
	}
	return link
}

// fragment is the first words of a quote and its last, as the text fragments of
// the web have them: https://wicg.github.io/scroll-to-text-fragment/
func fragment(quote string) string {
	words := strings.Fields(quote)
	if len(words) <= 10 {
		return escapeFragment(strings.Join(words, " "))
	}
	return escapeFragment(strings.Join(words[:5], " ")) + "," + escapeFragment(strings.Join(words[len(words)-5:], " "))
}

// escapeFragment also writes "-" out, which has a meaning there.
func escapeFragment(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(url.QueryEscape(s), "+", "%20"), "-", "%2D")
}
