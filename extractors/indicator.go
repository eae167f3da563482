package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// indicator finds the words that name what is measured.
func (x *Quantity) indicator(c *reading, k int, q *record.Quantity, noun span.Span) {
	can := &c.cs[k]
	set := func(s span.Span) {
		s = trimSpan(c.text, s)
		if s.Empty() {
			return
		}
		at := c.d.runes(c.d.Sentences[c.sentence].DocumentSpan(s))
		q.Indicator = trimQuotes(s.Of(c.text))
		q.IndicatorStart, q.IndicatorEnd = &at.Start, &at.End
	}
	counted := can.Dimension == "count" || can.Dimension == "person"
	if counted && can.Word != nil && x.nounItself(can) && (noun.Empty() || !strings.HasPrefix(c.text[can.Span.End:], c.text[noun.Start:noun.End]) || can.Word.Noun()) {
		set(can.UnitSpan)
		return
	}
	if counted && !noun.Empty() {
		// 出动官兵2.3万名参加抢险: a verb behind the number says what they do.
		if left := x.nounTouching(c, can); !left.Empty() && x.beginsWithVerb(c, noun) {
			noun = left
		}
		set(noun)
		return
	}
	if can.Dimension == "time" && q.Role == "limit" {
		return
	}
	from := clauseStart(c.text, can.Span.Start)
	if c.before != nil && c.before.Span.End >= from {
		from = c.before.Span.End
	}
	tokens := c.d.Tokens(c.sentence)
	adjacent := can.Dimension == "currency" && !noun.Empty() && noun.Start-can.Span.End <= len("以上的")
	if adjacent && x.verbBefore(c, tokens, can, from) { // 安排423亿元资金
		set(noun)
		return
	}
	if bound := c.text[can.Span.End:]; !noun.Empty() && q.Change == "" && can.Dimension != "ratio" {
		if _, n := x.d.After.Prefix(bound); n > 0 && strings.HasPrefix(bound[n:], "的") {
			set(noun) // 20万元以下的罚款
			return
		}
	}
	to := can.Span.Start
	if can.Dimension == "ratio" || can.Numeral.Class == amount.Part { // 占国土面积20%: what has the share
		if i := strings.LastIndex(c.text[from:to], "占"); i >= 0 && !strings.HasPrefix(c.text[from+i:], "占比") && !strings.HasPrefix(c.text[from+i:], "占用") && !strings.HasPrefix(c.text[from+i:], "占有") && !strings.Contains(c.text[from:to], "比重") && !strings.Contains(c.text[from:to], "比例") {
			to = from + i
		}
	}
	start := from
	for _, t := range c.times { // a time is no indicator
		if t.span.End <= can.Span.Start && t.span.End > start && t.span.Start >= from {
			start = t.span.End
		}
	}
	if left := strings.TrimRight(c.text[start:can.Span.Start], " "); x.endsInShare(left) {
		end := start + len(left) // 占比19.96%
		if _, n := x.d.Before.Suffix(left); n > 0 {
			end -= n
		}
		if name := nounBefore(x.d, c.text, tokens, start, end-len("占比")); !name.Empty() && name.End == end-len("占比") {
			set(span.Span{Start: name.Start, End: end})
		} else {
			set(span.Span{Start: end - len("占比"), End: end})
		}
		return
	}
	s := span.Span{}
	if start < to {
		s = nounBefore(x.d, c.text, tokens, start, to)
	}
	if verb := x.verbStated(c, tokens, can, from); !verb.Empty() && (s.Empty() || !measureNoun(s.Of(c.text))) && to == can.Span.Start {
		set(verb) // 冻结500万元, 判监13年
		return
	}
	if s.Empty() && start > from {
		end := start
		for _, t := range c.times {
			if t.span.End == start {
				end = t.span.Start
			}
		}
		s = nounBefore(x.d, c.text, tokens, from, end)
	}
	if !s.Empty() {
		set(s)
		return
	}
	if strings.HasPrefix(c.text[can.Span.End:], "的") && !noun.Empty() && q.Change == "" {
		set(noun)
		return
	}
	// 技术合同成交额748.7亿元，同比增长109.8%: the second takes the first's.
	if c.previous != nil && c.previous.Indicator != "" {
		q.Indicator, q.IndicatorStart, q.IndicatorEnd = c.previous.Indicator, c.previous.IndicatorStart, c.previous.IndicatorEnd
		return
	}
	if !noun.Empty() && noun.Start-can.Span.End <= len("以上的") {
		set(noun)
		return
	}
	// The clause before names it: 亩均水费，实测为…
	for steps := 0; from > 0 && steps < 2; steps++ {
		before := clauseStart(c.text, lastRuneStart(c.text[:from]))
		if s := nounBefore(x.d, c.text, tokens, before, lastRuneStart(c.text[:from])); !s.Empty() {
			set(s)
			return
		}
		from = before
	}
}

