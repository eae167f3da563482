package amount

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// afterUnit reads what may follow a unit inside the quantity: 两年半, 三吨半, 十公里多,
// 8亿元人民币.
func (r *Reader) afterUnit(text string, a *Amount) {
	if a.Reading == nil {
		return
	}
	rest := text[a.Span.End:]
	if r.halfBehind(rest, a) {
		h := *half
		if a.Reading.Base == a.Reading.Code {
			Multiply(&h, a.Reading.Factor) // 三成半
		}
		sum(&a.Value, &h)
		a.Span.End += len("半")
		a.halved = true
		return
	}
	if r.moreBehind(rest, a) {
		a.Modifier = "over"
		a.Span.End += len("多")
	}
	if a.Dimension != "currency" {
		return
	}
	// 8亿元人民币, 3万元港币: the name of the currency says which 元
	if readings, n := r.d.Units.Prefix(text[a.Span.End:]); n > len("元") && readings[0].Dimension == "currency" && readings[0].Region == "" {
		a.Unit = readings[0].Code
		a.Span.End += n
	}
}

// halfBehind reports whether the 半 that rest begins with adds one half: 三公里半, but not
// 5米半径.
func (r *Reader) halfBehind(rest string, a *Amount) bool {
	behind, ok := strings.CutPrefix(rest, "半")
	if !ok || a.Ranged || a.Modifier != "" || a.Numeral.Point || a.Numeral.LastUnit >= 4 || a.Numeral.Class != Cardinal {
		return false
	}
	if a.Unit != "%" && (a.Dimension == "ratio" || a.Dimension == "rate" || a.Dimension == "other") {
		return false
	}
	return r.d.Words.HalfWords.PrefixLen(rest) == 0 && r.d.Units.PrefixLen(behind) == 0 && r.d.MeasureWords.PrefixLen(behind) == 0
}

// moreBehind reports whether the 多 or 余 that rest begins with makes the amount more: 十公里多,
// but not 元多种, 贷款100亿元余额.
func (r *Reader) moreBehind(rest string, a *Amount) bool {
	role, size := r.numerals.at(rest, 0)
	if role.Kind != dict.RoleMany || role.Value != 0 || a.Modifier != "" {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	if strings.HasPrefix(rest, "余") {
		return !isHan(next) || next == '的' || next == '来'
	}
	return strings.HasPrefix(rest, "多") && r.d.Words.AfterMany.PrefixLen(rest[size:]) == 0
}
