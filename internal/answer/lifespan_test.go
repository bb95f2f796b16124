package answer_test

import (
	"strings"
	"testing"

	"secondsource/corpus"
	"secondsource/internal/answer"
)

// TestMeasuresAndLives holds what brackets, ranges and phrases of counting say,
// each beside a twin that says something else.
func TestMeasuresAndLives(t *testing.T) {
	life := story("life", "Hill Register", "2020-03-01", `Oren Malvik (3 May 1881 – 9 June 1940) was a surveyor. Malvik was elected to the Dale council in 1912.`)
	son := story("son", "Hill Register", "2020-03-01", `Tove Malvik, daughter of Oren Malvik (1881–1940), painted harbours.`)
	mill := story("mill", "Dale Weekly", "2020-03-01", `The Quarn Mill was built in 1840–1843. The page was retrieved 9 October 2017.`)
	town := story("town", "Dale Weekly", "2020-03-01", `Sennholm is a town in the hills. As of the 2011 census, the population of Sennholm was 4,120. Sennholm has 310 people per square mile.`)
	part := story("part", "Dale Weekly", "2020-03-01", `The rural population of Sennholm was 950. Sennholm changed from its 2001 population of 3,800.`)
	for _, c := range []struct {
		name, question string
		articles       []corpus.Article
		says, not      string
	}{
		{"the left of the dash is the birth", "When was Oren Malvik born?", []corpus.Article{life}, "3 May 1881", "1940"},
		{"the right of the dash is the death", "When did Oren Malvik die?", []corpus.Article{life}, "9 June 1940", "1881"},
		{"a noun for the birth", "What is the birth date of Oren Malvik?", []corpus.Article{life}, "3 May 1881", "1940"},
		{"a life answers no other deed", "When was Oren Malvik elected?", []corpus.Article{life}, "1912", "1881"},
		{"a father's life is not his daughter's", "When was Tove Malvik born?", []corpus.Article{son}, "", "1881"},
		{"a range is told whole", "When was the Quarn Mill built?", []corpus.Article{mill}, "1840–1843", "2017"},
		{"a population behind its noun", "What is the population of Sennholm?", []corpus.Article{town}, "4,120", "310"},
		{"a measure behind \"total\"", "What is the total population of Sennholm?", []corpus.Article{town}, "4,120", "310"},
		{"a part, or a former figure, is no population", "What is the population of Sennholm?", []corpus.Article{part}, "", "950"},
		{"a bare measure is no crash", "What is the total of Sennholm?", []corpus.Article{town}, "", "310"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := ask(t, c.question, c.articles...)
			if c.says == "" && a.Verdict == answer.Answered && strings.Contains(a.Answer, c.not) || c.says != "" && !strings.Contains(a.Answer, c.says) || strings.Contains(a.Answer, c.not) {
				t.Errorf("%s: %s", a.Verdict, a.Answer)
			}
		})
	}
}
