package calendar

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// numeral is a number in a date.
type numeral struct {
	value  int
	digits int // characters
	end    int
	arabic bool
	scaled bool // written with 十, 百 or 千
}

// longestNumeral is how many characters a number in a date has at most: 20240307.
const longestNumeral = 8

// past returns the byte offset behind the character at i.
func (s *scan) past(i int) int {
	_, size := utf8.DecodeRuneInString(s.text[i:])
	return i + size
}

func (s *scan) role(i int) dict.NumeralRole {
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return s.d.NumeralRoles.At(r)
}

// isNumeral reports whether a digit or 十 百 千 stands at i.
func (s *scan) isNumeral(i int) bool {
	if i >= len(s.text) {
		return false
	}
	switch s.role(i).Kind {
	case dict.RoleArabic, dict.RoleDigit, dict.RoleSmall, dict.RoleTens:
		return true
	}
	return false
}

// numeralBefore reports whether a character of a number stands before i.
func (s *scan) numeralBefore(i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:i])
	switch s.d.NumeralRoles.At(r).Kind {
	case dict.RoleNone, dict.RoleMany:
		return false
	case dict.RoleSome:
		return r == '几' || r == '数'
	}
	return true
}

// number reads a number at i. Its digits are 0 where none stands there, or one that is too long.
func (s *scan) number(i int) numeral {
	n := numeral{end: i}
	pending, total := 0, 0
	for n.end < len(s.text) {
		role := s.role(n.end)
		switch {
		case role.Kind == dict.RoleArabic && (n.digits == 0 || n.arabic):
			n.arabic = true
			pending = pending*10 + role.Value
		case role.Kind == dict.RoleDigit && !n.arabic:
			pending = pending*10 + role.Value
		case role.Kind == dict.RoleTens && !n.arabic && n.digits == 0:
			n.scaled, total = true, role.Value*10
		case role.Kind == dict.RoleSmall && !n.arabic && role.Value <= 3:
			scale := 1
			for range role.Value {
				scale *= 10
			}
			n.scaled = true
			total += max(pending, 1) * scale
			pending = 0
		default:
			n.value = total + pending
			return n
		}
		n.digits++
		n.end = s.past(n.end)
		if n.digits > longestNumeral {
			return numeral{end: i}
		}
	}
	n.value = total + pending
	return n
}

// small reads a number from low to high at i.
func (s *scan) small(i, low, high int) (numeral, bool) {
	n := s.number(i)
	return n, n.digits > 0 && n.value >= low && n.value <= high && n.digits <= 3
}

// count reads a number of units at i: 三, 两, 半, 几, 数.
func (s *scan) count(i int) (n numeral, vague bool) {
	if k := s.has(i, "几", "数", "若干", "多"); k > 0 {
		n = numeral{value: 1, digits: 1, end: i + k}
		for s.isNumeral(n.end) {
			n.end = s.past(n.end)
		}
		return n, true
	}
	if k := s.has(i, "半"); k > 0 {
		return numeral{digits: 1, end: i + k}, true
	}
	n = s.number(i)
	if n.digits > 0 {
		if k := s.has(n.end, "多", "余", "几", "来"); k > 0 {
			n.end, vague = n.end+k, true
		}
	}
	return n, vague
}
