package amount

import (
	"strings"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
)

// decimal joins 五 点 七 and 五·七; clock times (八点三十分) are left alone.
func (n *numerals) decimal(text string, whole, part Numeral) (Numeral, bool) {
	if whole.Point || whole.Bare || whole.Modifier != "" {
		return whole, false
	}
	rest := text[part.Span.End:]
	switch gap(text, whole.Span.End, part.Span.Start) {
	case "点":
		if strings.HasPrefix(rest, "分") && !strings.HasPrefix(rest, "分之") || strings.HasPrefix(rest, "小时") || strings.HasPrefix(rest, "刻") {
			return whole, false
		}
	case "·", "•", "．", "．．":
		// 三·五倍; but not 一·二九 and other days
		if whole.Arabic || part.Arabic || !n.measures(rest) {
			return whole, false
		}
	default:
		return whole, false
	}
	digits, scale, ok := n.digitsBehindPoint(text, part)
	if !ok {
		return whole, false
	}
	var fraction apd.Decimal
	if _, _, err := fraction.SetString("0." + digits); err != nil {
		return whole, false
	}
	joined := whole
	sum(&joined.Value, &fraction)
	joined.Value.Exponent += int32(scale)
	joined.Span.End = part.Span.End
	joined.Point, joined.Digits, joined.pair = true, 0, false
	joined.LastUnit = -1
	joined.tail, joined.bigTail = scale, scale
	if scale > 0 {
		joined.LastUnit = scale
	}
	return joined, true
}

// digitsBehindPoint returns the digits of part, which are read one by one, and the exponent of
// the scale that may follow them: 三点五亿. 两 is no digit there.
func (n *numerals) digitsBehindPoint(text string, part Numeral) (digits string, scale int, ok bool) {
	for i := part.Span.Start; i < part.Span.End; {
		role, size := n.at(text, i)
		switch {
		case role.Kind == dict.RoleDigit || role.Kind == dict.RoleArabic:
			if scale > 0 || strings.HasPrefix(text[i:], "两") {
				return "", 0, false
			}
			digits += string(rune('0' + role.Value))
		case role.Kind == dict.RoleBig && digits != "":
			scale += role.Value
		case role.Kind == dict.RoleNone && size == 1: // a space
		default:
			return "", 0, false
		}
		i += size
	}
	return digits, scale, digits != "" && len(digits) <= maxDigits
}
