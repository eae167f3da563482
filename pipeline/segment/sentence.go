package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

// Sentences cuts a simplified text into sentences and headings, in order.
func Sentences(text string) []extractors.Sentence {
	var out []extractors.Sentence
	var section span.Span
	paragraph := 0
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text)
		} else {
			end += at
		}
		line := trim(text, span.Span{Start: at, End: end})
		at = end + 1
		if line.Empty() {
			continue
		}
		if isHeading(line.Of(text)) {
			section = line
			out = append(out, extractors.Sentence{Text: line.Of(text), Span: line, Section: section, Heading: true, Paragraph: paragraph})
			paragraph++
			continue
		}
		start := line.Start
		for i := line.Start; i < line.End; {
			r, size := utf8.DecodeRuneInString(text[i:line.End])
			i += size
			if !strings.ContainsRune("。！？；", r) {
				continue
			}
			for i < line.End {
				r, size := utf8.DecodeRuneInString(text[i:line.End])
				if !strings.ContainsRune("。！？；”’」』）)》", r) {
					break
				}
				i += size
			}
			if s := trim(text, span.Span{Start: start, End: i}); !s.Empty() {
				out = append(out, extractors.Sentence{Text: s.Of(text), Span: s, Section: section, Paragraph: paragraph})
			}
			start = i
		}
		if s := trim(text, span.Span{Start: start, End: line.End}); !s.Empty() {
			out = append(out, extractors.Sentence{Text: s.Of(text), Span: s, Section: section, Paragraph: paragraph})
		}
		paragraph++
	}
	return out
}

func isHeading(line string) bool {
	if utf8.RuneCountInString(line) > 30 || strings.ContainsAny(line, "。！？；，：") {
		return false
	}
	return strings.HasPrefix(line, "第") && strings.ContainsAny(line, "章节编") || strings.ContainsRune("一二三四五六七八九十（", firstRune(line)) && strings.Contains(line, "、")
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

func trim(text string, s span.Span) span.Span {
	for s.Start < s.End {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.Start += size
	}
	for s.Start < s.End {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= size
	}
	return s
}
