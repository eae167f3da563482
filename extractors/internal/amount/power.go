package amount

import (
	"strings"

	"github.com/cockroachdb/apd/v3"
)

// power joins 1.5e8 and 10^-3. Exponents are small: larger ones are no numbers of reports.
func (n *numerals) power(text string, base, exponent Numeral) (Numeral, bool) {
	if !base.Arabic || base.LastUnit >= 0 || base.Class != Cardinal || exponent.Digits == 0 || exponent.Digits > 2 || exponent.Value.Negative {
		return base, false
	}
	between := text[base.Span.End:exponent.Span.Start]
	mark := strings.TrimRight(between, "+-")
	if !holds(mark, "e", "E", "^") || len(between)-len(mark) > 1 {
		return base, false
	}
	k, err := exponent.Value.Int64()
	if isLetterRune(firstRune(text[exponent.Span.End:])) || err != nil || k > 30 {
		return base, false
	}
	if strings.HasSuffix(between, "-") {
		k = -k
	}
	joined := base
	if mark == "^" {
		var v apd.Decimal
		if _, err := apd.BaseContext.WithPrecision(16).Pow(&v, &base.Value, apd.New(k, 0)); err != nil {
			return base, false
		}
		v.Reduce(&v)
		joined.Value = v
	} else {
		joined.Value.Exponent += int32(k)
	}
	joined.Span.End = exponent.Span.End
	joined.Digits, joined.Point = 0, true
	return joined, true
}
