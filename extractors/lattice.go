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
