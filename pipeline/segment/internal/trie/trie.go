// Package trie keeps a word list with frequencies and tags in one flat, read-only block
// of bytes that is used where it lies, so that a program which embeds it loads nothing at
// start: a double array with two short lists beside it.
package trie

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/doublearray"
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
//	40  the parts of a doublearray.Array
//	    float32 log2 of each frequency, rising
//	    tags, 8 bytes each, padded with NUL
const (
	magic      = "hytrie2\n"
	headerSize = 40
	tagSize    = 8
)

// Node is a node of the trie. The value of a word's node has 1 + the index of its frequency
// in the low bits and the index of its tag above.
type Node = doublearray.Unit

const freqBits, tagBits = 13, 6

// Freq returns 1 + the index of the frequency of the word that ends at a node, 0 where none
// does.
func Freq(n Node) int { return int(n.Value() & (1<<freqBits - 1)) }

// Tag returns the index of the word's tag.
func Tag(n Node) uint8 { return uint8(n.Value() >> freqBits) }

// Trie reads a block. It is safe for concurrent use.
type Trie struct {
	*doublearray.Array
	words int
	total float64
	logs  []float32 // log2 of frequency i at 1+i
	tags  []string
}

// Open returns the trie in data. It reads only the short lists at the block's end.
func Open(data string) (*Trie, error) {
	if len(data) < headerSize || data[:8] != magic {
		return nil, errors.New("trie: not a block of this version")
	}
	take := func(n int) string {
		part := data[:n]
		data = data[n:]
		return part
	}
	header := []byte(take(headerSize))
	number := func(at int) int { return int(binary.LittleEndian.Uint32(header[at:])) }
	units, freqs, tags, astral := number(8), number(12), number(16), number(20)
	const plane = 2 << 16
	if len(data) != units*8+plane+astral*8+freqs*4+tags*tagSize {
		return nil, errors.New("trie: the block is cut short or too long")
	}
	t := &Trie{words: number(24), total: math.Float64frombits(binary.LittleEndian.Uint64(header[32:]))}
	var err error
	if t.Array, err = doublearray.Open(take(units*8), take(plane), take(astral*8)); err != nil {
		return nil, fmt.Errorf("trie: %w", err)
	}
	t.logs = make([]float32, 1+freqs)
	for i := range freqs {
		t.logs[1+i] = math.Float32frombits(binary.LittleEndian.Uint32([]byte(take(4))))
	}
	t.tags = make([]string, tags)
	for i := range tags {
		t.tags[i] = strings.TrimRight(take(tagSize), "\x00")
	}
	return t, nil
}

// Words returns the number of words.
func (t *Trie) Words() int { return t.words }

// Total returns the sum of the frequencies of all words.
func (t *Trie) Total() float64 { return t.total }

// Logs returns the binary logarithm of each frequency; Freq is the index, and what stands
// at 0 means nothing. It must not be changed.
func (t *Trie) Logs() []float32 { return t.logs }

// Tags returns the tags; Tag is the index. It must not be changed.
func (t *Trie) Tags() []string { return t.tags }

// valid reports whether a word can be kept.
func valid(word string) bool { return word != "" && utf8.ValidString(word) }
