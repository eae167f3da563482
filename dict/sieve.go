package dict

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"unicode/utf8"
)

// Marks says what begins at a character, one bit each.
type Marks uint16

// The marks of a Dict's Sieve. The first are for the words of lexicons, the others for
// single characters.
const (
	MarkSign   Marks = 1 << iota // BodyTerms.Signs
	MarkWeak                     // BodyTerms.WeakSigns
	MarkPlace                    // BodyTerms.Places
	MarkPast                     // Dict.Past
	MarkRole                     // Dict.Roles
	MarkRegion                   // Dict.RegionWords
	_
	_
	MarkHard   // ，；。！？, over which no word goes
	MarkOpen   // 《〈
	MarkClose  // 》〉
	MarkLevel  // what the words for a kind of division end with: 省市区县州
	MarkNumber // what has a role in numerals
	MarkHalf   // of numbers without a numeral: 半小时, 翻番
	MarkLetter // a country's one-character form: BodyTerm.Letter
	MarkQuote  // “「‘『", which open what is quoted

	maxLexiconMarks = 8
	lexiconMarks    = 1<<maxLexiconMarks - 1
)

// MarkPlaced are the marks of which a Sieve gives the places.
const MarkPlaced = MarkSign | MarkWeak | MarkPlace | MarkPast | MarkRole | MarkRegion | MarkHard | MarkOpen | MarkClose | MarkLevel | MarkNumber | MarkHalf | MarkLetter

// Hit is a place in a text where something begins.
type Hit struct {
	At    int32 // byte offset
	Marks Marks
}

// A Sieve finds the words of several lexicons and characters of several classes in one pass
// over a text. It is safe for concurrent use.
type Sieve struct {
	// begins has a bit for two characters that something begins with, by the hash of the
	// two: it stays in the cache, and most of a text ends here.
	begins string
	// A hash table of the two characters that words begin with, eight bytes a slot, little
	// end first: their key, a byte with the marks of the lexicons that have a longer word,
	// and one with those in which the two are a word. A free slot is 0, and at least half
	// of them are free.
	pairs string
	// The marks of the lexicons with words that begin with three characters, by their hash.
	triples string
	// The class of each character, of which classes has the marks.
	characters string
	classes    [256]Marks
	lexicons   [maxLexiconMarks]*trie
}

const sieveSize = 1 << 16

// sieved are the lexicons that the sieve looks for, at the number of their mark.
func (d *Dict) sieved() [maxLexiconMarks]*trie {
	b := d.Bodies
	return [maxLexiconMarks]*trie{&b.Signs.forward, &b.WeakSigns.forward, &b.Places.forward, &d.Past.forward, &d.Roles.forward, &d.RegionWords.forward}
}

// newSieve returns the sieve for the words and numerals of d.
func newSieve(d *Dict) *Sieve {
	var (
		begins     [sieveSize / 8]byte
		triples    [sieveSize]byte
		characters [sieveSize]Marks
	)
	mark := func(r rune, m Marks) { characters[r] |= m }
	for m, runes := range map[Marks]string{MarkHard: "，；。！？", MarkOpen: "《〈", MarkClose: "》〉", MarkLevel: levels, MarkHalf: halves, MarkQuote: quotes} {
		for _, r := range runes {
			mark(r, m)
		}
	}
	for r, role := range d.NumeralRoles.index {
		if role != 0 {
			mark(rune(r), MarkNumber)
		}
	}
	for _, word := range d.Bodies.Terms.Words() {
		if t, _ := d.Bodies.Terms.Get(word); t.Letter != nil {
			r, _ := utf8.DecodeRuneInString(word)
			mark(r, MarkLetter)
		}
	}
	s := &Sieve{lexicons: d.sieved()}
	keys := map[uint64]bool{}
	for _, t := range s.lexicons {
		if t == nil {
			continue
		}
		for _, e := range t.entries() {
			if word := []rune(e.word); len(word) > 1 {
				keys[pairKey(word[0], word[1])] = true
			}
		}
	}
	pairs := make([]uint64, 1<<bits.Len(uint(2*len(keys))))
	for n, t := range s.lexicons {
		if t == nil {
			continue
		}
		for _, e := range t.entries() {
			word := []rune(e.word)
			if word[0] >= sieveSize { // see Scan
				continue
			}
			if len(word) == 1 {
				mark(word[0], 1<<n)
				continue
			}
			key := pairKey(word[0], word[1])
			h := sievePair(key)
			begins[h>>3] |= 1 << (h & 7)
			at := int(h) & (len(pairs) - 1)
			for pairs[at] != 0 && pairs[at]&pairKeyMask != key {
				at = (at + 1) & (len(pairs) - 1)
			}
			pairs[at] |= key
			if len(word) == 2 {
				pairs[at] |= 1 << (n + 56)
			} else {
				pairs[at] |= 1 << (n + 48)
				triples[sieveTriple(key, packed(word[2]))] |= 1 << n
			}
		}
	}
	slots := make([]byte, 0, 8*len(pairs))
	for _, slot := range pairs {
		slots = binary.LittleEndian.AppendUint64(slots, slot)
	}
	s.begins, s.pairs, s.triples = string(begins[:]), string(slots), string(triples[:])
	classes, used := make([]byte, sieveSize), 1 // the first is that without marks
	for r, m := range characters {
		class := slices.Index(s.classes[:used], m)
		if class < 0 {
			class = used
			s.classes[class] = m
			used++
		}
		classes[r] = byte(class)
	}
	s.characters = string(classes)
	return s
}

