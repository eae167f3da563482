package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
)

// TakenBy returns the numerals of a simplified text that the rule takes, without fixed words
// and with no rules but those before it that keep a number, and those that are quantities in
// the end.
func TakenBy(d *dict.Dict, r *dict.Rule, text, region string, tokenizer Tokenizer) (took, quantities []string) {
	read := func(own dict.Dict) []amount.Amount {
		s := amount.Sentence{Lattice: lexis.Read(d, text), Region: region, Tokens: func() []Token { return tokenizer.AppendTokens(nil, text, 0) }}
		return amount.New(&own).Read(&s, &amount.Room{})
	}
	alone := *d
	alone.FixedWords = dict.NewLexicon[string](nil, nil)
	alone.Rules = nil
	for _, other := range d.Rules {
		if other == r || other.Outcome == dict.Measured && other.Order < r.Order {
			alone.Rules = append(alone.Rules, other)
		}
	}
	for _, a := range read(alone) {
		if a.Verdict.By == r {
			took = append(took, a.Numeral.Span.Of(text))
		}
	}
	for _, a := range read(*d) {
		if a.Measured() {
			quantities = append(quantities, a.Numeral.Span.Of(text))
		}
	}
	return took, quantities
}

// Verdicts writes what becomes of each number in the simplified texts.
func Verdicts(d *dict.Dict, texts []string, tokenizer Tokenizer) []string {
	reader, out := amount.New(d), []string(nil)
	for _, text := range texts {
		s := amount.Sentence{Lattice: lexis.Read(d, text), Region: RegionMainland, Tokens: func() []Token { return tokenizer.AppendTokens(nil, text, 0) }}
		for _, a := range reader.Read(&s, &amount.Room{}) {
			if a.Measured() {
				out = append(out, text+" "+a.Span.Of(text)+" "+a.Unit)
			} else {
				out = append(out, text+" "+a.Verdict.Outcome.String())
			}
		}
	}
	return out
}
