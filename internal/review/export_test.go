package review

import (
	"fmt"
	"strings"
)

// Vocabulary is the page's own words.
var Vocabulary = vocabulary

// Sketch draws the pieces of a report, each fact as number/lane.
func Sketch(r *Report) string {
	var b strings.Builder
	for _, line := range r.blocks {
		for _, p := range line.Pieces {
			if p.ID == 0 {
				b.WriteString(p.Text)
				continue
			}
			b.WriteString("[" + p.Text)
			for _, f := range p.Facts {
				fmt.Fprintf(&b, " %d/%d", f, r.lanes[f])
			}
			b.WriteString("]")
		}
	}
	return b.String()
}
