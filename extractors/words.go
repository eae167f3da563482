package extractors

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// holds reports whether text holds a word of the list anywhere.
func holds(list *dict.Lexicon[struct{}], text string) bool {
	for i := 0; i < len(text); {
		if list.PrefixLen(text[i:]) > 0 {
			return true
		}
		_, size := utf8.DecodeRuneInString(text[i:])
		i += size
	}
	return false
}
