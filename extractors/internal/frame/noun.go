package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// longestPhrase is how many bytes a noun phrase may have.
const longestPhrase = 96

// phraseBefore is what stands before a number in its clause.
type phraseBefore struct {
	phrase  span.Span // the last noun phrase, empty for none
	verb    span.Span // a verb between the phrase and the number that is no mere filler
	changed bool      // a verb of change stands between
	touches bool      // nothing but modifiers stands between
}

// nounBefore returns the last noun phrase of the words in text[from:to] and what stands
// between it and to: 技术合同成交额 in 2023年北京流向津冀技术合同成交额突破.
func (r *Reader) nounBefore(s *Sentence, from, to int) phraseBefore {
	words := r.wordsOf(s)
	k := at(words, to) - 1
	for k >= 0 && words[k].span.End > to {
		k--
	}
	var p phraseBefore
	p.touches = true
	passed := 0
	for ; k >= 0 && words[k].span.Start >= from; k-- {
		w := words[k]
		switch w.class {
		case noun:
			if isMeasureSuffix(w.span.Of(s.Text)) && !r.follows(words, k, from) {
				break
			}
			if runes(w.span.Of(s.Text)) > 1 || measureNoun(w.span.Of(s.Text)) || passed == 0 || r.joins(s, words, k, from) {
				p.phrase = r.extendLeft(s, words, k, from)
				return p
			}
			p.touches = false
		case verbal:
			if !r.nominal(s, words, k, from) {
				if p.verb.Empty() && !p.changed {
					p.verb = w.span
				}
				p.touches = false
				break
			}
			p.phrase = r.extendLeft(s, words, k, from)
			return p
		case verb:
			if p.verb.Empty() && !p.changed {
				p.verb = w.span
			}
			p.touches = false
		case change:
			p.changed, p.touches = true, false
		case amount:
			return p
		case other:
			if open := glossOpen(words, s.Text, k, from); open >= 0 {
				k = open
				break
			}
			if q, ok := r.quoted(s, from, w.span); ok {
				p.phrase = q
				return p
			}
			if !isQuote(w.span.Of(s.Text)) && strings.TrimSpace(w.span.Of(s.Text)) != "" {
				p.touches = false
			}
		case filler:
		default:
			p.touches = false
		}
		if passed++; passed > 14 {
			break
		}
	}
	return p
}

// glossOpen returns the index of the word that opens the brackets which the k-th word closes,
// where what they hold is short and no amount, -1 for none: 消费者价格指数（CPI）.
func glossOpen(words []word, text string, k, from int) int {
	if w := words[k].span.Of(text); w != "）" && w != ")" {
		return -1
	}
	for i := k - 1; i >= 0 && words[i].span.Start >= from && words[k].span.Start-words[i].span.Start < longestGloss; i-- {
		switch w := words[i].span.Of(text); {
		case words[i].class == amount:
			return -1
		case w == "（" || w == "(":
			return i
		}
	}
	return -1
}

// longestGloss is how many bytes brackets may hold that are passed over.
const longestGloss = 48

// follows reports whether a word stands right before the k-th.
func (r *Reader) follows(words []word, k, from int) bool {
	return k > 0 && words[k-1].span.Start >= from && words[k-1].span.End == words[k].span.Start && words[k-1].class != other && words[k-1].class != amount
}

// joins reports whether a noun of one character ends a phrase with the word before it: 小火|电.
func (r *Reader) joins(s *Sentence, words []word, k, from int) bool {
	return k > 0 && words[k-1].span.Start >= from && words[k-1].span.End == words[k].span.Start && (words[k-1].class == noun || words[k-1].class == verbal || words[k-1].class == modifier)
}

// nominal reports whether a verb that stands inside noun phrases ends one: a noun stands
// right before it (沙化土地治理), or nothing does but it is what was counted (支出1亿元).
func (r *Reader) nominal(s *Sentence, words []word, k, from int) bool {
	if k > 0 && words[k-1].span.Start >= from && words[k-1].span.End == words[k].span.Start {
		switch words[k-1].class {
		case noun, verbal, modifier, joint:
			return true
		case verb:
			return r.tagged(s, words[k].span, "vn") // 编列预算
		}
	}
	return r.d.Words.Money.Has(words[k].span.Of(s.Text)) || r.d.Words.Relational.Has(words[k].span.Of(s.Text))
}

