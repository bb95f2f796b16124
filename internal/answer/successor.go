package answer

// Who took an office over from a holder that was found: articles often name the
// office once and then tell only who replaced whom.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

// successors finds, for each holder of the office asked for, whom the articles
// name as the one who took over: "fired NAME and replaced him with NAME",
// "NAME succeeds NAME".
func (ev *evidence) successors(found []finding) []finding {
	if !ev.q.office {
		return nil
	}
	out := ev.handed()
	seen := map[string]bool{}
	for k := range found {
		held := lastOf(found[k].value)
		if held == "" || seen[held] || found[k].score < ev.accept {
			continue
		}
		seen[held] = true
		for _, d := range ev.docs {
			for i := range d.sents {
				if f, ok := ev.takesOver(d, i, held, &found[k]); ok {
					out = append(out, f)
					if p, ok := d.lastNamed(i, held); ok && found[k].stage == "planned" {
						out = append(out, ev.leaver(d, i, p, &found[k])) // who is replaced did hold it
					}
				}
				if f, ok := ev.wasReplaced(d, i, held, &found[k]); ok {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

// handed finds who left and who took the office in one sentence: "NAME was
// sacked as minister and replaced by NAME".
func (ev *evidence) handed() []finding {
	var out []finding
	for _, d := range ev.docs {
		for i := range d.sents {
			s := &d.sents[i]
			c := ev.cover(d, i)
			if s.note || c.score < ev.accept || !s.handsOver() {
				continue
			}
			toks := d.tags(ev.tag, i)
			by := -1
			for k := 1; k+1 < len(toks); k++ {
				if toks[k].Is("replaced", "succeeded") && toks[k+1].Is("by") && !negated(toks, k) && !conditional(toks, k) && !d.irrealis(ev.tag, i, k) {
					by = k
				}
			}
			if by < 0 || !ev.asOffice(toks[:by]) {
				continue
			}
			to, ok := ev.nameAfter(d, i, by+2)
			from, left := d.personBefore(i, by)
			if !ok || !left || to.first > by+5 {
				continue
			}
			of := finding{score: 0.6 + 0.4*c.score}
			came := ev.leaver(d, i, to, &of)
			came.stage, came.gone = "done", false
			out = append(out, came, ev.leaver(d, i, from, &of))
		}
	}
	return out
}

// asOffice: the tokens have the office asked for behind "as" or "the", all its
// words together.
func (ev *evidence) asOffice(toks []lang.Token) bool {
	head := ev.q.officeHead()
	for k := range toks {
		if toks[k].Stem != head.stem {
			continue
		}
		for j := k - 1; j >= max(0, k-3); j-- {
			if toks[j].Is("as") {
				all := true
				for _, t := range ev.q.terms {
					all = all && (t.light() || t.pos > head.pos || hasStem(toks[j:k+1], t.stem))
				}
				return all
			}
		}
	}
	return false
}

func hasStem(toks []lang.Token, stem string) bool {
	for k := range toks {
		if toks[k].Stem == stem {
			return true
		}
	}
	return false
}

// wasReplaced: the sentence tells whose place the holder with this surname
// took: "NAME was sacked and replaced by NAME". Who went is shown beside.
func (ev *evidence) wasReplaced(d *document, i int, holder string, of *finding) (finding, bool) {
	s := &d.sents[i]
	if !s.hasWord(holder) || !s.handsOver() || s.note || of.stage == "planned" {
		return finding{}, false
	}
	toks := d.tags(ev.tag, i)
	for k := range toks {
		if !toks[k].Is("replaced", "succeeded") || k+1 >= len(toks) || !toks[k+1].Is("by") {
			continue
		}
		by, ok := ev.nameAfter(d, i, k+2)
		if !ok || toks[by.last].Lower != holder || !ev.nearOffice(d, i) {
			continue
		}
		p, ok := d.personBefore(i, k)
		if !ok {
			return finding{}, false
		}
		return ev.leaver(d, i, p, of), true
	}
	return finding{}, false
}

// leaver is the finding of who has left the office, named at tokens p.
func (ev *evidence) leaver(d *document, i int, p span, of *finding) finding {
	f := finding{doc: d, sent: i, from: i, first: p.first, last: p.last, score: of.score * 0.98, kind: askPerson, exact: true, stage: "left", gone: true}
	f.written = d.text(i, p.first, p.last)
	f.value = lang.Fold(f.written)
	f.voice = ev.voiceOf(d, i, p.first)
	return f
}

// lastNamed is the name that ends with a surname.
func (d *document) lastNamed(i int, surname string) (span, bool) {
	s := &d.sents[i]
	for _, n := range s.names {
		if p, _ := s.splitTitle(n); p.last >= p.first && s.toks[p.last].Lower == surname {
			return p, true
		}
	}
	return span{}, false
}

// personBefore is the person named last before a token, close to it.
func (d *document) personBefore(i, at int) (span, bool) {
	s := &d.sents[i]
	var best span
	found := false
	for _, n := range s.names {
		if p, _ := s.splitTitle(n); p.last >= p.first && p.last < at && at-p.last <= 10 && d.person(i, n) {
			best, found = p, true
		}
	}
	return best, found
}

// takesOver: the sentence tells who took the place of the holder with this
// surname, in the office that it or the sentence before it names.
func (ev *evidence) takesOver(d *document, i int, held string, of *finding) (finding, bool) {
	s := &d.sents[i]
	if !s.hasWord(held) || !s.handsOver() || s.note {
		return finding{}, false
	}
	toks := d.tags(ev.tag, i)
	for _, n := range s.names {
		p, _ := s.splitTitle(n)
		if p.last < p.first || toks[p.last].Lower == held || !d.person(i, n) || lang.IsTitle(toks[p.last].Lower) || p.first == p.last && n.First == p.first && !d.surname(toks[p.last].Lower) {
			continue
		}
		if !replaces(toks, p, held) || !ev.nearOffice(d, i) {
			continue
		}
		f := finding{doc: d, sent: i, from: i, first: p.first, last: p.last, score: of.score * 0.98, kind: askPerson, exact: true}
		f.written = d.text(i, p.first, p.last)
		f.value = lang.Fold(f.written)
		f.voice = ev.voiceOf(d, i, p.first)
		if conditional(toks, p.first) {
			return finding{}, false
		}
		return f, true
	}
	return finding{}, false
}

// replaces: the name is the one who comes, not the one who goes: behind
// "replaced by", "replaced him with", "succeeded by", or before "succeeds",
// "replaced", "took over from" and the old holder.
func replaces(toks []lang.Token, p span, held string) bool {
	for k := max(0, p.first-6); k < p.first; k++ {
		if !handovers[toks[k].Stem] || !strings.HasPrefix(toks[k].Tag, "VB") {
			continue
		}
		for j := k + 1; j < p.first; j++ {
			if toks[j].Is("by", "with") {
				return true
			}
		}
	}
	for k := p.last + 1; k < len(toks) && k <= p.last+8; k++ {
		over := toks[k].Is("succeeds", "succeeded", "replaces", "replaced", "replacing", "succeeding") || toks[k].Is("over") && k+1 < len(toks) && toks[k+1].Is("from")
		if !over || strings.HasSuffix(toks[k].Lower, "ed") && toks[k-1].Is("was", "is", "been", "be", "being") {
			continue
		}
		for j := k + 1; j < len(toks) && j <= k+6; j++ {
			if toks[j].Lower == held {
				return true
			}
		}
	}
	return false
}

// nearOffice: the office asked for is named in the sentence or beside it.
func (ev *evidence) nearOffice(d *document, i int) bool {
	head := ev.q.officeHead()
	for j := max(0, i-1); j <= min(i+1, len(d.sents)-1); j++ {
		for stem := range d.sents[j].stems {
			if stem == head.stem || lang.Kinship(head.stem, stem) >= lang.Near {
				return true
			}
		}
	}
	return false
}
