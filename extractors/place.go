package extractors

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// placed is a division of China that a sentence names.
type placed struct {
	span span.Span
	name string
	code string
}

// places returns the divisions that the sentence names as whole words, in order.
func (x *Quantity) places(c *context) []placed {
	if c.placesRead {
		return c.places
	}
	c.placesRead = true
	tokens := c.d.Tokens(c.sentence)
	for k := 0; k < len(tokens); k++ {
		start := tokens[k].Span.Start
		term, n := x.d.Bodies.Terms.Prefix(c.text[start:])
		if n == 0 || len(term.Places) == 0 || term.Places[0].Foreign {
			continue
		}
		end := start + n
		if next := tokenAt(tokens, end); end < len(c.text) && (next >= len(tokens) || tokens[next].Span.Start != end) {
			continue // 三明 in 三明治
		}
		p := term.Places[0]
		if p.Level == "county" && c.text[start:end] != p.Name {
			continue // 滨海 is more than one place
		}
		c.places = append(c.places, placed{span.Span{Start: start, End: end}, p.Name, p.Code})
		k = tokenAt(tokens, end) - 1
	}
	return c.places
}

// place finds the division that the number holds for: the last one that its clause names
// before it, else the one that opens the sentence.
func (x *Quantity) place(c *context, can *candidate, q *record.Quantity) {
	from := clauseStart(c.text, can.span.Start)
	for i := len(x.places(c)) - 1; i >= 0; i-- {
		p := c.places[i]
		if p.span.End > can.span.Start {
			continue
		}
		opens := utf8.RuneCountInString(c.text[:p.span.Start]) <= 12
		if p.span.Start >= from || opens {
			q.Place, q.PlaceCode = p.name, p.code
			return
		}
	}
}
