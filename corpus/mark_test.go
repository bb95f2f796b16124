package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"secondsource/corpus"
)

const (
	story  = "The regional council voted on Tuesday to close the old bridge for repairs that will take at least two years."
	second = "Engineers had found cracks in three of its seven piers, and warned that heavy trucks could no longer cross."
)

func TestMark(t *testing.T) {
	for _, tt := range []struct {
		name  string
		in    corpus.Article // what the input says already
		text  string
		spans []string
		want  corpus.Article // the fields that the text fills
	}{
		{
			name: "headline, byline, wire dateline",
			text: "Old bridge to close for two years\n\nBy ANN EXAMPLE and BEN SAMPLE, Reuters\n\nPORT ALDER, Freedonia (AP) — " + story + "\n\n" + second,
			spans: []string{"headline: Old bridge to close for two years", "byline: By ANN EXAMPLE and BEN SAMPLE, Reuters",
				"dateline: PORT ALDER, Freedonia (AP) —"},
			want: corpus.Article{Title: "Old bridge to close for two years", Byline: "ANN EXAMPLE and BEN SAMPLE", Agency: "Reuters", Dateline: "PORT ALDER, Freedonia"},
		},
		{
			name:  "what the input says is not overwritten",
			in:    corpus.Article{Title: "Bridge", Byline: "Desk", Publisher: "Gazette", Agency: "EFE", Dateline: "Lund", Published: "2031-01-01"},
			text:  "date 2031-02-02 Bridge\n\nBy Ann Example\n\nPORT ALDER (AP) — " + story,
			spans: []string{"date: date 2031-02-02", "headline: Bridge", "byline: By Ann Example", "dateline: PORT ALDER (AP) —"},
			want:  corpus.Article{Title: "Bridge", Byline: "Desk", Publisher: "Gazette", Agency: "EFE", Dateline: "Lund", Published: "2031-01-01"},
		},
		{
			name:  "a date and a headline on one line",
			text:  " date 2031-02-03 Council shuts the old bridge after cracks are found\n\n" + story,
			spans: []string{"date: date 2031-02-03", "headline: Council shuts the old bridge after cracks are found"},
			want:  corpus.Article{Title: "Council shuts the old bridge after cracks are found", Published: "2031-02-03"},
		},
		{
			name:  "a headline and a date before the story on one line",
			text:  "Council shuts the U.S. bridge at last March 3, 2031 " + story,
			spans: []string{"headline: Council shuts the U.S. bridge at last", "date: March 3, 2031"},
			want:  corpus.Article{Title: "Council shuts the U.S. bridge at last", Published: "2031-03-03"},
		},
		{
			name: "a date in the lead is not the article's",
			text: "The council that has met since March 3, 2031 The Mill reports has closed a bridge. " + second,
		},
		{
			name:  "time stamps",
			text:  "Published 9:45 PM EDT, Tue September 27, 2022\nUpdated 10:15 PM EDT, Tue September 27, 2022\n\nBridge closes to all traffic\n\n" + story,
			spans: []string{"date: Published 9:45 PM EDT, Tue September 27, 2022", "date: Updated 10:15 PM EDT, Tue September 27, 2022", "headline: Bridge closes to all traffic"},
			want:  corpus.Article{Title: "Bridge closes to all traffic", Published: "2022-09-27T21:45:00-04:00"},
		},
		{
			name:  "an outlet's own dateline",
			text:  "(CNN) " + story + "\n\n" + second,
			spans: []string{"dateline: (CNN)"},
			want:  corpus.Article{Publisher: "CNN"},
		},
		{
			name:  "a dateline on a line of its own",
			in:    corpus.Article{Publisher: "Harbor News"},
			text:  "Port Alder, Freedonia Harbor News —\n\n" + story,
			spans: []string{"dateline: Port Alder, Freedonia Harbor News —"},
			want:  corpus.Article{Publisher: "Harbor News", Dateline: "Port Alder, Freedonia"},
		},
		{
			name:  "a dateline with a city alone",
			text:  "ALDERTON – " + story,
			spans: []string{"dateline: ALDERTON –"},
			want:  corpus.Article{Dateline: "ALDERTON"},
		},
		{
			name: "an abbreviation in brackets is no dateline",
			text: "World Bridge Organization (WBO) inspectors came on Monday, and found cracks in three piers of the old bridge.",
		},
		{
			name: "an acronym before a dash is no dateline",
			text: "WBRO – the bridge watchdog – said on Monday that the old bridge must close, because of cracks in three piers.",
		},
		{
			name:  "names above outlets",
			in:    corpus.Article{Publisher: "Harbor News"},
			text:  "Ann Example, Ben Sample, Cleo Muster\n\nReuters, HARBOR NEWS\n\n" + story,
			spans: []string{"byline: Ann Example, Ben Sample, Cleo Muster", "credit: Reuters, HARBOR NEWS"},
			want:  corpus.Article{Byline: "Ann Example, Ben Sample, Cleo Muster", Publisher: "Harbor News", Agency: "Reuters"},
		},
		{
			name:  "credits below",
			text:  story + "\n" + second + "\nSource: Altiplano Wire\nWritten By Ann Example\n",
			spans: []string{"credit: Source: Altiplano Wire", "byline: Written By Ann Example"},
			want:  corpus.Article{Byline: "Ann Example", Agency: "Altiplano Wire"},
		},
		{
			name:  "a rule and a reporter",
			text:  story + "\n\n___\n\nExample Muster reported from Port Alder, Freedonia",
			spans: []string{"credit: ___", "credit: Example Muster reported from Port Alder, Freedonia"},
		},
		{
			name: "who contributed, and who wrote",
			text: story + "\n\nContributing: Ben Sample, Harbor News; The Associated Press\n\n- Harbor News reports contributed to this story.\n\n" +
				"Ann Example is the bridges reporter for Harbor News. Reach her at ann@harbor.example",
			spans: []string{"credit: Contributing: Ben Sample, Harbor News; The Associated Press", "credit: - Harbor News reports contributed to this story.",
				"credit: Ann Example is the bridges reporter for Harbor News. Reach her at ann@harbor.example"},
			want: corpus.Article{Byline: "Ann Example"},
		},
		{
			name: "captions",
			text: story + "\n\nDrivers wait at the bridge on Monday. Ann Example/AP\n\nBen Sample/Shutterstock The old bridge in July 2030.\n\n" +
				"The bridge in 2029. (AP Photo/Ben Sample)\n\n" + second + "\n\nPhoto: Cleo Muster",
			spans: []string{"caption: Drivers wait at the bridge on Monday.", "credit: Ann Example/AP", "caption: Ben Sample/Shutterstock The old bridge in July 2030.",
				"caption: The bridge in 2029. (AP Photo/Ben Sample)", "credit: Photo: Cleo Muster"},
		},
		{
			name:  "a sentence that ends with a name is no caption",
			text:  "The council then turned to the U.S. Bridge Office\n\n" + story + " It was built by Gov. Example Muster",
			spans: []string{"headline: The council then turned to the U.S. Bridge Office"},
			want:  corpus.Article{Title: "The council then turned to the U.S. Bridge Office"},
		},
		{
			name:  "headings",
			text:  story + "\nWhat happens to the trucks?\n" + second + "\nA long wait\n" + story,
			spans: []string{"heading: What happens to the trucks?", "heading: A long wait"},
		},
		{
			name: "a list is no row of headings",
			text: story + "\n\nNorth pier: 12\nSouth pier: 7\nMiddle pier\nRamp\nGate\nWest pier: 3\n\n" + second,
		},
		{
			name:  "another story's link",
			text:  story + "\n\nMore:How the bridge was built\n\nInquiry:What the council knew about the cracks\n\n" + second,
			spans: []string{"furniture: More:How the bridge was built", "heading: Inquiry:What the council knew about the cracks"},
		},
		{
			name: "a headline that is the title cut short",
			in:   corpus.Article{Title: "Old bridge to close for two ..."},
			text: "Old bridge to close for two years after cracks\n\n" + story,
			spans: []string{
				"headline: Old bridge to close for two years after cracks"},
			want: corpus.Article{Title: "Old bridge to close for two ..."},
		},
		{
			name: "a first paragraph like the title is the story",
			in:   corpus.Article{Title: "Regional council votes to close old bridge for repairs"},
			text: "The regional council voted to close the old bridge for repairs.\n\n" + second,
			want: corpus.Article{Title: "Regional council votes to close old bridge for repairs"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := tt.in
			a.ID, a.Text = "x", corpus.Normalise(tt.text)
			corpus.Mark(&a)
			if diff := cmp.Diff(tt.spans, spansOf(a)); diff != "" {
				t.Errorf("spans (- want, + got):\n%s", diff)
			}
			got := fields(a)
			got.ID, got.Text = "", ""
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("fields (- want, + got):\n%s", diff)
			}
		})
	}
}

