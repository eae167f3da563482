package amount

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// halves adds the numbers that are written with 半 (半小时, 半年) or without any numeral
// (翻番) to those that the scanner found, in order.
func (n *numerals) halves(l *lexis.Lattice, nums []Numeral) []Numeral {
	text := l.Text()
	var extra []Numeral
	for w := range lexis.All(l, n.d.Characters.Half, span.Span{End: len(text)}) {
		read := n.half
		if strings.HasPrefix(text[w.Span.Start:], "翻") {
			read = n.doubling
		}
		if num, ok := read(text, w.Span.Start); ok {
			extra = append(extra, num)
		}
	}
	if len(extra) == 0 {
		return nums
	}
	merged := make([]Numeral, 0, len(nums)+len(extra))
	for _, num := range nums {
		for len(extra) > 0 && extra[0].Span.Start < num.Span.Start {
			merged = append(merged, extra[0])
			extra = extra[1:]
		}
		if k := len(merged); k > 0 && merged[k-1].Span.Overlaps(num.Span) {
			continue // the 一 of 翻一番
		}
		if len(extra) > 0 && extra[0].Span.Overlaps(num.Span) {
			continue // the 一 of 一半
		}
		merged = append(merged, num)
	}
	return append(merged, extra...)
}

// half reads 半 before a unit of time or 个, and 一半.
func (n *numerals) half(text string, i int) (Numeral, bool) {
	num := Numeral{Span: span.Span{Start: i, End: i + len("半")}, Class: Part, LastUnit: -1}
	num.Value.Set(half)
	left, rest := text[:i], text[i+len("半"):]
	if strings.HasSuffix(left, "一") {
		num.Span.Start -= len("一")
		return num, !strings.HasPrefix(rest, "是") && !strings.HasPrefix(rest, "路")
	}
	if before := lastRune(left); n.d.Words.BeforeHalf.SuffixLen(left) > 0 || before >= '0' && before <= '9' {
		// 上半年, 两小时半; but 历时半年
		if _, size := n.d.Words.Lasting.Suffix(left); size == 0 {
			return num, false
		}
	}
	num.Class = Cardinal
	if readings, size := n.d.Units.Prefix(rest); size > 0 && strings.HasPrefix(rest, "个") && readings[0].Dimension == "time" {
		return num, true // 半个工作日
	}
	unit := strings.TrimPrefix(rest, "个")
	readings, size := n.d.Units.Prefix(unit)
	if size == 0 || !holds(readings[0].Dimension, "time", "length", "mass", "area") {
		return num, unit != rest
	}
	if unit != rest {
		return num, holds(unit[:size], "月", "小时", "世纪", "钟头")
	}
	// 半日 and 半世纪 name a time, 半天然 and 半年前 are something else
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return num, !holds(unit[:size], "日", "世纪") && !(unit[:size] == "天" && next == '然') && !(unit[:size] == "年" && next == '前')
}
