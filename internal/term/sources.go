package term

import (
	"fmt"
	"io"

	"github.com/charmbracelet/x/ansi"

	"secondsource/internal/answer"
)

// Sources writes a list of articles: when, who, what, and which of them are
// one source because they share an origin.
func Sources(w io.Writer, rows []answer.SourceRow, o Options) error {
	p := newPage(o)
	origins := map[string]bool{}
	for _, r := range rows {
		origins[r.Origin] = true
		lead := fmt.Sprintf("%-13s", day(r.Published))
		p.block(p.bold, p.dim.Render(lead), rowSource(r))
		if r.Title != "" {
			p.block(p.plain, pad(lead), inline(r.Title))
		}
		p.block(p.dim, pad(lead), rowNotes(r))
	}
	if len(rows) == 0 {
		p.line(p.bold, "No article is about that.")
	} else {
		p.gap()
		p.block(p.dim, "", plural(len(rows), "article")+", "+plural(len(origins), "independent origin")+".")
	}
	if o.Sample {
		p.gap()
		p.block(p.warn, "", sampleNote)
	}
	return p.writeTo(w)
}

func pad(lead string) string { return fmt.Sprintf("%*s", ansi.StringWidth(lead), "") }

// rowSource is who published a row, or who wrote it.
func rowSource(r answer.SourceRow) string {
	source := inline(r.Publisher)
	switch {
	case source == "" && r.Byline != "":
		source = "by " + inline(r.Byline)
	case source == "":
		source = "outlet not known"
	}
	if r.Agency != "" && r.Agency != r.Publisher {
		source += " (" + inline(r.Agency) + ")"
	}
	return source
}

func rowNotes(r answer.SourceRow) string {
	notes := inline(r.ID)
	if r.Status != "" {
		notes += " · " + inline(r.Status)
	}
	if r.Origin != "" && r.Origin != r.ID {
		notes += " · same origin as " + inline(r.Origin)
	}
	return notes
}
