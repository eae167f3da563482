package name

import (
	"maps"
	"slices"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// PlaceDetail is what is told of a place beside the name.
type PlaceDetail struct {
	// Codes are GB/T 2260 of a division of China, ISO 3166 alpha-2 of a country, those of the
	// members in order for several in one, nil for the rest.
	Codes []string
	Level string // country province prefecture county town region natural other
}

// places finds names of places. What a document names for certain decides which of several
// places of one name is meant elsewhere, so it is read in two steps: all that may be a place,
// then what it is.
type places struct {
	d     *dict.Dict
	names *dict.Lexicon[[]dict.PlaceName]
	lists dict.Lists // of the words without which a sentence names no place
	named dict.Lists // of those that name one without the help of others
	// letters are the characters that may stand for a place, one bit each.
	letters [1 << 16 / 64]uint64
}

func newPlaces(d *dict.Dict) *places {
	g := d.Places
	p := &places{d: d, names: g.Names, lists: g.Names.Lists().Or(g.Heads.Lists()).Or(g.Letters.Lists()).Or(d.Bodies.Letters.Lists())}
	p.named = g.Names.Lists().Or(g.Heads.Lists())
	p.letter('中')
	for _, country := range g.Countries() {
		for _, r := range country.Name {
			p.letter(r)
			break
		}
	}
	for _, words := range [][]string{g.Letters.Words(), d.Bodies.Letters.Words(), slices.Collect(maps.Keys(continents))} {
		for _, w := range words {
			p.letter(firstRune(w))
		}
	}
	return p
}

// spot is a stretch of a sentence that may name a place.
type spot struct {
	span   span.Span
	names  []dict.PlaceName // what its word can name, nil for what is told by its form alone
	sure   bool             // its form alone says that it is a place
	pair   bool             // of letters: 中美, 粤桂
	parent span.Span        // the words of the places before it that it is a part of
	level  string           // of what is told by its form
	codes  []string         // of a pair
	rule   string
}

// letter lets a character stand for a place.
func (p *places) letter(r rune) {
	if r >= 0 && int(r>>6) < len(p.letters) {
		p.letters[r>>6] |= 1 << (r & 63)
	}
}

// isLetter reports whether a character may stand for a place.
func (p *places) isLetter(r rune) bool {
	return r >= 0x4E00 && int(r>>6) < len(p.letters) && p.letters[r>>6]>>(r&63)&1 != 0
}

// pairIn reports whether two characters that may stand for a place are neighbours in text.
func (p *places) pairIn(text string) bool {
	before := false
	for _, r := range text {
		is := p.isLetter(r)
		if is && before {
			return true
		}
		before = is
	}
	return false
}

func (p *places) read(t Text, x *Index) {
	s := placeScanner{places: p, t: t, x: x, context: newPlaceContext(t.Region())}
	spots := make([][]spot, t.Len())
	for i := range t.Len() {
		if l := t.Lattice(i); l.Holds(p.named) || l.Holds(p.lists) && p.pairIn(l.Text()) {
			spots[i] = s.scan(i)
		}
	}
	for i := range spots {
		s.context.learn(spots[i], i == 0 || t.Heading(i))
	}
	s.context.settle()
	for i := range spots {
		s.decide(i, spots[i])
	}
}
