package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// Explanation says what became of one numeral.
type Explanation struct {
	Text     string    // the numeral with its unit, in the document's own script
	Runes    span.Span // where it stands, in code points of the document's text
	Quantity bool      // it is a quantity
	Unit     string    // its unit, "" where it has none
	Rule     string    // what took or rejected it: a rule, or a table and its entry
	Reason   string    // why it is no quantity, "" where it is one
	Sentence string    // the sentence it stands in, simplified
}

// Explainer tells for every numeral of a document what took or rejected it.
type Explainer struct{ m *measure }

// NewExplainer returns an Explainer that works with the given dictionary.
func NewExplainer(d *dict.Dict) *Explainer { return &Explainer{newMeasure(d)} }

// Explain returns the numerals of d in text order, quantities and rejected ones. Nil means
// that there are none. It is safe for concurrent use with different documents.
func (x *Explainer) Explain(d *Document) []Explanation {
	var out []Explanation
	for i := range d.Sentences {
		s := &d.Sentences[i]
		cs := x.m.candidates(d, i)
		for k := range cs {
			at := s.DocumentSpan(cs[k].span)
			text, _ := d.original(at)
			out = append(out, Explanation{
				Text: text, Runes: d.runes(at), Quantity: cs[k].measured(), Unit: cs[k].unit,
				Rule: cs[k].rule, Reason: cs[k].reason, Sentence: s.Text,
			})
		}
	}
	return out
}
