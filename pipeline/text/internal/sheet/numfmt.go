package sheet

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"
)

// Formats of ECMA-376 part 1, 18.8.30: those that all languages have, and those of zh-CN.
// Format 14 is what the system's short date is in China; 30, m-d-yy there, has its whole year.
var builtin = map[int]string{
	1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
	14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
	27: `yyyy"年"m"月"`, 28: `m"月"d"日"`, 29: `m"月"d"日"`, 30: "yyyy-m-d", 31: `yyyy"年"m"月"d"日"`, 32: `h"时"mm"分"`, 33: `h"时"mm"分"ss"秒"`,
	34: `上午/下午h"时"mm"分"`, 35: `上午/下午h"时"mm"分"ss"秒"`, 36: `yyyy"年"m"月"`,
	37: "#,##0_);(#,##0)", 38: "#,##0_);(#,##0)", 39: "#,##0.00_);(#,##0.00)", 40: "#,##0.00_);(#,##0.00)",
	41: `_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ `, 42: `_ "￥"* #,##0_ ;_ "￥"* -#,##0_ ;_ "￥"* "-"_ ;_ @_ `,
	43: `_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ `, 44: `_ "￥"* #,##0.00_ ;_ "￥"* -#,##0.00_ ;_ "￥"* "-"??_ ;_ @_ `,
	45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
	50: `yyyy"年"m"月"`, 51: `m"月"d"日"`, 52: `yyyy"年"m"月"`, 53: `m"月"d"日"`, 54: `m"月"d"日"`, 55: `上午/下午h"时"mm"分"`, 56: `上午/下午h"时"mm"分"ss"秒"`,
	57: `yyyy"年"m"月"`, 58: `m"月"d"日"`,
}

// maxFormat is how many characters a format has at most, as in Excel.
const maxFormat = 255

// format is a number format, read once.
type format struct{ sections []section }

// section is the part of a format for some of the values.
type section struct {
	tokens    []token
	condition string // >=100, "" for none
	chinese   int    // 1 to 3 for [DBNum1] and so on
	date      bool
	general   bool
	text      bool // has @
	percent   int  // signs
	thousands int  // commas that scale
	grouped   bool
}

type tokenKind uint8

const (
	literal  tokenKind = iota
	digit              // 0 # ?
	point              // .
	exponent           // E+ E-
	slash              // of a fraction
	datePart           // yyyy, m, 上午/下午, [h]
	anything           // @ and General
)

type token struct {
	kind tokenKind
	text string
}

// parseFormat reads a format. One that is too long is General.
func parseFormat(code string) *format {
	f := &format{}
	if utf8.RuneCountInString(code) > maxFormat {
		code = ""
	}
	for len(f.sections) < 4 {
		s, rest, more := parseSection(code)
		f.sections = append(f.sections, s)
		if code = rest; !more {
			break
		}
	}
	return f
}

// parseSection reads up to the next ; that is no literal.
func parseSection(code string) (s section, rest string, more bool) {
	add := func(kind tokenKind, text string) { s.tokens = append(s.tokens, token{kind, text}) }
	for code != "" {
		r, size := utf8.DecodeRuneInString(code)
		lower := strings.ToLower(code)
		switch {
		case r == ';':
			s.finish()
			return s, code[size:], true
		case r == '"':
			inside, after, _ := strings.Cut(code[1:], `"`)
			add(literal, inside)
			code = after
			continue
		case (r == '\\' || r == '!') && len(code) > 1:
			_, n := utf8.DecodeRuneInString(code[1:])
			add(literal, code[1:1+n])
			size += n
		case (r == '_' || r == '*') && len(code) > 1:
			_, n := utf8.DecodeRuneInString(code[1:])
			size += n
		case r == '[':
			inside, after, ok := strings.Cut(code[1:], "]")
			if !ok {
				code = ""
				continue
			}
			s.bracket(inside, add)
			code = after
			continue
		case strings.HasPrefix(lower, "general"):
			s.general = true
			add(anything, "")
			size = len("general")
		case strings.HasPrefix(lower, "am/pm"), strings.HasPrefix(lower, "上午/下午"):
			s.date = true
			size = len("am/pm")
			if r == '上' {
				size = len("上午/下午")
			}
			add(datePart, lower[:size])
		case strings.ContainsRune("0#?", r):
			add(digit, string(r))
		case r == '.':
			add(point, ".")
		case r == ',':
			add(literal, ",") // told apart by finish
			s.tokens[len(s.tokens)-1].kind = comma
		case r == '%':
			s.percent++
			add(literal, "%")
		case r == 'E' && len(code) > 1 && (code[1] == '+' || code[1] == '-'):
			add(exponent, code[:2])
			size = 2
		case r == '@':
			s.text = true
			add(anything, "")
		case r == '/':
			add(slash, "/")
		case strings.ContainsRune("ymdhsebgaYMDHSEBGA", r):
			n := 1
			for n < len(code) && lower[n] == lower[0] {
				n++
			}
			s.date = true
			add(datePart, lower[:n])
			size = n
		default:
			add(literal, string(r))
		}
		code = code[size:]
	}
	s.finish()
	return s, "", false
}

