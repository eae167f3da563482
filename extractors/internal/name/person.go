package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// PersonDetail is what is told of a person beside the name.
type PersonDetail struct {
	Positions []span.Span // the titles that stand with the name, in order
	Body      span.Span   // the words for the body or place of the last title, empty for none
	BodyName  string      // its full name, simplified, "" for none
}

// persons finds names of human beings. A stretch of characters is a name where its characters
// stand in names much more often than in running text, and what stands around it speaks for it.
type persons struct {
	d             *dict.Dict
	given, sounds weights
}

// weights are those of single characters.
type weights struct {
	plane  []int16 // of the basic plane, by character
	beyond map[rune]int
}

func newWeights(l *dict.Lexicon[int]) weights {
	w := weights{slices.Repeat([]int16{notListed}, 1<<16), map[rune]int{}}
	for _, word := range l.Words() {
		r, _ := utf8.DecodeRuneInString(word)
		if weight, _ := l.Get(word); int(r) < len(w.plane) {
			w.plane[r] = int16(weight)
		} else {
			w.beyond[r] = weight
		}
	}
	return w
}

// unlisted is the weight of a character that is on no list.
const unlisted = -4

// notListed marks such a character in weights.plane.
const notListed = -1 << 15

// get returns the weight of a character, and false where it is on no list.
func (w *weights) get(r rune) (weight int, listed bool) {
	if uint(r) < uint(len(w.plane)) {
		weight = int(w.plane[r])
		return weight, weight != notListed
	}
	weight, listed = w.beyond[r]
	return weight, listed
}

// of returns the weight of a character, unlisted where it is on no list.
func (w *weights) of(r rune) int {
	if weight, listed := w.get(r); listed {
		return weight
	}
	return unlisted
}

func newPersons(d *dict.Dict) *persons {
	return &persons{d: d, given: newWeights(d.Names.Given), sounds: newWeights(d.Names.Sounds)}
}

// personScanner reads the persons of one document.
type personScanner struct {
	*persons
	t     Text
	x     *Index
	known knownNames

	sentence int
	text     string
	tokens   []lexis.Token
	lattice  *lexis.Lattice
}

func (p *persons) read(t Text, x *Index) {
	s := personScanner{persons: p, t: t, x: x, known: newKnownNames()}
	for i := range t.Len() {
		s.load(i)
		s.scan()
	}
	s.again()
}

// load makes a sentence the one that is read.
func (s *personScanner) load(i int) {
	s.sentence, s.text, s.tokens, s.lattice = i, s.t.Sentence(i), s.t.Tokens(i), s.t.Lattice(i)
}

// found is a name in the sentence that is read.
type found struct {
	span span.Span
	name string // in full
	rule string
	sure bool // it may be looked for elsewhere in the document
}

// scan adds the persons of a sentence to the index.
func (s *personScanner) scan() {
	listed := false // the name before stands in a list with this one
	var group titleGroup
	for k := 0; k < len(s.tokens); {
		at := s.tokens[k].Span.Start
		f, ok := s.nameAt(k, listed)
		if !ok {
			if listed = listed && s.listMark(at); !listed {
				group = titleGroup{}
			}
			k++
			continue
		}
		if m := s.x.At(s.sentence, f.span); m != nil && !(f.span.Contains(m.Span) && f.span.Len() > m.Span.Len()) {
			k = max(k+1, lexis.TokenAt(s.tokens, m.Span.End))
			listed = false
			continue
		}
		before := s.titlesBefore(f.span.Start)
		if len(before.titles) == 0 && listed {
			before = group
		}
		s.add(f, before)
		group, listed = before, true
		k = max(k+1, lexis.TokenAt(s.tokens, f.span.End))
	}
}

// listMark reports whether a mark between the names of a list stands at a byte offset.
func (s *personScanner) listMark(at int) bool {
	rest := s.text[at:]
	for _, mark := range []string{"、", "和", "与", "及", " ", "　"} {
		if strings.HasPrefix(rest, mark) {
			return true
		}
	}
	return false
}

// add puts a name into the index.
func (s *personScanner) add(f found, before titleGroup) {
	detail := &PersonDetail{Positions: before.titles, Body: before.body, BodyName: before.bodyName}
	after := s.titlesAfter(f.span.End)
	detail.Positions = append(detail.Positions[:len(detail.Positions):len(detail.Positions)], after...)
	m := &Mention{Kind: Person, Sentence: s.sentence, Span: f.span, Name: f.name, Rule: f.rule, Person: detail}
	if s.x.Add(m) && f.sure {
		s.known.add(m)
	}
}

// nameAt returns the name that begins at token k, or inside it behind a title.
func (s *personScanner) nameAt(k int, listed bool) (found, bool) {
	t := s.tokens[k]
	for at := t.Span.Start; at < t.Span.End; at++ {
		if !utf8.RuneStart(s.text[at]) {
			continue
		}
		inside := at > t.Span.Start
		if inside && !s.titleEnds(at) {
			continue
		}
		if f, ok := s.foreign(at, listed); ok {
			return f, true
		}
		if f, ok := s.chinese(at, listed, inside); ok {
			return f, true
		}
	}
	return found{}, false
}
