package calendar

import (
	"strconv"
	"strings"
)

// year reads a year: 2023年, 二〇二三年度, 民国113年, 康熙三年, 15年3月, 今年.
func (s *scan) year(p *point, at int) bool {
	if p.grain != none && !(p.grain == years && p.mod != "") {
		return false
	}
	w, n := s.word(at)
	switch {
	case n > 0 && w.Kind == "year":
		return s.relativeYear(p, at, n, w.Value)
	case n > 0 && w.Kind == "sameyear":
		return s.sameYear(p, at+n, w.Value)
	case n > 0 && w.Kind == "era":
		return s.eraYear(p, s.skip(at+n), w.Value)
	}
	number := s.number(at)
	if number.digits < 2 {
		return false
	}
	end := s.skip(number.end)
	k := s.has(end, "年")
	if k == 0 || s.has(end+k, "级", "期", "龄", "款", "版", "薪", "限", "画") > 0 {
		return false
	}
	if decadeEnd := s.has(end+k, "代"); decadeEnd > 0 {
		return s.stated(p, number, end+k+decadeEnd)
	}
	y, ok := s.yearOf(number, end+k)
	if !ok {
		return false
	}
	p.from.year, p.anchored = y, true
	return p.set("year", year, s.behindYear(end+k))
}

// stated reads 1980年代; number is the year before 年代.
func (s *scan) stated(p *point, n numeral, end int) bool {
	if n.value%10 != 0 || n.digits > 4 {
		return false
	}
	y := n.value
	switch {
	case n.digits == 4 && y >= 1000:
	case y >= 30 && y <= 90:
		y += 1900
	default:
		return false
	}
	p.from.year, p.to.year, p.anchored = y, y+9, true
	p.value = strconv.Itoa(y/10) + "X"
	return p.set("decade", decade, end)
}

// behindYear takes in what closes a year: 度, and the blank of 2023 年.
func (s *scan) behindYear(end int) int {
	return end + s.has(end, "度")
}

// yearOf returns the year that a number before 年 means; end is behind 年.
func (s *scan) yearOf(n numeral, end int) (int, bool) {
	switch {
	case n.value >= 1000 && n.value < 2200 && (n.digits == 4 && !n.scaled || n.scaled && n.value > 1900 && n.digits >= 4):
		return n.value, true
	case n.scaled && n.value < 50 && s.ref.Region == "TW" || n.digits == 3 && n.value > 90 && n.value < 150:
		if s.ref.Region == "TW" || n.digits == 3 && n.value > 100 && (s.has(end, "度") > 0 || s.monthAt(end)) {
			return n.value + minguo, true
		}
	case n.digits == 2 && !n.scaled && (s.monthAt(end) || s.partAt(end)):
		switch {
		case s.ref.Region == "TW":
			return n.value + minguo, true
		case n.value <= 50:
			return n.value + 2000, true
		}
		return n.value + 1900, true
	case n.digits == 2 && !n.scaled && n.arabic && s.ref.Region == "TW" && n.value > 30 && s.has(end, "度", "底", "初", "起") > 0:
		return n.value + minguo, true
	}
	return 0, false
}

// monthAt reports whether a month of the year stands at i.
func (s *scan) monthAt(i int) bool {
	n, ok := s.small(s.skip(i), 1, 12)
	return ok && s.has(s.skip(n.end), "月") > 0
}

// partAt reports whether a part of a year stands at i: 24年上半年, 20年第52周.
func (s *scan) partAt(i int) bool {
	w, n := s.word(s.skip(i))
	if n > 0 && (w.Kind == "part") {
		return true
	}
	if k := s.has(i, "第"); k > 0 {
		number := s.number(i + k)
		return number.digits > 0 && s.has(number.end, "周") > 0
	}
	return false
}

// minguo is what the years of the Republic count from.
const minguo = 1911

// eraYear reads the year of an era, whose first year is given: 民国113年, 康熙三年, 神龙元年.
func (s *scan) eraYear(p *point, at int, first string) bool {
	y, err := strconv.Atoi(first)
	n := s.number(at)
	end := s.skip(n.end)
	if k := s.has(at, "元"); k > 0 {
		n.value, n.digits, end = 1, 1, at+k
	}
	k := s.has(end, "年")
	if err != nil || n.digits == 0 || k == 0 || n.value < 1 {
		return false
	}
	p.from.year, p.anchored = y+n.value-1, true
	return p.set("year", year, s.behindYear(end+k))
}

// relativeYear reads 今年 and the like, n bytes long.
func (s *scan) relativeYear(p *point, at, n int, offset string) bool {
	k, err := strconv.Atoi(offset)
	if err != nil || strings.HasPrefix(s.text[at+n:], "级") {
		return false
	}
	p.relative, p.anchored = true, true
	if p.unknown = s.doc.year == 0; !p.unknown {
		p.from.year = s.doc.year + k
	}
	return p.set("relative", year, at+n)
}

// sameYear reads 同年 and 次年, which the year stated before makes whole.
func (s *scan) sameYear(p *point, end int, offset string) bool {
	k, err := strconv.Atoi(offset)
	if err != nil {
		return false
	}
	p.anchored = true
	if s.ref.Year > 0 {
		p.from.year, p.inherited = s.ref.Year+k, true
	} else {
		p.relative, p.unknown = true, true
	}
	return p.set("same", year, end)
}

// yearGloss reads the year that is given in brackets: 今年（2025）, 今（103）年.
func (s *scan) yearGloss(p *point, at int) bool {
	if p.grain == none && s.has(at, "今", "本") > 0 {
		open := at + len("今")
		k := s.has(open, "（", "(")
		n := s.number(open + k)
		shut := s.has(n.end, "）年", ")年")
		if k == 0 || shut == 0 {
			return false
		}
		return s.glossedYear(p, n, n.end+shut)
	}
	if p.grain != year || !p.relative {
		return false
	}
	k := s.has(at, "（", "(")
	if k == 0 {
		return false
	}
	n := s.number(at + k)
	end := n.end + s.has(n.end, "年")
	shut := s.has(end, "）", ")")
	return shut > 0 && s.glossedYear(p, n, end+shut)
}

func (s *scan) glossedYear(p *point, n numeral, end int) bool {
	switch {
	case n.digits == 4 && n.value > 1900 && n.value < 2200:
		p.from.year = n.value
	case n.digits == 3 && n.value > 90 && n.value < 150:
		p.from.year = n.value + minguo
	default:
		return false
	}
	p.relative, p.unknown, p.anchored = false, false, true
	return p.set("year", year, end)
}