func TestMarkFurniture(t *testing.T) {
	for _, line := range []string{
		"Sign up for the Harbor Letter newsletter. Explore the coast with the best of our stories.",
		"Your support keeps our newsroom going. In times like these we need reporters in every harbor. Please make a donation, so that we can send them.",
		"Get the Harbor Letter in your inbox every morning.",
		"Read more", "READ MORE »", "Advertisement", "Support Now", "Share this article", "Most read",
		"We use cookies to improve your visit. You can manage your choices at any time.",
		"We use the details that you gave us to manage your registration, as our Privacy Policy says.",
		"Would you like to receive the weekday newsletter ?",
		"Already a subscriber? Log in here.",
		"Consider supporting our journalism and become a digital subscriber today.",
		"Editor’s Note: Affected by the flood? Use our lite site for low bandwidth.",
		"Were you there? Text or WhatsApp your stories to +1 555-0100.",
		"Comparte tu historia con nosotros por WhatsApp.",
		"Suscríbete a nuestro boletín y recibe las noticias cada mañana.",
		"Tu donación nos permite seguir informando sobre la costa.",
		"Usamos cookies para mejorar tu visita.",
		"Download our app to follow the vote live.",
		"Video Ad Feedback 02:41 - Source: CNN See the bridge come down",
		"© 2031 Harbor News. All rights reserved.",
		"Related: The bridge that nobody wanted", "Lee también: El puente cerrará dos años",
		"Check your local forecast here>>>",
	} {
		a := marked(story + "\n\n" + line + "\n\n" + second)
		if diff := cmp.Diff([]string{"furniture: " + line}, spansOf(a)); diff != "" {
			t.Errorf("%s", diff)
		}
	}
}

