package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// knownNames are the names that a document has told for certain, and the parts of foreign ones
// that stand for the whole: 西米纳.
type knownNames struct {
	forms map[rune][]knownName // by their first character
}

type knownName struct {
	words, name string
}

// maxKnown bounds the names that begin alike.
const maxKnown = 32

func newKnownNames() knownNames { return knownNames{map[rune][]knownName{}} }

// add keeps the name of a mention.
func (k *knownNames) add(m *Mention) {
	k.keep(m.Name, m.Name)
	if m.Rule != "person.dotted" {
		return
	}
	for _, dot := range []string{"·", "•", "・", "‧", "．"} {
		parts := strings.Split(m.Name, dot)
		if len(parts) < 2 {
			continue
		}
		for _, part := range []string{parts[len(parts)-1], parts[0]} {
			if utf8.RuneCountInString(part) >= 2 {
				k.keep(part, m.Name)
			}
		}
	}
}

func (k *knownNames) keep(words, name string) {
	r, _ := utf8.DecodeRuneInString(words)
	for _, f := range k.forms[r] {
		if f.words == words {
			return
		}
	}
	if len(k.forms[r]) < maxKnown {
		k.forms[r] = append(k.forms[r], knownName{words, name})
	}
}

// again looks for the known names where nothing but the name itself tells them.
func (s *personScanner) again() {
	if len(s.known.forms) == 0 {
		return
	}
	for i := range s.t.Len() {
		s.load(i)
		for k := range s.tokens {
			at := s.tokens[k].Span.Start
			r, _ := utf8.DecodeRuneInString(s.text[at:])
			forms := s.known.forms[r]
			if len(forms) == 0 {
				continue
			}
			best := knownName{}
			for _, f := range forms {
				if len(f.words) > len(best.words) && strings.HasPrefix(s.text[at:], f.words) {
					best = f
				}
			}
			in := span.Span{Start: at, End: at + len(best.words)}
			if best.words == "" || s.x.At(i, in) != nil || !s.wordEnds(in.End) && !s.mayCut(in.End) {
				continue
			}
			if _, n := s.d.Words.NamedAfter.Prefix(s.text[in.End:]); n > 0 {
				continue
			}
			s.add(found{in, best.name, "person.known", false}, s.titlesBefore(at))
		}
	}
}

// mayCut reports whether a name that is known may end inside the token at a byte offset: one
// that is no common word.
func (s *personScanner) mayCut(at int) bool {
	k := max(0, lexis.TokenAt(s.tokens, at)-1)
	t := s.tokens[k]
	return t.Tag == "nr" || t.Tag == "" || t.Tag == "ns" || t.Tag == "nrt"
}
