package extractors

import (
	"strings"

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
	s.document(d, b.d.Sieve)
	if len(s.learned) > 0 { // read again: the places are known from the beginning now
		s.found, s.known = s.found[:0], newBodyNames()
		s.document(d, b.d.Sieve)
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

// document reads all sentences of d, in which the sieve finds what bodies are told by.
// Clauses that cannot name a body are not even cut into tokens.
func (s *bodyScanner) document(d *Document, sieve *dict.Sieve) {
	for i := range d.Sentences {
		text, hits := d.Sentences[i].Text, d.sieve(sieve, i).hits
		for start := 0; start < len(text); {
			mark, in := bodyMark(text, hits)
			if s.mayHold(text, span.Span{Start: start, End: mark}, hits[:in]) {
				clause := span.Span{Start: start, End: min(mark+len("，"), len(text))}
				if start > 0 { // what stands before a name counts
					clause.Start -= len("，")
				}
				s.load(text, d.tokensIn(i, clause), hits[:in])
				s.scan(i)
			}
			start = mark + len("，")
			hits = hits[min(in+1, len(hits)):]
		}
	}
}

// bodyMark returns where the first hard mark among the hits of a text stands, len(text)
// where there is none, and how many hits there are before it. Marks in 《》 do not count.
func bodyMark(text string, hits []dict.Hit) (mark, before int) {
	titles := 0
	for i, hit := range hits {
		switch {
		case hit.Marks&dict.MarkOpen != 0:
			titles++
		case hit.Marks&dict.MarkClose != 0:
			titles = max(0, titles-1)
		case hit.Marks&dict.MarkHard != 0 && titles == 0:
			return int(hit.At), i
		}
	}
	return len(text), len(hits)
}

// mayHold reports whether a clause of text, in which the sieve has found hits, may name a
// body: it has a sign of one, or what may be a short form of a body named before.
func (s *bodyScanner) mayHold(text string, clause span.Span, hits []dict.Hit) bool {
	placed := len(s.learned) > 0 // a weak sign is enough
	letter := int32(-1)          // the end of the last country's one-character form
	for _, hit := range hits {
		if hit.Marks&dict.MarkSign != 0 && s.reaches(text, clause, int(hit.At)) {
			return true
		}
		if hit.Marks&(dict.MarkPlace|dict.MarkLevel) != 0 {
			placed = true // for the signs from here on
		}
		if hit.Marks&dict.MarkWeak != 0 {
			if placed || letter == hit.At { // 俄 + 军
				return true
			}
			if s.region == RegionHongKong && s.opening(text[hit.At:])&opensBare != 0 {
				return true
			}
		}
		if hit.Marks&dict.MarkLetter != 0 {
			letter = hit.At + int32(len(leading(text[hit.At:])))
		}
	}
	return s.known.mayHold(clause.Of(text), s.found)
}

// reaches reports whether a sign at the byte offset at may be the end of a name: before one
// of a single character, 港 or 站, two others stand in the clause, and 香港 is no harbour.
func (s *bodyScanner) reaches(text string, clause span.Span, at int) bool {
	const two = len("天府")
	if at-clause.Start >= two && !strings.HasSuffix(text[:at], "香") {
		return true
	}
	return s.words.Signs.PrefixLen(text[at:clause.End]) > len(leading(text[at:]))
}
