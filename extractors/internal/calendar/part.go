package calendar

import (
	"fmt"
	"strconv"
	"strings"
)

// part reads a part of a year: 上半年, 三季度, 前三季度, 前8个月, 第九个月, 第二周, 全年, 夏季.
func (s *scan) part(p *point, at int) bool {
	if p.grain != none && p.grain != year {
		return false
	}
	w, n := s.word(at)
	if n > 0 && s.partWord(p, w.Kind, w.Value, at+n) {
		return true
	}
	open, n := s.opener(at)
	if open != "first" && open != "last" {
		k := s.has(at, "第")
		return k > 0 && p.grain == year && s.nth(p, at+k)
	}
	count, vague := s.count(s.skip(at + n))
	if count.digits == 0 || vague || count.value < 1 {
		return false
	}
	unit := s.skip(count.end)
	first := open == "first"
	switch k := s.has(unit, "个月", "月", "周", "天", "日"); {
	case k == 0, s.has(unit+k, "份", "前", "后", "内") > 0 && p.grain == none:
		return false
	case s.has(unit, "个月", "月") > 0 && count.value <= 12 && (first || p.grain == year):
		return s.someMonths(p, count.value, first, unit+k)
	case p.grain == none || p.from.year == 0:
		return false
	case s.has(unit, "周") > 0 && first:
		p.from = firstWeek(stamp{p.from.year, 1, 1})
		p.to = p.from.add(7*count.value - 1)
		return p.set("range", days, unit+k)
	case s.has(unit, "天", "日") > 0:
		p.from, p.to = stamp{p.from.year, 1, 1}, stamp{p.from.year, 1, 1}.add(count.value-1)
		if !first {
			p.to = stamp{p.from.year, 12, 31}
			p.from = p.to.add(1 - count.value)
		}
		return p.set("range", days, unit+k)
	}
	return false
}

// partWord takes in a word for a part of a year.
func (s *scan) partWord(p *point, kind, value string, end int) bool {
	switch kind {
	case "part":
		p.part = value
		if p.part[0] == 'Q' {
			end += s.has(end, "度")
		}
		return p.set("part", part, end)
	case "months":
		if p.grain == none {
			return false
		}
		m, _ := strconv.Atoi(value)
		p.from.month = m
		return p.set("part", month, end)
	case "whole":
		if p.grain == none {
			p.vague, p.relative = true, true
			if p.unknown = s.doc.year == 0; !p.unknown {
				p.from.year, p.vague, p.anchored = s.doc.year, false, true
			}
		}
		return p.set("relative", year, end)
	case "season":
		return p.grain == year && s.season(p, value, end)
	case "quarter":
		if p.grain != none {
			return false
		}
		k, err := strconv.Atoi(value)
		p.relative, p.anchored = true, true
		if p.unknown = s.doc.month == 0 || err != nil; !p.unknown {
			q := s.doc.year*4 + (s.doc.month-1)/3 + k
			p.from.year, p.part = q/4, "Q"+strconv.Itoa(q%4+1)
		}
		return p.set("relative", part, end)
	}
	return false
}

// someMonths reads the first or last n months of a year. 前两个月 in a text of January or
// February, which cannot know of the year's, are those before it.
func (s *scan) someMonths(p *point, n int, first bool, end int) bool {
	if p.grain == none && s.doc.month > 0 && n >= s.doc.month && s.ref.Year == 0 && n <= 3 {
		to := stamp{s.doc.year, s.doc.month, 1}.addMonths(-1)
		p.from, p.to = to.addMonths(1-n), to
		p.from.day, p.to.day = 0, 0
		p.relative, p.anchored = true, true
		return p.set("range", months, end)
	}
	p.from.month, p.to.month = 1, n
	if !first {
		p.from.month, p.to.month = 13-n, 12
	}
	p.to.year = p.from.year
	if n == 1 {
		return p.set("part", month, end)
	}
	return p.set("range", months, end)
}

// nth reads the number of a month or week of a year: 第三个月, 第52周; at is behind 第.
func (s *scan) nth(p *point, at int) bool {
	n, ok := s.small(at, 1, 53)
	if !ok {
		return false
	}
	switch {
	case s.has(n.end, "个月") > 0 && n.value <= 12:
		p.from.month = n.value
		return p.set("month", month, n.end+len("个月"))
	case s.has(n.end, "周") > 0 && p.from.year > 0:
		p.from = firstWeek(stamp{p.from.year, 1, 1}).add(7 * (n.value - 1))
		p.to = p.from.add(6)
		return p.set("week", days, n.end+len("周"))
	}
	return false
}

// firstWeek returns the Monday of the week that has most of its days in the year, or month,
// that begins on a day, as ISO 8601 counts weeks.
func firstWeek(first stamp) stamp {
	monday := first.monday()
	if first.weekday() > 4 {
		monday = monday.add(7)
	}
	return monday
}

// season takes in a season of a year.
func (s *scan) season(p *point, name string, end int) bool {
	from := map[string]int{"spring": 3, "summer": 6, "autumn": 9, "winter": 12}[name]
	if from == 0 {
		return false
	}
	p.value = ""
	p.part = strings.ToUpper(name[:2])
	p.from.month = from
	return p.set("season", season, end)
}

// partISO returns the value of a part of a year; year is four characters.
func partISO(year, part string) string {
	from, to, several := strings.Cut(part, "/")
	if several {
		return fmt.Sprintf("%s-%s/%s-%s", year, from, year, to)
	}
	return year + "-" + from
}

// partMonths returns the first and the last month of a part of a year.
func partMonths(part string) (from, to int) {
	a, b, several := strings.Cut(part, "/")
	from, to = partRange(a)
	if several {
		_, to = partRange(b)
	}
	return from, to
}

func partRange(part string) (from, to int) {
	if len(part) != 2 {
		return 0, 0
	}
	n := int(part[1] - '0')
	switch part[0] {
	case 'Q':
		return 3*n - 2, 3 * n
	case 'H':
		return 6*n - 5, 6 * n
	}
	return 0, 0
}
