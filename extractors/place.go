package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/record"
)

// opening is within how many characters from a sentence's beginning a place holds for all
// of it.
const opening = 12

// place finds the division that the number holds for: the last one that its clause names
// before it, else the one that opens the sentence.
func (x *Quantity) place(c *context, can *candidate, q *record.Quantity) {
	until := can.span.Start
	p := x.lastPlace(c, clauseStart(c.text, until), until, until)
	if p == nil {
		p = x.lastPlace(c, 0, afterRunes(c.text, opening)+1, until)
	}
	if p != nil {
		q.Place, q.PlaceCode, q.PlaceFrom = p.Name, p.Code, "sentence"
	}
}

// lastPlace returns the last division that the sentence names as whole words between two
// byte offsets, the first of which is a token's, and before a third. It returns nil where
// there is none.
func (x *Quantity) lastPlace(c *context, from, to, until int) (last *dict.Place) {
	tokens := c.d.Tokens(c.sentence)
	done := from
	l := c.d.lattice(x.d, c.sentence)
	places := x.d.Bodies.Places.Lists()
	for start := l.Next(places, from); start < min(to, len(c.text)); start = l.Next(places, start+1) {
		if start < done {
			continue
		}
		if k := tokenAt(tokens, start); k >= len(tokens) || tokens[k].Span.Start != start {
			continue
		}
		word, _ := lexis.Longest(l, x.d.Bodies.Terms, start)
		term, end := word.Value, word.Span.End
		if end > until {
			break
		}
		if len(term.Places) == 0 || term.Places[0].Foreign {
			continue
		}
		if next := tokenAt(tokens, end); end < len(c.text) && (next >= len(tokens) || tokens[next].Span.Start != end) {
			continue // 三明 in 三明治
		}
		p := term.Places[0]
		if p.Level == "county" && c.text[start:end] != p.Name {
			continue // 滨海 is more than one place
		}
		last, done = p, end
	}
	return last
}

// afterRunes returns the byte offset behind the first n characters of text.
func afterRunes(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}
