package lexis

import "github.com/huiyao/huiyao/internal/span"

// Token is a word of the tokenizer with its part of speech tag, by the tag set of ICTPOS (n,
// v, ns, nt …). The dictionary has one tag for each word, whatever stands beside it.
type Token struct {
	Span span.Span // bytes of the sentence
	Tag  string    // "" where the dictionary has none
}

// TokenAt returns the index of the first of the tokens, which tile a text, that begins at the
// byte offset at or after it, len(tokens) where there is none.
func TokenAt(tokens []Token, at int) int {
	lo, hi := 0, len(tokens)
	for lo < hi {
		mid := (lo + hi) / 2
		if tokens[mid].Span.Start < at {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
