package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// raise writes figures as raised ones, so that a mark of a note does not become a part of the
// number behind it, and km2 is km². Marks in brackets stay.
func raise(s string) string {
	if strings.ContainsAny(s, "[〔【") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")[r-'0']
		}
		return r
	}, s)
}

// joinLines takes out the ends of lines inside a paragraph where a sentence goes on behind
// them, and writes otherwise for the others.
func joinLines(text, otherwise string) string {
	if !strings.Contains(text, softBreak) {
		return text
	}
	parts := strings.Split(text, softBreak)
	last, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(text))
	sentence := strings.ContainsRune("。；！？;…”）", last)
	var b strings.Builder
	b.WriteString(parts[0])
	for i := 1; i < len(parts); i++ {
		if !goesOn(parts[i-1], parts[i], sentence) {
			b.WriteString(otherwise)
		}
		b.WriteString(parts[i])
	}
	return b.String()
}

// goesOn reports whether a line is the middle of what the next one goes on with; sentence
// says that the paragraph ends as one does.
func goesOn(before, after string, sentence bool) bool {
	before, after = strings.TrimRightFunc(before, unicode.IsSpace), strings.TrimLeftFunc(after, unicode.IsSpace)
	last, _ := utf8.DecodeLastRuneInString(before)
	first, _ := utf8.DecodeRuneInString(after)
	if before == "" || after == "" || !inside(first) || !inside(last) && !strings.ContainsRune("，、（“《", last) {
		return false
	}
	if strings.ContainsRune("，、（“《的和与及", last) || strings.HasSuffix(before, "关于") || strings.HasSuffix(before, "關於") {
		return !numbered(after)
	}
	if head, _, ok := strings.Cut(after, "："); ok && utf8.RuneCountInString(head) <= 8 {
		return false // 电话：
	}
	return sentence && !numbered(after)
}

// inside reports whether r can stand in the middle of a sentence.
func inside(r rune) bool {
	return unicode.Is(unicode.Han, r) || unicode.IsDigit(r) || unicode.IsLetter(r) || r == '%' || r == '“' || r == '”' || r == '《' || r == '》'
}

// numbered reports whether a line begins with the number of a list: 一、 1. 第二条.
func numbered(s string) bool {
	at := strings.IndexFunc(s, func(r rune) bool { return !strings.ContainsRune("第一二三四五六七八九十百0123456789", r) })
	if at <= 0 {
		return false
	}
	r, size := utf8.DecodeRuneInString(s[at:])
	next, _ := utf8.DecodeRuneInString(s[at+size:])
	return r == '、' || (r == '.' || r == '．') && !unicode.IsDigit(next) || strings.HasPrefix(s, "第") && strings.ContainsRune("条章节款项", r) ||
		strings.HasPrefix(s[at:], "是") || strings.HasPrefix(s[at:], "）")
}
