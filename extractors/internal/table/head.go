package table

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// Kinds of table_words.tsv.
const (
	kindGrowth     = "growth"     // 增速: a change, in % unless it says otherwise
	kindDecline    = "decline"    // 降幅: the same, downwards
	kindDifference = "difference" // 增减额: a change in the unit of what changes
	kindChange     = "change"     // 增减: either of them
	kindYear       = "yoy"        // 同比
	kindBefore     = "qoq"        // 环比
	kindMonth      = "mom"        // 比上月
	kindTarget     = "target"     // 预期目标
	kindValue      = "value"      // 绝对额: says nothing of what is measured
	kindTotal      = "total"      // 合计
	kindUnit       = "unit"       // 计量单位
	kindSerial     = "serial"     // 序号
	kindNote       = "note"       // 备注
	kindMeasures   = "measures"   // 指标: the labels below it name what is measured
	kindThings     = "things"     // 地区: those below it are places, times or things
	kindRatio      = "ratio"      // 比重, 率: what ends in it has no unit but %, ‰ and the like
	kindCount      = "count"      // 人数: what ends in it is no money
)

// head is what one cell says of others.
type head struct {
	text  span.Span // all of it
	core  span.Span // without its unit, and what stands before its words
	words span.Span // what it names, empty where it names nothing measured
	unit  string    // the unit in its brackets, or that is all of it
	units []string  // those of 单位：亿元、%
	times []span.Span
	kind  string // of all its words: unit, serial, note, measures, things, total, value
	shift string // growth, decline, difference or change, "" for a level
	basis string // yoy, qoq, mom
	aim   bool   // it is a plan
	place bool
	ratio bool // what it names has no unit but %, ‰ and the like
	count bool // what it names is no money

	column int // of a label
}

// head returns what the cell at s says.
func (t *Tables) head(s span.Span) head {
	if s.Empty() {
		return head{}
	}
	h, ok := t.heads[s]
	if !ok {
		h = t.readHead(s)
		t.heads[s] = h
	}
	return h
}

// maxHead is how many bytes a cell that describes others has at most.
const maxHead = 240

func (t *Tables) readHead(s span.Span) head {
	h := head{text: s}
	if s.Len() > maxHead {
		return h
	}
	if h.units = t.statedUnits(s.Of(t.text)); len(h.units) > 0 && t.onlyUnits(s.Of(t.text)) {
		return h
	}
	core := t.lead(s)
	if _, inside, _ := lastBrackets(core.Of(t.text)); inside != "" {
		kind, _ := t.words.Kinds.Get(inside)
		h.aim = kind == kindTarget // 2025年（预计）
	}
	if _, ok := t.words.Kinds.Get(squeeze(core.Of(t.text))); !ok { // 单位 and 项 are measure words, too
		core, h.unit = t.withoutUnit(core)
	}
	if h.unit == "" && len(h.units) == 1 {
		h.unit = h.units[0]
	}
	if h.unit != "" {
		h.units = nil
	}
	if h.core = core; core.Empty() {
		return h
	}
	for _, in := range t.words.Times(core.Of(t.text)) {
		before, _ := utf8.DecodeLastRuneInString(core.Of(t.text)[:in.Start])
		if strings.ContainsRune("比较与同", before) {
			continue // 比上年增长
		}
		h.times = append(h.times, in.Shift(core.Start))
	}
	if len(h.times) == 0 && IsYear(core.Of(t.text)) {
		h.times = []span.Span{core}
	}
	h.words = t.strip(core, &h)
	words := h.words.Of(t.text)
	if kind, ok := t.words.Kinds.Get(squeeze(words)); ok {
		h.kind = kind
		switch kind {
		case kindUnit, kindSerial, kindNote, kindValue, kindTotal:
			h.words = span.Span{}
			return h
		}
	}
	if h.place = !h.words.Empty() && t.words.Place(words); h.place {
		h.words = span.Span{}
		return h
	}
	t.words.Kinds.Suffixes(words, func(kind string, _ int) bool {
		h.ratio = h.ratio || kind == kindRatio
		h.count = h.count || kind == kindCount
		return true
	})
	return h
}

