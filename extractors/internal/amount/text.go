package amount

import (
	"strings"
	"unicode/utf8"
)

// spaceAt returns the length of the space at i, 0 for none.
func spaceAt(text string, i int) int {
	switch rest := text[min(i, len(text)):]; {
	case strings.HasPrefix(rest, " "):
		return 1
	case strings.HasPrefix(rest, "\u00a0"):
		return 2
	case strings.HasPrefix(rest, "\u2009"), strings.HasPrefix(rest, "\u202f"):
		return 3
	}
	return 0
}

// SkipSpaces returns where the spaces at i end, four of them at most.
func SkipSpaces(text string, i int) int {
	for j := 0; j < 4 && i < len(text); j++ {
		n := spaceAt(text, i)
		if n == 0 && strings.HasPrefix(text[i:], "\u3000") {
			n = 3
		}
		if n == 0 {
			break
		}
		i += n
	}
	return i
}

// gap returns the characters between two byte offsets of text without the spaces there. A
// long stretch comes back as it is: what joins numbers is short.
func gap(text string, from, to int) string {
	if between := text[from:to]; to-from > 32 || !strings.Contains(between, " ") {
		return between
	}
	return strings.ReplaceAll(text[from:to], " ", "")
}

// holds reports whether a string is among the members.
func holds(s string, members ...string) bool {
	for _, m := range members {
		if s == m {
			return true
		}
	}
	return false
}

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇'
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isLetterRune(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// lastRuneStart returns where the last rune of text begins.
func lastRuneStart(text string) int {
	_, size := utf8.DecodeLastRuneInString(text)
	return len(text) - size
}
