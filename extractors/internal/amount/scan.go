package amount

import (
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// numerals finds the numbers in text. Its table comes from dict/numerals.tsv.
// It is safe for concurrent use.
type numerals struct {
	role *dict.NumeralTable
	d    *dict.Dict
}

func (n *numerals) at(text string, i int) (dict.NumeralRole, int) {
	if i >= len(text) {
		return dict.NumeralRole{}, 0
	}
	if b := text[i]; b < utf8.RuneSelf {
		return n.role.At(rune(b)), 1
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	return n.role.At(r), size
}

// scan appends the numerals of a text to found, in order, never overlapping, and returns
// them. It reads each rune a bounded number of times.
func (n *numerals) scan(l *lexis.Lattice, found []Numeral) []Numeral {
	text := l.Text()
	var buffer [16]part
	done := 0
	for w := range lexis.All(l, n.d.Numerals, span.Span{End: len(text)}) {
		i, role := w.Span.Start, w.Value
		if i < done || !n.mayBegin(text, i, role) {
			continue
		}
		if role.Kind == dict.RoleDigit && n.endsName(text, i, w.Span.End) {
			done = w.Span.End
			continue
		}
		parts, next := n.lex(text, i, buffer[:0])
		done = next
		for k := 0; k < len(parts); {
			num, used := n.parse(text, parts[k:])
			if used == 0 || num.Span.Empty() { // a 廿 that was left over is no 十
				k++
				continue
			}
			k += used
			found = append(found, num)
		}
	}
	return n.join(text, found)
}

// mayBegin reports whether a numeral can begin with the rune of the given role at i.
func (n *numerals) mayBegin(text string, i int, role dict.NumeralRole) bool {
	switch role.Kind {
	case dict.RoleArabic, dict.RoleDigit, dict.RoleSmall, dict.RoleBig, dict.RoleTens, dict.RoleSome:
		return true
	case dict.RolePoint: // .5
		next, _ := n.at(text, i+1)
		if text[i] != '.' || next.Kind != dict.RoleArabic {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		return i == 0 || before == ' ' || before > 0x2000
	}
	return false
}

// endsName reports whether the digit from start to end ends a fixed word and another numeral
// follows it: 王五 in 王五三人.
func (n *numerals) endsName(text string, start, end int) bool {
	if next, _ := n.at(text, end); next.Kind != dict.RoleDigit {
		return false
	}
	_, size := n.d.FixedWords.Suffix(text[:end])
	return size > end-start
}

// lex reads the parts of one run of numeral characters from i, and where the run ends.
func (n *numerals) lex(text string, i int, parts []part) ([]part, int) {
	for len(parts) < maxParts {
		at, spaced := i, false
		if len(parts) > 0 {
			at = SkipSpaces(text, i)
			spaced = at > i
		}
		role, size := n.at(text, at)
		p := part{span: span.Span{Start: at, End: at + size}, spaced: spaced, formal: role.Formal}
		ok, stop := true, i
		switch role.Kind {
		case dict.RoleArabic, dict.RolePoint:
			if ok = role.Kind == dict.RoleArabic || len(parts) == 0 && text[at] == '.'; ok {
				ok = n.lexArabic(text, &p)
				stop = p.span.End
			}
		case dict.RoleDigit:
			n.lexDigit(text, parts, role, &p)
		case dict.RoleTens: // 廿 卅: digit and ten in one
			p.kind, p.digits = partDigits, 1
			p.value.SetInt64(int64(role.Value))
			parts = append(parts, p)
			p.kind, p.exponent = partSmall, 1
			p.span.Start = p.span.End
		case dict.RoleSmall:
			p.kind, p.exponent = partSmall, role.Value
		case dict.RoleBig:
			p.kind, p.exponent = partBig, role.Value
		case dict.RoleSome:
			if ok = n.lexSome(text, parts, &p); len(parts) == 0 {
				stop = at + size // a run that has not begun moves on
			}
		case dict.RoleMany:
			ok = n.lexMany(text, parts, &p, role)
		default:
			ok = false
		}
		if !ok {
			return parts, stop
		}
		if spaced && !joinsOverSpace(&parts[len(parts)-1], &p) {
			return parts, i
		}
		parts = append(parts, p)
		i = p.span.End
	}
	return parts, i
}

// joinsOverSpace reports whether two parts with white space between them are one number,
// as PDF text has them: 1 010 万, 一百 五 十. Two digit runs are joined only in groups of
// three, and parse takes that back where no scale or unit follows.
func joinsOverSpace(a, b *part) bool {
	switch {
	case b.scale() || b.kind == partMany:
		return true
	case a.scale() || a.kind == partZero || a.kind == partMany:
		return b.figure() || b.kind == partZero || b.kind == partSome
	}
	return false
}

// measures reports whether text begins with a measure word, a unit or a scale.
func (n *numerals) measures(text string) bool {
	role, _ := n.at(text, 0)
	return role.Kind == dict.RoleBig || n.d.MeasureWords.PrefixLen(text) > 0 || n.d.Units.PrefixLen(text) > 0
}

// join puts together what several numerals make up: signs, Chinese decimals (五点七),
// fractions (三分之一, 1/3, 一又二分之一) and exponents, and drops what is no number after all.
func (n *numerals) join(text string, nums []Numeral) []Numeral {
	out := nums[:0]
	for k := 0; k < len(nums); k++ {
		num := nums[k]
		if k+1 < len(nums) {
			if joined, ok := n.decimal(text, num, nums[k+1]); ok {
				num = joined
				k++
			}
		}
		n.sign(text, out, &num)
		if len(out) > 0 && out[len(out)-1].Span.Overlaps(num.Span) {
			out = out[:len(out)-1] // the 零 of 零下35
		}
		if k+1 < len(nums) {
			if joined, ok := n.power(text, num, nums[k+1]); ok {
				num = joined
				k++
			}
		}
		out = n.fractions(text, out, num)
	}
	return out
}

// fractions appends num to out, put together with what stands there where they make a
// fraction.
func (n *numerals) fractions(text string, out []Numeral, num Numeral) []Numeral {
	if len(out) == 0 {
		return append(out, num)
	}
	joined, ok := n.fraction(text, out[len(out)-1], num)
	if !ok {
		return append(out, num)
	}
	out = out[:len(out)-1]
	if len(out) > 0 {
		if mixed, ok := n.mixed(text, out[len(out)-1], joined); ok {
			joined = mixed
			out = out[:len(out)-1]
		}
	}
	return append(out, joined)
}
