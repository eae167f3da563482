package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

const (
	// maxSounds bounds the characters of a part of a foreign name.
	maxSounds = 9
	// acceptedSounds is the least sum for a name without dots.
	acceptedSounds = 18
	// acceptedTitled is the least sum for one beside a title.
	acceptedTitled = 12
	// dotted is what a dot in a name says for it.
	dotted = 14
)

// foreign returns the foreign name that begins at a byte offset: characters that are used for
// their sound, with or without dots between the parts.
func (s *personScanner) foreign(at int, listed bool) (found, bool) {
	end, sum, dots := at, 0, 0
	for {
		part, weight, runes := s.part(end)
		if runes == 0 {
			break
		}
		end, sum = part, sum+weight
		dot := dotAt(s.text[end:])
		if dot == 0 {
			break
		}
		if _, _, n := s.part(end + dot); n == 0 {
			break
		}
		end += dot
		dots++
	}
	if end == at {
		return found{}, false
	}
	in := span.Span{Start: at, End: end}
	if dots > 0 {
		return found{in, in.Of(s.text), "person.dotted", true}, sum+dotted > 0
	}
	if utf8.RuneCountInString(in.Of(s.text)) < 2 {
		return found{}, false
	}
	k := lexis.TokenAt(s.tokens, at)
	if k < len(s.tokens) && s.tokens[k].Span == in && s.tokens[k].Tag == "nrt" {
		sum += taggedName
	}
	said, titled := s.evidence(in, listed, false)
	sum += said
	least := acceptedSounds
	if titled {
		least = acceptedTitled
	}
	if s.otherName(in, titled) {
		return found{}, false
	}
	return found{in, in.Of(s.text), "person.foreign", sum >= acceptedSounds+4 || titled}, sum >= least
}

// dotAt returns the length of the dot between the parts of a name that text begins with.
func dotAt(text string) int {
	for _, dot := range []string{"·", "•", "・", "‧", "．", "-"} {
		if strings.HasPrefix(text, dot) {
			return len(dot)
		}
	}
	return 0
}

// dotEnds reports whether text ends with such a dot.
func dotEnds(text string) bool {
	_, size := utf8.DecodeLastRuneInString(text)
	return dotAt(text[len(text)-size:]) == size && size > len("-")
}

// part returns the end, weight and number of characters of a part of a foreign name: whole
// words of characters that are used for their sound.
func (s *personScanner) part(at int) (end, weight, runes int) {
	end = at
	k := lexis.TokenAt(s.tokens, at)
	if k > 0 && (k == len(s.tokens) || s.tokens[k].Span.Start > at) {
		k-- // behind a title
	}
	for ; k < len(s.tokens) && runes < maxSounds; k++ {
		t := s.tokens[k]
		from := max(t.Span.Start, at)
		sum, n, ok := s.sound(s.text[from:t.Span.End])
		if ok && n > 1 && (dotAt(s.text[t.Span.End:]) > 0 || dotEnds(s.text[:from])) {
			end, weight, runes = t.Span.End, weight+sum, runes+n
			continue
		}
		if !ok || n > 1 && !s.proper(t) && (t.Tag != "n" && t.Tag != "v" && t.Tag != "" || sum < 4*n) || n == 1 && sum < minSound {
			break
		}
		end, weight, runes = t.Span.End, weight+sum, runes+n
	}
	return end, weight, runes
}

// minSound is the least weight of a character that stands alone in a name.
const minSound = -1

// proper reports whether a token is a proper name by its tag.
func (s *personScanner) proper(t lexis.Token) bool {
	switch t.Tag {
	case "nr", "nrt", "nrfg", "nz", "":
		return true
	case "ns":
		return !s.d.Places.Names.Has(t.Span.Of(s.text))
	}
	return false
}

// sound returns the weight of a word, and false where a character of it is never used for its
// sound.
func (s *personScanner) sound(word string) (sum, n int, ok bool) {
	for _, r := range word {
		w, listed := s.sounds.get(r)
		if !listed {
			return 0, 0, false
		}
		sum += w
		n++
	}
	return sum, n, true
}
