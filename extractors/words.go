package extractors

import "github.com/huiyao/huiyao/dict"

// holds reports whether text holds a word of the list anywhere.
func holds(list *dict.Lexicon[struct{}], text string) bool { return list.Next(text, 0) < len(text) }
