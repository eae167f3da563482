// Package trie keeps a word list with frequencies and tags in one flat, read-only block
// of bytes: a double array over character codes that is used where it lies, so that a
// program which embeds it loads nothing at start.
package trie

import (
	"encoding/binary"
	"errors"
	"math"
	"sort"
	"strings"
	"unicode/utf8"
)

// The block, little-endian throughout:
//
//	 0  magic
//	 8  uint32  number of units
//	12  uint32  number of different frequencies
//	16  uint32  number of tags
//	20  uint32  number of characters beyond the basic plane
//	24  uint32  number of words
//	28  uint32  0
//	32  float64 sum of the frequencies
//	40  units, 8 bytes each; see Unit
//	    codes of the 65536 characters of the basic plane, uint16 each, 0 for none
//	    characters beyond it in order: uint32 character, uint32 code
//	    float32 log2 of each frequency, rising
//	    tags, 8 bytes each, padded with NUL
const (
	magic      = "hytrie2\n"
	headerSize = 40
	planeSize  = 1 << 16
	tagSize    = 8
)

// Unit is a node of the trie.
//
//	bits  0–15  code of the character that leads here, 0 where the unit is free
//	bits 16–35  base: the child for code c is unit base+c; 0 where there is no child
//	bits 36–48  1 + index of the frequency, 0 where no word ends here
//	bits 49–54  index of the tag
//	bits 55–62  which codes the children have, modulo 8: most characters that lead nowhere
//	            are known to without a look at a unit, which is seldom in the cache
type Unit uint64

const (
	baseShift, baseBits = 16, 20
	freqShift, freqBits = 36, 13
	tagShift, tagBits   = 49, 6
	codesShift          = 55
)

// Freq returns 1 + the index of the word's frequency, 0 where no word ends here.
func (u Unit) Freq() int { return int(u >> freqShift & (1<<freqBits - 1)) }

// Tag returns the index of the word's tag.
func (u Unit) Tag() uint8 { return uint8(u >> tagShift & (1<<tagBits - 1)) }

// Leaf reports whether no longer word begins with the characters that lead here.
func (u Unit) Leaf() bool { return u>>baseShift&(1<<baseBits-1) == 0 }

// Leads reports whether the character with the given code may lead on from u; false is
// certain.
func (u Unit) Leads(code uint16) bool { return u>>(codesShift+code&7)&1 != 0 }

// Root is where every word begins.
const Root = Unit(1<<baseShift | 0xFF<<codesShift)

// Trie reads a block. It is safe for concurrent use.
type Trie struct {
	units  []byte
	plane  []byte
	astral []byte
	words  int
	total  float64
	logs   []float32 // log2 of frequency i at 1+i
	tags   []string
}

// Open returns the trie in data, which is kept and must not change. It reads only the
// short lists at the block's end.
func Open(data []byte) (*Trie, error) {
	if len(data) < headerSize || string(data[:8]) != magic {
		return nil, errors.New("trie: not a block of this version")
	}
	number := func(at int) int { return int(binary.LittleEndian.Uint32(data[at:])) }
	units, freqs, tags, astral := number(8), number(12), number(16), number(20)
	if len(data) != headerSize+units*8+planeSize*2+astral*8+freqs*4+tags*tagSize {
		return nil, errors.New("trie: the block is cut short or too long")
	}
	t := &Trie{words: number(24), total: math.Float64frombits(binary.LittleEndian.Uint64(data[32:]))}
	take := func(n int) []byte {
		part := data[:n:n]
		data = data[n:]
		return part
	}
	take(headerSize)
	t.units, t.plane, t.astral = take(units*8), take(planeSize*2), take(astral*8)
	t.logs = make([]float32, 1+freqs)
	for i := range freqs {
		t.logs[1+i] = math.Float32frombits(binary.LittleEndian.Uint32(take(4)))
	}
	t.tags = make([]string, tags)
	for i := range tags {
		t.tags[i] = strings.TrimRight(string(take(tagSize)), "\x00")
	}
	return t, nil
}

// Words returns the number of words.
func (t *Trie) Words() int { return t.words }

// Total returns the sum of the frequencies of all words.
func (t *Trie) Total() float64 { return t.total }

// Logs returns the binary logarithm of each frequency; Unit.Freq is the index, and what
// stands at 0 means nothing. It must not be changed.
func (t *Trie) Logs() []float32 { return t.logs }

// Tags returns the tags; Unit.Tag is the index. It must not be changed.
func (t *Trie) Tags() []string { return t.tags }

// Code returns the code of a character, 0 if no word has it.
func (t *Trie) Code(r rune) uint16 {
	if uint32(r) < planeSize {
		return binary.LittleEndian.Uint16(t.plane[r*2:])
	}
	return t.beyond(r)
}

func (t *Trie) beyond(r rune) uint16 {
	n := len(t.astral) / 8
	i := sort.Search(n, func(i int) bool { return rune(binary.LittleEndian.Uint32(t.astral[i*8:])) >= r })
	if i < n && rune(binary.LittleEndian.Uint32(t.astral[i*8:])) == r {
		return uint16(binary.LittleEndian.Uint32(t.astral[i*8+4:]))
	}
	return 0
}

// Child returns the node to which the character with the given code leads from u, 0 where
// there is none. Code 0 and node 0 lead nowhere.
func (t *Trie) Child(u Unit, code uint16) Unit {
	if !u.Leads(code) {
		return 0
	}
	at := (int(u>>baseShift&(1<<baseBits-1)) + int(code)) * 8
	if at+8 > len(t.units) {
		return 0
	}
	v := Unit(binary.LittleEndian.Uint64(t.units[at:]))
	// A node without children has base 0: a unit there is a child of no one, see Build. The
	// unit of code 0, which is none, is free, or of another code.
	if uint16(v) != code {
		return 0
	}
	return v
}

// Find returns the node of a word.
func (t *Trie) Find(word string) (Unit, bool) {
	u := Root
	for _, r := range word {
		u = t.Child(u, t.Code(r))
	}
	return u, u.Freq() != 0
}

// valid reports whether a word can be kept.
func valid(word string) bool { return word != "" && utf8.ValidString(word) }
