package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
)

// TakenBy returns the numerals of a simplified text that the rule takes by itself, and
// those that are quantities in the end.
func TakenBy(d *dict.Dict, r *dict.Rule, text, region string) (took, quantities []string) {
	m := newMeasure(d)
	l := lexis.Read(d, text)
	for _, num := range m.halves(l, m.numerals.scan(l, nil)) {
		c := candidate{num: num, span: num.span, modifier: num.modifier}
		m.attachUnit(text, region, &c)
		if m.ruleHits(text, region, r, dict.AroundNumber(text, c.num.span), &c) {
			took = append(took, num.span.Of(text))
		}
	}
	for _, c := range m.scan(l, region, &Scratch{}) {
		if c.measured() {
			quantities = append(quantities, c.num.span.Of(text))
		}
	}
	return took, quantities
}
