package simplify

import (
	mathbits "math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"
)

// The tables come from gocc's dictionaries; tables_test.go makes them.
//go:generate go test -run ^TestTablesAreUpToDate$ -update .

// Convert returns text, which must be valid UTF-8, in simplified script: the conversion
// "t2s" of OpenCC, with gocc's dictionaries. Radicals and compatibility forms of characters
// (⼀ ⽉ ⻓) become the common ones first. The result has as many code points as text.
// It is text itself where nothing changes.
//
// It differs from gocc.Convert for texts with U+0001 only: gocc loses that character and
// may repeat others after it, here it stays. Safe for concurrent use.
func Convert(text string) string {
	simple, _ := convert(text)
	return simple
}

// Characters are looked up in blocks of 64: one word of a bit set.
const (
	blockShift = 6
	blockSize  = 1 << blockShift
	maxRune    = 0x30000 // no table has a character from here on
)

// table is what the generated strings are unpacked into, once.
type table struct {
	// act has a bit for each character that changes or that a phrase starts with; starts
	// and changes tell which.
	act, starts, changes bits
	// variants has a bit for each character that is only another form of one in either script.
	variants bits
	// simplified has a bit for each character that only simplified script has.
	simplified bits
	// to holds what the characters in changes become, in their order; those of a block
	// begin at its base.
	to   []replacement
	base [maxRune / blockSize]uint16
	// phrases are sorted so that those with the same first two characters stand together,
	// the longest first; group tells where.
	phrases []phrase
	group   map[[2]rune]group
}

// bits is a set of characters.
type bits [maxRune / blockSize]uint64

func (b *bits) add(r rune) { b[r>>blockShift] |= 1 << (r % blockSize) }

func (b *bits) has(r rune) bool {
	return b[uint32(r)>>blockShift]&(1<<(uint32(r)%blockSize)) != 0
}

// replacement is a character in UTF-8 and its length.
type replacement struct {
	bytes   [4]byte
	byteLen uint8
}

// phrase is a string that changes as a whole, or stays as a whole.
type phrase struct{ from, to string }

// group is a half-open range of phrases.
type group struct{ start, end uint16 }

var tables = sync.OnceValue(unpack)

func unpack() *table {
	t := &table{to: make([]replacement, 0, len(characters)/6), group: make(map[[2]rune]group, strings.Count(phrases, "\n"))}
	all := pairsOf(characters)
	common := make(map[rune]string, len(all))
	for _, p := range all {
		common[p.from] = p.to
	}
	for _, p := range pairsOf(variants) {
		to, _ := utf8.DecodeRuneInString(p.to)
		if simple, ok := common[to]; ok {
			p.to = simple
		}
		t.variants.add(p.from)
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b pair) int { return int(a.from - b.from) })
	for _, p := range all {
		if b := p.from >> blockShift; t.changes[b] == 0 {
			t.base[b] = uint16(len(t.to))
		}
		to := replacement{byteLen: uint8(len(p.to))}
		copy(to.bytes[:], p.to)
		t.to = append(t.to, to)
		t.changes.add(p.from)
	}
	t.act = t.changes
	for s := phrases; s != ""; {
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		from, to, changes := strings.Cut(line, " ")
		if !changes {
			to = from
		}
		first, size := utf8.DecodeRuneInString(from)
		second, _ := utf8.DecodeRuneInString(from[size:])
		key := [2]rune{first, second}
		g, ok := t.group[key]
		if !ok {
			g.start = uint16(len(t.phrases))
		}
		t.phrases = append(t.phrases, phrase{from, to})
		g.end = uint16(len(t.phrases))
		t.group[key] = g
		t.act.add(first)
		t.starts.add(first)
	}
	for _, r := range simplifiedOnly {
		t.simplified.add(r)
	}
	return t
}

// pair is a character and what it becomes.
type pair struct {
	from rune
	to   string
}

func pairsOf(s string) []pair {
	all := make([]pair, 0, len(s)/6)
	for s != "" {
		from, size := utf8.DecodeRuneInString(s)
		_, toSize := utf8.DecodeRuneInString(s[size:])
		all = append(all, pair{from, s[size : size+toSize]})
		s = s[size+toSize:]
	}
	return all
}

// replacement returns what r becomes, nil where it stays.
func (t *table) replacement(r rune) *replacement {
	block, bit := uint32(r)>>blockShift, uint32(r)%blockSize
	word := t.changes[block]
	if word&(1<<bit) == 0 {
		return nil
	}
	return &t.to[int(t.base[block])+mathbits.OnesCount64(word&(1<<bit-1))]
}

// rune3 returns the code point of the three bytes that s begins with.
func rune3(s string) rune {
	return rune(s[0]&0x0F)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
}

// next returns the offset of the next character from i on that may change, and the
// character and its size; size is 0 at the end. Characters below U+0800 never change.
func (t *table) next(text string, i int) (at int, r rune, size int) {
	for i+2 < len(text) {
		switch c := text[i]; {
		case c < 0x80:
			i++
		case c < 0xE0:
			i += 2
		case c < 0xF0:
			if r := rune3(text[i:]); t.act.has(r) {
				return i, r, 3
			}
			i += 3
		default:
			r, size := utf8.DecodeRuneInString(text[i:])
			if r < maxRune && t.act.has(r) {
				return i, r, size
			}
			i += size
		}
	}
	return len(text), 0, 0
}

// convert returns the conversion of text and how many characters or phrases it changed.
func convert(text string) (simple string, changed int) {
	t := tables()
	var out strings.Builder
	done := 0 // all before it is in out
	i, r, size := t.next(text, 0)
	for size > 0 {
		if t.starts.has(r) {
			if p, ok := t.phrase(text[i:], r, size); ok {
				if p.to != p.from {
					grow(&out, text)
					out.WriteString(text[done:i])
					out.WriteString(p.to)
					done = i + len(p.from)
					changed++
				}
				i, r, size = t.next(text, i+len(p.from))
				continue
			}
		}
		if to := t.replacement(r); to != nil {
			grow(&out, text)
			out.WriteString(text[done:i])
			out.Write(to.bytes[:to.byteLen])
			done = i + size
			if !t.variants.has(r) { // they say nothing about the script
				changed++
			}
		}
		i, r, size = t.next(text, i+size)
	}
	if done == 0 {
		return text, 0
	}
	out.WriteString(text[done:])
	return out.String(), changed
}

// grow makes room for the conversion of text, which is about as long as text.
func grow(out *strings.Builder, text string) {
	if out.Cap() == 0 {
		out.Grow(len(text) + len(text)/128 + 16)
	}
}

// phrase returns the longest phrase that text begins with; first is its first character.
func (t *table) phrase(text string, first rune, size int) (phrase, bool) {
	second, _ := utf8.DecodeRuneInString(text[size:])
	g := t.group[[2]rune{first, second}]
	for _, p := range t.phrases[g.start:g.end] {
		if strings.HasPrefix(text, p.from) {
			return p, true
		}
	}
	return phrase{}, false
}

// countSimplified returns how many characters of text only simplified script has, at most
// limit.
func (t *table) countSimplified(text string, limit int) int {
	n := 0
	for i := 0; i+2 < len(text) && n < limit; {
		switch c := text[i]; {
		case c < 0x80:
			i++
		case c < 0xE0:
			i += 2
		case c < 0xF0:
			if t.simplified.has(rune3(text[i:])) {
				n++
			}
			i += 3
		default: // none outside the basic plane
			i += 4
		}
	}
	return n
}
