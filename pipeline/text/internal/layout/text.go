package layout

import (
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline"
)

// Text returns the text of pages given as lines, and the pages as parts. Lines that were
// wrapped are put together, over the ends of pages too; the part of a page then begins
// within a line. The numbers of pages and the lines that stand at the top or bottom of most
// pages are left out, at the top but for the first.
func Text(pages [][]Line) (string, []pipeline.Part) {
	drops := furniture(pages)
	var out strings.Builder
	var parts []pipeline.Part
	var w wrapped
	for number, lines := range pages {
		start := -1
		for i := range lines {
			l := &lines[i]
			if drops[number][i] || strings.TrimSpace(l.Text) == "" {
				continue
			}
			if between, ok := w.next(l); ok {
				out.WriteString(between)
			} else if out.Len() > 0 {
				out.WriteByte('\n')
			}
			if start < 0 {
				start = out.Len()
			}
			out.WriteString(strings.Trim(l.Text, " "))
		}
		if start < 0 {
			start = out.Len()
		}
		parts = append(parts, pipeline.Part{Kind: "page", Name: strconv.Itoa(number + 1), Start: start, End: out.Len()})
	}
	if out.Len() > 0 {
		out.WriteByte('\n')
	}
	return out.String(), parts
}
