// Package frame reads what the figures of a sentence are about: which thing, which place and
// which time. It looks at the sentence's words and amounts, at what is known of the sentence
// before, and at the context of the document and its section; each question has a file of its
// own, with functions that only read.
package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/context"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// Amount is a quantity of the sentence, as far as its surroundings are read by it.
type Amount struct {
	Span      span.Span // number and unit
	Unit      span.Span // the unit alone, empty for none
	Code      string    // the unit's code
	Dimension string
	Change    string // increase, decrease or "": as read before
	Role      string
	Counted   bool // it has a measure word, or counts persons
	Noun      bool // its measure word is a noun of its own: 五部门
	Fraction  bool
	Ranged    bool
	Percent   bool // ratios of any form
}

// Time is an expression of time in the sentence.
type Time struct {
	Span   span.Span // with its preposition and what closes it
	Core   span.Span // without its preposition
	Period string    // ISO 8601, "" where it cannot be told
	Same   bool      // 去年同期: what something is compared with
	Report bool      // says when something was said or printed
	Basis  bool      // what something is compared with: 较2014年
	Frame  bool      // a length of time that names one: 五年来
}

// Place is a named place in the sentence, or a word for one that the document's own place
// gives: 全省.
type Place struct {
	Span    span.Span
	Name    string // in full, simplified
	Code    string // GB/T 2260 or ISO 3166, ""
	FromDoc bool   // 全省: the name and code are those of the document's place
}

// Concept is a wording of a listed indicator in the sentence.
type Concept struct {
	Span span.Span
	Of   *dict.Concept
}

// Sentence is what a frame is read from. The slices are in text order.
type Sentence struct {
	Text     string
	Tokens   []lexis.Token
	Classes  []dict.Class // of the tokens, nil where they are not known
	Lattice  *lexis.Lattice
	Amounts  []Amount
	Times    []Time
	Places   []Place
	Concepts []Concept
	Section  context.Section
	Place    context.Place // the document's
	Standing Standing

	words []word
}

// Reader reads frames. Make it with New. It is safe for concurrent use with different
// sentences.
type Reader struct{ d *dict.Dict }

// New returns a Reader that works with the lists of d.
func New(d *dict.Dict) *Reader { return &Reader{d} }

// clauseStart returns where the clause that ends at pos begins: behind the last comma, colon
// or other mark. Enumeration commas do not end a clause.
func clauseStart(text string, pos int) int {
	for i := pos; i > 0; {
		if i >= 3 && text[i-3] >= 0xE4 && text[i-3] <= 0xE9 { // Han, of three bytes: no mark
			i -= 3
			continue
		}
		r, size := utf8.DecodeLastRuneInString(text[:i])
		if endsClause(r) && !(r == ',' && i < len(text) && text[i] >= '0' && text[i] <= '9') {
			return i
		}
		i -= size
	}
	return 0
}

// endsClause reports whether a clause that goes on to the right may begin after r.
func endsClause(r rune) bool {
	switch r {
	case '，', '。', '；', '：', '！', '？', ',', ';', ':', '!', '?', '（', '）', '(', ')', '—', '\n', '\u3000', '\t':
		return true
	}
	return false
}

// clauseEnd returns where the clause that pos stands in ends.
func clauseEnd(text string, pos int) int {
	for i, r := range text[pos:] {
		if endsClause(r) && r != '\u3000' && r != '—' {
			return pos + i
		}
	}
	return len(text)
}

// inTitle reports whether the byte offset stands inside 《》.
func inTitle(text string, at int) bool {
	open := strings.LastIndex(text[:at], "《")
	return open >= 0 && !strings.Contains(text[open:at], "》")
}

func isHan(r rune) bool { return r >= 0x4E00 && r <= 0x9FFF || r == '〇' }

func runes(s string) int { return utf8.RuneCountInString(s) }
