package amount

import (
	"strings"

	"github.com/huiyao/huiyao/internal/span"
)

// fraction joins 三 分之 一, 十 分 一 behind 又, and 1/3.
func (n *numerals) fraction(text string, a, b Numeral) (Numeral, bool) {
	between := gap(text, a.Span.End, max(a.Span.End, b.Span.Start))
	var over, under *Numeral
	switch between {
	case "分之":
		over, under = &b, &a
	case "分":
		if !strings.HasSuffix(text[:a.Span.Start], "又") {
			return a, false
		}
		over, under = &b, &a
	case "/", "／":
		if !slashFraction(text, &a, &b) {
			return a, false
		}
		over, under = &a, &b
	default:
		return a, false
	}
	if under.Value.IsZero() {
		return a, false
	}
	joined := Numeral{Span: span.Span{Start: a.Span.Start, End: b.Span.End}, Class: Part, LastUnit: -1, Modifier: over.Modifier, Arabic: a.Arabic, Ranged: over.Ranged}
	if divisor, err := under.Value.Int64(); err == nil && between == "分之" {
		joined.divisor = divisor
	}
	if joined.divisor == 100 && under.Bare {
		joined.percent(over)
		joined.Value.Negative = a.Value.Negative != b.Value.Negative
		return joined, true
	}
	joined.Upper = divide(&over.Upper, &under.Value, fractionDigits)
	joined.Value = divide(&over.Value, &under.Value, fractionDigits)
	return joined, true
}

// fractionDigits is how many significant digits a fraction without an end has.
const fractionDigits = 16

// percent makes a percentage of the numeral, with the figure behind 百分之.
func (n *Numeral) percent(over *Numeral) {
	n.Class = Percentage
	n.Value.Set(&over.Value)
	n.Upper.Set(&over.Upper)
	if over.pair {
		lo, _, _ := neighbours(&over.Value)
		n.Ranged = true
		n.Value.SetInt64(lo)
	}
}

// slashFraction reports whether a/b is a fraction, and no date, route or generation.
func slashFraction(text string, a, b *Numeral) bool {
	if !a.Arabic || !b.Arabic || a.Point || b.Point || a.Class != Cardinal {
		return false
	}
	if a.Digits == 0 || b.Digits == 0 || a.Digits > 3 || b.Digits > 3 {
		return false
	}
	rest := text[b.Span.End:]
	return !strings.HasSuffix(text[:a.Span.Start], "/") && !holds(firstOf(rest), "/", "月", "日", "G")
}

// firstOf returns the first character of s, "" where it is empty.
func firstOf(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// mixed joins 一 又 二分之一.
func (n *numerals) mixed(text string, whole, f Numeral) (Numeral, bool) {
	between := gap(text, whole.Span.End, f.Span.Start)
	if between == "" && whole.Arabic && f.Arabic && whole.Digits > 0 && whole.Digits <= 3 && f.divisor == 0 && f.Span.Start-whole.Span.End == 1 {
		between = "又" // 1 4/3
	}
	if between != "又" || whole.Class != Cardinal || f.Class != Part {
		return whole, false
	}
	joined := f
	joined.Span.Start = whole.Span.Start
	joined.divisor = 0
	v := f.Value
	v.Negative = whole.Value.Negative
	sum(&v, &whole.Value)
	joined.Value = v
	return joined, true
}