// extendLeft returns the phrase that the k-th word ends.
func (r *Reader) extendLeft(s *Sentence, words []word, k, from int) span.Span {
	p := words[k].span
	if isMeasureSuffix(p.Of(s.Text)) && k > 0 && words[k-1].span.End == p.Start && words[k-1].span.Start >= from {
		k--
		p.Start = words[k].span.Start // whatever its class: 超标|率
	}
	for k--; k >= 0 && words[k].span.Start >= from && words[k].span.End == p.Start && p.Len() < longestPhrase; k-- {
		switch words[k].class {
		case noun, modifier, verbal:
			p.Start = words[k].span.Start
			continue
		case joint:
			if k > 0 && words[k-1].span.Start >= from && (words[k-1].class == noun || words[k-1].class == verbal) && words[k].span.Of(s.Text) != "、" && words[k].span.Of(s.Text) != "或" {
				p.Start = words[k].span.Start
				continue
			}
		case verb:
			if r.d.Words.Relational.Has(p.Of(s.Text)) { // 财政补助标准
				p.Start = words[k].span.Start
				continue
			}
		}
		break
	}
	return trim(s.Text, p)
}

// quoted returns the words in the quotation marks that the word closes: 「國外旅費」原列…; what
// stands before 「…」 as a number of a budget's item is the name itself.
func (r *Reader) quoted(s *Sentence, from int, closing span.Span) (span.Span, bool) {
	if closing.Of(s.Text) != "」" && closing.Of(s.Text) != "”" {
		return span.Span{}, false
	}
	mark := "「"
	if closing.Of(s.Text) == "”" {
		mark = "“"
	}
	open := strings.LastIndex(s.Text[from:closing.Start], mark)
	if open < 0 {
		return span.Span{}, false
	}
	open += from
	if strings.HasSuffix(s.Text[:open], "目") { // 歲出預算第2目「警政業務」編列…: a part of what is named before
		return r.nounBefore(s, from, open).phrase, true
	}
	return span.Span{Start: open + len(mark), End: closing.Start}, true
}

// nounAfter returns the noun phrase that begins at pos, empty where there is none, and what
// of it is the head where 的 stands inside: 形式多样的促消费活动. event says that it is a verb
// for what happened: 42人受伤.
func (r *Reader) nounAfter(s *Sentence, pos int) (whole, core span.Span, event bool) {
	pos += len(s.Text[pos:]) - len(strings.TrimLeft(s.Text[pos:], " \u3000"))
	if q, ok := quotation(s.Text, pos); ok {
		rest, _ := r.simpleNoun(s, q.End)
		if !rest.Empty() && rest.Start == q.End && !r.predicate(s, q.End) {
			q.End = rest.End
			return q, q, false
		}
		inner := trim(s.Text, q)
		return inner, inner, false
	}
	whole, event = r.simpleNoun(s, pos)
	core = whole
	if whole.Empty() || event || !strings.HasPrefix(s.Text[whole.End:], "的") {
		return whole, core, event
	}
	words := r.wordsOf(s)
	k := at(words, whole.End) - 1
	if k < 0 || words[k].class != modifier && whole.Len() > 18 {
		return whole, core, false
	}
	if words[k].class != modifier && !r.describes(s, words[k].span) {
		return whole, core, false
	}
	if next, _ := r.simpleNoun(s, whole.End+len("的")); !next.Empty() {
		return span.Span{Start: whole.Start, End: next.End}, next, false
	}
	return whole, core, false
}

// describes reports whether the token at the span describes what follows 的 behind it:
// 形式多样的活动, but not 攻坚战的支持.
func (r *Reader) describes(s *Sentence, w span.Span) bool {
	for _, tag := range [...]string{"a", "ad", "an", "b", "z", "l", "i", "d"} {
		if r.tagged(s, w, tag) {
			return true
		}
	}
	return false
}

// tagged reports whether a token with the tag stands at the span.
func (r *Reader) tagged(s *Sentence, w span.Span, tag string) bool {
	k := lexis.TokenAt(s.Tokens, w.Start)
	return k < len(s.Tokens) && s.Tokens[k].Span == w && s.Tokens[k].Tag == tag
}

// predicate reports whether a verb that takes an object begins at pos.
func (r *Reader) predicate(s *Sentence, pos int) bool {
	words := r.wordsOf(s)
	k := at(words, pos)
	return k < len(words) && words[k].span.Start == pos && (words[k].class == verb || words[k].class == change)
}