// lead returns a cell without what stands before its words: 其中：, #, numbers of lists.
func (t *Tables) lead(s span.Span) span.Span {
	for again := true; again; {
		again = false
		s = trim(t.text, s)
		text := s.Of(t.text)
		for _, w := range []string{"其中：", "其中:", "其中", "#", "＃", "*", "—", "-", "－", "·", "●", "■", "▲", "(", "（"} {
			if !strings.HasPrefix(text, w) || len(text) == len(w) {
				continue
			}
			if w == "(" || w == "（" { // （一）, (1)
				n := listNumber(text)
				s.Start, again = s.Start+n, n > 0
			} else {
				s.Start, again = s.Start+len(w), true
			}
			break
		}
		if n := listNumber(s.Of(t.text)); n > 0 && n < s.Len() {
			s.Start, again = s.Start+n, true
		}
	}
	return s
}

// listNumber returns the length of the number that an entry of a list begins with: 一、, 1.,
// （二）, (3), ①. It is 0 where there is none; 1.5 is a number of another kind.
func listNumber(s string) int {
	at, bracket := 0, false
	if r, size := utf8.DecodeRuneInString(s); r == '（' || r == '(' {
		at, bracket = size, true
	} else if '①' <= r && r <= '⑳' {
		return size
	}
	start := at
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if !strings.ContainsRune("一二三四五六七八九十百", r) && (r < '0' || r > '9') {
			break
		}
		at += size
	}
	if at == start || at == len(s) || at-start > 9 {
		return 0
	}
	r, size := utf8.DecodeRuneInString(s[at:])
	next, _ := utf8.DecodeRuneInString(s[at+size:])
	switch {
	case bracket && (r == '）' || r == ')'):
		return at + size
	case !bracket && (r == '、' || (r == '.' || r == '．') && (next < '0' || next > '9')):
		return at + size
	}
	return 0
}

// withoutUnit returns a cell without the unit that it states, in brackets or behind a mark,
// and the unit: 产量（万吨）, 增速%, 金额：万元. A text that is nothing but a unit has no words.
func (t *Tables) withoutUnit(s span.Span) (span.Span, string) {
	text := s.Of(t.text)
	if t.words.Unit(text) != "" {
		return span.Span{Start: s.End, End: s.End}, text
	}
	if cut, ok := strings.CutSuffix(text, "±%"); ok {
		return span.Span{Start: s.Start, End: s.Start + len(cut)}, "%"
	}
	for _, w := range []string{"%", "％", "‰"} {
		if cut, ok := strings.CutSuffix(text, w); ok {
			return trim(t.text, span.Span{Start: s.Start, End: s.Start + len(cut)}), w
		}
	}
	if at, inside, after := lastBrackets(text); at >= 0 {
		unit := strings.TrimPrefix(strings.TrimPrefix(inside, "单位"), "：")
		unit = strings.TrimFunc(strings.TrimPrefix(unit, ":"), isSpace)
		unit = strings.TrimPrefix(strings.TrimPrefix(unit, "±"), "+-")
		if t.words.Unit(unit) != "" {
			return trim(t.text, span.Span{Start: s.Start, End: s.Start + at}), unit
		}
		if after == "" && at > 0 { // 全市（合计）: a gloss
			return trim(t.text, span.Span{Start: s.Start, End: s.Start + at}), ""
		}
	}
	if at := strings.LastIndexAny(text, "：:/，,"); at > 0 {
		_, size := utf8.DecodeRuneInString(text[at:])
		if unit := strings.TrimFunc(text[at+size:], isSpace); t.words.Unit(unit) != "" {
			return trim(t.text, span.Span{Start: s.Start, End: s.Start + at}), unit
		}
	}
	return s, ""
}

