package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxTitle and minTitle are how many code points a title has at most, and one that is
	// told by its place at least.
	maxTitle = 60
	minTitle = 6
	// topLines is how many lines, blank ones left out, are searched for a document's date
	// and publisher.
	topLines = 12
	// maxTopLine is how many bytes such a line has at most: longer ones are paragraphs.
	maxTopLine = 300
)

// plain takes s as it is.
func plain(s string) found {
	f := found{text: s}
	top := head(s)
	if len(top) > 0 && utf8.RuneCountInString(top[0]) <= maxTitle && !strings.ContainsAny(top[0], "。！？；") {
		f.title = top[0]
	}
	f.date = topDate(top)
	f.publisher = topPublisher(top)
	return f
}

// head returns the first lines of s that are not blank, without outer white space.
func head(s string) []string {
	var lines []string
	for s != "" && len(lines) < topLines {
		line, rest, _ := strings.Cut(s, "\n")
		s = rest
		if line = strings.TrimFunc(line, isSpace); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// isSpace reports whether r is white space or one of the invisible signs that stand
// around text in pages.
func isSpace(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200B' || r == '\uFEFF'
}

// dateLabels come before the date of a document. Both scripts.
var dateLabels = []string{
	"发布时间", "發布時間", "發佈時間", "发布日期", "發布日期", "發佈日期", "发布于", "發布於",
	"成文日期", "印发日期", "印發日期", "日期", "时间", "時間",
}

// topDate returns the date that the first lines of a document state for it, "" where they
// state none or several: the date after a label; else a date that stands alone on its
// line, or in brackets at its end, or with a time of day after it, or in a dateline
// (新华社北京2024年5月13日电).
func topDate(lines []string) string {
	var labelled, bare dateSet
	for i, line := range lines {
		for at := 0; at < min(len(line), maxTopLine); {
			date, in, ok := findDate(line[at:])
			if !ok {
				break
			}
			before, after := line[:at+in.Start], line[at+in.End:]
			switch {
			case labelBefore(before):
				labelled.add(date)
			case dateline(before, after), inBrackets(before, after), i > 0 && (alone(before, after) || clock(after)):
				bare.add(date)
			}
			at += in.End
		}
	}
	if labelled.any {
		return labelled.one
	}
	return bare.one
}

// dateSet holds a date, or "" once it was given two different ones.
type dateSet struct {
	one string
	any bool
}

func (s *dateSet) add(date string) {
	if s.any && s.one != date {
		date = ""
	}
	s.one, s.any = date, true
}

// labelBefore reports whether a label for dates stands just before what follows before.
func labelBefore(before string) bool {
	before = strings.TrimRightFunc(before, isSpace)
	cut := strings.TrimSuffix(strings.TrimSuffix(before, "："), ":")
	cut = strings.TrimRightFunc(cut, isSpace)
	for _, label := range dateLabels {
		if strings.HasSuffix(cut, label) {
			// 会议时间 is no label; 发布于 needs no colon.
			head := strings.TrimSuffix(cut, label)
			last, _ := utf8.DecodeLastRuneInString(head)
			return (len(cut) < len(before) || strings.HasPrefix(label, "发布") || strings.HasPrefix(label, "發")) &&
				(head == "" || !unicode.Is(unicode.Han, last))
		}
	}
	return false
}

func dateline(before, after string) bool {
	agency := strings.Contains(before, "社") || strings.Contains(before, "本报") || strings.Contains(before, "本報")
	return agency && len(before) < 60 && (strings.HasPrefix(after, "电") || strings.HasPrefix(after, "電") ||
		strings.HasPrefix(after, "讯") || strings.HasPrefix(after, "訊"))
}

func inBrackets(before, after string) bool {
	return (strings.HasSuffix(before, "（") || strings.HasSuffix(before, "(")) && (after == "）" || after == ")")
}

// alone reports whether nothing but signs and a time of day stands around a date, or, on a
// line like ——2024年3月5日在…会议上, nothing but dashes before it.
func alone(before, after string) bool {
	dashes := strings.TrimFunc(before, func(r rune) bool { return isSpace(r) || strings.ContainsRune("—－-（(【[", r) })
	if dashes != "" {
		return false
	}
	if before != "" && strings.HasPrefix(after, "在") {
		return true
	}
	after = strings.TrimFunc(after, func(r rune) bool {
		return isSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(":：）)】]", r)
	})
	return after == ""
}

// clock reports whether s begins with a time of day such as 07:42.
func clock(s string) bool {
	s = strings.TrimLeftFunc(s, isSpace)
	hour, n, _ := numeral(s, 2)
	if n == 0 || hour > 24 {
		return false
	}
	s = s[n:]
	rest := strings.TrimPrefix(strings.TrimPrefix(s, ":"), "：")
	if len(rest) == len(s) {
		return false
	}
	minute, n, digits := numeral(firstRunes(rest, 2), 2)
	return n > 0 && digits == 2 && minute < 60
}

// firstRunes returns the first n code points of s.
func firstRunes(s string, n int) string {
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

var publisherLabels = []string{"信息来源", "稿件来源", "文章来源", "来源", "資料來源", "來源", "发布机构", "發布機構"}

// topPublisher returns the name after 来源： in the first lines, "" where there is none.
func topPublisher(lines []string) string {
	for _, line := range lines {
		if len(line) > maxTopLine {
			continue
		}
		for _, label := range publisherLabels {
			i := strings.Index(line, label)
			if i < 0 {
				continue
			}
			rest := strings.TrimLeftFunc(line[i+len(label):], isSpace)
			colon := strings.TrimPrefix(strings.TrimPrefix(rest, "："), ":")
			if colon == rest {
				continue
			}
			if name := publisherName(colon); name != "" {
				return name
			}
		}
	}
	return ""
}

// publisherName returns the name that s begins with: up to the next white space, mark or
// label, at most 30 code points.
func publisherName(s string) string {
	s = strings.TrimLeftFunc(s, isSpace)
	if end := strings.IndexFunc(s, func(r rune) bool {
		return isSpace(r) || strings.ContainsRune("|｜，。；;,：:（(", r)
	}); end >= 0 {
		// 作者：, 时间： and the like follow without a space at times: not a name then.
		s = s[:end]
	}
	for _, label := range append(dateLabels, "作者", "编辑", "編輯", "责任编辑", "字号", "浏览") {
		if i := strings.Index(s, label); i >= 0 {
			s = s[:i]
		}
	}
	if utf8.RuneCountInString(s) > 30 {
		return ""
	}
	return strings.Trim(s, "《》“”\"'")
}
