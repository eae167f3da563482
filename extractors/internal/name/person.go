package name

import (
	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// PersonDetail is what is told of a person beside the name.
type PersonDetail struct {
	Positions []span.Span // the titles that stand with the name, in order
	Body      span.Span   // the words for the body or place of the last title, empty for none
	BodyName  string      // its full name, simplified, "" for none
}

// persons finds names of human beings.
type persons struct{ d *dict.Dict }

func newPersons(d *dict.Dict) *persons { return &persons{d} }

func (p *persons) read(t Text, x *Index) {}
