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
func NewBody(d *dict.Dict) (*Body, error) { return &Body{d}, nil }

// Name returns "body".
func (*Body) Name() string { return record.TypeBody }

// Extract returns the mentions of named bodies in d, in text order, never overlapping.
// Nil means none found. Safe for concurrent use with different documents; keeps no
// reference to d.
func (b *Body) Extract(d *Document) []record.Fact {
	s := &bodyScanner{terms: b.d.Bodies.Terms, heads: b.d.Bodies.Heads, pointing: b.d.Bodies.Pointing, signs: b.d.Bodies.Signs, region: d.Region, known: newBodyNames()}
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

// document reads all sentences of d. Those that cannot name a body are not even cut into
// tokens.
func (s *bodyScanner) document(d *Document) {
	for i := range d.Sentences {
		if !s.mayHold(d.Sentences[i].Text) {
			continue
		}
		s.load(d.Sentences[i].Text, d.Tokens(i))
		s.scan(i)
	}
}

// mayHold reports whether text may name a body: it has a sign of one, or what may be a
// short form of a body named before.
func (s *bodyScanner) mayHold(text string) bool {
	for i := 0; i < len(text); {
		rest := text[i:]
		if s.signs.Begins(rest) {
			return true
		}
		r, size := utf8.DecodeRuneInString(rest)
		if s.known.mayBegin(r) && s.known.heard(rest) {
			return true
		}
		i += size
	}
	return false
}