// comma is one whose meaning hangs on what stands around it.
const comma tokenKind = 255

// bracket reads what stands in square brackets.
func (s *section) bracket(inside string, add func(tokenKind, string)) {
	lower := strings.ToLower(inside)
	switch {
	case strings.HasPrefix(lower, "dbnum") && len(lower) == len("dbnum1"):
		s.chinese = int(lower[5] - '0')
	case lower == "$-f800":
		s.date, s.condition = true, "long date"
	case lower == "$-f400":
		s.date, s.condition = true, "long time"
	case strings.HasPrefix(inside, "$"):
		sign, _, _ := strings.Cut(inside[1:], "-")
		if sign != "" {
			add(literal, sign)
		}
	case strings.Trim(lower, "h") == "" || strings.Trim(lower, "m") == "" || strings.Trim(lower, "s") == "":
		s.date = lower != ""
		add(datePart, "["+lower)
	case strings.ContainsAny(inside, "<>="):
		s.condition = inside
	}
}

// finish tells what the commas mean, and whether a / divides numbers or dates.
func (s *section) finish() {
	last := -1
	for i, t := range s.tokens {
		if t.kind == digit {
			last = i
		}
	}
	numeric := last >= 0 && !s.date
	beforePoint := true
	for i := range s.tokens {
		t := &s.tokens[i]
		switch t.kind {
		case point:
			if beforePoint = false; !numeric && !s.date {
				t.kind = literal
			}
			if s.date { // ss.0, or yyyy.mm
				t.kind = literal
			}
		case slash:
			if s.date || !numeric {
				t.kind = literal
			}
		case comma:
			t.kind = literal
			if !numeric {
				continue
			}
			t.text = ""
			switch {
			case i > last || !beforePoint:
				s.thousands++
			case i+1 < len(s.tokens) && s.tokens[i+1].kind != digit && s.tokens[i+1].kind != comma:
				s.thousands++
			default:
				s.grouped = true
			}
		}
	}
}

// show returns a number as the format shows it; raw is how it is stored.
func (f *format) show(v float64, raw string, date1904 bool) string {
	s, sign := f.pick(v)
	switch {
	case len(s.tokens) == 0 && s.condition == "":
		if len(f.sections) == 1 {
			return general(v, raw)
		}
		return ""
	case s.date:
		if v < 0 || v > 2958466 || math.IsNaN(v) {
			return general(v, raw)
		}
		return s.showDate(v, date1904)
	case s.text && !s.hasDigits():
		return sign + s.literals(general(math.Abs(v), strings.TrimPrefix(raw, "-")))
	case s.general:
		return sign + s.literals(s.inChinese(general(math.Abs(v), strings.TrimPrefix(raw, "-"))))
	}
	return sign + s.showNumber(math.Abs(v), sign != "")
}

func (s *section) hasDigits() bool {
	for _, t := range s.tokens {
		if t.kind == digit {
			return true
		}
	}
	return false
}

// pick returns the section for a value, and the sign that must stand before what it shows:
// in brackets or in red is what is negative, too.
func (f *format) pick(v float64) (*section, string) {
	sign := ""
	if v < 0 {
		sign = "-"
	}
	if strings.ContainsAny(f.sections[0].condition, "<>=") {
		for i := range f.sections {
			s := &f.sections[i]
			if !strings.ContainsAny(s.condition, "<>=") || holds(s.condition, v) {
				return s, sign
			}
		}
		return &f.sections[len(f.sections)-1], sign
	}
	switch {
	case v < 0 && len(f.sections) > 1:
		s := &f.sections[1]
		if len(s.tokens) == 0 {
			return s, ""
		}
		return s, "-"
	case v == 0 && len(f.sections) > 2:
		return &f.sections[2], ""
	}
	return &f.sections[0], sign
}

// holds reports whether a condition such as >=100 holds.
func holds(condition string, v float64) bool {
	number := strings.TrimLeft(condition, "<>=")
	n, err := strconv.ParseFloat(strings.TrimSpace(number), 64)
	if err != nil {
		return false
	}
	switch condition[:len(condition)-len(number)] {
	case ">":
		return v > n
	case ">=":
		return v >= n
	case "<":
		return v < n
	case "<=":
		return v <= n
	case "=":
		return v == n
	case "<>":
		return v != n
	}
	return false
}

// literals returns the section with what stands for @ and General put in.
func (s *section) literals(in string) string {
	var b strings.Builder
	for _, t := range s.tokens {
		if t.kind == anything {
			b.WriteString(in)
		} else {
			b.WriteString(t.text)
		}
	}
	return strings.TrimSpace(b.String())
}

