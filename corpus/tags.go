package corpus

import (
	"encoding/json"
	"slices"
	"strings"
)

// Tags are the tags that an article's file gives it, under "tags" or "tag": one
// or several, in one text with commas, in a list, or as the values of objects
// that name them.
func (a *Article) Tags() []string {
	var out []string
	for key, raw := range a.Meta {
		if !strings.EqualFold(key, "tags") && !strings.EqualFold(key, "tag") {
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
		for tag := range strings.SplitSeq(v, ",") {
			if tag = strings.TrimSpace(tag); tag != "" {
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

// HasTag says whether the article has one of these tags, compared without case.
func (a *Article) HasTag(tags ...string) bool {
	return slices.ContainsFunc(a.Tags(), func(tag string) bool {
		return slices.ContainsFunc(tags, func(one string) bool { return strings.EqualFold(tag, strings.TrimSpace(one)) })
	})
}
