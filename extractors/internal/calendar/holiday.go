package calendar

import (
	"strconv"
	"strings"
)

// notHoliday follow the name of a day that names something else: 国庆路, 五一广场.
var notHoliday = []string{"晚会", "联欢", "广场", "路", "劳动奖", "奖章", "档", "经济", "村", "街", "大道", "上河", "联赛", "区", "乡", "镇", "县", "运动", "口号", "文化", "文艺", "贺", "诗会", "节目", "招待会", "团拜会", "茶话会", "酒会", "盛典", "档期", "献礼", "庙会"}

// holiday reads a named day: 国庆节, 2024年春节, “五一”假期, 中秋假期第二天.
func (s *scan) holiday(p *point, at int) bool {
	if p.grain != none && p.grain != year {
		return false
	}
	open := 0
	if p.grain == none {
		open = s.has(at, "“", "「", "\"")
	}
	w, n := s.word(at + open)
	if n == 0 || w.Kind != "holiday" {
		return false
	}
	end := at + open + n
	if open > 0 {
		shut := s.has(end, "”", "」", "\"")
		if shut == 0 {
			return false
		}
		end += shut
	}
	if s.has(end, notHoliday...) > 0 {
		return false
	}
	name := s.text[at+open : at+open+n]
	feast, k := s.word(end)
	feasting := k > 0 && feast.Kind == "feast" && feast.Value == "-"
	framed := s.has(end, "期间") > 0
	if (name == "五一" || name == "双11") && open == 0 && !feasting && !framed && p.grain == none && s.has(end, "前", "后", "节") == 0 && end < len(s.text) && !s.closes(end) {
		return false
	}
	s.holidayDate(p, w.Value)
	if feasting || framed {
		end += max(k, 0)
		p.vague = true
	} else if k > 0 && feast.Kind == "feast" {
		end += k
	}
	p.set("holiday", day, end)
	if feasting {
		if k := s.has(p.end, "第"); k > 0 {
			if n := s.number(p.end + k); n.digits > 0 && s.has(n.end, "天", "日") > 0 {
				p.end = n.end + len("天")
			}
		}
	}
	return true
}

// closes reports whether a clause, or a noun phrase, ends at i.
func (s *scan) closes(i int) bool {
	return s.has(i, "，", "。", "、", "；", "）", "！", "？", "的", "去", "是", "将", ",", "”") > 0
}

// holidayDate sets the day that a rule of calendar.tsv gives for the year that is known: 10-01,
// 01-01 L by the Chinese calendar, 11 4 4 for the fourth Thursday of November, E-2 from Easter, Q.
func (s *scan) holidayDate(p *point, rule string) {
	solar, _ := strings.CutSuffix(rule, " L")
	if len(rule) == len("01-02") && rule[2] == '-' {
		p.from.month, _ = strconv.Atoi(rule[:2])
		p.from.day, _ = strconv.Atoi(rule[3:])
		return
	}
	s.inherit(p)
	y := p.from.year
	if y == 0 {
		p.vague = true
		return
	}
	switch {
	case rule == "Q":
		if y >= 1900 && y < 2100 {
			p.from = qingming(y)
			return
		}
	case rule[0] == 'E':
		n, _ := strconv.Atoi(rule[1:])
		p.from = easter(y).add(n)
		return
	case solar != rule:
		month, _ := strconv.Atoi(solar[:2])
		day, _ := strconv.Atoi(solar[3:])
		if on, ok := lunarDate(y, month, day); ok {
			p.from = on
			return
		}
	default:
		if f := strings.Fields(rule); len(f) == 3 {
			month, _ := strconv.Atoi(f[0])
			nth, _ := strconv.Atoi(f[1])
			weekday, _ := strconv.Atoi(f[2])
			first := stamp{y, month, 1}
			p.from = first.add((weekday-first.weekday()+7)%7 + 7*(nth-1))
			return
		}
	}
	p.vague = true
}
