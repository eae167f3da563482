package extractors_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/simplify"
)

// TestRuleExamples holds every rule of dict/rules against its own examples, which may be in
// either script: the rule by itself takes the numeral that find names, and none where find
// is empty. What a rule takes is no quantity in the end, or one, as the rule says, whichever of
// the rules and words comes first.
func TestRuleExamples(t *testing.T) {
	words := standard().words
	for _, r := range words.Rules {
		file := "dict/rules/" + strings.Replace(r.ID, ".", "/", 1) + ".yaml"
		region := r.Number.Region
		if region == "" {
			region = extractors.RegionMainland
		}
		for _, e := range r.Examples {
			t.Run(r.ID+"/"+e.Text, func(t *testing.T) {
				took, quantities := extractors.TakenBy(words, r, simplify.Convert(e.Text), region, standard().stage.Tokenizer())
				if e.Find == "" {
					assert.Empty(t, took, "%s: takes a number from %q, a look-alike", file, e.Text)
					return
				}
				find := simplify.Convert(e.Find)
				assert.Contains(t, took, find, "%s: does not take %q from %q", file, e.Find, e.Text)
				if r.Outcome == dict.Measured {
					assert.Contains(t, quantities, find, "%s: %q in %q is no quantity", file, e.Find, e.Text)
				} else {
					assert.NotContains(t, quantities, find, "%s: %q in %q is a quantity all the same", file, e.Find, e.Text)
				}
			})
		}
	}
}
