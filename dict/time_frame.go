package dict

import (
	"fmt"
	"strconv"
)

// TimeFrame is what a word such as 过去五年 or 今年以来 sets for what follows it: years
// counted from the year that a document looks back on or the one that it was written in, or
// years as such (“十四五”时期).
type TimeFrame struct {
	from, to int // years from the year against, plus frameZero; years as such for absolute
	against  frameYear
}

type frameYear int

const (
	absolute frameYear = iota
	reported           // the year that the document looks back on
	written            // the year that the document was written in
)

// frameZero keeps distances that look back above zero, as the compiled form wants them.
const frameZero = 1000

// Period returns the time as ISO 8601, a year or a span of years, for a document that looks
// back on one year and was written in another, 0 for one that is not known; "" where the
// year that is needed is not known.
func (t TimeFrame) Period(reportedYear, writtenYear int) string {
	from, to := t.from, t.to
	if t.against != absolute {
		year := reportedYear
		if t.against == written {
			year = writtenYear
		}
		if year == 0 {
			return ""
		}
		from, to = year+from-frameZero, year+to-frameZero
	}
	if from == to {
		return fmt.Sprintf("%04d", from)
	}
	return fmt.Sprintf("%04d/%04d", from, to)
}

func readTimeFrame(r row) (TimeFrame, error) {
	kind, err := oneOf(r, 3, "reported", "written", "years")
	if err != nil {
		return TimeFrame{}, err
	}
	t := TimeFrame{against: map[string]frameYear{"years": absolute, "reported": reported, "written": written}[kind]}
	for i, to := range []*int{&t.from, &t.to} {
		n, err := strconv.Atoi(r.cells[i+1])
		if err != nil {
			return TimeFrame{}, r.fault(i+1, "%q is no number of years", r.cells[i+1])
		}
		if t.against != absolute {
			n += frameZero
		}
		if n < 0 || n > 9999 {
			return TimeFrame{}, r.fault(i+1, "%q is out of range", r.cells[i+1])
		}
		*to = n
	}
	if t.from > t.to {
		return TimeFrame{}, r.fault(2, "%q is before %q", r.cells[2], r.cells[1])
	}
	return t, nil
}