func TestMarkLeavesNewsAlone(t *testing.T) {
	for _, line := range []string{
		"The ministry said that 40,000 people had signed up for the newsletter of the bridge office since January.",
		"Donations to the victims can be made at any branch of the Harbor Bank, the mayor said.",
		"“Sign up here and subscribe to our newsletter,” read the sign that the protesters had hung on the bridge.",
		"The publisher lost 12,000 subscribers in a year, and its donations fell by a third.",
		"Readers support the proposal, according to a survey of 1,200 people by the council.",
		"The company will pay a fine because its site stored cookies without asking, the regulator announced.",
		"The privacy commissioner opened an inquiry into the registration of voters.",
		"To make a contribution to the relief fund, text the word BRIDGE to 90999, the Red Cross said.",
		"The app has been downloaded two million times, and users share some 40,000 photos a day on it.",
		"We have to rebuild the bridge, and we have to do it before your children cross it, he told the council.",
		"She reported from the front for ten years before she joined the ministry as an adviser.",
		"El gobierno dijo que apoya la medida y que compartirá los datos con la comisión.",
		"The price for its 40,000 subscribers rises in May, and log-in by telephone ends.",
		"The daily gained 12,000 digital subscribers while its newsletter lost readers.",
		"The fund will support local journalism in the valley with five million crowns.",
		"Freedonia hopes to become a member of the union, whose privacy policy it had criticized.",
		"The regulator asked the firm to change its cookie notice and the privacy policy.",
		"Residents of the valley can sign up for flood alerts at the town hall.",
		"El alcalde afirmó que tu apoyo es necesario, y que la donación se hará pública.",
		"Voters turn to local radio for the latest results, a survey found.",
		"By Monday the water had reached the second floor of the town hall.",
		"Source after source confirmed that the decision had been taken weeks before.",
		"Watch repairers on the square said that trade had halved since the bridge closed.",
	} {
		a := marked(story + "\n\n" + line + "\n\n" + second)
		if got := spansOf(a); got != nil {
			t.Errorf("marked %q", got)
		}
	}
}

func TestMarkFurnitureBesideNews(t *testing.T) {
	a := marked(story + "\n\nThree people were arrested on the bridge on Sunday. See the pictures of it here.\n\n" + second + " Read more\n\n" +
		"Skip advert The bridge carries 4,000 trucks a day.")
	want := []string{"furniture: See the pictures of it here.", "furniture: Read more", "furniture: Skip advert"}
	if diff := cmp.Diff(want, spansOf(a)); diff != "" {
		t.Error(diff)
	}
	if got := sentencesOf(a)[1]; got != "Three people were arrested on the bridge on Sunday." {
		t.Errorf("second sentence = %q", got)
	}
}

func TestMarkAgain(t *testing.T) {
	a := marked("Old bridge to close for two years\n\nPORT ALDER (AP) — " + story)
	b := a
	corpus.Mark(&b)
	if diff := cmp.Diff(a, b); diff != "" {
		t.Errorf("marking twice changes the article:\n%s", diff)
	}
}
