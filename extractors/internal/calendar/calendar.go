// Package calendar reads dates, spans of time and clock times in simplified Chinese text. One
// construct is one file: a year, a month and its days, a holiday, a clock time and so on; an
// expression is a chain of them from the greatest unit to the smallest. The words are those of
// dict/calendar.tsv, the forms of dates and clock times those of GB/T 7408.1-2023, the numerals
// those of GB/T 15835-2011.
package calendar

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// Resolution says what made a value whole.
type Resolution string

// The resolutions, as records have them.
const (
	Unresolved Resolution = ""         // something is not known
	ByText     Resolution = "text"     // the words, or words before them
	ByDocument Resolution = "document" // the document's date
)

// Expression is a stretch of text that names a time.
type Expression struct {
	Span     span.Span // with the preposition before it: 截至2023年6月底
	Core     span.Span // without it
	Kind     string    // the construct: year, month, day, clock, plan, range, relative, vague …
	Value    string    // ISO 8601 with X for what is not known, "" for vague words
	Mod      string    // start, mid, end, before, after, since, approx or ""
	From, To string    // the first and the last day as YYYY-MM-DD, "" where not known
	Resolved Resolution
}

// Reference is what the words of an expression are resolved against.
type Reference struct {
	Date   string // ISO 8601 date of the document, as far as it is known
	Region string // CN, HK, MO or TW: 113年 is a year in Taiwan
	// The date that the text before has stated, 0 for what it has not: Year is inherited by a
	// month or day that follows, Month by a day.
	Year, Month int
}

// Reader finds expressions of time. It is safe for concurrent use.
type Reader struct {
	d      *dict.Dict
	signs  dict.Lists // what every expression has
	starts dict.Lists // what one may begin with
}

// New returns a reader with the words of d.
func New(d *dict.Dict) *Reader {
	signs := d.Calendar.Lists().Or(d.Numerals.Lists())
	return &Reader{d, signs, signs.Or(d.Characters.Quote.Lists())}
}

// Read returns the expressions of time in a sentence, in order, never overlapping; nil where
// there are none. A year or month that one of them states holds for those behind it, and the
// last stated is returned in the reference, for the next sentence. Time is linear in the text.
func (r *Reader) Read(l *lexis.Lattice, ref Reference) ([]Expression, Reference) {
	if !l.Holds(r.signs) {
		return nil, ref
	}
	var out []Expression
	s := newScan(r, l, ref)
	done := 0
	for i := l.Next(r.starts, 0); i < len(s.text); i = l.Next(r.starts, i) {
		if skip := s.outside(i); skip > i {
			i = skip
			continue
		}
		e, ok := s.expression(i, done)
		if !ok {
			i = s.past(i)
			continue
		}
		out = append(out, e)
		i, done = e.Span.End, e.Span.End
	}
	ref.Year, ref.Month = s.ref.Year, s.ref.Month
	return out, ref
}

// scan is the reading of one sentence.
type scan struct {
	*Reader
	text string
	l    *lexis.Lattice
	ref  Reference
	doc  stamp // the document's date
	// second is where the end of a range is read, -1 for none.
	second int
}

func newScan(r *Reader, l *lexis.Lattice, ref Reference) *scan {
	return &scan{Reader: r, text: l.Text(), l: l, ref: ref, doc: parseStamp(ref.Date), second: -1}
}

// outside returns where to go on where no expression can begin at i: behind a run of numerals
// that i stands in the middle of. It returns i where one can.
func (s *scan) outside(i int) int {
	n := s.numeralBefore(i)
	if !n || !s.isNumeral(i) {
		return i
	}
	for i < len(s.text) && s.isNumeral(i) {
		i = s.past(i)
	}
	return i
}

// expression reads what begins at i; done is where the last expression ended.
func (s *scan) expression(i, done int) (Expression, bool) {
	at := i
	if w, n := s.word(i); n > 0 && w.Kind == "before" {
		at = s.skip(i + n)
	}
	p, ok := s.ranged(at)
	if !ok && at > i {
		return Expression{}, false
	}
	if !ok || p.refused(s, at) {
		return Expression{}, false
	}
	p.settle(s)
	e := Expression{Span: span.Span{Start: i, End: p.end}, Core: span.Span{Start: at, End: p.end}}
	s.write(&p, &e)
	return e, e.Kind != ""
}

// refused reports whether what stands around a point makes it no time: 每年3月.
func (p *point) refused(s *scan, at int) bool {
	for _, w := range [...]string{"每年", "每月", "每周", "每", "逢", "第", "每个", "每季"} {
		if strings.HasSuffix(s.text[:at], w) {
			return true
		}
	}
	return false
}

// word returns the longest word of the calendar at i, and its length, 0 where there is none.
func (s *scan) word(i int) (dict.CalendarWord, int) {
	w, ok := lexis.Longest(s.l, s.d.Calendar, i)
	if !ok {
		return dict.CalendarWord{}, 0
	}
	return w.Value, w.Span.Len()
}

// has returns the length of the first of the words that stands at i, 0 where none does.
func (s *scan) has(i int, words ...string) int {
	for _, w := range words {
		if strings.HasPrefix(s.text[i:], w) {
			return len(w)
		}
	}
	return 0
}

// skip returns the byte offset of the first character at or after i that is no space.
func (s *scan) skip(i int) int {
	for i < len(s.text) {
		switch {
		case s.text[i] == ' ':
			i++
		case strings.HasPrefix(s.text[i:], "\u3000"):
			i += len("\u3000")
		case strings.HasPrefix(s.text[i:], "\u00a0"):
			i += len("\u00a0")
		default:
			return i
		}
	}
	return i
}
