package calendar

// grain is the smallest unit that a point names.
type grain uint8

const (
	none grain = iota
	century
	decade
	years // several: a five-year plan
	year
	part   // of a year: a quarter, a half, some quarters
	season // of a year
	months
	month
	days // several: a week, a weekend, some days
	day
	clock
)

// point is an expression of time, or one end of a range, as it is read.
type point struct {
	start, end int
	kind       string
	grain      grain
	from, to   stamp // to is set where grain names several units, or for a range
	part       string
	mod        string
	daypart    string
	hour       int
	minute     int
	second     int
	clockTo    *point // the other end of a range of clock times, or of a range at all
	value      string // set where no stamp says it: 199X
	relative   bool   // needs the document's date
	unknown    bool   // needs it, and it is not known
	inherited  bool   // the text before has stated the year or month
	vague      bool   // has no value
	anchored   bool   // the year is stated or resolved: not to be inherited
	lunar      bool
}

// steps are the constructs that make up a point, from the greatest unit to the smallest. Each
// reads at a byte offset what may follow on the point so far, and sets the point's end.
var steps []func(s *scan, p *point, at int) bool

// tails is how many of the last steps follow without 的.
const tails = 3

func init() {
	steps = []func(s *scan, p *point, at int) bool{
		(*scan).frame, (*scan).written, (*scan).vague, (*scan).plan, (*scan).century, (*scan).year, (*scan).yearGloss, (*scan).part, (*scan).month, (*scan).holiday,
		(*scan).ten, (*scan).week, (*scan).day, (*scan).edge, (*scan).gloss, (*scan).daypart, (*scan).clock, (*scan).edge, (*scan).tail, (*scan).tail,
	}
}

// point reads a point at i; after is the one before it where it is the end of a range.
func (s *scan) point(i int, after *point) (point, bool) {
	p := point{start: i, end: i, hour: -1}
	if s.has(i, "的") > 0 {
		return p, false
	}
	p.lunar = s.lunarBefore(i)
	for k, step := range steps {
		at := s.skip(p.end)
		if at >= len(s.text) {
			break
		}
		if p.grain != none && p.end > i && k < len(steps)-tails {
			if n := s.has(at, "的"); n > 0 && p.mod == "" && s.skip(at+n) < len(s.text) && step(s, &p, s.skip(at+n)) {
				continue
			}
		}
		step(s, &p, at)
	}
	return p, p.end > i && p.kind != ""
}

func (s *scan) lunarBefore(i int) bool {
	for _, w := range [...]string{"农历", "阴历", "夏历", "旧历"} {
		if i >= len(w) && s.text[i-len(w):i] == w {
			return true
		}
	}
	return false
}

// set takes in what was read up to end.
func (p *point) set(kind string, g grain, end int) bool {
	if p.kind == "" {
		p.kind = kind
	}
	p.grain, p.end = g, end
	return true
}
