package answer_test

import (
	"testing"

	"secondsource/internal/answer"
)

func TestAskedInOtherWords(t *testing.T) {
	holdTellings(t, []telling{
		{"on sale", `When does the Kestrel 2 go on sale?`, `Harrow Motors said that the Kestrel 2 will be released on May 4.`, "May 4"},
		{"is it true that", `Is it true that Una Brandt opened the ferry museum?`, `Mayor Una Brandt opened the ferry museum on Monday.`, "yes"},
		{"is it true, with a no", `Is it true that the ferry museum is closed?`, `The ferry museum is not closed.`, "no"},
		{"what somebody pays", `What is Lowmere paying for the twelve trams?`, `Lowmere signed a contract to purchase twelve trams for $40 million.`, "40000000"},
		{"what it weighs", `How much does the Kestrel 2 weigh?`, `The Kestrel 2 is 1.2 metres wide and weighs 310 kilograms.`, "310"},
		{"the most one can", `What's the most passengers you can fit in the ferry Alma?`, `The ferry Alma can carry up to 420 passengers.`, "420"},
		{"keywords of what is counted", `measles cases in Lowmere`, `Doctors reported 31 measles cases in Lowmere.`, "31"},
		{"keywords after a date", `Alma launch date`, `The date of the launch of the Alma is May 4.`, "May 4"},
		{"who lives there", `How many people live in Lowmere?`, `Lowmere has a population of 41,000.`, "41000"},
		{"how many of them, as a share", `How many of its bookings did the ferry line Alma lose?`, `The ferry line Alma has lost 60% of its bookings.`, "60"},
		{"the name of a person", `name of the mayor of Lowmere`, `The mayor of Lowmere, Una Brandt, opened the bridge.`, "Una Brandt"},
	})
}

func TestVerbOfTheQuestion(t *testing.T) {
	holdTellings(t, []telling{
		{"behind an acronym with its article", `When did the HBA declare an emergency?`, `The HBA declared an emergency on May 4.`, "May 4"},
		{"behind an adverb", `When did Una Brandt first become a judge?`, `Una Brandt was first elected a judge in 1998.`, "1998"},
		{"said is not declared", `When did the HBA declare an emergency?`, `The HBA has not declared an emergency, Una Brandt said on May 4.`, ""},
		{"founded is not found", `When did the Grebes found Harrow Records?`, `The Grebes founded Harrow Records in 1961.`, "1961"},
		{"found is not founded", `When did divers find the Alma?`, `The Alma Line was founded in 1961.`, ""},
		{"become", `When did Una Brandt become mayor of Lowmere?`, `Una Brandt (born 3 May 1961) became mayor of Lowmere in 1999.`, "1999"},
		{"a participle that describes", `Is Lowmere fever a rarely treated disease?`, `Lowmere fever is not a rarely treated disease.`, "no"},
	})
}

func TestWhatIsCalledTheState(t *testing.T) {
	articles := []answer.Question{{Text: "How many people died in Texas?"}}
	a := ask(t, articles[0].Text, story("s", "Lowmere Bugle", "2026-02-01", "The storm reached Texas on Sunday. At least 14 people died in counties across the state, officials said."))
	if len(a.Claims) == 0 || a.Claims[0].Value != "14" {
		t.Errorf("the state is the one named before: %s", a.Answer)
	}
	for _, text := range []string{
		"The storm reached Texas and Ohio on Sunday. At least 14 people died across the state, officials said.",
		"The storm reached Texas on Sunday. A state of emergency followed, and 14 people died in Ohio.",
	} {
		if a := ask(t, articles[0].Text, story("s", "Lowmere Bugle", "2026-02-01", text)); a.Verdict != answer.NotFound {
			t.Errorf("%s\nanswered: %s", text, a.Answer)
		}
	}
}

func TestOneThingUnderTwoNames(t *testing.T) {
	holdTellings(t, []telling{
		{"number and word", `How many passengers can the Kestrel carry?`, `Harrow showed the 640 Kestrel on Monday. The 640 can carry 90 passengers.`, "90"},
		{"formerly called", `How many cases of dropfever were reported?`, `Lowpox, formerly called dropfever, is back. Doctors reported 31 cases of lowpox.`, "31"},
		{"what it is", `How many ferries does Alma Lines have?`, `Alma Lines is a shipping company in Lowmere. It was founded in 1961. The harbour is old. A strike went on for days. Ships lay idle. Then talks began. The company has 41 ferries.`, "41"},
	})
}

