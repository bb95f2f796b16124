package answer

import (
	"time"

	"secondsource/internal/answer/tongue"
)

var englishWording = wording{
	language:    tongue.English,
	silent:      "The articles do not say.",
	noArticles:  "There are no articles to answer from.",
	lost:        "It can't be told what this question refers to. Please ask it as a whole question.",
	courtesy:    "There is no question in this to look up.",
	part:        [4]string{"On the first part of the question the articles say nothing.", "On the second part of the question the articles say nothing.", "On the third part of the question the articles say nothing.", "On the last part of the question the articles say nothing."},
	unknown:     "The articles say that this is not known: ",
	disagree:    "The articles disagree.",
	disagreeing: "The articles disagree: ",
	stages:      "Planned and done differ: ",
	differing:   "The articles give different values: ",
	yes:         "Yes: ",
	no:          "No: ",
	planned:     "Only as planned%s: ",
	articleOf:   " (in an article of %s)",
	spelled:     " (also spelled %s)",
	according:   ", according to ",
	earlier:     "; earlier: ",
	also:        "; also told: ",
	ofDay:       " of ",
	latestFirst: "The latest stands first.",
	says:        " says so in its own words and names no source",
	say:         " say so in their own words and name no source",
	notNamed:    " (not named)",
	and:         " and ",

	aside:     "The newer figure that is also told does not take the place of the others: it is a limit that they keep, or counts a part.",
	ahead:     "A value is told as planned or announced, another as done.",
	spellings: "The articles write the name in different ways: %s.",
	conflict: map[cause]string{
		becauseCopy:   "These are copies of one story that do not agree: in one of them the value was changed.",
		becauseVoices: "An article gives both, in different mouths, and does not say which is right.",
		"":            "The articles do not agree, and nothing in them says which is right.",
	},
	changed: map[cause]string{
		becauseCopy: "A later copy of one story has another value: the latest stands first, the older one is dated.",
		becauseTold: "The articles tell of the change: the latest stands first, the older one is dated.",
		"":          "The value differs from one day to the next: the latest stands first, the older ones are dated.",
	},
	stage: "A value is told as planned or announced, another as done.",
	scope: map[cause]string{
		becausePeriod:  "The values are given for different times, as the articles say: compare those before using one alone.",
		becausePlace:   "The values are given for different places, as the articles say: compare those before using one alone.",
		becauseGroup:   "The values count different groups or things, as the articles say: compare those before using one alone.",
		becauseCounted: "The values are counted up to, or down from, different days: each holds for the day on which it was said.",
		becauseBounds:  "The values can both be right as they are written, and they paint different pictures: a limit, a range or a rough word is no count.",
		becauseFalls:   "The newer figure is the lower one, and such a count only grows: they count different things, or one was corrected.",
		becauseWords:   "The articles quote different words; read them side by side before using one alone.",
	},
	doneAndPlanned: "Told as done by %s, as planned or announced by %s.",
	onlyPlanned:    "Told only as planned or announced, not as done.",
	singleSource:   "Only one article in the archive says this.",
	sameOrigin:     "These articles are one story in several copies: they count as one source.",
	unsourced: [3]string{
		"The article does not say where the figure comes from.",
		"Neither article says where the figure comes from.",
		"None of the articles says where the figure comes from.",
	},
	silentOne:     "%s does not say where the figure comes from.",
	silentMore:    "%s do not say where the figure comes from.",
	anonymous:     "Whoever is quoted is not named.",
	hedged:        "The figure is given as an approximation or a limit, not as a count.",
	undatedOne:    "It is not known when %s was published.",
	undatedMore:   "It is not known when %s was published.",
	stale:         "The newest support is older than the limit that was set.",
	correctedOne:  "The article was corrected since: %s.",
	correctedMore: "The article was corrected since: %s.",

	date: func(t time.Time) string { return t.Format("2 January 2006") },
}