// endsInShare reports whether left ends in 占比, a modifier of the number aside.
func (x *Quantity) endsInShare(left string) bool {
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	return strings.HasSuffix(left, "占比")
}

// nounTouching returns the noun phrase that ends right before the number, empty if none does.
func (x *Quantity) nounTouching(c *reading, can *candidate) span.Span {
	from := clauseStart(c.text, can.Span.Start)
	if c.before != nil && c.before.Span.End > from {
		from = c.before.Span.End
	}
	s := nounBefore(x.d, c.text, c.d.Tokens(c.sentence), from, can.Span.Start)
	if strings.TrimSpace(c.text[s.End:can.Span.Start]) != "" {
		return span.Span{}
	}
	return s
}

// beginsWithVerb reports whether the first token of the span is a verb.
func (x *Quantity) beginsWithVerb(c *reading, s span.Span) bool {
	tokens := c.d.Tokens(c.sentence)
	k := tokenAt(tokens, s.Start)
	return k < len(tokens) && tokens[k].Span.Start == s.Start && tokens[k].Tag == "v"
}

// verbStated returns the verb right before the number where it is what is measured: 冻结
// in 冻结500万元.
func (x *Quantity) verbStated(c *reading, tokens []Token, can *candidate, from int) span.Span {
	left := strings.TrimRight(c.text[from:can.Span.Start], " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	for _, w := range []string{"了", "近", "超", "约"} {
		left = strings.TrimSuffix(left, w)
	}
	end := from + len(left)
	k := tokenAt(tokens, end) - 1
	if k < 0 || tokens[k].Span.End != end || tokens[k].Span.Start < from {
		return span.Span{}
	}
	word := tokens[k].Span.Of(c.text)
	if !x.d.Words.MeasuredVerbs.Has(word) {
		return span.Span{}
	}
	return tokens[k].Span
}

// nounItself reports whether the word that counts is a noun of its own: 五部门, 四方面.
func (x *Quantity) nounItself(can *candidate) bool {
	return can.Word.Noun() || x.d.TaskNouns.Has(can.UnitSurface())
}

// verbBefore reports whether a verb that takes an object stands right before the number.
func (x *Quantity) verbBefore(c *reading, tokens []Token, can *candidate, from int) bool {
	end := can.Span.Start
	left := strings.TrimRight(c.text[from:end], " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	left = strings.TrimSuffix(left, "了")
	end = from + len(left)
	k := tokenAt(tokens, end) - 1
	if k < 0 || tokens[k].Span.End > end || tokens[k].Span.Start < from {
		return false
	}
	word := tokens[k].Span.Of(c.text)
	return strings.HasPrefix(tokens[k].Tag, "v") && !measureNoun(word) && !x.d.Words.Adverbs.Has(word) && tokens[k].Tag != "vn" && !x.d.Changes.Has(word) && word != "为" && word != "达"
}

// trimSpan takes white space and quotation marks off the ends of s.
func trimSpan(text string, s span.Span) span.Span {
	for !s.Empty() {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune("“”「」\n \u3000", r) {
			break
		}
		s.Start += size
	}
	for !s.Empty() {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune("“”「」\n \u3000", r) {
			break
		}
		s.End -= size
	}
	return s
}