func TestSaidWithoutTheVerb(t *testing.T) {
	holdTellings(t, []telling{
		{"days in office", `How many days did Una Brandt last as mayor?`, `Mayor Una Brandt resigned after 44 days in office.`, "44"},
		{"a loss of jobs", `How many jobs will Alma Lines cut in Lowmere?`, `Alma Lines announced the loss of 300 jobs in Lowmere.`, "300"},
		{"losses of a sum", `How much did the Lowmere flood cost in crop losses?`, `The Lowmere flood caused $3 million in crop losses.`, "3000000"},
		{"a post is filled", `Who is replacing Oskar Falk at Alma Lines?`, `Oskar Falk leaves Alma Lines in May. Falk's post will be filled by Una Brandt.`, "Una Brandt"},
		{"a nod to", `Who is the ferry Alma named after?`, `The ferry Alma's name is a nod to Alma Brandt, who kept the light.`, "Alma Brandt"},
		{"the figure behind its model", `How many hours of film can the 60GB Kestrel store?`, `On the 30GB Kestrel, 75 hours of film can be stored, and on the 60GB Kestrel, 150 hours.`, "150"},
		{"which of two figures", `How many people can the ferry carry in winter?`, `The ferry can carry 840 people in summer, or 555 people in winter.`, "555"},
		{"a step is no range", `By how much was the fare cut?`, `The fare was cut by $2 to $7.`, "2"},
	})
}

func TestWhoPulledOut(t *testing.T) {
	holdTellings(t, []telling{
		{"out of the race", `Is Oskar Falk running for mayor?`, `Oskar Falk ruled himself out of the race for mayor.`, "no"},
		{"somebody else", `Is Oskar Falk running for mayor?`, `Una Brandt ruled herself out of the race for mayor, which left Oskar Falk.`, ""},
		{"not yet", `Is Oskar Falk running for mayor?`, `Oskar Falk has not ruled himself out of the race for mayor.`, ""},
	})
}

func TestWhoWasReplacedStandsBeside(t *testing.T) {
	a := ask(t, "Who is the finance minister?", story("s", "Lowmere Bugle", "2026-02-01", "Oskar Falk was sacked as finance minister and replaced by Una Brandt."))
	if a.Verdict != answer.Answered || len(a.Claims) != 2 || a.Claims[0].Value != "Una Brandt" || a.Claims[1].Value != "Oskar Falk" {
		t.Errorf("want who holds it, and who held it beside: %s %+v", a.Answer, a.Claims)
	}
}

func TestWhichBody(t *testing.T) {
	holdTellings(t, []telling{
		{"the subject", `Which chain sells the Kestrel?`, `The shares of Harrow rose. Harrow sells the Kestrel in its shops.`, "Harrow"},
		{"the object", `What company did Una Brandt found?`, `Una Brandt founded Harrow in 1961.`, "Harrow"},
		{"a person is no company", `Which company bought the Kestrel?`, `Una Brandt bought the Kestrel.`, ""},
		{"a noun before the name", `Which outlet did a migrant talk to?`, `A migrant talked to the outlet The Beacon on Monday.`, "The Beacon"},
		{"named by what it is", `Which radio station showed the families?`, `Radio Lowmere showed the families on the road.`, "Radio Lowmere"},
		{"who said it", `Which minister said the bridge will open?`, `Transport Minister Oskar Falk said the bridge will open, and Foreign Minister Una Brandt left.`, "Transport Minister Oskar Falk"},
	})
}

func TestWhoIsNotKnown(t *testing.T) {
	a := ask(t, "Who will pay for the fishing boats?", story("s", "Lowmere Bugle", "2026-02-01", "The ferry will stop on Feb. 9. It is not known who will pay for the fishing boats, Una Brandt said."))
	if a.Verdict != answer.Unknown || len(a.Claims) != 1 || a.Claims[0].Text != "It is not known who will pay for the fishing boats, Una Brandt said." {
		t.Errorf("%s: %s", a.Verdict, a.Answer)
	}
}
