package extractors

import (
	"strconv"

	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/extractors/internal/context"
	"github.com/huiyao/huiyao/extractors/internal/frame"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// framed returns the sentence as frames are read from it.
func (x *Quantity) framed(c *reading, topics *topics) *frame.Sentence {
	set := c.d.setting(x.context)
	s := &frame.Sentence{
		Text: c.text, Tokens: c.d.Tokens(c.sentence), Classes: c.d.wordClasses(x.d, c.sentence), Lattice: c.d.lattice(x.d, c.sentence),
		Section: set.sections[c.sentence], Place: set.document.Place,
		Times: framedTimes(c.text, c.times), Places: x.placesIn(c.d, c.sentence),
	}
	x.concepts(s)
	mood := x.mood(c.d, c.sentence)
	s.Standing = frame.Standing{
		Planned: c.planned, Plan: topics.planned(c.sentence), Review: topics.reviewed(c.sentence), Past: mood.past, Words: mood.target,
		Rules: c.law, Law: c.lawText, Written: c.d.Region == RegionHongKong || c.d.Region == RegionTaiwan,
	}
	for k := range c.cs {
		can := &c.cs[k]
		if !can.Measured() {
			continue
		}
		c.amounts[k] = len(s.Amounts)
		s.Amounts = append(s.Amounts, frame.Amount{
			Span: can.Span, Unit: can.UnitSpan, Code: can.Unit, Dimension: can.Dimension,
			Counted:  can.Word != nil || can.Unit == "大" || can.Dimension == "person" || can.Dimension == "count",
			Noun:     can.Word != nil && x.nounItself(can),
			Fraction: can.Numeral.Class == amount.Part && can.Unit == "", Percent: can.Dimension == "ratio", Ranged: can.Ranged,
		})
	}
	return s
}

// concepts sets the wordings of listed indicators in the sentence, the longest of those that
// overlap.
func (x *Quantity) concepts(s *frame.Sentence) {
	done := 0
	for w := range lexis.All(s.Lattice, x.d.Concepts, span.Span{End: len(s.Text)}) {
		if w.Span.Start < done {
			continue
		}
		if longest, ok := lexis.Longest(s.Lattice, x.d.Concepts, w.Span.Start); ok {
			w = longest
		}
		done = w.Span.End
		if w.Value.ID != "" {
			s.Concepts = append(s.Concepts, frame.Concept{Span: w.Span, Of: w.Value})
		}
	}
}

func framedTimes(text string, times []timeExpression) []frame.Time {
	out := make([]frame.Time, len(times))
	for i := range times {
		t := &times[i]
		out[i] = frame.Time{Span: t.span, Core: t.core, Period: t.iso, Same: t.kind == "same", Basis: basisBefore(text, *t), Report: reportingDate(text, t), Frame: t.kind == "frame"}
	}
	return out
}

// placesIn returns the places that a sentence names, zones among them, and the words in it
// that speak for the document's own (全省).
func (x *Quantity) placesIn(d *Document, sentence int) []frame.Place {
	var found []frame.Place
	own := d.setting(x.context).document.Place
	mentions, next := x.names.read(d).In(sentence), 0
	text, tokens := d.Sentences[sentence].Text, d.Tokens(sentence)
	for i := x.d.OwnPlaces.Next(text, 0); next < len(mentions) || i < len(text); {
		if next < len(mentions) && mentions[next].Span.Start <= i {
			m := mentions[next]
			next++
			if i < m.Span.End {
				i = x.d.OwnPlaces.Next(text, m.Span.End)
			}
			if p, ok := framedPlace(m); ok {
				found = append(found, p)
			}
			continue
		}
		level, n := x.d.OwnPlaces.Prefix(text[i:])
		if n > 0 && x.standsAlone(text, tokens, i, i+n) {
			p := x.ownPlace(d, level, own)
			p.Span = span.Span{Start: i, End: i + n}
			found = append(found, p)
		}
		i = x.d.OwnPlaces.Next(text, i+max(n, len(leading(text[i:]))))
	}
	return found
}

// aboutCell fills what a table leaves open of a cell: the concept and measure, and the place
// and time that the section or the document have.
func (x *Quantity) aboutCell(c *reading, q *record.Quantity) {
	c.known = append(c.known, frame.Indicator{}) // one for each amount of the frame
	set := c.d.setting(x.context)
	if q.Indicator != "" {
		concept, _ := x.d.Concepts.Get(q.Indicator)
		q.Measure = frame.MeasureOfCell(q.Unit, q.Dimension, q.Change, concept)
		if concept != nil && concept.ID != "" && concept.Has(q.Measure) {
			q.Concept = concept.ID
		}
	}
	if q.Place == "" {
		p, from := set.sections[c.sentence].Place, frame.FromSection
		if p.Name == "" {
			p, from = set.document.Place, frame.FromDocument
		}
		if p.Name != "" {
			q.Place, q.PlaceCode, q.PlaceFrom = p.Name, p.Code, from
		}
	}
	if q.Period == "" && q.PeriodText == "" {
		p, from := set.sections[c.sentence].Period, frame.FromSection
		if p == "" {
			p, from = set.document.Period, frame.FromDocument
		}
		if p != "" {
			q.Period, q.PeriodFrom = p, from
		}
	}
}

// framedPlace returns a mention of a place or a zone as frames have it.
func framedPlace(m *name.Mention) (frame.Place, bool) {
	p := frame.Place{Span: m.Span, Name: m.Name}
	switch {
	case m.Kind == name.Place:
		if len(m.Place.Codes) == 1 {
			p.Code = m.Place.Codes[0]
		}
	case m.Kind == name.Body && m.Body.Kind == "zone":
		p.Code = m.Body.Code
	default:
		return p, false
	}
	return p, true
}

// ownPlace returns what a word such as 全省 speaks for in a document about own.
func (x *Quantity) ownPlace(d *Document, level string, own context.Place) frame.Place {
	p := frame.Place{FromDoc: true}
	switch level {
	case "country":
		p.Name, p.Code = "中国", "CN"
		if d.Region == RegionTaiwan {
			p.Name, p.Code = "台湾省", "710000"
		}
	case "world", "here":
	case "own":
		p.Name, p.Code = own.Name, own.Code
	default:
		at := x.context.Own(own, level)
		p.Name, p.Code = at.Name, at.Code
	}
	return p
}

// standsAlone reports whether tokens begin and end where the words at two byte offsets do.
func (x *Quantity) standsAlone(text string, tokens []Token, start, end int) bool {
	first, next := tokenAt(tokens, start), tokenAt(tokens, end)
	return first < len(tokens) && tokens[first].Span.Start == start && (end == len(text) || next < len(tokens) && tokens[next].Span.Start == end)
}

// about fills what the k-th candidate's figure is about: indicator, concept, measure, period
// and place.
func (x *Quantity) about(c *reading, k int, q *record.Quantity, after frame.After) {
	i := c.amounts[k]
	s := c.frame
	known := x.frames.Indicator(s, i, after, c.known)
	c.known = append(c.known, known)
	x.setIndicator(c, known, q)
	x.setMeasure(c, i, q)
	x.setPeriod(c, i, q)
	x.setPlace(c, i, q)
}

func (x *Quantity) setIndicator(c *reading, known frame.Indicator, q *record.Quantity) {
	switch {
	case known.Before:
		if p := c.d.last; p != nil && c.sentence > 0 && c.d.lastSentence == c.sentence-1 && p.Indicator != "" && c.d.goesOn[c.sentence] {
			q.Indicator, q.IndicatorStart, q.IndicatorEnd, q.Concept = p.Indicator, p.IndicatorStart, p.IndicatorEnd, p.Concept
		}
	case !known.Span.Empty():
		at := c.d.runes(c.d.Sentences[c.sentence].DocumentSpan(known.Span))
		q.Indicator = trimQuotes(known.Span.Of(c.text))
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
		if known.Concept != nil {
			q.Concept = known.Concept.ID
		}
	}
}

func (x *Quantity) setMeasure(c *reading, i int, q *record.Quantity) {
	if q.Indicator == "" {
		return
	}
	concept := c.known[len(c.known)-1].Concept
	q.Measure = x.frames.Measure(c.frame, i, concept)
	if q.Unit == "pp" && q.Change == "" {
		q.Measure, q.Concept = "", "" // 高于全国1.3个百分点: a difference of two things
		return
	}
	if concept != nil && (!concept.Has(q.Measure) || q.Measure == frame.Level && !concept.Takes(q.Unit, q.Dimension)) {
		q.Concept = ""
	}
}

func (x *Quantity) setPeriod(c *reading, i int, q *record.Quantity) {
	when := x.frames.Period(c.frame, i, c.topic)
	if (when.From == "" || when.Span.Empty()) && c.opening != nil {
		q.PeriodText, q.Period, q.PeriodFrom = c.opening.text, c.opening.iso, frame.FromSentence
		return
	}
	if when.From == "" {
		if p := c.d.setting(x.context).document.Period; p != "" && q.Role == "actual" {
			q.Period, q.PeriodFrom = p, frame.FromDocument
		}
		return
	}
	q.Period, q.PeriodFrom = when.Period, when.From
	if !when.Span.Empty() {
		q.PeriodText, _ = c.d.original(c.d.Sentences[c.sentence].DocumentSpan(when.Span))
	} else {
		q.Period = x.frames.Settled(c.frame, i, q.Indicator, q.Measure, q.Period)
	}
	if q.Period == "" && q.PeriodText == "" {
		q.PeriodFrom = ""
	}
}

func (x *Quantity) setPlace(c *reading, i int, q *record.Quantity) {
	where := x.frames.Place(c.frame, i, c.carried)
	q.Place, q.PlaceCode, q.PlaceFrom = where.Name, where.Code, where.From
	if where.Span.Empty() {
		return
	}
	line := c.sentence
	if where.Line > 0 {
		line = where.Line - 1
	}
	q.PlaceText, _ = c.d.original(c.d.Sentences[line].DocumentSpan(where.Span))
}

// written returns the year in which the document was written as a date for its expressions
// of time, its date where that is known, "" where neither is.
func (x *Quantity) written(d *Document) string {
	if d.Date != "" {
		return d.Date
	}
	if y := d.setting(x.context).document.Year; y > 0 {
		return strconv.Itoa(y)
	}
	return ""
}

// nounItself reports whether the word that counts is a noun of its own: 五部门, 四方面.
func (x *Quantity) nounItself(can *candidate) bool {
	return can.Word.Noun() || x.d.TaskNouns.Has(can.UnitSurface())
}
