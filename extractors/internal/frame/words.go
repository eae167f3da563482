package frame

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// class is what a word can do in a phrase.
type class uint8

const (
	other    class = iota // marks and signs
	noun                  // may end a noun phrase
	modifier              // stands before a noun and ends no phrase: 重点, 大型
	verb
	verbal // a verb that stands inside noun phrases: 审批事项
	change // 增长, 下降到
	filler // adverbs, 达到, 累计: between a noun phrase and its number
	named  // a place
	timed  // an expression of time
	amount
	of    // 的, 之
	joint // 和, 与, 及, 、
)

// word is a token, several or a part of one, with its class.
type word struct {
	span  span.Span
	class class
}

// wordsOf cuts the sentence into words: amounts, times, places and wordings of indicators are
// one each, whatever the tokens say; the rest are tokens.
func (r *Reader) wordsOf(s *Sentence) []word {
	if s.words != nil {
		return s.words
	}
	fixed := r.fixed(s)
	s.words = make([]word, 0, len(s.Tokens))
	for k, f := 0, 0; k < len(s.Tokens); k++ {
		at := s.Tokens[k].Span
		for f < len(fixed) && fixed[f].span.End <= at.Start {
			f++
		}
		if f < len(fixed) && fixed[f].span.Start < at.End {
			if at.Start < fixed[f].span.Start { // what stands before it in its token
				s.words = append(s.words, r.piece(s, span.Span{Start: at.Start, End: fixed[f].span.Start}, k))
			}
			s.words = append(s.words, fixed[f])
			end := fixed[f].span.End
			for k < len(s.Tokens) && s.Tokens[k].Span.End <= end {
				k++
			}
			f++
			if k < len(s.Tokens) && s.Tokens[k].Span.Start < end {
				if f < len(fixed) && fixed[f].span.Start < s.Tokens[k].Span.End { // two of them in one token
					s.words = append(s.words, fixed[f])
					end = fixed[f].span.End
					for k < len(s.Tokens) && s.Tokens[k].Span.End <= end {
						k++
					}
					f++
				}
				if k < len(s.Tokens) && s.Tokens[k].Span.Start < end && end < s.Tokens[k].Span.End {
					s.words = append(s.words, r.piece(s, span.Span{Start: end, End: s.Tokens[k].Span.End}, k))
				} else {
					k--
				}
			} else {
				k--
			}
			continue
		}
		s.words = append(s.words, r.piece(s, at, k))
	}
	return s.words
}

// fixed returns the words that are told without the tokens, in order, not overlapping.
func (r *Reader) fixed(s *Sentence) []word {
	var all []word
	for i := range s.Amounts {
		all = append(all, word{s.Amounts[i].Span, amount})
	}
	add := func(w word) {
		for i := range all {
			if all[i].span.Overlaps(w.span) {
				return
			}
		}
		all = append(all, w)
	}
	for i := range s.Concepts {
		add(word{s.Concepts[i].Span, noun})
	}
	for w := range lexis.All(s.Lattice, r.d.Words.RateHeads, span.Span{End: len(s.Text)}) {
		if w.Span.Len() > len("率") {
			add(word{w.Span, noun}) // 占比, where the tokens are 占|比达
		}
	}
	for i := range s.Times {
		add(word{s.Times[i].Span, timed})
	}
	for i := range s.Places {
		add(word{s.Places[i].Span, named})
	}
	sortWords(all)
	return all
}

func sortWords(all []word) {
	for i := 1; i < len(all); i++ { // nearly sorted: several runs that are
		for k := i; k > 0 && all[k].span.Start < all[k-1].span.Start; k-- {
			all[k], all[k-1] = all[k-1], all[k]
		}
	}
}

// piece returns a token, or a part of one, with its class.
func (r *Reader) piece(s *Sentence, at span.Span, token int) word {
	w := at.Of(s.Text)
	whole := at == s.Tokens[token].Span
	tag := s.Tokens[token].Tag
	if !whole {
		tag = ""
	}
	c := r.classOf(w, tag, whole)
	if whole && token < len(s.Classes) {
		c = between(c, s.Classes[token])
	}
	return word{at, c}
}

// between returns the class of a word that is c by itself and has the class of between its
// neighbours: a verb that stands as a noun there can be inside a phrase.
func between(c class, of dict.Class) class {
	if c == verb && of == dict.ClassNoun {
		return verbal
	}
	return c
}

// classOf returns the class of a word with the tokenizer's tag.
func (r *Reader) classOf(w, tag string, whole bool) class {
	first, _ := utf8.DecodeRuneInString(w)
	switch {
	case w == "的" || w == "之":
		return of
	case w == "、" || w == "和" || w == "与" || w == "及" || w == "以及" || w == "或":
		return joint
	case !isHan(first) && !isLetter(first):
		return other
	case isMeasureSuffix(w):
		return noun // 节约|率, 人口|数
	case r.d.Changes.Has(w):
		if strings.HasSuffix(w, "率") || strings.HasSuffix(w, "速") || strings.HasSuffix(w, "速度") {
			return noun // 增速, 增长率 are measured themselves
		}
		return change
	case r.d.Words.Adverbs.Has(w), runes(w) == 1 && r.d.Words.FunctionWords.Has(w), r.d.Before.Has(w):
		return filler
	case measureNoun(w):
		return noun
	case r.d.Words.VerbalNouns.Has(w):
		return verbal
	case r.d.Words.EmptyNouns.Has(w):
		return filler
	}
	if !whole {
		return noun
	}
	switch tag {
	case "", "n", "nr", "ns", "nt", "nz", "nrt", "nrfg", "ng", "an", "j", "l", "eng", "g", "nb", "q":
		return noun
	case "i": // 拔地而起
		return verb
	case "vn":
		return verbal
	case "a", "b", "z", "f", "k", "h", "ag", "t", "s": // 异地, 线下
		return modifier
	}
	if strings.HasPrefix(tag, "v") {
		return verb
	}
	return filler
}

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// isMeasureSuffix reports whether a word is the end of one that names something measured.
func isMeasureSuffix(w string) bool {
	switch w {
	case "率", "数", "量", "值", "额", "度":
		return true
	}
	return false
}

// measureNoun reports whether a word names something measured by its last character,
// whatever tag the dictionary gives it: 占比, 达标率, 成交额.
func measureNoun(w string) bool {
	last, size := utf8.DecodeLastRuneInString(w)
	switch last {
	case '率', '额', '量', '数', '值', '费', '价', '重', '积':
		return len(w) > size || last == '额'
	case '比', '度':
		if len(w) == size {
			return false
		}
		switch w {
		case "同比", "环比", "年度", "季度", "相比", "对比", "大幅度", "进度":
			return false
		}
		return true
	}
	return false
}

// at returns the index of the first word that begins at the byte offset or behind it.
func at(words []word, pos int) int {
	k, _ := slices.BinarySearchFunc(words, pos, func(w word, pos int) int { return w.span.Start - pos })
	return k
}
