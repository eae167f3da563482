// Package doublearray keeps a list of words with a number for each in one flat, read-only
// block: a double array over character codes that is used where it lies, so that a program
// which embeds it loads nothing at start.
package doublearray

import (
	"encoding/binary"
	"errors"
	"sort"
)

// Unit is a node of the trie.
//
//	bits  0–15  code of the character that leads here, 0 where the unit is free
//	bits 16–35  base: the child for code c is unit base+c; 0 where there is no child
//	bits 36–54  the word's value, 0 where no word ends here
//	bits 55–62  which codes the children have, modulo 8: most characters that lead nowhere
//	            are known to without a look at a unit, which is seldom in the cache
type Unit uint64

const (
	baseShift, baseBits   = 16, 20
	valueShift, valueBits = 36, 19
	codesShift            = 55

	// MaxValue is the greatest value that a word can have.
	MaxValue = 1<<valueBits - 1
)

// Value returns the value of the word that ends here, 0 where none does.
func (u Unit) Value() uint32 { return uint32(u >> valueShift & MaxValue) }

// Leaf reports whether no longer word begins with the characters that lead here.
func (u Unit) Leaf() bool { return u>>baseShift&(1<<baseBits-1) == 0 }

// Leads reports whether the character with the given code may lead on from u; false is
// certain.
func (u Unit) Leads(code uint16) bool { return u>>(codesShift+code&7)&1 != 0 }

// Root is where every word begins.
const Root = Unit(1<<baseShift | 0xFF<<codesShift)

// Array holds words. It is safe for concurrent use.
type Array struct {
	units  string // 8 bytes each, little end first
	plane  string // codes of the characters of the basic plane, 2 bytes each, 0 for none
	codes  *[planeSize]uint16
	astral string // characters beyond it in order: 4 bytes character, 4 bytes code
}

const (
	unitSize   = 8
	planeSize  = 1 << 16
	astralSize = 8
)

// Parts returns what Open makes the array of.
func (a *Array) Parts() (units, plane, astral string) { return a.units, a.plane, a.astral }

// Open returns the array with the parts, which are those of another one. The error says that
// they cannot be.
func Open(units, plane, astral string) (*Array, error) {
	if len(units)%unitSize != 0 || len(plane) != planeSize*2 || len(astral)%astralSize != 0 {
		return nil, errors.New("doublearray: not the parts of an array")
	}
	a := &Array{units: units, plane: plane, astral: astral, codes: new([planeSize]uint16)}
	for r := range a.codes {
		a.codes[r] = uint16(plane[2*r]) | uint16(plane[2*r+1])<<8
	}
	return a, nil
}

// Code returns the code of a character, 0 if no word has it.
func (a *Array) Code(r rune) uint16 {
	if uint32(r) < planeSize {
		return a.codes[r]
	}
	return a.beyond(r)
}

// First returns the node to which the character with the given code leads from Root, 0 where
// there is none.
func (a *Array) First(code uint16) Unit {
	at := (int(code) + 1) * unitSize // the root's base is 1
	if at+unitSize > len(a.units) {
		return 0
	}
	u := Unit(binary.LittleEndian.Uint64([]byte(a.units[at : at+unitSize])))
	if uint16(u) != code {
		return 0
	}
	return u
}

func (a *Array) beyond(r rune) uint16 {
	at := func(i int) string { return a.astral[i*astralSize : (i+1)*astralSize] }
	n := len(a.astral) / astralSize
	i := sort.Search(n, func(i int) bool { return rune(binary.LittleEndian.Uint32([]byte(at(i)))) >= r })
	if i < n && rune(binary.LittleEndian.Uint32([]byte(at(i)))) == r {
		return uint16(binary.LittleEndian.Uint32([]byte(at(i)[4:])))
	}
	return 0
}

// Child returns the node to which the character with the given code leads from u, 0 where
// there is none. Code 0 and node 0 lead nowhere.
func (a *Array) Child(u Unit, code uint16) Unit {
	if !u.Leads(code) {
		return 0
	}
	at := (int(u>>baseShift&(1<<baseBits-1)) + int(code)) * unitSize
	if at+unitSize > len(a.units) {
		return 0
	}
	v := Unit(binary.LittleEndian.Uint64([]byte(a.units[at : at+unitSize])))
	// A node without children has base 0: a unit there is a child of no one, see Build. The
	// unit of code 0, which is none, is free, or of another code.
	if uint16(v) != code {
		return 0
	}
	return v
}

// Find returns the node of a word.
func (a *Array) Find(word string) (Unit, bool) {
	u := Root
	for _, r := range word {
		u = a.Child(u, a.Code(r))
	}
	return u, u.Value() != 0
}
