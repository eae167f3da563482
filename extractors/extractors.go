package extractors

import "github.com/huiyao/huiyao/dict"

// All returns the extractors in their fixed order, which breaks ties between facts at the
// same place.
func All(d *dict.Dict) ([]Extractor, error) {
	m := newMeasure(d)
	q := newQuantity(d, m)
	return []Extractor{
		&Number{m},
		q,
		&TaskCount{d, q},
		&Body{d},
	}, nil
}

// Words returns the words that the tokenizer should know beside its own dictionary.
func Words(d *dict.Dict) []string { return nil }
