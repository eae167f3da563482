package name

import (
	"github.com/huiyao/huiyao/dict"
)

// PlaceDetail is what is told of a place beside the name.
type PlaceDetail struct {
	// Codes are GB/T 2260 of a division of China, ISO 3166 alpha-2 of a country, those of the
	// members in order for several in one, nil for the rest.
	Codes []string
	Level string // country province prefecture county town region natural other
}

// places finds names of places.
type places struct{ d *dict.Dict }

func newPlaces(d *dict.Dict) *places { return &places{d} }

func (p *places) read(t Text, x *Index) {}
