package extractors

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// longestCompany is how many bytes a company's name may have before its legal form.
const longestCompany = 90

// companies adds the companies that end in a legal form (有限公司) to the bodies found, in
// order: what stands before the form back to a mark, a function word or a verb that is no
// part of a name. Shorter bodies inside such a name are taken out.
func (b *Body) companies(d *Document, found []bodyMention) []bodyMention {
	var added []bodyMention
	for i := range d.Sentences {
		text := d.Sentences[i].Text
		if !strings.Contains(text, "公司") {
			continue
		}
		for at := b.d.Words.LegalForms.Next(text, 0); at < len(text); {
			n := b.d.Words.LegalForms.PrefixLen(text[at:])
			if n == 0 {
				at = b.d.Words.LegalForms.Next(text, at+1)
				continue
			}
			if start := b.companyStart(text, d.Tokens(i), at); utf8.RuneCountInString(text[start:at]) >= 2 {
				added = append(added, bodyMention{sentence: i, start: start, end: at + n, kind: "company", rule: "body.company", refers: -1, words: text[start : at+n], code: b.placeCode(text[start:])})
			}
			at = b.d.Words.LegalForms.Next(text, at+n)
		}
	}
	added = slices.DeleteFunc(added, func(a bodyMention) bool {
		k := touching(found, &a)
		return k >= 0 && found[k].end == a.end && found[k].start <= a.start
	})
	if len(added) == 0 {
		return found
	}
	return mergeBodies(found, added)
}

// placeCode returns the code of the place that a name begins with, "" where it begins with none.
func (b *Body) placeCode(name string) string {
	term, n := b.d.Bodies.Terms.Prefix(name)
	if n == 0 || term == nil || len(term.Places) == 0 || term.Places[0].Foreign {
		return ""
	}
	return term.Places[0].Code
}

// companyStart returns where the name begins whose legal form begins at the byte offset.
func (b *Body) companyStart(text string, tokens []Token, form int) int {
	start := form
	for k := tokenAt(tokens, form) - 1; k >= 0 && form-tokens[k].Span.Start <= longestCompany; k-- {
		t := tokens[k]
		if t.Span.End > start { // a token that reaches into the form
			t.Span.End = start
		}
		word := t.Span.Of(text)
		if word == "）" || word == ")" {
			open := bracketBefore(text, t.Span.Start)
			if open < 0 {
				break
			}
			start = open
			for k > 0 && tokens[k-1].Span.Start >= open {
				k--
			}
			continue
		}
		if b.outsideCompany(text, word, t.Tag, start) {
			break
		}
		start = t.Span.Start
	}
	return start
}

// outsideCompany reports whether a word before the name that begins at start is no part of it.
func (b *Body) outsideCompany(text, word, tag string, start int) bool {
	first, _ := utf8.DecodeRuneInString(word)
	if !isHan(first) && !isLetterRune(first) {
		return true
	}
	if b.d.Words.BeforeCompany.Has(word) {
		return true
	}
	switch {
	case tag == "p", tag == "c", tag == "r", strings.HasPrefix(tag, "u"), tag == "m":
		return true
	case tag == "v":
		return b.d.Bodies.Places.PrefixLen(text[start:]) > 0 // 走访江西…公司
	}
	return false
}

// bracketBefore returns where the bracket opens that closes at the byte offset, -1 where it is
// far off.
func bracketBefore(text string, closing int) int {
	for _, mark := range [...]string{"（", "("} {
		if open := strings.LastIndex(text[:closing], mark); open >= 0 && closing-open <= 30 && !strings.ContainsAny(text[open:closing], "，。；、") {
			return open
		}
	}
	return -1
}

// touching returns the index of the last of the mentions, which are in order, that overlaps m,
// -1 where none does.
func touching(in []bodyMention, m *bodyMention) int {
	k, _ := slices.BinarySearchFunc(in, m, func(x bodyMention, m *bodyMention) int {
		if x.sentence != m.sentence {
			return x.sentence - m.sentence
		}
		if x.start < m.end {
			return -1
		}
		return 1
	})
	if k--; k >= 0 && in[k].sentence == m.sentence && in[k].end > m.start {
		return k
	}
	return -1
}

// mergeBodies puts added into found, both in order, and takes out what they hold. Mentions
// refer to the first of the same name.
func mergeBodies(found, added []bodyMention) []bodyMention {
	kept := make([]bool, len(found))
	for k := range found {
		kept[k] = touching(added, &found[k]) < 0
	}
	firsts := map[string]int{}
	moved := make([]int, len(found))
	var all []bodyMention
	next := 0
	take := func(a bodyMention) {
		if first, ok := firsts[a.words]; ok {
			a.refers = first
		} else {
			firsts[a.words] = len(all)
		}
		all = append(all, a)
	}
	for k := range found {
		moved[k] = -1
		for next < len(added) && (added[next].sentence < found[k].sentence || added[next].sentence == found[k].sentence && added[next].start <= found[k].start) {
			take(added[next])
			next++
		}
		if !kept[k] {
			if last := len(all) - 1; last >= 0 && all[last].sentence == found[k].sentence && all[last].end == found[k].end {
				moved[k] = last // the end of the name: what refers to it means the whole
			}
			continue
		}
		m := found[k]
		if m.refers >= 0 {
			m.refers = moved[m.refers]
		}
		moved[k] = len(all)
		all = append(all, m)
	}
	for ; next < len(added); next++ {
		take(added[next])
	}
	return all
}
