package answer

import (
	"fmt"
	"slices"
	"strings"
)

// VerifyCheck holds the rules that every check keeps: quotes are the articles'
// own bytes and every citation is used; an item's text is the claim's; what is
// told of an article stands in its quote; and the verdicts follow from what is
// shown. text gives an article's stored text.
func VerifyCheck(c *Check, text func(id string) (string, bool)) error {
	if err := verifyPassages(c, text); err != nil {
		return err
	}
	used := map[int]bool{}
	for k := range c.Items {
		if err := c.verifyItem(&c.Items[k], used); err != nil {
			return err
		}
	}
	for k := range c.Citations {
		if !used[k+1] {
			return fmt.Errorf("%w: citation %d is not used", ErrUnsupported, k+1)
		}
	}
	if want := worst(c.Items); c.Verdict != want {
		return fmt.Errorf("%w: verdict %s of items that come to %s", ErrUnsupported, c.Verdict, want)
	}
	return nil
}

func verifyPassages(c *Check, text func(id string) (string, bool)) error {
	is := func(id, quote string, start, end int) bool {
		t, ok := text(id)
		return ok && start >= 0 && end <= len(t) && start < end && t[start:end] == quote
	}
	for k, x := range c.Citations {
		if x.N != k+1 || !is(x.Article, x.Quote, x.Start, x.End) {
			return fmt.Errorf("%w: citation %d is not the text of %s", ErrUnsupported, x.N, x.Article)
		}
	}
	for _, n := range c.Nearest {
		if !is(n.Article, n.Quote, n.Start, n.End) {
			return fmt.Errorf("%w: the nearest passage is not the text of %s", ErrUnsupported, n.Article)
		}
	}
	return nil
}

func (c *Check) verifyItem(it *CheckItem, used map[int]bool) error {
	if it.Start < 0 || it.End > len(c.Claim) || it.Start >= it.End || c.Claim[it.Start:it.End] != it.Text {
		return fmt.Errorf("%w: %q is not bytes %d to %d of the claim", ErrUnsupported, it.Text, it.Start, it.End)
	}
	if !strings.Contains(c.Claim, it.Of) {
		return fmt.Errorf("%w: %q does not stand in the claim", ErrUnsupported, it.Of)
	}
	if !it.follows() {
		return fmt.Errorf("%w: %q is %s (%s) by %d for it and %d against", ErrUnsupported, it.Text, it.Verdict, it.Reason, len(it.Supporting), len(it.Contradicting))
	}
	for _, t := range append(slices.Clone(it.Supporting), it.Contradicting...) {
		if t.Citation < 1 || t.Citation > len(c.Citations) {
			return fmt.Errorf("%w: [%d] has no citation", ErrUnsupported, t.Citation)
		}
		used[t.Citation] = true
		for _, part := range []string{t.AsWritten, t.Speaker, t.Attribution} {
			if !strings.Contains(c.Citations[t.Citation-1].Quote, part) {
				return fmt.Errorf("%w: %q does not stand in [%d]", ErrUnsupported, part, t.Citation)
			}
		}
	}
	return nil
}

// follows: the item's verdict follows from what stands on either side.
func (it *CheckItem) follows() bool {
	with, against := len(it.Supporting), len(it.Contradicting)
	if (it.Reason != "") != (it.Verdict == WeaklySupported) {
		return false
	}
	switch it.Verdict {
	case Contradicted:
		return against > 0
	case InDispute:
		return with > 0 && against > 0
	case ClaimNotFound:
		return with+against == 0
	case WeaklySupported:
		return with > 0 || it.Reason == ReasonDenied && against > 0
	case ClaimIsSupported:
		return with > 0
	}
	return false
}
