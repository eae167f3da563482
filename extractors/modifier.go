package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/record"
)

// modifier reads 超, 约, 以上 and the like on both sides of the number.
func (x *Quantity) modifier(c *reading, k int, q *record.Quantity) {
	can := &c.cs[k]
	q.Modifier = can.Modifier
	before := x.modifierBefore(c.text, can)
	if q.Modifier == "" {
		q.Modifier = before
	}
	rest := c.text[skipSpaces(c.text, can.Span.End):]
	if strings.HasPrefix(rest, "（") { // 一公升（不限瓶数）以下
		if inside, behind, ok := strings.Cut(rest, "）"); ok && len(inside) <= 36 && (strings.HasPrefix(behind, "以") || strings.HasPrefix(behind, "及以") || strings.HasPrefix(behind, "左右")) {
			rest = behind
		}
	}
	if after, n := x.d.After.Prefix(rest); n > 0 && !(after == "at_most" && !x.bounds(can, rest, n)) {
		next, _ := utf8.DecodeRuneInString(rest[n:])
		ok := true
		if w := rest[:n]; (w == "多" || w == "余" || w == "内") && isHan(next) && w != "内" {
			ok = false
		}
		if ok && (q.Modifier == "" || after == "above" || after == "below" || after == "at_most") {
			if q.Modifier == "" || q.Modifier == "about" {
				q.Modifier = after
			}
		}
	}
	// A modifier before the first of a list holds for the others: 超900家、300家.
	if q.Modifier == "" && c.before != nil && c.previous.Modifier != "" && c.before.Modifier == "" && c.previous.Unit == q.Unit {
		if x.listed(c.text[c.before.Span.End:can.Span.Start]) && (x.modifierBefore(c.text, c.before) != "" || c.before.Construct == amount.SharedUnit) {
			q.Modifier = c.previous.Modifier
		}
	}
}

// bounds reports whether 内 or 以内 after a quantity bounds it: lengths of time and amounts.
func (x *Quantity) bounds(can *candidate, rest string, n int) bool {
	if rest[:n] != "内" {
		return true
	}
	next, _ := utf8.DecodeRuneInString(rest[n:])
	return can.Dimension == "time" && !strings.ContainsRune("部外地需容存", next)
}

func (x *Quantity) modifierBefore(text string, can *candidate) string {
	left := strings.TrimRight(text[:can.Span.Start], " ")
	between := []string{"人民币", "港币", "新台币", "美元", "每年", "每月", "每天", "每日", "有", "为", "达", "达到", "了"}
	if !strings.ContainsRune("币元年月天日有为达到了", lastRune(left)) {
		between = nil
	}
	for _, w := range between {
		if trimmed := strings.TrimSuffix(left, w); trimmed != left {
			if _, n := x.d.Before.Suffix(left); n > len(w) {
				break
			}
			if m, n := x.d.Before.Suffix(trimmed); n > 0 {
				if r, _ := utf8.DecodeLastRuneInString(trimmed[:len(trimmed)-n]); n > 3 || !isHan(r) || w == "了" {
					return m
				}
			}
		}
	}
	m, n := x.d.Before.Suffix(left)
	if n == 0 {
		// 至少召开1次: the verb stands between.
		clause := left[clauseStart(left, len(left)):]
		for _, w := range []string{"至少", "最少", "最多", "至多", "不得少于", "不少于", "不超过"} {
			// Four characters may stand between: what lies further off need not be read.
			clause := clause[max(0, len(clause)-len(w)-4*utf8.UTFMax):]
			if i := strings.LastIndex(clause, w); i >= 0 && utf8.RuneCountInString(clause[i+len(w):]) <= 4 && !strings.ContainsAny(clause[i+len(w):], "0123456789、%") {
				m, _ := x.d.Before.Get(w)
				return m
			}
		}
		return ""
	}
	if !x.modifies(left, left[len(left)-n:], can) {
		return ""
	}
	return m
}

// modifies reports whether the word that left ends in modifies the number: not 近 in 附近, not the
// noun 突破 in 技术突破3项, and 过 and 破 only before round figures of what can pass a mark.
func (x *Quantity) modifies(left, word string, can *candidate) bool {
	if x.d.Words.NotModifiers.SuffixLen(left) > len(word) {
		return false
	}
	before := strings.TrimSuffix(left, word)
	switch word {
	case "突破":
		return can.Word == nil || can.Numeral.LastUnit >= 0 || x.d.Words.BeforeBreakthrough.SuffixLen(before) == 0
	case "过", "破":
		return can.Numeral.Bare || can.Dimension != "time" && roundFigure(&can.Numeral.Value) && x.d.Words.BeforePassing.SuffixLen(before) > 0
	}
	return true
}

// roundFigure reports whether a number has one or two digits that are not zeros at its end.
func roundFigure(d *apd.Decimal) bool {
	var r apd.Decimal
	r.Reduce(d)
	return r.NumDigits() <= 2 && r.Exponent >= 0
}

// bound turns 以上 and 以下 into over and under after a reported fact, into at_least and
// at_most in a target or a rule.
func (x *Quantity) bound(can *candidate, q *record.Quantity) {
	switch q.Modifier {
	case "above":
		q.Modifier = "over"
		if q.Role != "actual" {
			q.Modifier = "at_least"
		}
	case "below":
		q.Modifier = "under"
		if q.Role != "actual" {
			q.Modifier = "at_most"
		}
	}
}
