package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// doubling reads 翻番 (2), 翻一番 (2), 翻两番 (4), 翻一倍 (2) at the 翻 at i.
func (n *numerals) doubling(text string, i int) (Numeral, bool) {
	num := Numeral{Class: Cardinal, LastUnit: -1, doubled: true}
	at := i + len("翻")
	for _, s := range []string{"了", "多"} {
		if strings.HasPrefix(text[at:], s) {
			at += len(s)
		}
	}
	times := 1
	if role, size := n.at(text, at); role.Kind == dict.RoleDigit || role.Kind == dict.RoleArabic {
		times = role.Value
		at += size
	}
	switch {
	case strings.HasPrefix(text[at:], "番") && times >= 1 && times <= 3:
		num.Value.SetInt64(1 << times)
	case strings.HasPrefix(text[at:], "倍") && times == 1 && strings.HasSuffix(text[:at], "一"):
		num.Value.SetInt64(2)
	default:
		return num, false
	}
	num.Span = span.Span{Start: i, End: at + len("番")}
	return num, true
}
