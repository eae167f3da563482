package calendar

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// edge reads the beginning, middle or end of a unit by its name: 年底, 月末, 季度末.
func (s *scan) edge(p *point, at int) bool {
	w, n := s.word(at)
	if n == 0 || w.Kind != "edge" || p.mod != "" {
		return false
	}
	unit, mod, _ := strings.Cut(w.Value, " ")
	g := map[string]grain{"year": year, "month": month, "quarter": part}[unit]
	switch {
	case p.grain == none && p.end == at:
		if s.numeralBefore(at) || mod == "mid" && !s.closes(at+n) && at+n < len(s.text) {
			return false
		}
		p.relative, p.anchored = true, true
		switch {
		case g == year && s.doc.year > 0:
			p.from.year = s.doc.year
		case g == month && s.doc.month > 0:
			p.from.year, p.from.month = s.doc.year, s.doc.month
		case g == part && s.doc.month > 0:
			p.from.year, p.part = s.doc.year, "Q"+string(rune('1'+(s.doc.month-1)/3))
		default:
			p.unknown = true
		}
	case p.grain == g, g == month && p.grain == months, g == year && p.grain == years:
	default:
		return false
	}
	p.mod = mod
	return p.set("edge", max(p.grain, g), at+n)
}

// notBehind are characters before which a word that closes an expression is part of another:
// 前海, 后续, 起草, 中国.
var notBehind = map[string][]string{
	"前": {"海", "期", "景", "往", "来", "列", "端", "沿", "线", "者", "提", "后", "述", "身", "瞻", "半"},
	"后": {"疫", "期", "续", "来", "勤", "备", "卫", "代", "世", "人", "方", "面", "台", "半", "果", "者", "天", "年"},
	"起": {"草", "步", "诉", "点", "飞", "重", "到", "源", "因", "初", "伏", "码", "义", "家", "降", "火", "来", "航", "运", "底", "事", "早"},
	"初": {"步", "中", "级", "心", "选", "审", "次", "试", "稿", "期", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"},
	"底": {"层", "线", "盘", "气", "部", "蕴"},
	"末": {"端", "梢", "尾"},
	"间": {"接", "隔", "歇", "距"},
	"尾": {"气", "矿", "盘", "款", "牌"},
}

// tail reads a word of position that closes an expression: 初, 底, 前, 以来.
func (s *scan) tail(p *point, at int) bool {
	if p.grain == none && !p.vague || p.end > at {
		return false
	}
	if k := s.has(at, "中"); k > 0 && p.mod == "" && (p.grain == month || p.grain == century || p.grain == part) && s.clauseEnds(at+k) {
		p.mod = "mid"
		return p.set(p.kind, p.grain, at+k)
	}
	w, n := s.word(at)
	if n == 0 || w.Kind != "tail" || !s.closing(at, n) {
		return false
	}
	switch {
	case w.Value == "-":
		if s.text[at:at+n] == "时" && !s.clauseEnds(at+n) || s.text[at:at+n] == "间" && p.grain >= days {
			if s.text[at:at+n] != "间" || p.grain != month || s.clauseEnds(at+n) {
				return false
			}
		}
		p.end = at + n
		return true
	case (w.Value == "start" || w.Value == "end" || w.Value == "mid") && (p.grain >= days && p.grain != month || p.mod != ""):
		return false
	case p.mod != "" && w.Value != "before" && w.Value != "since":
		if w.Value == "after" {
			p.end = at + n
			return true
		}
		return false
	}
	if p.mod == "" || w.Value == "before" {
		p.mod = w.Value
	}
	p.end = at + n
	return true
}

// closing reports whether the word of n bytes at i is one of position there.
func (s *scan) closing(i, n int) bool {
	word := s.text[i : i+n]
	if s.has(i+n, notBehind[word]...) > 0 {
		return false
	}
	if word == "前" || word == "后" { // 今年前两个月
		next := i + n
		if c, vague := s.count(next); c.digits > 0 {
			return !vague && s.has(c.end, "个", "月", "年", "周", "天", "季", "日", "名", "位") == 0
		}
	}
	return true
}

func (s *scan) clauseEnds(i int) bool {
	if i >= len(s.text) {
		return true
	}
	r, _ := utf8.DecodeRuneInString(s.text[i:])
	return unicode.IsPunct(r)
}
