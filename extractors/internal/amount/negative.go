package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
)

// sign takes a minus, 负 or 零下 before the number into it; before are the numerals to its left.
func (n *numerals) sign(text string, before []Numeral, num *Numeral) {
	left := strings.TrimRight(text[:num.Span.Start], " ")
	for _, s := range []string{"-", "−", "－", "负", "零下"} {
		rest, ok := strings.CutSuffix(left, s)
		if !ok {
			continue
		}
		if s != "零下" && !n.isMinus(text, left, rest, before, num) {
			return
		}
		num.Span.Start = len(rest)
		num.Value.Neg(&num.Value)
		num.Digits = 0
		return
	}
}

// isMinus reports whether the sign between rest and num, up to which left goes, is a minus, and
// no dash of a range, a name or a code.
func (n *numerals) isMinus(text, left, rest string, before []Numeral, num *Numeral) bool {
	if num.Span.Start-len(left) > 1 {
		return false
	}
	if trimmed := strings.TrimRight(rest, " "); trimmed != rest && trimmed != "" {
		if last, _ := n.at(trimmed, lastRuneStart(trimmed)); last.Kind != dict.RoleNone {
			return false // 20 - 100 is a range
		}
	}
	switch r := lastRune(rest); {
	case rest == "" || r == ' ' || r == '\t':
		return true
	case r < 0x80:
		return strings.ContainsRune("(,:/", r)
	case r == '％' || r == '－' || r == '℃':
		return false
	case isHan(r):
		// 为-5: a word that states a figure; 气温-20℃: no number whose unit ends here, and a
		// unit of measurement behind.
		if strings.ContainsRune("为是达至到由从比于在和与或升降的之", r) || strings.HasPrefix(text[num.Span.End:], "%") {
			return true
		}
		if strings.HasSuffix(left, "负") {
			return false // 减负, 担负
		}
		return !n.unitEnds(text, before, len(rest)) && n.d.Units.PrefixLen(text[SkipSpaces(text, num.Span.End):]) > 0
	}
	return true
}

// unitEnds reports whether the last of the numerals stands near and what follows it up to the
// byte offset may be its unit: 米 in 10米-20米.
func (n *numerals) unitEnds(text string, nums []Numeral, end int) bool {
	if len(nums) == 0 {
		return false
	}
	from := nums[len(nums)-1].Span.End
	if end-from > 15 || from > end {
		return false
	}
	word := text[from:end]
	return word == "" || n.d.Units.PrefixLen(word) == len(word) || n.d.MeasureWords.PrefixLen(word) == len(word) || holds(word, "月", "号")
}
