package text

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// findDate returns the first full date in s as ISO 8601 and its bytes in s. It knows
// 2024年5月13日, 2024-05-13, 2024/5/13, 2024.5.13, 20240513 with nothing but digits, also
// in full-width digits, and 二〇二四年五月十三日. Dates that do not exist, years before
// 1900 or after 2100 and the first day of a range are passed over.
func findDate(s string) (iso string, in span.Span, ok bool) {
	previousDigit := false
	for i := 0; i < len(s); {
		_, size, digit := decimalDigit(s[i:])
		if digit && !previousDigit {
			if iso, n := dateAt(s[i:]); n > 0 {
				return iso, span.Span{Start: i, End: i + n}, true
			}
		}
		previousDigit = digit
		i += size
	}
	return "", span.Span{}, false
}

// dateAt returns the date that s begins with and its length, 0 where there is none.
func dateAt(s string) (iso string, byteLen int) {
	year, n, digits := numeral(s, 8)
	at := n
	if digits == 8 && year >= 1900_00_00 {
		return checkDate(year/10000, year/100%100, year%100, at)
	}
	if digits != 4 {
		return "", 0
	}
	first, size := utf8.DecodeRuneInString(s[at:])
	at += size
	second, closing := first, rune(0)
	switch first {
	case '年':
		second, closing = '月', '日'
	case '-', '/', '.', '－', '／':
	default:
		return "", 0
	}
	at += spaces(s[at:])
	month, n, _ := numeral(s[at:], 2)
	if n == 0 {
		return "", 0
	}
	at += n
	if r, size := utf8.DecodeRuneInString(s[at:]); r == second {
		at += size
	} else {
		return "", 0
	}
	at += spaces(s[at:])
	day, n, _ := numeral(s[at:], 2)
	if n == 0 && closing == 0 && clock(s[min(at+2, len(s)):]) { // 2019-09-3007:42
		day, n, _ = numeral(s[at:at+2], 2)
	}
	if n == 0 {
		return "", 0
	}
	at += n
	r, size := utf8.DecodeRuneInString(s[at:])
	if closing != 0 {
		if r != closing && r != '号' && r != '號' {
			return "", 0
		}
		at += size
		r, _ = utf8.DecodeRuneInString(s[at:])
		if strings.ContainsRune("至到—~～－-", r) && r != utf8.RuneError {
			return "", 0
		}
	} else if _, _, digit := decimalDigit(s[at:]); digit && !clock(s[at:]) {
		return "", 0
	}
	return checkDate(year, month, day, at)
}

func checkDate(year, month, day, byteLen int) (string, int) {
	t := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC)
	if year < 1900 || year > 2100 || t.Year() != year || int(t.Month()) != month || t.Day() != day {
		return "", 0
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day), byteLen
}

// numeral reads a number at the beginning of s: up to most decimal digits, or for a day or
// month (most is 2) a written number up to 三十一. digits is how many signs it has.
func numeral(s string, most int) (value, byteLen, digits int) {
	ten := false
	for byteLen < len(s) && digits < most+1 {
		d, size, ok := decimalDigit(s[byteLen:])
		if !ok {
			if r, size := utf8.DecodeRuneInString(s[byteLen:]); r == '十' && most == 2 && !ten {
				ten = true
				value = max(value, 1) * 10
				byteLen += size
				digits++
				continue
			}
			break
		}
		switch {
		case ten:
			value += d
		default:
			value = value*10 + d
		}
		byteLen += size
		digits++
	}
	if digits > most && !(ten && digits == 3) {
		return 0, 0, 0
	}
	return value, byteLen, digits
}

// decimalDigit returns the value of the digit that s begins with, in ASCII, full width or
// Chinese, and the size of the first character of s.
func decimalDigit(s string) (value, byteLen int, ok bool) {
	if c := s; c != "" && c[0] < utf8.RuneSelf {
		return int(c[0] - '0'), 1, '0' <= c[0] && c[0] <= '9'
	}
	if len(s) > 2 && s[0] >= 0xE6 && s[0] <= 0xE8 { // U+6000 to U+8FFF: no digit
		return 0, 3, false
	}
	var r rune
	var size int
	if len(s) > 2 && s[0]&0xF0 == 0xE0 {
		r, size = rune(s[0]&0x0F)<<12|rune(s[1]&0x3F)<<6|rune(s[2]&0x3F), 3
	} else {
		r, size = utf8.DecodeRuneInString(s)
	}
	if '０' <= r && r <= '９' {
		return int(r - '０'), size, true
	}
	switch r {
	case '〇', '零', '○':
		return 0, size, true
	case '一':
		return 1, size, true
	case '二':
		return 2, size, true
	case '三':
		return 3, size, true
	case '四':
		return 4, size, true
	case '五':
		return 5, size, true
	case '六':
		return 6, size, true
	case '七':
		return 7, size, true
	case '八':
		return 8, size, true
	case '九':
		return 9, size, true
	}
	return 0, size, false
}

// spaces returns how many bytes of blanks s begins with, two at most.
func spaces(s string) int {
	n := 0
	for n < len(s) && n < 2 && s[n] == ' ' {
		n++
	}
	return n
}

// china is the time zone of dates without one.
var china = time.FixedZone("UTC+8", 8*60*60)

// metaDate returns the date in the content of a meta tag, "" where there is none. A time
// in another zone is the date that it has in China.
func metaDate(content string) string {
	content = strings.TrimFunc(content, isSpace)
	if t, err := time.Parse(time.RFC3339, content); err == nil {
		iso, _ := checkDate(t.In(china).Year(), int(t.In(china).Month()), t.In(china).Day(), 1)
		return iso
	}
	iso, in, _ := findDate(content)
	if in.Start > 0 {
		return ""
	}
	return iso
}
