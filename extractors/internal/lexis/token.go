// Package lexis reads the words of a sentence.
package lexis

import "github.com/huiyao/huiyao/internal/span"

// Token is a word with its part of speech tag, by the tag set of ICTPOS (n, v, ns, nt …).
type Token struct {
	Span span.Span // bytes of the sentence
	Tag  string    // "" where the dictionary has none
}
