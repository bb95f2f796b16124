package answer_test

import "testing"

func TestWherePlaces(t *testing.T) {
	holdTellings(t, []telling{
		{"with its country", "Where was Una Brandt born?", "Una Brandt was born in Havana, Cuba in 1947.", "Havana, Cuba"},
		{"a list is no region", "Where was Una Brandt arrested?", "Una Brandt was arrested in Spain, France and Cuba.", "Spain"},
		{"located, by what it is", "Where is the Salt House located?", "The Salt House is a small museum in Lowmere, which opened in 1950.", "Lowmere"},
		{"located: another's place", "Where is the Salt House located?", "The Salt House is a museum. A tavern in Lowmere opened in 1950.", ""},
		{"a clause that leads up to it", "Where did Storm Ada make landfall?", "After forming in the Southern Caribbean Sea, Storm Ada made landfall just southwest of Lowmere on Monday.", "Lowmere"},
		{"only the clause has a place", "Where did Storm Ada form?", "After Storm Ada formed in the Southern Caribbean Sea, it grew.", "Southern Caribbean Sea"},
	})
}

func TestWhichIsOfTheKind(t *testing.T) {
	holdTellings(t, []telling{
		{"a state", "In which state is the Salt House?", "The Salt House is in the state of Ohio, United States.", "Ohio"},
		{"a country with the word in its name is no state", "In which state is the Salt House?", "The Salt House stands in the United States.", ""},
		{"a body of that kind", "Which airline bought the hangar?", "Harrow Airlines bought the hangar.", "Harrow Airlines"},
		{"without the name before the noun", "Which Orion flight set the record?", "The record was set in May by a NASA flight.", ""},
		{"with it", "Which Orion flight set the record?", "The record was set in May by the Orion Seven flight.", "Orion Seven flight"},
	})
}
