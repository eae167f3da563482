package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/record"
)

// change reads the verb of growth or decline that governs the number, and what it is against.
func (x *Quantity) change(c *reading, k int, q *record.Quantity) {
	can := &c.cs[k]
	if can.Construct == amount.Doubled {
		q.Change = "increase"
		x.basis(c, can, q)
		return
	}
	from := clauseStart(c.text, can.Span.Start)
	if c.before != nil && c.before.Span.End > from {
		from = c.before.Span.End
	}
	left := c.text[from:can.Span.Start]
	word, change, gap := x.lastChange(left)
	for _, t := range c.times { // 增加到2007年13786元
		if t.span.Start >= can.Span.Start-len(gap) && t.span.End <= can.Span.Start {
			gap = strings.Replace(gap, t.span.Of(c.text), "", 1)
		}
	}
	if word != "" {
		switch {
		case can.Dimension == "time" && can.Unit != "h" && !strings.ContainsAny(word, "延缩长短加减降压"): // 不断提高的五年
		case can.Value.Negative && (strings.HasSuffix(word, "率") || strings.HasSuffix(word, "速")):
		case x.isFiller(gap), x.d.Words.TakesObject.Has(word) && objectGap(x.withoutModifier(gap)):
			q.Change = change
		}
	}
	rest := c.text[can.Span.End:]
	bare := rest // behind 以上, 左右, 内
	if _, n := x.d.After.Prefix(rest); n > 0 {
		bare = rest[n:]
	}
	if q.Change == "" { // 5.9%的增幅, 25%以上的速度增长, 3.2%涨幅
		after := strings.TrimPrefix(bare, "的")
		if after != bare {
			for i, steps := 0, 0; i < len(after) && steps <= 4; steps++ {
				r, size := utf8.DecodeRuneInString(after[i:])
				if w, n := x.d.Changes.Prefix(after[i:]); n > 0 && (i == 0 || steps >= 2) {
					q.Change = w
					break
				}
				if !isHan(r) {
					break
				}
				i += size
			}
		} else if w, n := x.d.Changes.Prefix(after); n > 0 && (can.Unit == "%" || can.Unit == "pp") && strings.HasSuffix(after[:n], "幅") {
			q.Change = w
		}
	}
	if q.Change == "" { // 比上年同期低25个基点
		q.Change = x.againstItself(c, can, left, from)
	}
	if q.Change == "" { // 由40.7%上升至66.1%
		next := strings.TrimSpace(bare)
		for _, adverb := range []string{"大幅", "进一步", "逐步", "快速", "稳步"} {
			next = strings.TrimPrefix(next, adverb)
		}
		if w, n := x.d.Changes.Prefix(next); n > 0 {
			verb := next[:n]
			if startsFrom(left) || strings.HasSuffix(verb, "到") || strings.HasSuffix(verb, "至") {
				q.Change = w
			}
		}
	}
	// The members of a list share the verb: 分别增长3%、4%.
	if q.Change == "" && c.before != nil && c.previous.Change != "" && (c.previous.Unit == q.Unit || can.Dimension == "ratio" || can.Dimension == "multiple") {
		if x.listed(c.text[c.before.Span.End:can.Span.Start]) {
			q.Change = c.previous.Change
		}
	}
	if q.Change != "" {
		x.basis(c, can, q)
	}
}

// againstItself reads a comparison of a measure with its own earlier value: 比去年多12亿元.
func (x *Quantity) againstItself(c *reading, can *candidate, left string, from int) string {
	left = strings.TrimRight(left, " ")
	if _, n := x.d.Before.Suffix(left); n > 0 {
		left = left[:len(left)-n]
	}
	left = strings.TrimSuffix(left, "了")
	r, size := utf8.DecodeLastRuneInString(left)
	change := ""
	switch r {
	case '高', '多', '增', '升', '快', '长':
		change = "increase"
	case '低', '少', '减', '降', '慢', '短':
		change = "decrease"
	default:
		return ""
	}
	end := from + len(left) - size
	for _, t := range c.times {
		if t.core.Start >= from && t.span.End <= end && utf8.RuneCountInString(c.text[t.span.End:end]) <= 2 && basisBefore(c.text, t) {
			return change
		}
	}
	return ""
}

