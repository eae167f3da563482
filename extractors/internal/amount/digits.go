package amount

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// lexArabic reads 1234, 1,234,567, 12.5, .5 and full-width ones from p.span.Start. It
// reports false, and where to go on, for a run that is no number, such as a long code.
func (n *numerals) lexArabic(text string, p *part) bool {
	r := digitReader{n: n, text: text, from: p.span.Start, at: p.span.Start}
	for r.take() {
	}
	if r.count >= 1 && r.count <= 3 {
		for { // thousands groups
			size := n.separator(text, r.at)
			if size == 0 || !n.threeDigits(text, r.at+size) {
				break
			}
			r.at += size
			p.grouped = true
			for range 3 {
				r.take()
			}
		}
	}
	r.point()
	p.span.End = r.at
	if r.count == 0 || r.count > maxDigits {
		return false
	}
	p.kind, p.point, p.digits = partArabic, r.fraction > 0, r.count
	if r.count <= 18 {
		var v int64
		for _, d := range r.digits[:r.count] {
			v = v*10 + int64(d-'0')
		}
		p.value.SetFinite(v, int32(-r.fraction))
		return true
	}
	_, _, err := p.value.SetString(string(r.digits[:r.count-r.fraction]) + "." + string(r.digits[r.count-r.fraction:r.count]))
	return err == nil
}

// digitReader reads Arabic digits one by one.
type digitReader struct {
	n        *numerals
	text     string
	from, at int // byte offsets: where the digits begin, and where the next one is
	digits   [maxDigits + 2]byte
	count    int
	fraction int // how many of them stand behind the point
}

// take reads one digit.
func (r *digitReader) take() bool {
	role, size := r.n.at(r.text, r.at)
	if role.Kind != dict.RoleArabic {
		return false
	}
	if r.count < maxDigits {
		r.digits[r.count] = byte('0' + role.Value)
	}
	r.count++
	r.at += size
	return true
}

// point reads a decimal point with the digits behind it.
func (r *digitReader) point() {
	role, size := r.n.at(r.text, r.at)
	if role.Kind != dict.RolePoint || size == 0 || r.text[r.at] != '.' && !(size == 3 && r.text[r.at] == 0xEF) {
		return
	}
	mark, whole := r.at, r.count
	r.at += size
	for r.take() {
		r.fraction++
	}
	next, nextSize := r.n.at(r.text, r.at)
	after, _ := r.n.at(r.text, r.at+nextSize)
	chained := next.Kind == dict.RolePoint && nextSize == 1 && after.Kind == dict.RoleArabic // 1.2.3 is no decimal
	if r.fraction == 0 || chained || r.behindPoint() || r.n.listNumber(r.text, mark, mark+size, r.at) {
		r.at, r.count, r.fraction = mark, whole, 0
	}
}

// behindPoint reports whether a point with a digit before it stands before the digits read: they
// are part of a chain such as 1.2.3.
func (r *digitReader) behindPoint() bool {
	return r.from >= 2 && r.text[r.from-1] == '.' && r.text[r.from-2] >= '0' && r.text[r.from-2] <= '9'
}

// separator returns the length of a thousands separator at i, 0 for none.
func (n *numerals) separator(text string, i int) int {
	switch {
	case strings.HasPrefix(text[i:], ","):
		return 1
	case strings.HasPrefix(text[i:], "，"):
		if n.fullWidth(text, i) || n.groupsBeforeScale(text, i) {
			return len("，")
		}
	default:
		// 1 010 万: a space groups only where a scale or unit ends the number; see lex.
		if size := spaceAt(text, i); size > 0 && n.spacedGroups(text, i) {
			return size
		}
	}
	return 0
}

// fullWidth reports whether full-width digits stand on both sides of the full-width comma at
// i; elsewhere it separates clauses.
func (n *numerals) fullWidth(text string, i int) bool {
	before, size := utf8.DecodeLastRuneInString(text[:i])
	after := firstRune(text[i+len("，"):])
	return size == 3 && before >= '０' && before <= '９' && after >= '０' && after <= '９'
}

// groupsBeforeScale reports whether the full-width comma at i parts groups of three digits
// with a scale behind them: 7，409万. Behind a number without a unit hardly a clause ends.
func (n *numerals) groupsBeforeScale(text string, i int) bool {
	for groups := 0; groups < 5 && strings.HasPrefix(text[i:], "，") && n.threeDigits(text, i+len("，")); groups++ {
		i += len("，")
		for range 3 {
			_, size := n.at(text, i)
			i += size
		}
		if role, _ := n.at(text, SkipSpaces(text, i)); role.Kind == dict.RoleBig {
			return true
		}
	}
	return false
}

// spacedGroups reports whether from the space at i on groups of three digits, with spaces
// between, are followed by a scale or a unit.
func (n *numerals) spacedGroups(text string, i int) bool {
	for groups := 0; groups < 5; groups++ {
		size := spaceAt(text, i)
		if size == 0 || !n.threeDigits(text, i+size) {
			return false
		}
		i += size + 3
		next := SkipSpaces(text, i)
		role, _ := n.at(text, next)
		if role.Kind == dict.RoleBig || role.Kind == dict.RoleSmall || role.Kind == dict.RoleMany || n.measures(text[next:]) || isConnector(firstConnector(text[next:])) {
			return true
		}
	}
	return false
}

// threeDigits reports whether exactly three digits stand at i.
func (n *numerals) threeDigits(text string, i int) bool {
	for k := 0; k < 4; k++ {
		role, size := n.at(text, i)
		if (role.Kind == dict.RoleArabic) != (k < 3) {
			return false
		}
		i += size
	}
	return true
}
