package trie

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/internal/doublearray"
)

// Word is an entry of the list that a trie is built from.
type Word struct {
	Text string
	Freq float64
	Tag  string
}

// Build returns the block for the words: the same bytes for the same words in the same
// order. Of two entries with the same text the first counts.
func Build(words []Word) ([]byte, error) {
	var (
		freqs = map[float64]int{}
		tags  = map[string]int{}
		total float64
		seen  = make(map[string]bool, len(words))
		kept  []Word
	)
	for _, w := range words {
		if !valid(w.Text) || w.Freq <= 0 || len(w.Tag) > tagSize || strings.ContainsRune(w.Tag, 0) {
			return nil, fmt.Errorf("trie: word %q with frequency %g and tag %q cannot be kept", w.Text, w.Freq, w.Tag)
		}
		if seen[w.Text] {
			continue
		}
		seen[w.Text] = true
		kept = append(kept, w)
		total += w.Freq
		freqs[w.Freq] = 0
		tags[w.Tag] = 0
	}
	freqOrder := slices.Sorted(maps.Keys(freqs))
	for i, f := range freqOrder {
		freqs[f] = i
	}
	tagOrder := slices.Sorted(maps.Keys(tags))
	for i, tag := range tagOrder {
		tags[tag] = i
	}
	if len(freqOrder) >= 1<<freqBits || len(tagOrder) > 1<<tagBits {
		return nil, errors.New("trie: too many different frequencies or tags")
	}

	texts, values := make([]string, len(kept)), make([]uint32, len(kept))
	for i, w := range kept {
		texts[i], values[i] = w.Text, uint32(1+freqs[w.Freq]|tags[w.Tag]<<freqBits)
	}
	array, err := doublearray.Build(texts, values)
	if err != nil {
		return nil, err
	}
	units, plane, astral := array.Parts()

	out := make([]byte, 0, headerSize+len(units)+len(plane)+len(astral)+len(freqOrder)*4)
	le := binary.LittleEndian
	out = append(out, magic...)
	for _, n := range []int{len(units) / 8, len(freqOrder), len(tagOrder), len(astral) / 8, len(kept), 0} {
		out = le.AppendUint32(out, uint32(n))
	}
	out = le.AppendUint64(out, math.Float64bits(total))
	out = append(out, units...)
	out = append(out, plane...)
	out = append(out, astral...)
	for _, f := range freqOrder {
		out = le.AppendUint32(out, math.Float32bits(float32(math.Log2(f))))
	}
	for _, tag := range tagOrder {
		out = append(out, tag...)
		out = append(out, make([]byte, tagSize-len(tag))...)
	}
	return out, nil
}
