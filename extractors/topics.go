package extractors

import (
	"strconv"

	"github.com/huiyao/huiyao/extractors/internal/context"
	"github.com/huiyao/huiyao/extractors/internal/frame"
)

// topics follows the time that a document speaks of from sentence to sentence: headings and
// what opens a sentence (过去五年，今年，) set it.
type topics struct {
	x     *Quantity
	d     *Document
	set   *setting
	now   string        // ISO 8601, "" where only the section says
	place context.Place // that the paragraph speaks of, zero for none
	above context.Place // that the heading above speaks of
}

// opensWithin is how many bytes of a sentence can set the time for those behind it.
const opensWithin = 96

// enter takes the i-th sentence into account for itself and those behind it.
func (t *topics) enter(i int) {
	s := &t.d.Sentences[i]
	if s.Heading {
		t.now, t.place, t.above = "", context.Place{}, context.Place{}
		return
	}
	if i > 0 && t.d.Sentences[i-1].Paragraph != s.Paragraph {
		t.place = t.above
	}
	text := s.Text
	if len(text) > opensWithin {
		text = leadingRunes(text, opensWithin)
	}
	opening := frame.Sentence{Text: text, Times: framedTimes(text, t.x.times.scan(text, t.x.written(t.d)))}
	if topic := t.x.frames.Topic(&opening, t.set.document.Reported(), t.set.document.Year); topic != "" {
		t.now = topic
	}
}

// leave lets the place that the i-th sentence is about hold for those behind it, where
// the document as a whole is about none.
func (t *topics) leave(i int) {
	if t.set.document.Place.Name != "" {
		return
	}
	s := &t.d.Sentences[i]
	about := frame.Sentence{Text: s.Text, Places: t.x.placesIn(t.d, i)}
	p := t.x.frames.Subject(&about, i+1, s.Heading)
	if p.Text == "" {
		return
	}
	t.place = p
	if s.Heading {
		t.above = p
	}
}

// leadingRunes returns at most n bytes of text, whole characters.
func leadingRunes(text string, n int) string {
	for n > 0 && text[n]&0xC0 == 0x80 {
		n--
	}
	return text[:n]
}

// planned reports whether the i-th sentence stands where a document says what is to be done:
// in a section of plans, or behind words that speak of the year that a yearly report is
// written in.
func (t *topics) planned(i int) bool {
	switch year, err := strconv.Atoi(t.now); {
	case err != nil || t.set.document.Year == 0:
	case t.set.document.Year > t.set.document.Reported() && year >= t.set.document.Year:
		return true
	case year < t.set.document.Year:
		return false
	}
	return t.set.sections[i].Role == context.Plan
}

// reviewed reports whether the i-th sentence stands where a document says what was.
func (t *topics) reviewed(i int) bool {
	return t.set.sections[i].Role == context.Review && !t.planned(i)
}
