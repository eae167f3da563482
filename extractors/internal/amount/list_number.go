package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
)

// listNumber reports whether the point at the byte offset point, with the digits from fraction
// to end behind it, closes the number of a list's member, and those digits begin another
// number: 3.36个城市 is 36 cities under 3. Only the beginning of a text has such numbers, and
// only where what follows cannot be said of a decimal.
func (n *numerals) listNumber(text string, point, fraction, end int) bool {
	if point > 2 || strings.TrimLeft(text[:point], "0123456789") != "" || text[fraction] == '0' {
		return false
	}
	rest := text[SkipSpaces(text, end):]
	if role, _ := n.at(rest, 0); role.Kind == dict.RoleMany && role.Value == 0 {
		return true // 2.200多个
	}
	if holds(firstConnector(rest), "—", "-", "－", "–", "～", "~", "至", "到") {
		rest = strings.TrimLeft(rest[len(firstConnector(rest)):], "0123456789")
		return strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "日") // 4.1—10月
	}
	if _, size := n.d.FixedWords.Prefix(text[fraction:]); fraction+size > end {
		return true // 4.119消防日
	}
	if strings.HasPrefix(rest, "年") {
		return end-fraction == 4 // 2.2022年
	}
	if strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "日") {
		return true
	}
	_, unit := n.d.Units.Prefix(rest)
	word, size := n.d.MeasureWords.Prefix(rest)
	return size > 0 && size >= unit && !word.Careful
}
