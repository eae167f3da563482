package lexis

import (
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// Classify appends the class of each of the tokens, which are those of a whole text, to room
// and returns it. A word of two classes has the one that the rules of x give it between its
// neighbours: 投入 is a verb in 已投入 and a noun in 的投入. What stands on its left has its
// class by then; of what stands on its right it counts which classes it can have.
//
// Time is linear in the tokens, but for the number of rules.
func Classify(x *dict.Classes, text string, tokens []Token, room []dict.Class) []dict.Class {
	var left, here, right dict.WordClasses
	from := len(room)
	if len(tokens) > 0 {
		right = classesOf(x, text, tokens[0])
	}
	for k := range tokens {
		if here, right = right, (dict.WordClasses{}); k+1 < len(tokens) {
			right = classesOf(x, text, tokens[k+1])
		}
		class := here[0]
		if here[1] != dict.ClassNone {
			class = between(x, here, neighbour(text, tokens, k-1), left, neighbour(text, tokens, k+1), right)
		}
		room = append(room, class)
		left = dict.WordClasses{class}
	}
	return room[:from+len(tokens)]
}

// neighbour returns the word of the token with an index, "" where there is none.
func neighbour(text string, tokens []Token, k int) string {
	if k < 0 || k >= len(tokens) {
		return ""
	}
	return tokens[k].Span.Of(text)
}

// between returns the class of a word of two classes between its neighbours.
func between(x *dict.Classes, of dict.WordClasses, leftWord string, left dict.WordClasses, rightWord string, right dict.WordClasses) dict.Class {
	for i := range x.Rules {
		r := &x.Rules[i]
		if r.Of == of && r.Left.Fits(leftWord, left) && r.Right.Fits(rightWord, right) {
			return r.Class
		}
	}
	return of[0]
}

// classesOf returns the classes that a token can have: those of the table, else the one of
// its tag.
func classesOf(x *dict.Classes, text string, t Token) dict.WordClasses {
	word := t.Span.Of(text)
	if classes, ok := x.Words.Get(word); ok {
		return classes
	}
	return dict.WordClasses{classOf(word, t.Tag)}
}

// classOf returns the class that a tag of ICTPOS stands for. The dictionary has x for marks,
// figures and unknown words alike.
func classOf(word, tag string) dict.Class {
	switch tag {
	case "vn", "an", "j", "eng", "g", "k", "h":
		return dict.ClassNoun
	case "b", "z", "ag":
		return dict.ClassAdjective
	case "ad", "vd", "df":
		return dict.ClassAdverb
	case "mq":
		return dict.ClassNumeral
	case "l":
		return dict.ClassIdiom
	case "", "x":
		return unknown(word)
	case "w", "y", "e", "o", "zg":
		return dict.ClassOther
	}
	if class := dict.ClassOf(tag[0]); class != dict.ClassNone {
		return class
	}
	return dict.ClassOther
}

func unknown(word string) dict.Class {
	switch r, _ := utf8.DecodeRuneInString(word); {
	case unicode.IsDigit(r):
		return dict.ClassNumeral
	case unicode.IsLetter(r):
		return dict.ClassOther
	}
	return dict.ClassMark
}
