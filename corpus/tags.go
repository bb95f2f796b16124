package corpus

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode"
)

// tagKeys are the names under which newsrooms' systems write tags.
var tagKeys = map[string]bool{
	"tag": true, "tags": true, "keyword": true, "keywords": true, "category": true, "categories": true, "label": true, "labels": true,
}

// Tags are the tags that an article's file gives it, under "tags", "keywords",
// "categories" or "labels": one or several, in one text with commas, semicolons or
// bars between, with or without "#", in a list, or as the values of objects that
// name them.
func (a *Article) Tags() []string {
	var out []string
	for key, raw := range a.Meta {
		if !tagKeys[strings.ToLower(key)] {
			continue
		}
		var value any
		if json.Unmarshal(raw, &value) == nil {
			out = append(out, tagsIn(value)...)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func tagsIn(value any) []string {
	var out []string
	switch v := value.(type) {
	case string:
		for tag := range strings.FieldsFuncSeq(v, func(r rune) bool { return strings.ContainsRune(",;|\n", r) }) {
			if tag = plainTag(tag); tag != "" {
				out = append(out, tag)
			}
		}
	case []any:
		for _, one := range v {
			out = append(out, tagsIn(one)...)
		}
	case map[string]any:
		for _, one := range v {
			out = append(out, tagsIn(one)...)
		}
	}
	return out
}

// plainTag is a tag without what only surrounds it.
func plainTag(tag string) string {
	return strings.TrimFunc(tag, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || r == '#' })
}

// HasTag says whether the article has one of these tags, compared without case.
func (a *Article) HasTag(tags ...string) bool {
	return slices.ContainsFunc(a.Tags(), func(tag string) bool {
		return slices.ContainsFunc(tags, func(one string) bool { return strings.EqualFold(tag, plainTag(one)) })
	})
}
