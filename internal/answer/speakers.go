package answer

// Who or what can say something: people, bodies and documents. "Citing major
// flaws" names nobody.

import (
	"strings"

	"secondsource/internal/answer/lang"
)

var (
	// partitives are what speakers are counted by: "one of the doctors".
	partitives = wordSet("one two some many several most all both each none number group handful dozens hundreds thousands pair couple majority half any those members")

	// speaking are nouns of people and bodies that no ending gives away.
	speaking = stemSet(`head mp wife husband son uncle aunt cousin parent friend ally host king chef cook guard clerk scholar priest monk nun saint pilot cop boss chief agent respondent applicant defendant consultant accountant assistant attendant informant
authority government administration prosecution defense enforcement intelligence embassy consulate palace prison jail zoo museum railway utility insurer regulator watchdog tank coalition alliance campaign crew staff side camp town village parish diocese tribunal panel inquiry jury desk league federation society foundation trust institute laboratory lab unit squad division branch business industry parent tenant client saint brass counsel press media household public opposition majority leadership command rescue`)

	// documents tell what somebody has written, counted or recorded.
	documents = stemSet(`report study statement data figure number estimate survey poll audit analysis assessment document record filing lawsuit suit complaint affidavit indictment petition memo memorandum letter email message review census website site page post tweet account paper article book research result finding note notice order ruling judgment verdict decision transcript video recording footage map model calculation count tally forecast projection index list register registry bulletin dispatch advisory alert guidance guideline rule law legislation bill constitution contract agreement treaty text legend tradition reading source story interview testimony statistic stat chart table schedule timetable plan proposal announcement release factsheet briefing update log diary biography obituary encyclopedia dictionary manual investigation probe experiment test paperwork database dataset archive minutes presentation prospectus resolution directive resume profile blog column editorial wikipedia specification spec documentation evidence science history court bio accounts inquiry inspection outlet disclosure application itinerary manifest receipt invoice`)

	// things end like people and are none.
	things = wordSet("weather water fever danger disaster power tower river summer winter matter error factor number order quarter shelter layer border corner paper center centre dinner border cover fiber fibre timber computer vapor vapour harbor harbour rumor rumour terror horror labor labour favor favour color colour behavior behaviour humor motor sector major minor interior exterior other another under over after either neither whether together barrier trailer letter character chapter order wonder murder cluster laser filter meter metre")
)

// canSpeak: the noun phrase names somebody or something that can say a thing.
func canSpeak(phrase []lang.Token) bool {
	for len(phrase) > 2 && partsOff(phrase) > 0 {
		phrase = phrase[partsOff(phrase):]
	}
	head := -1
	for k := range phrase {
		t := &phrase[k]
		if head >= 0 && (t.Tag == "IN" || t.Tag == "TO" || t.Tag == "VBN" || t.Tag == "VBG") {
			break
		}
		if t.Kind == lang.Word && (strings.HasPrefix(t.Tag, "NN") || t.Capital() && !lang.Function(t.Lower) || saysThings(t)) {
			head = k
		}
	}
	if head < 0 {
		return len(phrase) > 0 && !strings.HasPrefix(phrase[0].Tag, "JJ")
	}
	return saysThings(&phrase[head])
}

// partsOff is where the phrase goes on behind "one of", "a group of", 0 where it
// begins with nothing of the kind.
func partsOff(phrase []lang.Token) int {
	for k := 0; k+2 < len(phrase) && k < 3; k++ {
		if partitives[phrase[k].Lower] && phrase[k+1].Is("of") {
			return k + 2
		}
	}
	return 0
}

// saysThings: the noun is a name, or one of people, of a body or of a document.
func saysThings(t *lang.Token) bool {
	if t.Capital() {
		return true
	}
	if personal[t.Stem] || speaking[t.Stem] || documents[t.Stem] || bodies[t.Stem] || lang.IsTitle(t.Lower) || anonymousWords[t.Lower] || bodyWords[t.Lower] || bodyWords[strings.TrimSuffix(t.Lower, "s")] || t.Tag == "PRP" {
		return true
	}
	one := strings.TrimSuffix(t.Lower, "s")
	if things[one] || things[t.Lower] {
		return false
	}
	for _, end := range []string{"er", "or", "ist", "ian", "man", "men", "person", "ee"} {
		if len(one) > len(end)+2 && strings.HasSuffix(one, end) {
			return true
		}
	}
	return false
}
