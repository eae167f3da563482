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
	found := b.mentions(d)
	if len(found) == 0 {
		return nil
	}
	facts, bodies := make([]record.Fact, 0, len(found)), make([]record.Body, len(found))
	for i := range found {
		m := &found[i]
		in := span.Span{Start: m.start, End: m.end}
		c := d.common(record.TypeBody, m.sentence, in, m.rule)
		f := &bodies[i]
		*f = record.Body{Common: c, BodyKind: m.kind, Name: m.name, PlaceCode: m.code, Person: m.person, Position: m.position}
		if f.Name == "" {
			f.Name = c.Simplified
		}
		if m.refers >= 0 {
			f.RefersTo = &bodies[m.refers].Start
		}
		facts = append(facts, f)
	}
	return facts
}

// mentions returns the bodies named in d, read when first asked for.
func (b *Body) mentions(d *Document) []bodyMention {
	if d.bodiesRead {
		return d.bodies
	}
	s := newBodyScanner(b.d.Bodies, d.Region)
	s.bodyBuffers = d.scratch().bodies
	s.found = s.found[:0] // of the document before
	s.document(d, b.d.Sieve)
	if len(s.learned) > 0 { // read again: the places are known from the beginning now
		s.found, s.known = s.found[:0], newBodyNames()
		s.document(d, b.d.Sieve)
	}
	d.Scratch.bodies = s.bodyBuffers
	d.bodies, d.bodiesRead = s.found, true
	return d.bodies
}

// clause is a stretch of a sentence that names of bodies do not go out of.
type clause struct {
	sentence int
	span     span.Span
	hits     []dict.Hit // what the sieve has found in it
	signed   bool       // it has a sign of a body
	tokens   []Token    // of a signed one, and of the mark before it
}

// document reads all sentences of d, in which the sieve finds what bodies are told by.
// Clauses that cannot name a body are not even cut into tokens.
func (s *bodyScanner) document(d *Document, sieve *dict.Sieve) {
	// One kind of work after another keeps its code and tables in the cache.
	s.clauses = s.clauses[:0]
	for i := range d.Sentences {
		text, hits := d.Sentences[i].Text, d.sieve(sieve, i).hits
		for start := 0; start < len(text); {
			mark, in := bodyMark(text, hits)
			c := clause{sentence: i, span: span.Span{Start: start, End: mark}, hits: hits[:in]}
			c.signed = s.signed(text, &c)
			s.clauses = append(s.clauses, c)
			start = mark + len("，")
			hits = hits[min(in+1, len(hits)):]
		}
	}
	for i := range s.clauses {
		if c := &s.clauses[i]; c.signed {
			c.tokens = c.cut(d)
		}
	}
	for i := range s.clauses {
		c := &s.clauses[i]
		text := d.Sentences[c.sentence].Text
		if !c.signed {
			if !s.known.mayHold(c.span.Of(text), s.found) {
				continue
			}
			c.tokens = c.cut(d)
		}
		s.load(text, c.tokens, c.hits)
		s.scan(c.sentence)
	}
}

// cut returns the tokens of the clause and of the marks around it: what stands before a name
// counts.
func (c *clause) cut(d *Document) []Token {
	s := span.Span{Start: c.span.Start, End: min(c.span.End+len("，"), len(d.Sentences[c.sentence].Text))}
	if s.Start > 0 {
		s.Start -= len("，")
	}
	return d.tokensIn(c.sentence, s)
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

// signed reports whether a clause of text has a sign of a body. One without may still have a
// short form of a body named before: see bodyNames.mayHold.
func (s *bodyScanner) signed(text string, c *clause) bool {
	placed := len(s.learned) > 0 // a weak sign is enough
	letter := int32(-1)          // the end of the last country's one-character form
	for _, hit := range c.hits {
		if hit.Marks&dict.MarkSign != 0 && s.reaches(text, c.span, int(hit.At)) {
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
	return false
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