// listed reports whether only the mark of a list stands between two quantities, a modifier
// of the first aside: 3%左右和5%.
func (x *Quantity) listed(between string) bool {
	between = strings.ReplaceAll(between, " ", "")
	if _, n := x.d.After.Prefix(between); n > 0 {
		between = between[n:]
	}
	switch between {
	case "、", "和", "与", "及", "以及":
		return true
	}
	return false
}

// startsFrom reports whether the clause before a number begins a change with 由, 从 or 自.
func startsFrom(left string) bool {
	i := strings.LastIndexAny(left, "由从自")
	return i >= 0 && utf8.RuneCountInString(left[i:]) <= 12
}

// lastChange returns the last verb of change in left, what it sets, and what follows it.
func (x *Quantity) lastChange(left string) (word, change, gap string) {
	for i := x.d.Changes.Next(left, 0); i < len(left); i = x.d.Changes.Next(left, i) {
		w, n := x.d.Changes.Prefix(left[i:])
		if strings.HasPrefix(left[i+n:], "值") || strings.HasPrefix(left[i+n:], "率") {
			i += len(leading(left[i:]))
			continue
		}
		word, change, gap = left[i:i+n], w, left[i+n:]
		i += n
	}
	return word, change, gap
}

// withoutModifier returns gap without the modifier that it ends in: 负担近.
func (x *Quantity) withoutModifier(gap string) string {
	gap = strings.TrimRight(gap, " ")
	_, n := x.d.Before.Suffix(gap)
	return gap[:len(gap)-n]
}

// isFiller reports whether a gap between a verb of change and its number holds nothing
// but words that may stand there.
func (x *Quantity) isFiller(gap string) bool {
	gap = strings.ReplaceAll(gap, " ", "")
	for gap != "" {
		n := x.d.Words.ChangeFillers.PrefixLen(gap)
		if n == 0 {
			return false
		}
		gap = gap[n:]
	}
	return true
}

// objectGap reports whether gap can be the thing that a verb of change has for an object.
func objectGap(gap string) bool {
	return utf8.RuneCountInString(gap) <= 16 && !strings.ContainsAny(gap, "，。；：,;:的和与") && !strings.Contains(gap, "等") && !strings.Contains(gap, "后") && !strings.Contains(gap, "达到") && !strings.Contains(gap, "至")
}

// basis reads what a change is against.
func (x *Quantity) basis(c *reading, can *candidate, q *record.Quantity) {
	from := clauseStart(c.text, can.Span.Start)
	left := c.text[from:can.Span.Start]
	has := func(words ...string) bool {
		for _, w := range words {
			if strings.Contains(left, w) {
				return true
			}
		}
		return false
	}
	switch {
	case has("同比", "按年", "比上年", "较上年", "比去年", "较去年", "上年同期", "去年同期"), yearOnYear(left):
		q.Basis = "yoy"
	case has("按月", "比上月", "较上月", "上月"):
		q.Basis = "mom"
	case has("按季", "比上季", "较上季", "上季度"):
		q.Basis = "qoq"
	case has("环比"):
		q.Basis = "mom"
		if has("季度", "季") || strings.Contains(c.text[:from], "季度") {
			q.Basis = "qoq"
		}
	default:
		for _, t := range c.times {
			if t.span.End <= can.Span.Start && t.core.Start >= from && t.iso != "" && basisBefore(c.text, t) {
				q.Basis = "since:" + t.iso
			}
		}
	}
}

// yearOnYear reports whether a clause says 年增, as Taiwan's do; in 2014年增长 a year is named.
func yearOnYear(clause string) bool {
	i := strings.Index(clause, "年增")
	if i < 0 {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(clause[:i])
	return !strings.ContainsRune("0123456789〇零一二三四五六七八九十今去", r)
}

// basisBefore reports whether an expression of time is what something is compared with:
// 较2014年, 比去年.
func basisBefore(text string, t timeExpression) bool {
	left := strings.TrimRight(text[:t.span.Start], " ")
	if !strings.ContainsRune("比较之于过与同", lastRune(left)) { // what those below end in
		return false
	}
	for _, w := range []string{"比", "较", "较之", "相比", "对比", "高于", "低于", "超过", "与", "同"} {
		if strings.HasSuffix(left, w) && !strings.HasSuffix(left, "占比") {
			if w == "与" || w == "同" {
				return strings.HasPrefix(text[t.span.End:], "相比") || strings.HasPrefix(text[t.span.End:], "比")
			}
			return true
		}
	}
	return false
}