// simpleNoun returns the run of nouns that begins at pos; event says that it is a verb alone.
func (r *Reader) simpleNoun(s *Sentence, pos int) (found span.Span, event bool) {
	words := r.wordsOf(s)
	k := at(words, pos)
	if k > 0 && words[k-1].span.End > pos { // the number ends inside a token
		k--
	}
	found = span.Span{Start: pos, End: pos}
	end := pos
	for ; k < len(words); k++ {
		w := words[k]
		if w.span.Start > end || found.Len() > longestPhrase {
			break
		}
		text := w.span.Of(s.Text)
		switch w.class {
		case noun, named:
			if found.End > pos && strings.HasPrefix(text, "总") && (measureNoun(text) || text == "总投资") {
				return found, false // 38个项目|总投资
			}
			end, found.End = w.span.End, w.span.End
			continue
		case modifier:
			end = w.span.End
			continue
		case verbal, verb:
			attributive := w.class == verbal && (found.End == pos || r.headFollows(s, words, k) || r.tagged(s, w.span, "vn") && r.nounFollows(words, k) && r.closes(s, words, k+1))
			if found.End == pos && r.nounFollows(words, k) || attributive && r.nounFollows(words, k) {
				end = w.span.End
				continue
			}
			if found.End == pos && runes(text) >= 2 {
				return span.Span{Start: pos, End: w.span.End}, true
			}
		case joint:
			if found.End > pos && (strings.HasPrefix(s.Text[w.span.End:], "以上") || strings.HasPrefix(s.Text[w.span.End:], "以下")) {
				end = w.span.End // 地级及以上城市
				continue
			}
			if text != "、" && text != "或" && found.End > pos && k+1 < len(words) && words[k+1].span.Start == w.span.End && (words[k+1].class == noun && r.closes(s, words, k+1) || words[k+1].class == verbal && r.nounFollows(words, k+1) && r.closes(s, words, k+2)) {
				end = w.span.End
				continue
			}
		case filler:
			if end > pos && found.End > pos && (text == "以上" || text == "以下") && r.nounFollows(words, k) || found.End == pos && end == pos && runes(text) == 2 && r.nounFollows(words, k) && !r.d.Before.Has(text) {
				end = w.span.End
				continue
			}
		}
		break
	}
	if found.End == pos && end > pos {
		found.End = end
	}
	return trim(s.Text, found), false
}

// nounFollows reports whether a noun stands right behind the k-th word.
func (r *Reader) nounFollows(words []word, k int) bool {
	return k+1 < len(words) && words[k+1].span.Start == words[k].span.End && (words[k+1].class == noun || words[k+1].class == verbal && k+2 < len(words) && words[k+2].class == noun)
}

// headFollows reports whether what stands behind the verb at k closes the phrase with a
// general head, so that the verb is inside it: 行政审批事项, 瓦斯爆炸事故.
func (r *Reader) headFollows(s *Sentence, words []word, k int) bool {
	if r.tagged(s, words[k].span, "v") && !r.d.Words.VerbalNouns.Has(words[k].span.Of(s.Text)) {
		return false
	}
	return k+1 < len(words) && words[k+1].class == noun && r.d.Words.PhraseHeads.SuffixLen(words[k+1].span.Of(s.Text)) > 0
}

// closes reports whether the k-th word ends a phrase: a mark, a verb or the end follows.
func (r *Reader) closes(s *Sentence, words []word, k int) bool {
	if k+1 >= len(words) || words[k+1].span.Start > words[k].span.End {
		return true
	}
	switch words[k+1].class {
	case other, verb, change, filler, of:
		return true
	}
	return false
}

// quotation returns the quotation, marks included, that begins at pos.
func quotation(text string, pos int) (span.Span, bool) {
	for _, q := range [...]struct{ open, close string }{{"“", "”"}, {"「", "」"}} {
		if !strings.HasPrefix(text[pos:], q.open) {
			continue
		}
		if end := strings.Index(text[pos:], q.close); end > 0 && end <= 60 {
			return span.Span{Start: pos, End: pos + end + len(q.close)}, true
		}
	}
	return span.Span{}, false
}

func isQuote(w string) bool {
	return w == "“" || w == "”" || w == "「" || w == "」"
}

// trim takes white space and quotation marks off the ends of p.
func trim(text string, p span.Span) span.Span {
	const marks = "“”「」\n \u3000"
	for !p.Empty() {
		r, size := utf8.DecodeRuneInString(text[p.Start:p.End])
		if !strings.ContainsRune(marks, r) {
			break
		}
		p.Start += size
	}
	for !p.Empty() {
		r, size := utf8.DecodeLastRuneInString(text[p.Start:p.End])
		if !strings.ContainsRune(marks, r) {
			break
		}
		p.End -= size
	}
	return p
}
