package dict

import (
	"slices"
	"strings"
)

// Class is the class of a word in a sentence. Tables write it as the letter that ICTPOS has
// for it.
type Class uint8

// The classes, with their letters.
const (
	ClassNone        Class = iota
	ClassNoun              // n, also a verb that is used as one: 经济的发展
	ClassVerb              // v
	ClassAdjective         // a, also what only stands before nouns: 大型
	ClassAdverb            // d
	ClassPreposition       // p
	ClassConjunction       // c
	ClassParticle          // u: 的, 了
	ClassNumeral           // m
	ClassMeasure           // q
	ClassPronoun           // r
	ClassTime              // t
	ClassPosition          // f: 上, 以内
	ClassPlace             // s: 境内
	ClassIdiom             // i, also a set phrase, used as a noun or as a verb: 名列前茅, 固定资产
	ClassMark              // w: punctuation
	ClassOther             // x: what no dictionary has, and all else
)

const classLetters = " nvadpcumqrtfsiwx"

// String returns the letter of the class.
func (c Class) String() string { return classLetters[c : c+1] }

// ClassOf returns the class with a letter, ClassNone where no class has it.
func ClassOf(letter byte) Class {
	if i := strings.IndexByte(classLetters, letter); i > 0 {
		return Class(i)
	}
	return ClassNone
}

// WordClasses are the classes that a word can have: the first is the more frequent one, the
// second ClassNone for a word of one class.
type WordClasses [2]Class

// Classes says which class a word has where the tokenizer's tag is wrong or not enough.
type Classes struct {
	Words *Lexicon[WordClasses]
	Rules []ClassRule
}

// ClassRule says which class words of two classes have between others. Of the rules for the
// same classes the first that fits holds; where none does, the word has its first class.
type ClassRule struct {
	ID          string
	Of          WordClasses
	Left, Right Neighbour
	Class       Class
}

// Neighbour is what stands beside a word, or at the sentence's end.
type Neighbour struct {
	Word    string      // this word, "" for any
	Classes WordClasses // a word that can have these classes, the zero value for any
	Edge    bool        // the beginning or the end of the sentence
}

// Fits reports whether a neighbour is one that a rule wants: the word and its classes, both
// zero at the end of the sentence.
func (n *Neighbour) Fits(word string, classes WordClasses) bool {
	switch {
	case n.Edge:
		return word == ""
	case n.Word != "":
		return n.Word == word
	}
	return n.Classes == WordClasses{} || n.Classes == classes
}

// loadClasses reads word_classes.tsv and class_rules.tsv.
func loadClasses(l *loader) *Classes {
	c := &Classes{}
	c.Words = loadTable(l, "word_classes.tsv", []string{"word", "classes", "source"}, func(r row) (WordClasses, error) {
		return readClasses(r, 1, r.cells[1], " ")
	})
	for _, r := range l.rows("class_rules.tsv", []string{"rule", "classes", "left", "right", "class", "source"}) {
		rule, err := readClassRule(r)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		c.Rules = append(c.Rules, rule)
	}
	slices.SortFunc(c.Rules, func(a, b ClassRule) int { return strings.Compare(a.ID, b.ID) })
	return c
}

func readClassRule(r row) (rule ClassRule, err error) {
	rule.ID = r.cells[0]
	if rule.Of, err = readClasses(r, 1, r.cells[1], " "); err != nil {
		return rule, err
	}
	if rule.Left, err = readNeighbour(r, 2, "^"); err != nil {
		return rule, err
	}
	if rule.Right, err = readNeighbour(r, 3, "$"); err != nil {
		return rule, err
	}
	class, err := readClasses(r, 4, r.cells[4], " ")
	rule.Class = class[0]
	if err == nil && (rule.Class != rule.Of[0] && rule.Class != rule.Of[1] || class[1] != ClassNone) {
		err = r.fault(4, "class %q is none of %q", r.cells[4], r.cells[1])
	}
	return rule, err
}

// readNeighbour reads a neighbour: - for any, a word, a letter of a class, two with a stroke
// between them, or the sign of the sentence's end.
func readNeighbour(r row, column int, edge string) (n Neighbour, err error) {
	switch cell := r.cell(column); {
	case cell == "":
	case cell == edge:
		n.Edge = true
	case cell[0] >= 0x80:
		n.Word = cell
	default:
		n.Classes, err = readClasses(r, column, cell, "/")
	}
	return n, err
}

// readClasses reads one or two different classes.
func readClasses(r row, column int, cell, separator string) (classes WordClasses, err error) {
	letters := strings.Split(cell, separator)
	for i, letter := range letters {
		if len(letters) > len(classes) || len(letter) != 1 || ClassOf(letter[0]) == ClassNone || i > 0 && letter == letters[0] {
			return classes, r.fault(column, "%q is not one or two of the classes%s", cell, strings.Join(strings.Split(classLetters, ""), " "))
		}
		classes[i] = ClassOf(letter[0])
	}
	return classes, nil
}

// code codes the classes.
func (x *Classes) code(c *codec) {
	coded := func(c *codec, w *WordClasses) {
		for i := range w {
			number(c, &w[i])
			if int(w[i]) >= len(classLetters) {
				c.fail()
			}
		}
	}
	neighbour := func(c *codec, n *Neighbour) {
		text(c, &n.Word)
		coded(c, &n.Classes)
		flag(c, &n.Edge)
	}
	lexicon(c, &x.Words, coded)
	list(c, &x.Rules, func(c *codec, r *ClassRule) {
		text(c, &r.ID)
		coded(c, &r.Of)
		neighbour(c, &r.Left)
		neighbour(c, &r.Right)
		number(c, &r.Class)
	})
}
