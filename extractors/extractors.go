package extractors

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// All returns the extractors in their fixed order, which breaks ties between facts at the
// same place.
func All(d *dict.Dict) []Extractor {
	m := newMeasure(d)
	b := NewBody(d)
	n := newNames(d, b)
	q := newQuantity(d, m, n)
	return []Extractor{
		&Number{m},
		q,
		&TaskCount{n, d, q},
		b,
		newTime(d, n),
		&Person{n},
		&Place{n},
		&Meeting{n},
		&NamedDocument{n},
	}
}

// Words returns the words that the tokenizer should know beside its own dictionary: the
// nouns of work and of people, in the order of their tables, each once.
func Words(d *dict.Dict) []string {
	var words []string
	seen := map[string]bool{}
	for _, list := range [][]string{d.TaskNouns.Words(), d.PersonNouns.Words(), d.Words.Setters.Words()} {
		for _, w := range list {
			if utf8.RuneCountInString(w) >= 3 && !seen[w] {
				seen[w] = true
				words = append(words, w)
			}
		}
	}
	return words
}
