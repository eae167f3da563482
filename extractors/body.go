package extractors

import (
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
func NewBody(d *dict.Dict) (*Body, error) { return &Body{d}, nil }

// Name returns "body".
func (*Body) Name() string { return record.TypeBody }

// Extract returns the mentions of named bodies in d, in text order, never overlapping.
// Nil means none found. Safe for concurrent use with different documents; keeps no
// reference to d.
func (b *Body) Extract(d *Document) []record.Fact {
	s := &bodyScanner{terms: b.d.Bodies.Terms, heads: b.d.Bodies.Heads, pointing: b.d.Bodies.Pointing, region: d.Region, known: newBodyNames()}
	s.document(d)
	if len(s.learned) > 0 { // read again: the places are known from the beginning now
		s.found, s.known = nil, newBodyNames()
		s.document(d)
	}
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

// document reads all sentences of d.
func (s *bodyScanner) document(d *Document) {
	for i := range d.Sentences {
		s.load(d.Sentences[i].Text, d.Tokens(i))
		s.scan(i)
	}
}
