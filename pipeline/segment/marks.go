package segment

import (
	"unicode"
	"unicode/utf8"
)

// end reports whether a character ends sentences wherever it stands.
func end(r rune) bool {
	switch r {
	case '。', '！', '？', '；', '｡', '﹖', '﹗', '﹔', '‼', '⁇', '⁈', '⁉':
		return true
	}
	return false
}

// halfEnd reports whether a character ends sentences between Chinese words.
func halfEnd(r rune) bool { return r == '!' || r == '?' || r == ';' }

// closing returns the mark that closes what r opens, 0 if r opens nothing.
func closing(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '‘':
		return '’'
	case '「':
		return '」'
	case '『':
		return '』'
	case '《':
		return '》'
	case '〈':
		return '〉'
	case '（':
		return '）'
	case '(':
		return ')'
	case '【':
		return '】'
	case '〔':
		return '〕'
	case '［':
		return '］'
	case '[':
		return ']'
	}
	return 0
}

// closes reports whether r is a closing mark.
func closes(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '》', '〉', '）', ')', '】', '〕', '］', ']', '"':
		return true
	}
	return false
}

// quotes reports whether a closing mark ends speech, not a title or an aside.
func quotes(r rune) bool {
	switch r {
	case '”', '’', '」', '』', '"':
		return true
	}
	return false
}

// han reports whether r is a Chinese character.
func han(r rune) bool {
	return 0x4E00 <= r && r <= 0x9FFF || r > 0x2E80 && unicode.Is(unicode.Han, r)
}

// digit reports whether r is a digit of either width.
func digit(r rune) bool { return '0' <= r && r <= '9' || '０' <= r && r <= '９' }

// numeral reports whether r is a Chinese or Arabic numeral of a list.
func numeral(r rune) bool {
	if digit(r) {
		return true
	}
	switch r {
	case '〇', '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '百', '千', '两',
		'壹', '贰', '叁', '参', '肆', '伍', '陆', '柒', '捌', '玖', '拾':
		return true
	}
	return false
}

func firstRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func lastRune(s string) rune {
	if s == "" {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// markerKind says how a line is numbered.
type markerKind uint8

const (
	noMarker      markerKind = iota
	hashMarker               // ## of Markdown
	chapterMarker            // 第三章, 第二节, 第一编
	articleMarker            // 第四条
	hanMarker                // 一、
	hanBrackets              // （一）
	figureMarker             // 1. or 1、
	figureBracket            // （1）, 1) or ①
	bulletMarker             // • or -
)

// marker returns how line is numbered and how many bytes that takes.
func marker(line string) (markerKind, int) {
	first, size := utf8.DecodeRuneInString(line)
	switch {
	case first == '#':
		n := 0
		for n < len(line) && line[n] == '#' {
			n++
		}
		if n < len(line) && line[n] == ' ' {
			return hashMarker, n + 1
		}
		return noMarker, 0
	case first == '第':
		return ordinalMarker(line)
	case '①' <= first && first <= '⑳', '⑴' <= first && first <= '⒇', '⒈' <= first && first <= '⒛':
		return figureBracket, size
	case first == '•', first == '·', first == '●', first == '■', first == '◆', first == '▲', first == '○', first == '□', first == '※', first == '★', first == '◎':
		return bulletMarker, size
	case first == '-' || first == '*' || first == '—' || first == '–' || first == '－':
		n := size
		if r, more := utf8.DecodeRuneInString(line[n:]); r == first {
			n += more
		} else if (first == '-' || first == '*') && r != ' ' {
			return noMarker, 0
		}
		return bulletMarker, n
	}
	bracket := first == '（' || first == '('
	at := 0
	if bracket {
		at = size
	}
	at += spaces(line[at:])
	n, arabic := numerals(line[at:])
	if n == 0 {
		return noMarker, 0
	}
	at += n
	at += spaces(line[at:])
	r, size := utf8.DecodeRuneInString(line[at:])
	at += size
	switch {
	case bracket && (r == '）' || r == ')'):
		if arabic {
			return figureBracket, at
		}
		return hanBrackets, at
	case bracket:
	case arabic && (r == ')' || r == '）'):
		return figureBracket, at
	case r == '、' || (r == '.' || r == '．') && !digit(firstRune(line[at:])):
		if arabic {
			return figureMarker, at
		}
		return hanMarker, at
	}
	return noMarker, 0
}

// ordinalMarker reads 第…章 and the like. What goes on like a reference (第六条第二款,
// 第3条规定) is no marker.
func ordinalMarker(line string) (markerKind, int) {
	at := len("第")
	at += spaces(line[at:])
	n, _ := numerals(line[at:])
	if n == 0 {
		return noMarker, 0
	}
	at += n
	at += spaces(line[at:])
	unit, size := utf8.DecodeRuneInString(line[at:])
	at += size
	kind := noMarker
	switch unit {
	case '章', '节', '編', '编', '篇':
		kind = chapterMarker
	case '条':
		kind = articleMarker
	case '部':
		if r, size := utf8.DecodeRuneInString(line[at:]); r == '分' {
			kind = chapterMarker
			at += size
		}
	}
	switch firstRune(line[at:]) {
	case '条', '规', '所', '第', '之', '的', '、', '，', ',', '至', '和', '及', '或', '～', '~', '中':
		return noMarker, 0
	}
	if kind == noMarker {
		return noMarker, 0
	}
	return kind, at
}

// numerals returns how many bytes of numerals s begins with, at most a dozen characters,
// and whether they are Arabic.
func numerals(s string) (int, bool) {
	n, arabic, count := 0, digit(firstRune(s)), 0
	for n < len(s) && count < 12 {
		r, size := utf8.DecodeRuneInString(s[n:])
		if !numeral(r) || digit(r) != arabic {
			break
		}
		n += size
		count++
	}
	return n, arabic
}

// spaces returns how many bytes of white space s begins with.
func spaces(s string) int {
	for i, r := range s {
		if !unicode.IsSpace(r) {
			return i
		}
	}
	return len(s)
}
