package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// orders adds the numbered orders: 国务院令第743号, 第743号令.
func (s *documentScanner) orders(add func(*Mention)) {
	for at := 0; ; {
		n := strings.Index(s.text[at:], "号令")
		if n < 0 {
			break
		}
		end := at + n + len("号令")
		at = end
		digits := strings.TrimRightFunc(s.text[:end-len("号令")], func(r rune) bool { return strings.ContainsRune(numeralCharacters, r) })
		start, ok := strings.CutSuffix(digits, "第")
		if !ok || len(digits) == end-len("号令") {
			continue
		}
		order := span.Span{Start: len(start), End: end}
		m := s.mentionOf(order, order, "notice", "document.order")
		m.Document.Number = order
		add(m)
	}
	for at := 0; ; { // 国务院令第743号
		n := strings.Index(s.text[at:], "令第")
		if n < 0 {
			return
		}
		at += n + len("令第")
		tail := strings.TrimLeftFunc(s.text[at:], isDigit)
		if len(tail) == len(s.text)-at || !strings.HasPrefix(tail, "号") {
			continue
		}
		start := s.proper(max(0, at-90), at-len("令第"))
		if rest, ok := strings.CutSuffix(s.text[:at-len("令第")], "主席"); ok && start < 0 {
			start = len(rest)
		}
		if start < 0 {
			continue
		}
		order := span.Span{Start: start, End: len(s.text) - len(tail) + len("号")}
		m := s.mentionOf(order, order, "notice", "document.order")
		m.Document.Number = span.Span{Start: at - len("第"), End: order.End}
		add(m)
	}
}

// NumberAt returns where the number of a document stands that begins at a byte offset of a
// simplified text, or behind spaces and an opening bracket there: 国发〔2023〕5号, GB/T
// 17839-2011, 院台经字第1120012345号. It is empty where none does. Source: GB/T 9704-2012, 7.2.5.
func NumberAt(text string, at int) span.Span {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if r != ' ' && r != '　' && r != '（' && r != '(' && r != '，' && r != '：' {
			break
		}
		at += size
	}
	rest := text[at:]
	if strings.HasPrefix(rest, "GB") || strings.HasPrefix(rest, "DB") || strings.HasPrefix(rest, "HJ") {
		n := 2
		for n < len(rest) && (rest[n] == '/' || rest[n] == 'T' || rest[n] == 'Z' || rest[n] == ' ' || rest[n] == '-' || rest[n] == '.' || rest[n] >= '0' && rest[n] <= '9') {
			n++
		}
		if strings.ContainsAny(rest[:n], "0123456789") {
			return span.Span{Start: at, End: at + len(strings.TrimRight(rest[:n], " -."))}
		}
		return span.Span{}
	}
	n := 0
	for count := 0; n < len(rest) && count <= 14; count++ {
		r, size := utf8.DecodeRuneInString(rest[n:])
		if strings.ContainsRune("〔[［【﹝（(", r) && count > 1 {
			if end := bracketed(rest, n+size); end > 0 {
				return span.Span{Start: at, End: at + end}
			}
			return span.Span{}
		}
		if after, ok := strings.CutPrefix(rest[n:], "字第"); ok && count > 0 {
			digits := strings.TrimLeftFunc(after, isDigit)
			if tail, ok := strings.CutPrefix(digits, "号"); ok && len(digits) < len(after) {
				return span.Span{Start: at, End: at + len(rest) - len(tail)}
			}
			return span.Span{}
		}
		if r < 0x4E00 || r > 0x9FFF {
			break
		}
		n += size
	}
	return span.Span{}
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

// bracketed returns the end of a number whose year begins at an offset, 0 where none stands
// there: 2023〕5号.
func bracketed(text string, at int) int {
	year := strings.TrimLeftFunc(text[at:], isDigit)
	if n := utf8.RuneCountInString(text[at : len(text)-len(year)]); n != 4 && n != 3 {
		return 0
	}
	r, size := utf8.DecodeRuneInString(year)
	if !strings.ContainsRune("〕]］】﹞）)", r) {
		return 0
	}
	rest := strings.TrimPrefix(year[size:], "第")
	tail := strings.TrimLeftFunc(rest, isDigit)
	if len(tail) == len(rest) || !strings.HasPrefix(tail, "号") {
		return 0
	}
	return len(text) - len(tail) + len("号")
}
