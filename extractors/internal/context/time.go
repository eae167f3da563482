package context

import (
	"fmt"
	"strconv"
	"strings"
)

// year returns the year in which the document was written: that of its date, else, of a
// yearly report, the one that its title begins with.
func (r *Reader) year(g Given, lines []Line) int {
	if len(g.Date) >= 4 {
		if y, err := strconv.Atoi(g.Date[:4]); err == nil {
			return y
		}
	}
	title := r.title(g, lines)
	if !holds(r.d.Words.AnnualTitles, title) {
		return 0
	}
	y, _ := firstYear(title)
	return y
}

// period returns what a document reports on. A yearly report reviews the year before it is
// given; another report, a bulletin or a yearbook, names its year in its title.
func (r *Reader) period(doc *Document, title string) string {
	if doc.annual && doc.Year > 0 {
		return fmt.Sprintf("%04d", doc.Year-1)
	}
	if !holds(r.d.Words.ReportTitles, title) {
		return ""
	}
	if y, _ := firstYear(title); y > 0 {
		return fmt.Sprintf("%04d", y)
	}
	return ""
}

// Reported returns the year that the document looks back on, 0 where it is not known: the
// year before a yearly report, the year of any other.
func (d *Document) Reported() int {
	if d.annual && d.Year > 0 {
		return d.Year - 1
	}
	if y, err := strconv.Atoi(d.Period); err == nil {
		return y
	}
	return d.Year
}

// firstYear returns the first year of four digits that 年 follows in text, and the byte offset
// behind its 年; 0 where there is none.
func firstYear(text string) (year, end int) {
	for from := 0; ; {
		i := strings.Index(text[from:], "年")
		if i < 0 {
			return 0, 0
		}
		at := from + i
		if at >= 4 {
			if y, err := strconv.Atoi(text[at-4 : at]); err == nil && y > 1900 && y < 2100 {
				return y, at + len("年")
			}
		}
		from = at + len("年")
	}
}