// general returns a number as cells without a format show it: with ten figures at most
// where it is no whole number.
func general(v float64, raw string) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	if math.Abs(v) >= 1e15 || math.Abs(v) < 1e-9 {
		return strings.ToUpper(strconv.FormatFloat(v, 'g', 6, 64))
	}
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 10, 64), 64)
	if err != nil {
		return raw
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

// showNumber fills the places of a section with the figures of a number, which is not
// negative; that a minus stands before it says negative, and that of the section is left out.
func (s *section) showNumber(v float64, negative bool) string {
	for range s.percent {
		v *= 100
	}
	for range s.thousands {
		v /= 1000
	}
	for _, t := range s.tokens {
		switch t.kind {
		case exponent:
			return s.showExponent(v)
		case slash:
			return s.showFraction(v)
		}
	}
	places, decimals, seen := 0, 0, false
	for _, t := range s.tokens {
		switch {
		case t.kind == point:
			seen = true
		case t.kind == digit && seen:
			decimals++
		case t.kind == digit:
			places++
		}
	}
	if places+decimals == 0 {
		return s.literals("")
	}
	whole, fraction, _ := strings.Cut(round(v, decimals), ".")
	whole = strings.TrimLeft(whole, "0")
	var b strings.Builder
	inFraction, filled := false, 0 // filled: figures of whole written
	for at, t := range s.tokens {
		switch t.kind {
		case literal:
			if negative && strings.ContainsAny(t.text, "-－−(（)）") && len(t.text) <= 3 && s.outer(at) {
				continue // the sign stands before all
			}
			b.WriteString(t.text)
		case point:
			inFraction = true
			if s.keepsPoint(at, fraction) {
				b.WriteByte('.')
			}
		case digit:
			if inFraction {
				if fraction != "" {
					if rest := strings.TrimRight(fraction, "0"); rest != "" || t.text == "0" || s.zeroAfter(at) {
						b.WriteByte(fraction[0])
					}
					fraction = fraction[1:]
				}
				continue
			}
			places--
			n := len(whole) - filled - places // figures up to this place
			if n <= 0 {
				if t.text == "0" {
					b.WriteByte('0')
				}
				continue
			}
			for ; n > 0; n-- {
				b.WriteByte(whole[filled])
				filled++
				if left := len(whole) - filled; s.grouped && left > 0 && left%3 == 0 {
					b.WriteByte(',')
				}
			}
		}
	}
	return s.inChinese(strings.TrimSpace(b.String()))
}

// outer reports whether no figure stands before, or none behind, a token.
func (s *section) outer(at int) bool {
	before, after := false, false
	for i, t := range s.tokens {
		if t.kind == digit {
			before, after = before || i < at, after || i > at
		}
	}
	return !before || !after
}

// keepsPoint reports whether a point is shown: where figures follow, or always, 0., in Excel.
func (s *section) keepsPoint(at int, fraction string) bool {
	return strings.TrimRight(fraction, "0") != "" || s.zeroAfter(at)
}

// zeroAfter reports whether a 0 stands behind a token.
func (s *section) zeroAfter(at int) bool {
	for _, t := range s.tokens[at+1:] {
		if t.kind == digit && t.text == "0" {
			return true
		}
	}
	return false
}

// round returns a number with so many decimals, rounded as Excel does: from its fifteen figures.
func round(v float64, decimals int) string {
	var d apd.Decimal
	if _, _, err := d.SetString(strconv.FormatFloat(v, 'e', 14, 64)); err != nil {
		return strconv.FormatFloat(v, 'f', decimals, 64)
	}
	c := apd.BaseContext.WithPrecision(400)
	c.Rounding = apd.RoundHalfUp
	if _, err := c.Quantize(&d, &d, -int32(decimals)); err != nil {
		return strconv.FormatFloat(v, 'f', decimals, 64)
	}
	return d.Text('f')
}

func (s *section) showExponent(v float64) string {
	decimals, seen := 0, false
	for _, t := range s.tokens {
		if t.kind == exponent {
			break
		}
		if t.kind == digit && seen {
			decimals++
		}
		seen = seen || t.kind == point
	}
	return strconv.FormatFloat(v, 'E', decimals, 64)
}

// showFraction writes 0.5 as 1/2 where the section has ?/?.
func (s *section) showFraction(v float64) string {
	whole, most, below := false, 1, false
	for i, t := range s.tokens {
		switch {
		case t.kind == slash:
			below = true
		case t.kind == digit && below && most < 10000:
			most *= 10
		case t.kind == literal && t.text == " " && i > 0:
			whole = whole || !below && s.tokens[i-1].kind == digit
		}
	}
	most = max(most-1, 1)
	integer := 0.0
	if whole {
		integer = math.Floor(v)
		v -= integer
	}
	bestN, bestD, bestErr := 0, 1, math.Inf(1)
	for d := 1; d <= most; d++ {
		n := math.Round(v * float64(d))
		if e := math.Abs(v - n/float64(d)); e < bestErr-1e-12 {
			bestN, bestD, bestErr = int(n), d, e
		}
	}
	if bestN == bestD && whole {
		integer, bestN = integer+1, 0
	}
	fraction := strconv.Itoa(bestN) + "/" + strconv.Itoa(bestD)
	switch {
	case !whole:
		return fraction
	case bestN == 0:
		return strconv.FormatFloat(integer, 'f', -1, 64)
	case integer == 0:
		return fraction
	}
	return strconv.FormatFloat(integer, 'f', -1, 64) + " " + fraction
}
