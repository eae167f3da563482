package extractors

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
)

// TestRuleExamples holds every rule of dict/rules against its own examples: the rule by
// itself takes the numeral that find names, and none where find is empty. A numeral that
// a rule takes is no quantity in the end, whichever of the rules and words comes first.
func TestRuleExamples(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	m := newMeasure(d)
	for _, r := range d.NotQuantity {
		file := "dict/rules/" + strings.Replace(r.ID, ".", "/", 1) + ".yaml"
		region := r.Number.Region
		if region == "" {
			region = RegionMainland
		}
		for _, e := range r.Examples {
			t.Run(r.ID+"/"+e.Text, func(t *testing.T) {
				var took []string
				for _, num := range m.halves(e.Text, m.numerals.scan(e.Text)) {
					c := candidate{num: num, span: num.span, modifier: num.modifier}
					m.attachUnit(e.Text, region, &c)
					if m.ruleHits(e.Text, region, r, dict.AroundNumber(e.Text, c.num.span), &c) {
						took = append(took, num.span.Of(e.Text))
					}
				}
				if e.Find == "" {
					assert.Empty(t, took, "%s: takes a number from %q, a look-alike", file, e.Text)
					return
				}
				assert.Contains(t, took, e.Find, "%s: does not take %q from %q", file, e.Find, e.Text)
				for _, c := range m.scan(e.Text, region) {
					if c.num.span.Of(e.Text) == e.Find {
						assert.False(t, c.measured(), "%s: %q in %q is a quantity by %s", file, e.Find, e.Text, c.rule)
					}
				}
			})
		}
	}
}
