package doublearray

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Build returns the array of the words, which must be distinct, not empty and valid UTF-8;
// values[i], from 1 to MaxValue, belongs to words[i]. The same words in the same order give
// the same array.
func Build(words []string, values []uint32) (*Array, error) {
	counts := map[rune]int{}
	for i, w := range words {
		if w == "" || !utf8.ValidString(w) || values[i] == 0 || values[i] > MaxValue {
			return nil, fmt.Errorf("doublearray: word %q with value %d cannot be kept", w, values[i])
		}
		for _, r := range w {
			counts[r]++
		}
	}
	// Codes are given out by how often a character occurs: what is often read lies together.
	order := slices.SortedFunc(maps.Keys(counts), func(a, b rune) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return int(a - b)
	})
	if len(order) >= 1<<16 {
		return nil, errors.New("doublearray: too many different characters")
	}
	codes := make(map[rune]uint16, len(order))
	for i, r := range order {
		codes[r] = uint16(i + 1)
	}
	units, err := place(grow(words, values, codes))
	if err != nil {
		return nil, err
	}
	le := binary.LittleEndian
	block := make([]byte, 0, len(units)*unitSize+planeSize*2)
	for _, u := range units {
		block = le.AppendUint64(block, uint64(u))
	}
	for r := range rune(planeSize) {
		block = le.AppendUint16(block, codes[r])
	}
	slices.Sort(order)
	var astral []byte
	for _, r := range order {
		if r >= planeSize {
			astral = le.AppendUint32(astral, uint32(r))
			astral = le.AppendUint32(astral, uint32(codes[r]))
		}
	}
	return Open(string(block[:len(units)*unitSize]), string(block[len(units)*unitSize:]), string(astral))
}

// node is a node before it has a place.
type node struct {
	code     uint16
	value    uint32
	children []int
}

// grow returns the trie of the words; the root is nodes[0] and children are in order of
// their codes.
func grow(words []string, values []uint32, codes map[rune]uint16) []node {
	type entry struct {
		path  []uint16
		value uint32
	}
	entries := make([]entry, len(words))
	for i, w := range words {
		var path []uint16
		for _, r := range w {
			path = append(path, codes[r])
		}
		entries[i] = entry{path, values[i]}
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
		nodes[trail[len(trail)-1]].value = e.value
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
	patience := min(1<<15, max(1<<10, len(nodes)/8))
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
				if fails++; fails > patience { // what lies behind is nearly full for this size
					from, fails = previous[free], 0
				}
			}
		}
		if !found {
			return nil, errors.New("doublearray: no place left")
		}
	}
	if top >= 1<<baseBits {
		return nil, errors.New("doublearray: too many words")
	}
	units := make([]Unit, top+1)
	for i := 1; i < len(nodes); i++ {
		u := Unit(nodes[i].code) | Unit(base[i])<<baseShift | Unit(nodes[i].value)<<valueShift
		for _, c := range nodes[i].children {
			u |= 1 << (codesShift + nodes[c].code&7)
		}
		units[at[i]] = u
	}
	return units, nil
}
