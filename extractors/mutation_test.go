package extractors_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/simplify"
)

// TestMutations switches off each rule, and each alternative of its patterns, in turn, and
// names those without which the rules' examples and the corpus come out the same: they have to
// go, or lack an example. It takes minutes and runs where HUIYAO_MUTATE is set (make mutate).
func TestMutations(t *testing.T) {
	if os.Getenv("HUIYAO_MUTATE") == "" {
		t.Skip("HUIYAO_MUTATE is not set")
	}
	words, tokenizer := standard().words, standard().stage.Tokenizer()
	var texts []string
	for _, r := range words.Rules {
		for _, e := range r.Examples {
			texts = append(texts, simplify.Convert(e.Text))
		}
	}
	for _, text := range corpus(t) {
		texts = append(texts, strings.Split(simplify.Convert(text), "\n")...)
	}
	want := extractors.Verdicts(words, texts, tokenizer)
	same := func(rules []*dict.Rule) bool {
		mutant := *words
		mutant.Rules = rules
		return slices.Equal(want, extractors.Verdicts(&mutant, texts, tokenizer))
	}
	for i, r := range words.Rules {
		if r.Outcome == dict.Measured && r.Order >= 600 || r.Number.Region != "" {
			continue // read in texts of its region alone
		}
		assert.False(t, same(slices.Delete(slices.Clone(words.Rules), i, i+1)), "%s changes nothing", r.ID)
		for k := range r.Compiled {
			if len(r.Compiled) == 1 {
				break
			}
			part := *r
			part.Compiled = slices.Delete(slices.Clone(r.Compiled), k, k+1)
			rules := slices.Clone(words.Rules)
			rules[i] = &part
			if same(rules) {
				t.Logf("%s: %s changes nothing", r.ID, r.Compiled[k])
			}
		}
	}
}
