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
	s := newBodyScanner(b.d, d.Region)
	s.bodyBuffers = d.scratch().bodies
	s.found = s.found[:0] // of the document before
	s.document(d, b.d)
	if len(s.learned) > 0 { // read again: the places are known from the beginning now
		s.found, s.known = s.found[:0], newBodyNames()
		s.document(d, b.d)
	}
	d.Scratch.bodies = s.bodyBuffers
	d.bodies, d.bodiesRead = b.companies(d, s.found), true
	return d.bodies
}

// clause is a stretch of a sentence that names of bodies do not go out of.
type clause struct {
	sentence int
	span     span.Span
	words    []dict.Occurrence // of all lists that begin in it
	signed   bool              // it has a sign of a body
	tokens   []Token           // of a signed one, and of the mark before it
}

// document reads all sentences of d. Clauses that cannot name a body are not even cut into
// tokens.
func (s *bodyScanner) document(d *Document, lists *dict.Dict) {
	// One kind of work after another keeps its code and tables in the cache.
	s.clauses = s.clauses[:0]
	for i := range d.Sentences {
		l := d.lattice(lists, i)
		text, words := l.Text(), l.Words()
		for start := 0; start < len(text); {
			mark, in, seen := s.mark(text, words)
			c := clause{sentence: i, span: span.Span{Start: start, End: mark}, words: words[:in]}
			c.signed = seen.Meets(s.lists.signs) && s.signed(text, &c)
			s.clauses = append(s.clauses, c)
			start = mark + len("，")
			words = words[min(in+1, len(words)):]
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
		s.load(text, c.tokens, c.words)
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

// bodyLists are the lists that tell where a body may be.
type bodyLists struct {
	sign, weak, placed, letter dict.Lists
	signs, opening, clause     dict.Lists // of these several
	hard, open, close, marks   dict.Lists
}

func newBodyLists(d *dict.Dict) bodyLists {
	b, c := d.Bodies, &d.Characters
	l := bodyLists{
		sign: b.Signs.Lists(), weak: b.WeakSigns.Lists(), placed: b.Places.Lists().Or(c.Level.Lists()), letter: b.Letters.Lists(),
		hard: c.Hard.Lists(), open: c.Open.Lists(), close: c.Close.Lists(),
	}
	l.signs = l.sign.Or(l.weak)
	l.opening = l.signs.Or(b.Places.Lists()).Or(l.letter)
	l.clause = l.signs.Or(l.placed).Or(l.letter)
	l.marks = l.hard.Or(l.open).Or(l.close)
	return l
}

// mark returns where the first hard mark among the words of a text stands, len(text) where
// there is none, how many words there are before it, and the lists that these are on. Marks
// in 《》 do not count.
func (s *bodyScanner) mark(text string, words []dict.Occurrence) (mark, before int, seen dict.Lists) {
	titles := 0
	for i := range words {
		lists := s.automaton.Lists(words[i])
		seen = seen.Or(lists)
		if !lists.Meets(s.lists.marks) {
			continue
		}
		switch {
		case lists.Meets(s.lists.open):
			titles++
		case lists.Meets(s.lists.close):
			titles = max(0, titles-1)
		case titles == 0:
			return int(words[i].At), i, seen
		}
	}
	return len(text), len(words), seen
}

// signed reports whether a clause of text has a sign of a body. One without may still have a
// short form of a body named before: see bodyNames.mayHold.
func (s *bodyScanner) signed(text string, c *clause) bool {
	placed := len(s.learned) > 0 // a weak sign is enough
	letter := int32(-1)          // the end of the last country's one-character form
	for words := c.words; len(words) > 0; {
		w := words[0]
		lists, n := s.automaton.Here(words)
		words = words[n:]
		if !lists.Meets(s.lists.clause) {
			continue
		}
		if lists.Meets(s.lists.sign) && s.reaches(text, c.span, int(w.At)) {
			return true
		}
		if lists.Meets(s.lists.placed) {
			placed = true // for the signs from here on
		}
		if lists.Meets(s.lists.weak) {
			if placed || letter == w.At { // 俄 + 军
				return true
			}
			if s.region == RegionHongKong && s.opening(text[w.At:])&opensBare != 0 {
				return true
			}
		}
		if lists.Meets(s.lists.letter) {
			letter = w.At + int32(len(leading(text[w.At:])))
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
