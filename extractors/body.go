package extractors

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Body finds named bodies: parties, organs of state, courts, companies, schools,
// associations, media, managed zones and the like. It is safe for concurrent use.
type Body struct {
	d *dict.Dict
}

// NewBody returns the extractor over the names, places and heads of d.
func NewBody(d *dict.Dict) *Body { return &Body{d} }

// Name returns "body".
func (*Body) Name() string { return record.TypeBody }

// Extract returns the mentions of named bodies in d, in text order, never overlapping.
// Nil means none found. Safe for concurrent use with different documents; keeps no
// reference to d.
func (b *Body) Extract(d *Document) []record.Fact {
	s := newBodyScanner(b.d.Bodies, d.Region)
	s.bodyBuffers = d.scratch().bodies
	s.document(d)
	if len(s.learned) > 0 { // read again: the places are known from the beginning now
		s.found, s.known = s.found[:0], newBodyNames()
		s.document(d)
	}
	d.Scratch.bodies = s.bodyBuffers
	if len(s.found) == 0 {
		return nil
	}
	facts := make([]record.Fact, 0, len(s.found))
	for i := range s.found {
		m := &s.found[i]
		in := span.Span{Start: m.start, End: m.end}
		c := d.common(record.TypeBody, m.sentence, in, m.rule)
		f := &record.Body{Common: c, BodyKind: m.kind, Name: m.name, PlaceCode: m.code, Person: m.person, Position: m.position}
		if f.Name == "" {
			f.Name = c.Simplified
		}
		if m.refers >= 0 {
			start := facts[m.refers].Where().Start
			f.RefersTo = &start
		}
		facts = append(facts, f)
	}
	return facts
}

// document reads all sentences of d. Clauses that cannot name a body are not even cut into
// tokens.
func (s *bodyScanner) document(d *Document) {
	for i := range d.Sentences {
		text := d.Sentences[i].Text
		for start := 0; start < len(text); {
			mark := bodyMark(text, start)
			if s.mayHold(text[start:mark]) {
				clause := span.Span{Start: start, End: min(mark+len("，"), len(text))}
				if start > 0 { // what stands before a name counts
					clause.Start -= len("，")
				}
				s.load(text, d.tokensIn(i, clause))
				s.scan(i)
			}
			start = mark + len("，")
		}
	}
}

// bodyMark is hardMark, but marks in 《》 do not count.
func bodyMark(text string, from int) int {
	titles := 0
	for i := from; i+2 < len(text); i++ {
		switch {
		case titles == 0 && isHardMark(text, i):
			return i
		case text[i] != 0xE3 || text[i+1] != 0x80:
		case text[i+2] == 0x8A || text[i+2] == 0x88: // 《〈
			titles++
		case text[i+2] == 0x8B || text[i+2] == 0x89: // 》〉
			titles = max(0, titles-1)
		}
	}
	return len(text)
}

// mayHold reports whether text may name a body: it has a sign of one, or what may be a
// short form of a body named before.
func (s *bodyScanner) mayHold(text string) bool {
	if s.words.Signs.Next(text, 0) < len(text) || s.known.mayHold(text) {
		return true
	}
	at := s.words.WeakSigns.Next(text, 0)
	if at == len(text) {
		return false
	}
	if s.region == RegionHongKong || len(s.learned) > 0 || levels.Next(text, 0) < len(text) || s.words.Places.Next(text, 0) < len(text) {
		return true
	}
	for at < len(text) {
		_, before := utf8.DecodeLastRuneInString(text[:at])
		if t, ok := s.terms.Get(text[at-before : at]); ok && t.Letter != nil {
			return true // 俄 + 军
		}
		at = s.words.WeakSigns.Next(text, at+len(leading(text[at:])))
	}
	return false
}

// levels are the characters that the words for a kind of division end with: see isLevel.
var levels = func() (s dict.Starts) {
	s.AddRunes("省市区县州")
	return s
}()
