package extractors

import "github.com/huiyao/huiyao/dict"

// All returns the extractors in their fixed order. Faulty rules are returned as an error,
// all at once.
func All(d *dict.Dict) ([]Extractor, error) {
	return []Extractor{}, nil
}

// Words returns the words that the tokenizer should know beside its own dictionary.
func Words(d *dict.Dict) []string { return nil }
