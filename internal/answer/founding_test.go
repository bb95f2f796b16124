package answer_test

import "testing"

func TestFoundedInOtherWords(t *testing.T) {
	holdTellings(t, []telling{
		{"launched", "When was Harrow Watch established?", "Harrow Watch was launched in January 2012.", "January 2012"},
		{"what it launched is not it", "When was Harrow Watch established?", "Harrow Watch launched a campaign in January 2012.", ""},
		{"began operating", "When was Harrow High School established?", "Harrow High School is a public school in Lowmere which first began operating in 1963.", "1963"},
		{"completed", "When was the Salt House built?", "The Salt House was completed in May 1885.", "May 1885"},
		{"completed is not begun", "When was the Salt House completed?", "The Salt House was built in May 1885.", ""},
		{"another's building", "When was the Salt House built?", "The Salt House faces a tower, which was completed in May 1885.", ""},
	})
}