const (
	// levels are the characters that the words for a kind of division end with.
	levels = "省市区县州"
	// halves are those of numbers without a numeral: 半小时, 翻番.
	halves = "半翻"
	// quotes are those that open what is quoted.
	quotes = "“「‘『\""
)

// sievePair and sieveTriple are the hashes of two and three characters.
func sievePair(key uint64) uint32 { return uint32(key * 0x9E3779B97F4A7C15 >> 48) }

func sieveTriple(key, third uint64) uint32 {
	return uint32((key*0xC2B2AE3D27D4EB4F ^ third) * 0x9E3779B97F4A7C15 >> 48)
}

// Scan appends to hits the places in text, which is valid UTF-8, at which something of
// MarkPlaced begins, in order, and returns them with the marks of all single characters in
// text. Time is linear in the text.
func (s *Sieve) Scan(text string, hits []Hit) (_ []Hit, seen Marks) {
	for i := 0; i < len(text); {
		var passed Marks
		i, passed = s.pass(text, i)
		seen |= passed
		if i == len(text) {
			break
		}
		r, size, both, key := pairAt(text, i)
		var found Marks
		if r < sieveSize {
			found = s.classes[s.characters[r]]
			seen |= found
			if h := sievePair(key); s.begins[h>>3]>>(h&7)&1 != 0 {
				found |= s.words(text[i:], both, key)
			}
		} else { // the tables have nothing of it
			found = s.check(text[i:], lexiconMarks)
		}
		if found &= MarkPlaced; found != 0 {
			hits = append(hits, Hit{int32(i), found})
		}
		i += size
	}
	return hits, seen &^ lexiconMarks
}

// pass returns the first byte offset from i on at which something of MarkPlaced may begin,
// or that is not before two characters of three bytes, and the marks of the characters
// passed over.
func (s *Sieve) pass(text string, i int) (_ int, seen Marks) {
	begins, characters, classes := s.begins, s.characters, &s.classes
	for i+8 <= len(text) {
		w := eight(text[i : i+8])
		if !threeAndThree(w) {
			break
		}
		class := classes[characters[first(w)&(sieveSize-1)]]
		h := sievePair(w & pairKeyMask)
		if class&MarkPlaced != 0 || begins[h>>3]>>(h&7)&1 != 0 {
			break
		}
		seen |= class
		i += 3
	}
	return i, seen
}

// words returns the marks of the lexicons with words that text begins with; both is the
// length of its first two characters, and key their key.
func (s *Sieve) words(text string, both int, key uint64) Marks {
	slot := uint64(0)
	for h := int(sievePair(key)); ; h++ {
		i := 8 * (h & (len(s.pairs)/8 - 1))
		slot = eight(s.pairs[i : i+8])
		if slot&pairKeyMask == key {
			break
		}
		if slot == 0 {
			return 0
		}
	}
	found := Marks(slot >> 56)
	if longer := Marks(slot>>48) & lexiconMarks &^ found; longer != 0 {
		if third, n := packedAt(text, both); n > 0 {
			found |= s.check(text, longer&Marks(s.triples[sieveTriple(key, third)]))
		}
	}
	return found
}

// check returns those of the marks, which are of lexicons, that have a word with which text
// begins.
func (s *Sieve) check(text string, of Marks) (found Marks) {
	for ; of != 0; of &= of - 1 {
		n := bits.TrailingZeros16(uint16(of))
		if s.lexicons[n] == nil {
			continue
		}
		if w := (walk{trie: s.lexicons[n]}); w.forward(text) {
			found |= 1 << n
		}
	}
	return found
}

// code codes the sieve of d, whose lexicons are there.
func (s *Sieve) code(c *codec, d *Dict) {
	for _, table := range []*string{&s.begins, &s.pairs, &s.triples, &s.characters} {
		text(c, table)
	}
	for i := range s.classes {
		number(c, &s.classes[i])
	}
	if len(s.begins) != sieveSize/8 || len(s.pairs) < 16 || len(s.pairs)&(len(s.pairs)-1) != 0 || len(s.triples) != sieveSize || len(s.characters) != sieveSize {
		c.fail()
		return
	}
	s.lexicons = d.sieved()
}
