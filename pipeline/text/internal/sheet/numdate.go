package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// showDate writes the day and time that a number of days stands for.
func (s *section) showDate(days float64, date1904 bool) string {
	if date1904 {
		days += 1462
	}
	seconds := math.Round(days * 86400)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).Add(time.Duration(seconds) * time.Second)
	if days < 61 && days >= 1 { // Excel has a 29 February 1900
		t = t.AddDate(0, 0, 1)
	}
	switch s.condition {
	case "long date":
		return t.Format("2006年1月2日")
	case "long time":
		return t.Format("15:04:05")
	}
	noon := false
	for _, k := range s.tokens {
		noon = noon || k.kind == datePart && (strings.HasPrefix(k.text, "am") || strings.HasPrefix(k.text, "上午"))
	}
	var b strings.Builder
	for i, k := range s.tokens {
		switch k.kind {
		case datePart:
			b.WriteString(s.datePart(i, t, seconds, noon))
		case anything, digit, point: // of seconds: 0
		default:
			b.WriteString(k.text)
		}
	}
	return strings.TrimSpace(b.String())
}

// datePart writes one part of a date.
func (s *section) datePart(i int, t time.Time, seconds float64, noon bool) string {
	part := s.tokens[i].text
	hour := t.Hour()
	if noon {
		hour = (hour + 11) % 12
		hour++
	}
	switch part[0] {
	case 'y', 'e':
		if part == "y" || part == "yy" {
			return s.figures(t.Year()%100, 2)
		}
		if s.chinese > 0 {
			return eachChinese(strconv.Itoa(t.Year()), s.chinese)
		}
		return strconv.Itoa(t.Year())
	case 'm':
		if s.isMinute(i) {
			return s.figures(t.Minute(), len(part))
		}
		switch len(part) {
		case 3:
			return t.Format("Jan")
		case 4:
			return t.Format("January")
		case 5:
			return t.Format("Jan")[:1]
		}
		return s.figures(int(t.Month()), len(part))
	case 'd':
		switch len(part) {
		case 3:
			return t.Format("Mon")
		case 4:
			return t.Format("Monday")
		}
		return s.figures(t.Day(), len(part))
	case 'a':
		if strings.HasPrefix(part, "am") {
			return t.Format("PM")
		}
		day := string([]rune("日一二三四五六")[t.Weekday()])
		if len(part) >= 4 {
			return "星期" + day
		}
		return day
	case 'h':
		return s.figures(hour, len(part))
	case 's':
		return s.figures(t.Second(), len(part))
	case '[':
		unit := map[byte]float64{'h': 3600, 'm': 60, 's': 1}[part[1]]
		return s.figures(int(seconds/unit), len(part)-1)
	}
	if strings.HasPrefix(part, "上午") {
		if t.Hour() < 12 {
			return "上午"
		}
		return "下午"
	}
	return "" // eras
}

// figures writes a number with two figures where the part has two letters.
func (s *section) figures(n, width int) string {
	if s.chinese > 0 {
		return inChinese(strconv.Itoa(n), s.chinese)
	}
	if width >= 2 && n < 10 {
		return "0" + strconv.Itoa(n)
	}
	return strconv.Itoa(n)
}

// isMinute reports whether m stands for minutes: after hours or before seconds.
func (s *section) isMinute(at int) bool {
	near := func(from, step int, letter byte) bool {
		for i := from; i >= 0 && i < len(s.tokens); i += step {
			if t := s.tokens[i]; t.kind == datePart && !strings.HasPrefix(t.text, "am") && !strings.HasPrefix(t.text, "上午") {
				return strings.TrimPrefix(t.text, "[")[0] == letter
			}
		}
		return false
	}
	return near(at-1, -1, 'h') || near(at+1, 1, 's')
}

// inChinese writes the number that a section shows in Chinese figures where it asks for them.
func (s *section) inChinese(number string) string {
	if s.chinese == 0 {
		return number
	}
	return inChinese(number, s.chinese)
}

const (
	plainFigures  = "〇一二三四五六七八九"
	formalFigures = "零壹贰叁肆伍陆柒捌玖"
)

// eachChinese writes figures one by one: 二〇二四.
func eachChinese(s string, style int) string {
	figures := []rune(plainFigures)
	if style == 2 {
		figures = []rune(formalFigures)
	}
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			if style == 3 {
				return r - '0' + '０'
			}
			return figures[r-'0']
		}
		return r
	}, s)
}

// inChinese writes the whole number in s in words and its decimals one by one, and leaves
// what stands around it: 三百二十五, 叁佰贰拾伍元.
func inChinese(s string, style int) string {
	start := strings.IndexFunc(s, func(r rune) bool { return r >= '0' && r <= '9' })
	if start < 0 || style == 3 {
		return eachChinese(s, style)
	}
	end := start
	for end < len(s) && (s[end] >= '0' && s[end] <= '9' || s[end] == ',') {
		end++
	}
	whole := strings.ReplaceAll(s[start:end], ",", "")
	if len(whole) > 16 {
		return s
	}
	return s[:start] + words(whole, style) + eachChinese(s[end:], style)
}

// words writes a whole number below 10^16 in words.
func words(s string, style int) string {
	figures, small := []rune("零一二三四五六七八九"), []string{"", "十", "百", "千"}
	if style == 2 {
		figures, small = []rune(formalFigures), []string{"", "拾", "佰", "仟"}
	}
	big := []string{"", "万", "亿", "万亿"}
	s = strings.TrimLeft(s, "0")
	if s == "" {
		return string(figures[0])
	}
	var b strings.Builder
	zero, group := false, false
	for i := range len(s) {
		n, place := s[i]-'0', len(s)-1-i
		switch {
		case n == 0:
			zero = b.Len() > 0
		default:
			if zero {
				b.WriteRune(figures[0])
				zero = false
			}
			if !(style == 1 && n == 1 && place%4 == 1 && b.Len() == 0) { // 十五
				b.WriteRune(figures[n])
			}
			b.WriteString(small[place%4])
			group = true
		}
		if place%4 == 0 && group {
			b.WriteString(big[place/4])
			group = false
		}
	}
	return b.String()
}
