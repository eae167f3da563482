package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// What speaks for a name, beside the weights of its characters, and what against it.
const (
	titleBefore = 9  // 市长 + 殷勇
	titleAfter  = 9  // 习近平 + 总书记
	saysAfter   = 6  // 王正谱 + 表示
	nameAfter   = 2  // 王正谱 + 在
	nameBefore  = 3  // 由 + 王正谱
	inList      = 6  // 尹力、 + 陈敏尔
	famousName  = 10 // the tokenizer knows it as the name of someone famous
	taggedName  = 4  // it knows it as a name
	taggedShort = 1  // the same of two characters: many are words
	taggedPart  = 1  // and a part of it
	otherWord   = -9 // it is a word
	otherPart   = -5 // a word of several characters is a part of it
	cutWord     = -6 // it ends inside a word
	cutBefore   = -4 // it begins inside a word
	single      = 1  // the tokenizer has no longer word for a character
	allSingle   = 2  // nor for any of three
	leftOver    = -3 // a character stands alone behind it that is no word of grammar

	// accepted is the least sum for a name.
	accepted = 13
	// remembered is the least sum for a name that is looked for elsewhere.
	remembered = 18
)

// chinese returns the Chinese name that begins at a byte offset: a family name of one or two
// characters, or two family names, and one or two characters.
func (s *personScanner) chinese(at int, listed, inside bool) (found, bool) {
	best, top, told := span.Span{}, accepted-1, false
	s.families(at, func(end, weight int) {
		for n := 1; n <= 2; n++ {
			stop, given, ok := s.givenName(end, n)
			if !ok {
				break
			}
			in := span.Span{Start: at, End: stop}
			said, titled := s.evidence(in, listed, inside)
			if sum := weight + given + said + s.words(in); sum > top && !s.otherName(in, titled) {
				best, top, told = in, sum, titled
			}
		}
	})
	if best.Empty() {
		return found{}, false
	}
	return found{best, best.Of(s.text), "person.chinese", top >= remembered || told}, true
}

// otherName reports whether a stretch is a word, the name of a place, or a part of the name of
// a theory or an award. A title beside it may speak against a word.
func (s *personScanner) otherName(in span.Span, titled bool) bool {
	rest := s.text[in.End:]
	if _, n := s.d.Words.NamedAfter.Prefix(rest); n > 0 {
		return true
	}
	words := in.Of(s.text)
	if s.d.Words.NotNames.Has(words) {
		return !titled
	}
	names, n := s.d.Places.Names.Prefix(words)
	if n == 0 || names[0].Weak && n < len(words) {
		return false
	}
	return n == len(words) && !s.titleEnds(in.Start) || n < len(words) && !titled
}

// families calls yield with the end and weight of each family name that begins at a byte
// offset, and of two together: 林郑.
func (s *personScanner) families(at int, yield func(end, weight int)) {
	family, words := s.d.Names.Family, s.lattice.Words()
	from := s.lattice.From(at)
	last := from
	for last < len(words) && int(words[last].At) == at {
		last++
	}
	for i := last - 1; i >= from; i-- { // the shortest first
		if !s.lattice.On(words[i], family.Lists()) {
			continue
		}
		w, _ := family.Value(words[i])
		end := words[i].End()
		yield(end, w)
		if utf8.RuneCountInString(s.text[at:end]) == 1 && w > 4 {
			if second, ok := lexis.Longest(s.lattice, family, end); ok && second.Span.Len() == end-at && second.Value > 4 {
				yield(second.Span.End, w+second.Value-doubleFamily)
			}
		}
	}
}

// doubleFamily is what a name with two family names has to make up for.
const doubleFamily = 10

// givenName returns the end and weight of a given name of n characters.
func (s *personScanner) givenName(at, n int) (end, weight int, ok bool) {
	for range n {
		r, size := utf8.DecodeRuneInString(s.text[at:])
		if r < 0x3400 || r > 0x9FFF && r < 0x20000 {
			return 0, 0, false
		}
		weight += s.given.of(r)
		at += size
	}
	return at, weight, true
}

// evidence returns what stands around a stretch says for its being a name, and whether a title
// does.
func (s *personScanner) evidence(in span.Span, listed, inside bool) (sum int, titled bool) {
	if s.titleEnds(in.Start) {
		sum, titled = titleBefore, true
	} else if inside {
		sum = cutBefore
	}
	if listed {
		sum += inList
	}
	if s.marked(in.Start) {
		sum += nameBefore
	}
	after := s.following(in)
	return sum + after, titled || after == titleAfter
}

// marked reports whether what stands before a byte offset often stands before names.
func (s *personScanner) marked(at int) bool {
	if at == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	if r < 0x3400 || r > 0x9FFF {
		return true
	}
	_, n := s.d.Words.NameBefore.Suffix(s.text[max(0, at-len("名叫名叫")):at])
	return n > 0
}

// following returns what stands after a byte offset says for a name that ends there.
func (s *personScanner) following(in span.Span) int {
	at := in.End
	if w, ok := lexis.Longest(s.lattice, s.d.Names.Titles, at); ok && s.wordEnds(w.Span.End) {
		return titleAfter
	}
	rest := s.text[at:]
	if _, n := s.d.Words.NameAfterSure.Prefix(rest); n > 0 && s.wordEnds(at+n) {
		return saysAfter
	}
	if in.Start == 0 && (strings.HasPrefix(rest, "：") || strings.HasPrefix(rest, ":")) {
		return saysAfter
	}
	if r, _ := utf8.DecodeRuneInString(rest); at == len(s.text) || r < 0x3400 || r > 0x9FFF {
		return nameAfter
	}
	if _, n := s.d.Words.NameAfter.Prefix(rest); n > 0 && s.wordEnds(at+n) {
		return nameAfter
	}
	if k := lexis.TokenAt(s.tokens, at); in.Len() <= len("贾德") && k < len(s.tokens) && s.tokens[k].Span.Start == at && s.tokens[k].Span.Len() == len("界") {
		return leftOver
	}
	return 0
}

// words returns what the tokens in a stretch say for its being a name.
func (s *personScanner) words(in span.Span) (sum int) {
	singles := 0
	k := lexis.TokenAt(s.tokens, in.Start)
	if k > 0 && (k == len(s.tokens) || s.tokens[k].Span.Start > in.Start) {
		k--
	}
	for ; k < len(s.tokens) && s.tokens[k].Span.Start < in.End; k++ {
		t := s.tokens[k]
		name := t.Tag == "nr" || t.Tag == "nrfg" || t.Tag == "nrt" || t.Tag == ""
		many := t.Span.Len() > len("王")
		switch {
		case many && t.Span != in && s.d.Words.NotNames.Has(t.Span.Of(s.text)):
			sum += otherPart
		case t.Span.End > in.End:
			if name {
				sum += cutWord / 2
			} else {
				sum += cutWord
			}
		case t.Span == in && t.Tag == "nrfg":
			sum += famousName
		case t.Span == in && name && in.Len() > len("殷勇"):
			sum += taggedName
		case t.Span == in && name:
			sum += taggedShort
		case t.Span == in:
			sum += otherWord
		case many && name:
			sum += taggedPart
		case many:
			sum += otherPart
		default:
			sum += single
			singles++
		}
	}
	if singles == 3 {
		sum += allSingle
	}
	return sum
}
