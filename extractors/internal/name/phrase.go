package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// phrase reads the words before a head, to the left, in one sentence.
type phrase struct {
	d       *dict.Dict
	text    string
	tokens  []lexis.Token
	lattice *lexis.Lattice
}

// maxPhrase bounds how many characters a name without marks has.
const maxPhrase = 48

// functionCharacters are words of one character that names neither begin with nor hold.
const functionCharacters = "在于从对由为将把被让给到向以因且所使当据是有了着过说称即已正拟也都还又就曾再才均亦仍要会能须不没未每某该这那此本各并而或但则其跟同等上内时"

// ends reports whether a token ends at a byte offset.
func (p *phrase) ends(at int) bool {
	k := lexis.TokenAt(p.tokens, at)
	return at == len(p.text) || k < len(p.tokens) && p.tokens[k].Span.Start == at
}

// before returns the token that holds the byte before an offset above 0.
func (p *phrase) before(at int) lexis.Token {
	k := lexis.TokenAt(p.tokens, at)
	return p.tokens[k-1]
}

// after returns the token that begins at or after an offset, and false at the end.
func (p *phrase) after(at int) (lexis.Token, bool) {
	k := lexis.TokenAt(p.tokens, at)
	if k == len(p.tokens) {
		return lexis.Token{}, false
	}
	return p.tokens[k], true
}

// begin returns where the token begins that a byte offset lies in.
func (p *phrase) begin(at int) int {
	if at == len(p.text) || p.ends(at) {
		return at
	}
	return p.before(at).Span.Start
}

// proper returns where the name of a body or place begins that ends at an offset, -1 where
// none does. It begins where a token does, at or after from.
func (p *phrase) proper(from, at int) int {
	if w, ok := lexis.LongestBefore(p.lattice, p.d.Bodies.Terms, from, at); ok && names(w) && p.ends(w.Span.Start) {
		return w.Span.Start
	}
	return -1
}

// names reports whether a word is the name of a body or place by itself.
func names(w lexis.Word[*dict.BodyTerm]) bool {
	return w.Span.Len() >= 6 && (len(w.Value.Bodies) > 0 || len(w.Value.Places) > 0)
}

// holdsProper reports whether the name of a body or place stands in a span, from where a token
// begins to where one ends.
func (p *phrase) holdsProper(in span.Span) bool {
	for w := range lexis.All(p.lattice, p.d.Bodies.Terms, in) {
		if names(w) && p.ends(w.Span.Start) && p.ends(w.Span.End) {
			return true
		}
	}
	return false
}

// closers are the marks that end something quoted or in brackets, with those that open it.
var closers = map[string]string{"》": "《", "〉": "〈", "”": "“", "’": "‘", "」": "「", "』": "『", "）": "（"}

// opening returns where what a mark closes, which ends at the offset, opens; -1 where the
// character is no such mark or nothing near opens it.
func opening(text string, end int) int {
	if end < 3 {
		return -1
	}
	closer := text[end-3 : end]
	opener, ok := closers[closer]
	if !ok {
		return -1
	}
	depth := 0
	for i := end - 3; i >= 0 && i > end-maxTitle; {
		switch r := text[i:min(i+3, len(text))]; r {
		case closer:
			depth++
		case opener:
			if depth--; depth == 0 {
				return i
			}
		}
		_, size := utf8.DecodeLastRuneInString(text[:i])
		if size == 0 {
			break
		}
		i -= size
	}
	return -1
}

// What can stand before a part of a name and has a number in it.
const (
	noNumber = iota
	ordinalNumber
	yearNumber
	otherNumber // a day, a count: no name goes over it
)

const numeralCharacters = "0123456789０１２３４５６７８９〇零一二三四五六七八九十百"

// numberBefore tells what with a number in it ends at an offset and where that begins:
// 第三次, 十四届, 2025年度, 2026.
func numberBefore(text string, at int) (start, kind int) {
	rest := text[:at]
	unit := ""
	for _, u := range [...]string{"年度", "阶段", "届", "次", "轮", "期", "场", "季", "年", "月", "日", "号", "个", "项", "批", "版"} {
		if strings.HasSuffix(rest, u) {
			unit, rest = u, rest[:len(rest)-len(u)]
			break
		}
	}
	digits := strings.TrimRightFunc(rest, func(r rune) bool { return strings.ContainsRune(numeralCharacters, r) })
	n := utf8.RuneCountInString(rest[len(digits):])
	if n == 0 {
		return at, noNumber
	}
	first := strings.TrimSuffix(digits, "第")
	switch unit {
	case "届", "次", "轮", "期", "场", "季", "阶段", "版":
		if len(first) < len(digits) || unit == "届" || unit == "次" && strings.HasSuffix(digits, "届") {
			return len(first), ordinalNumber
		}
		return at, otherNumber
	case "年", "年度":
		if n == 4 || unit == "年度" && n >= 2 {
			return len(digits), yearNumber
		}
		return at, otherNumber
	case "":
		if n == 4 && (strings.HasPrefix(rest[len(digits):], "20") || strings.HasPrefix(rest[len(digits):], "19")) {
			return len(digits), yearNumber
		}
		if len(first) < len(digits) {
			return at, otherNumber
		}
		return at, noNumber
	}
	return at, otherNumber
}

// isMark reports whether the character is punctuation or white space that no name goes over.
func isMark(r rune) bool {
	return strings.ContainsRune("，。；：！？、,;:!?（(《〈“‘「『【[]】 　\t\n|…", r)
}

// runes returns how many characters a span has.
func (p *phrase) runes(s span.Span) int { return utf8.RuneCountInString(s.Of(p.text)) }
