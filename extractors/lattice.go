package extractors

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
)

// lattice returns the words of all lists in the sentence with the given index, looked for when
// first asked. All dictionaries that a document is read with must be alike.
func (d *Document) lattice(words *dict.Dict, sentence int) *lexis.Lattice {
	if d.lattices == nil {
		d.lattices = make([]lexis.Lattice, len(d.Sentences))
	}
	l := &d.lattices[sentence]
	if text := d.Sentences[sentence].Text; l.Text() != text {
		room := &d.scratch().words
		*room = l.Fill(words, text, *room)
	}
	return l
}

// wordClasses returns the class of each token of the sentence with the given index, decided when
// first asked for.
func (d *Document) wordClasses(words *dict.Dict, sentence int) []dict.Class {
	if d.classes == nil {
		d.classes = make([][]dict.Class, len(d.Sentences))
	}
	if d.classes[sentence] == nil {
		tokens := d.Tokens(sentence)
		d.classes[sentence] = lexis.Classify(words.Classes, d.Sentences[sentence].Text, tokens, make([]dict.Class, 0, len(tokens)))
	}
	return d.classes[sentence]
}
