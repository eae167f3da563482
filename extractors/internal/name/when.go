package name

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// timeWords are the words for a day or a year that stand without a number.
var timeWords = [...]string{"今天", "昨天", "明天", "今日", "昨日", "明日", "日前", "近日", "近期", "今年", "去年", "明年", "前年", "本月", "上月", "下月", "本周", "上周", "下周", "今晚", "昨晚", "当天", "当日", "今早"}

// dateAt returns the end of the words for a date that begin at an offset, the offset itself
// where none do: 2023年5月11日—12日, 今天（3月12日）上午, 去年.
func dateAt(text string, at int) int {
	end := at
	for _, w := range timeWords {
		if strings.HasPrefix(text[end:], w) {
			end += len(w)
			break
		}
	}
	if strings.HasPrefix(text[end:], "民国") {
		end += len("民国")
	}
	if next := dayAt(text, end); next > end {
		end = next
	} else if end == at {
		return at
	}
	for _, w := range [...]string{"周", "星期"} {
		if rest, ok := strings.CutPrefix(text[end:], w); ok && len(rest) >= 3 && strings.Contains("一二三四五六日", rest[:3]) {
			end += len(w) + 3
		}
	}
	for _, w := range [...]string{"底", "初", "中旬", "上旬", "下旬", "上半年", "下半年"} {
		if strings.HasPrefix(text[end:], w) {
			end += len(w)
		}
	}
	if rest, ok := strings.CutPrefix(text[end:], "（"); ok {
		if day := dayAt(rest, 0); day > 0 && strings.HasPrefix(rest[day:], "）") {
			end += len("（") + day + len("）")
		}
	}
	for _, w := range [...]string{"上午", "下午", "晚上", "晚间", "早上", "中午", "晚"} {
		if strings.HasPrefix(text[end:], w) {
			end += len(w)
			break
		}
	}
	for _, w := range [...]string{"—", "–", "-", "－", "至", "到", "～", "~"} {
		if rest, ok := strings.CutPrefix(text[end:], w); ok {
			rest = strings.TrimPrefix(rest, "—")
			if next := dayAt(rest, 0); next > 0 {
				return len(text) - len(rest) + next
			}
		}
	}
	return end
}

// dayAt returns the end of year, month and day as far as they stand at an offset.
func dayAt(text string, at int) int {
	end := at
	for _, unit := range [...]string{"年", "月", "日"} {
		digits := strings.TrimLeftFunc(text[end:], func(r rune) bool {
			return strings.ContainsRune("0123456789０１２３４５６７８９〇零一二三四五六七八九十", r)
		})
		if n := len(text) - end - len(digits); n == 0 || n > 15 {
			break
		}
		rest, ok := strings.CutPrefix(digits, unit)
		if !ok && unit == "日" {
			rest, ok = strings.CutPrefix(digits, "号")
		}
		if unit == "年" && strings.HasPrefix(rest, "度") {
			break
		}
		if ok {
			end = len(text) - len(rest)
		}
	}
	return end
}

// lastDate returns the last date that begins in a stretch of text and ends in it, empty where
// none does.
func lastDate(text string, from, to int) (last span.Span) {
	for at := from; at < to; {
		if end := dateAt(text, at); end > at {
			if end <= to {
				last = span.Span{Start: at, End: end}
			}
			at = end
			continue
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return last
}

const clauseMarks = "，。；！？：,;!?"

// clauseFrom returns where the clause begins that a byte offset stands in.
func clauseFrom(text string, at int) int {
	if i := strings.LastIndexAny(text[:at], clauseMarks); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		return i + size
	}
	return 0
}

// clauseTo returns where the clause ends that a byte offset stands in.
func clauseTo(text string, at int) int {
	if i := strings.IndexAny(text[at:], clauseMarks); i >= 0 {
		return at + i
	}
	return len(text)
}

// when returns the words for the date of what the verb at a span of a sentence says of a name:
// beside the name, in its clause, or in a clause of its own before it. near is how far the
// clause's search to the right may go.
func when(text string, name span.Span) span.Span {
	at := name.End
	for _, w := range [...]string{"》", "”", "已", "将", "拟", "定", "于", "在"} {
		at += len(text[at:]) - len(strings.TrimPrefix(text[at:], w))
	}
	if end := dateAt(text, at); end > at {
		return span.Span{Start: at, End: end}
	}
	from := clauseFrom(text, name.Start)
	if d := lastDate(text, from, name.Start); !d.Empty() {
		return d
	}
	for range 3 { // 今年7月，
		if from == 0 {
			break
		}
		_, size := utf8.DecodeLastRuneInString(text[:from])
		end := from - size
		from = clauseFrom(text, end)
		clause := strings.TrimPrefix(strings.TrimSpace(text[from:end]), "据悉")
		if n := dateAt(clause, 0); n > 0 && n == len(clause) {
			start := end - len(clause)
			return span.Span{Start: start, End: end}
		}
		start := from
		for _, w := range [...]string{"于", "在"} {
			start += len(text[start:end]) - len(strings.TrimPrefix(text[start:end], w))
		}
		if n := dateAt(text, start); n == end && n > start {
			return span.Span{Start: start, End: end}
		}
	}
	return span.Span{}
}

// Date returns ISO 8601 for the words for a date, a year in them or that of the document's
// date, "" where neither tells it.
func Date(words, documentDate, region string) string {
	if words == "" {
		return ""
	}
	year, month, day := 0, 0, 0
	rest := words
	number := 0
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		switch {
		case isDigit(r):
			if r >= '０' {
				r -= '０' - '0'
			}
			number = min(number*10+int(r-'0'), 99999)
			continue
		case r == '年':
			year = number
		case r == '月':
			month = number
		case r == '日' || r == '号':
			day = number
		}
		if day > 0 {
			break
		}
		number = 0
	}
	known := 0
	if len(documentDate) >= 4 {
		known, _ = strconv.Atoi(documentDate[:4])
	}
	switch {
	case year >= 1900 || year == 0:
	case region == "TW" || strings.HasPrefix(words, "民国"):
		year += 1911
	default:
		return ""
	}
	if year == 0 && month > 0 && known > 0 {
		switch {
		case strings.HasPrefix(words, "去年"):
			year = known - 1
		case strings.HasPrefix(words, "明年"):
			year = known + 1
		default:
			year = known
		}
	}
	switch {
	case year == 0 || month > 12 || day > 31:
		return ""
	case month == 0:
		return fmt.Sprintf("%04d", year)
	case day == 0:
		return fmt.Sprintf("%04d-%02d", year, month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", year, month, day)
}
