package corpus_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSentences has one paragraph a case; "|" stands where a sentence ends.
func TestSentences(t *testing.T) {
	for _, text := range []string{
		"The vote is on Dec. 14 at noon.| Gov. J. Example and Sen. Ann B. Muster will speak.",
		"He met Lt. Gen. Example in Washington, D.C., on Sept. 3.| They spoke for 2.5 hours.",
		"It opened at 5 p.m. Monday and closed at 9 a.m.| The mayor left at 11 p.m. Eastern time.",
		"The plan of the U.S. Coast Guard stands.| It left the U.S.| The crew stayed.",
		"No. 4 on the list is the bridge.| Was that all?| The answer was no.| He left.",
		"“We will pay,” he said.| “We have to.”| The council agreed.",
		"“We will pay.” he said, and left.| Nobody asked why.",
		"\"Is it safe?\" asked the driver.| \"Nobody knows.\"| The bridge stayed shut.",
		"Prices rose 3.5 percent in 2019.| In 2020 they fell.",
		"Launch customers have ordered 55.| Delayed by strikes, two are late.",
		"1. What changes on Monday is the fare.| 2. Little else.",
		"Example Corp. said it would sell.| Muster & Co. Ltd. declined.| Its shares fell.",
		"She lives at St. Mary's Hospital vs. the will of Mr. Muster, i.e. against it.",
		"The report ... was late.| Then came silence …| Nobody spoke.",
		"It was over.| iPods were sold again.",
		"Donate to local charities.|“If you come,” he said, “bring food.”",
		"They had waited a week.|The road opened at last.",
		"Questions go to press@harbor.example.org or to harbor.example.org/News today.| Nobody answers.",
		"It was \"the ultimate result. ''| The rival said : \" We see no reason. ''| It fell 2.1 % .",
		"Yahoo! said it would.| Really?!| Yes.",
		"He is 5 ft. 10 in. tall, etc. and so on.",
		"El Sr. Example llegó el lunes.| ¿Por qué?| Nadie lo sabe.",
		"(The council met in May.)| [It met again in June.]| All was said.",
		"The Ill. State Police came.| He fell ill.| Doctors came too.",
		"A car such as the Model T. Rex was rare.",
	} {
		t.Run(text[:min(24, len(text))], func(t *testing.T) {
			var want []string
			for part := range strings.SplitSeq(text, "|") {
				want = append(want, strings.TrimSpace(part))
			}
			a := marked("The harbor council met in the old town hall on Monday evening to vote.\n" + strings.ReplaceAll(text, "|", "") +
				"\nThe harbor council will meet again in the old town hall in two weeks.")
			got := sentencesOf(a)
			if len(a.Spans) != 0 || len(got) < 3 {
				t.Fatalf("spans %q, sentences %q", spansOf(a), got)
			}
			if diff := cmp.Diff(want, got[1:len(got)-1]); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSentencesLeaveSpansOut(t *testing.T) {
	a := marked("Old bridge to close for two years\n\nPORT ALDER (AP) — The bridge closes in May. Trucks go first.\n\nWhat comes next?\n\n" +
		"Nobody knows what the council will decide in June.\n\nSign up for our newsletter here.\n\n___\n\nContributing: Ann Example")
	want := []string{"The bridge closes in May.", "Trucks go first.", "Nobody knows what the council will decide in June."}
	if diff := cmp.Diff(want, sentencesOf(a)); diff != "" {
		t.Error(diff)
	}
	var paragraphs []int
	for _, s := range a.Sentences() {
		paragraphs = append(paragraphs, s.Paragraph)
	}
	if diff := cmp.Diff([]int{0, 0, 1}, paragraphs); diff != "" {
		t.Errorf("paragraphs: %s", diff)
	}
}

func TestSentencesOfWrappedText(t *testing.T) {
	a := marked("The council of the harbor town voted on Monday to close the\nbridge for two years. Trucks will have to go round by the\nnorth road, which adds an hour.\n\n" +
		"Nobody asked the drivers what they thought of that, and so they\nblocked the square.\n")
	want := []string{
		"The council of the harbor town voted on Monday to close the\nbridge for two years.",
		"Trucks will have to go round by the\nnorth road, which adds an hour.",
		"Nobody asked the drivers what they thought of that, and so they\nblocked the square.",
	}
	if diff := cmp.Diff(want, sentencesOf(a)); diff != "" {
		t.Error(diff)
	}
}

func TestSentencesAtOnce(t *testing.T) {
	a := marked("The vote is on Dec. 14. Gov. J. Example will speak. “We will pay,” he said.")
	want := sentencesOf(a)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if diff := cmp.Diff(want, sentencesOf(a)); diff != "" {
					t.Error(diff)
					return
				}
			}
		})
	}
	wg.Wait()
}