// lastBrackets returns where the last brackets of a text open, what stands in them and what
// stands behind them, without blanks; -1 where there are none.
func lastBrackets(text string) (at int, inside, after string) {
	if at = strings.LastIndexAny(text, "（(【[〔"); at < 0 {
		return -1, "", ""
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	inside = text[at+size:]
	end := strings.IndexAny(inside, "）)】]〕")
	if end < 0 {
		return -1, "", ""
	}
	_, size = utf8.DecodeRuneInString(inside[end:])
	return at, strings.TrimFunc(inside[:end], isSpace), strings.TrimFunc(inside[end+size:], isSpace)
}

// strip takes times and words of change, of plans and the like off both ends of a cell, and
// notes them. What is left names what is measured.
func (t *Tables) strip(s span.Span, h *head) span.Span {
	for {
		s = t.punctuation(s)
		if s.Empty() {
			return s
		}
		before := s
		for _, in := range h.times {
			if in.Start <= s.Start && s.Start < in.End {
				s.Start = min(in.End, s.End)
			}
			if in.Start < s.End && s.End <= in.End {
				s.End = max(in.Start, s.Start)
			}
		}
		if s.Empty() {
			return s
		}
		t.stripWord(&s, h)
		if s == before {
			return s
		}
	}
}

// stripWord takes one word off an end of a cell.
func (t *Tables) stripWord(s *span.Span, h *head) {
	text := s.Of(t.text)
	if kind, n := t.words.Kinds.Suffix(text); n > 0 {
		switch kind {
		case kindGrowth, kindDecline, kindDifference, kindChange:
			if h.shift == "" || h.shift == kindChange {
				h.shift = kind
			}
			s.End -= n
			return
		case kindYear, kindBefore, kindMonth:
			h.basis = kind
			s.End -= n
			return
		case kindTarget:
			h.aim = true
			s.End -= n
			return
		}
	}
	if kind, n := t.words.Kinds.Prefix(text); n > 0 {
		switch kind {
		case kindYear, kindBefore, kindMonth:
			h.basis = kind
			s.Start += n
		}
	}
}

// punctuation takes marks and 的 off both ends.
func (t *Tables) punctuation(s span.Span) span.Span {
	text := s.Of(t.text)
	isMark := func(r rune) bool {
		return isSpace(r) || strings.ContainsRune("：:，,、；;()（）[]【】〔〕-—－~～±+＋/＊*\"“”的", r)
	}
	s.Start += len(text) - len(strings.TrimLeftFunc(text, isMark))
	s.End = s.Start + len(strings.TrimFunc(text, isMark))
	return s
}

// statedUnits returns the units that a text states after 单位：, in order.
func (t *Tables) statedUnits(text string) []string {
	at := strings.Index(text, "单位")
	if at < 0 {
		return nil
	}
	rest := strings.TrimLeftFunc(text[at+len("单位"):], isSpace)
	after, ok := strings.CutPrefix(rest, "：")
	if !ok {
		if after, ok = strings.CutPrefix(rest, ":"); !ok {
			return nil
		}
	}
	if end := strings.IndexAny(after, "）)】]〕。；;\t"); end >= 0 {
		after = after[:end]
	}
	var units []string
	for _, part := range strings.FieldsFunc(after, func(r rune) bool { return strings.ContainsRune("、，,（(和及", r) || isSpace(r) }) {
		if t.words.Unit(part) != "" {
			units = append(units, part)
			continue
		}
		for _, p := range strings.Split(part, "/") { // 元/吨 is one unit, 亿元/% are two
			if t.words.Unit(p) != "" {
				units = append(units, p)
			}
		}
	}
	return units
}

// onlyUnits reports whether a text says nothing but its units: （单位：亿元）.
func (t *Tables) onlyUnits(text string) bool {
	head, _, _ := strings.Cut(text, "单位")
	return strings.TrimFunc(head, func(r rune) bool { return isSpace(r) || strings.ContainsRune("（(【[〔计量", r) }) == ""
}

// squeeze returns a text without blanks: 单 位.
func squeeze(s string) string {
	if strings.IndexFunc(s, isSpace) < 0 {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, isSpace), "")
}

// IsYear reports whether a text is the bare number of a year: 2023.
func IsYear(s string) bool {
	return len(s) == 4 && (s[:2] == "19" || s[:2] == "20") && s[2] >= '0' && s[2] <= '9' && s[3] >= '0' && s[3] <= '9'
}
