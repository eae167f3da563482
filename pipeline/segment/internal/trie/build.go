package trie

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
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
		chars = map[rune]int{}
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
		for _, r := range w.Text {
			chars[r]++
		}
	}
	// Codes are given out by how often a character occurs: what is often read lies together.
	order := slices.SortedFunc(maps.Keys(chars), func(a, b rune) int {
		if chars[a] != chars[b] {
			return chars[b] - chars[a]
		}
		return int(a - b)
	})
	if len(order) >= 1<<16 {
		return nil, errors.New("trie: too many different characters")
	}
	codes := make(map[rune]uint16, len(order))
	for i, r := range order {
		codes[r] = uint16(i + 1)
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

	nodes := grow(kept, codes, func(w Word) Unit {
		return Unit(1+freqs[w.Freq])<<freqShift | Unit(tags[w.Tag])<<tagShift
	})
	units, err := place(nodes)
	if err != nil {
		return nil, err
	}

	out := make([]byte, 0, headerSize+len(units)*8+planeSize*2+len(freqOrder)*4)
	le := binary.LittleEndian
	out = append(out, magic...)
	beyond := 0
	for _, r := range order {
		if r >= planeSize {
			beyond++
		}
	}
	for _, n := range []int{len(units), len(freqOrder), len(tagOrder), beyond, len(kept), 0} {
		out = le.AppendUint32(out, uint32(n))
	}
	out = le.AppendUint64(out, math.Float64bits(total))
	for _, u := range units {
		out = le.AppendUint64(out, uint64(u))
	}
	for r := range rune(planeSize) {
		out = le.AppendUint16(out, codes[r])
	}
	for _, r := range slices.Sorted(slices.Values(order)) {
		if r >= planeSize {
			out = le.AppendUint32(out, uint32(r))
			out = le.AppendUint32(out, uint32(codes[r]))
		}
	}
	for _, f := range freqOrder {
		out = le.AppendUint32(out, math.Float32bits(float32(math.Log2(f))))
	}
	for _, tag := range tagOrder {
		out = append(out, tag...)
		out = append(out, make([]byte, tagSize-len(tag))...)
	}
	return out, nil
}

// node is a node before it has a place.
type node struct {
	code     uint16
	word     Unit // frequency and tag
	children []int
}

// grow returns the trie of the words; the root is nodes[0] and children are in order of
// their codes.
func grow(words []Word, codes map[rune]uint16, of func(Word) Unit) []node {
	type entry struct {
		path []uint16
		word Unit
	}
	entries := make([]entry, len(words))
	for i, w := range words {
		var path []uint16
		for _, r := range w.Text {
			path = append(path, codes[r])
		}
		entries[i] = entry{path, of(w)}
	}
	slices.SortFunc(entries, func(a, b entry) int { return slices.Compare(a.path, b.path) })
	nodes := []node{{}}
	var trail []int // nodes of the previous path
	var last []uint16
	for _, e := range entries {
		same := 0
		for same < len(last) && same < len(e.path) && last[same] == e.path[same] {
			same++
		}
		trail = trail[:same]
		for _, code := range e.path[same:] {
			parent := 0
			if len(trail) > 0 {
				parent = trail[len(trail)-1]
			}
			nodes[parent].children = append(nodes[parent].children, len(nodes))
			trail = append(trail, len(nodes))
			nodes = append(nodes, node{code: code})
		}
		nodes[trail[len(trail)-1]].word = e.word
		last = e.path
	}
	return nodes
}

// place gives every node its unit. No two nodes share a base, so that the code in a unit
// says whose child it is; base 1 is the root's, and base 0 is no one's.
func place(nodes []node) ([]Unit, error) {
	limit := 2*len(nodes) + 1<<17
	// Free units form a list: next[i] is the next free one after i.
	next, previous := make([]int32, limit+1), make([]int32, limit+1)
	taken, based := make([]bool, limit+1), make([]bool, limit+1)
	for i := range next {
		next[i], previous[i] = int32(i+1), int32(i-1)
	}
	take := func(i int) {
		taken[i] = true
		next[previous[i]] = next[i]
		previous[next[i]] = previous[i]
	}
	fits := func(base int, n *node, all []node) bool {
		for _, c := range n.children {
			if at := base + int(all[c].code); at >= limit || taken[at] {
				return false
			}
		}
		return true
	}
	base, at := make([]int, len(nodes)), make([]int, len(nodes))
	order := make([]int, 0, len(nodes))
	for i := range nodes {
		if len(nodes[i].children) > 0 && i > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return len(nodes[b].children) - len(nodes[a].children) })
	top := 0
	settle := func(i, b int) {
		base[i], based[b] = b, true
		for _, c := range nodes[i].children {
			at[c] = b + int(nodes[c].code)
			take(at[c])
			top = max(top, at[c])
		}
	}
	settle(0, 1)
	from, fails := int32(0), 0 // where the search begins for nodes of this size
	size := 0
	for _, i := range order {
		n := &nodes[i]
		if len(n.children) != size {
			size, from, fails = len(n.children), 0, 0
		}
		first := int(nodes[n.children[0]].code)
		found := false
		if from != 0 && taken[from] {
			from = 0
		}
		for free := next[from]; int(free) < limit; free = next[free] {
			b := int(free) - first
			if b > 1 && !based[b] && fits(b, n, nodes) {
				settle(i, b)
				found = true
				break
			}
			if size > 1 {
				if fails++; fails > 1<<15 { // what lies behind is nearly full for this size
					from, fails = previous[free], 0
				}
			}
		}
		if !found {
			return nil, errors.New("trie: no place left")
		}
	}
	if top >= 1<<baseBits {
		return nil, errors.New("trie: too many words")
	}
	units := make([]Unit, top+1)
	for i := 1; i < len(nodes); i++ {
		u := Unit(nodes[i].code) | Unit(base[i])<<baseShift | nodes[i].word
		for _, c := range nodes[i].children {
			u |= 1 << (codesShift + nodes[c].code&7)
		}
		units[at[i]] = u
	}
	return units, nil
}
