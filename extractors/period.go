package extractors

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// timeExpression is a stretch of text that names a time.
type timeExpression struct {
	span span.Span // preposition, gloss and suffix included: 截至2023年6月底
	core span.Span // without its preposition
	iso  string    // ISO 8601, "" where it cannot be told
	kind string    // date, year, part, relative, vague, frame
	year bool      // names a year
}

// times finds the expressions of time in sentences. Words come from dict/time_words.tsv,
// the forms of dates from GB/T 7408.1-2023. It is safe for concurrent use.
type times struct {
	d      *dict.Dict
	starts dict.Starts // what an expression may begin with: see newTimes
	cores  dict.Starts // what it may begin with behind its preposition

	// What these begin with.
	prepositions, frames, plans dict.Starts
}

func newTimes(d *dict.Dict) *times {
	t := &times{d: d}
	d.TimeWords.AddStarts(&t.cores)
	d.NumeralRoles.AddStarts(&t.cores)
	t.cores.AddWords(framePrefixes...)
	t.cores.AddRunes("半“「民")
	t.starts = t.cores
	t.starts.AddWords(timePrepositions...)
	t.starts.AddRunes("期以")
	t.prepositions.AddWords(timePrepositions...)
	t.frames.AddWords(framePrefixes...)
	t.plans.AddRunes("“「")
	t.plans.AddWords(plans...)
	return t
}

// prepositions that belong to an expression of time, longest first.
var timePrepositions = []string{"截至到", "截止到", "截至", "截止", "自从", "早在", "直到", "在", "到", "至", "自", "从", "于"}

// timeSuffixes belong to it too.
var timeSuffixes = []string{"以来", "期间", "前后", "之前", "之后", "年初", "年底", "年末", "以前", "起", "开始", "底", "末", "初", "内", "前", "间", "中旬", "上旬", "下旬"}

// scan returns the expressions of time in text, in order, not overlapping. date is the
// document's ISO date, "" if not known.
func (t *times) scan(text, date string) []timeExpression {
	var out []timeExpression
	for i := t.starts.Next(text, 0); i < len(text); i = t.starts.Next(text, i) {
		e, ok := t.at(text, i, date)
		if !ok && (strings.HasPrefix(text[i:], "期间") || strings.HasPrefix(text[i:], "以来")) {
			e, ok = t.event(text, i, out)
		}
		if !ok {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		out = append(out, e)
		i = e.span.End
	}
	return out
}

// event reads 亚运会期间, 开赛以来: an event that opens a clause, up to the word at i.
func (t *times) event(text string, i int, before []timeExpression) (timeExpression, bool) {
	end := i + len("期间")
	from := clauseStart(text, i)
	for _, r := range []string{"、", "“", "”"} {
		if k := strings.LastIndex(text[from:i], r); k >= 0 && r == "、" {
			from += k + len(r)
		}
	}
	if len(before) > 0 && before[len(before)-1].span.End > from {
		from = before[len(before)-1].span.End
	}
	if k := strings.LastIndex(text[from:i], "在"); k >= 0 {
		from += k // 占其在香港水域期间
	}
	n := utf8.RuneCountInString(text[from:i])
	if n < 2 || n > 14 || strings.ContainsAny(text[from:i], "0123456789") {
		return timeExpression{}, false
	}
	return timeExpression{span: span.Span{Start: from, End: end}, kind: "frame"}, true
}

// at reads an expression that begins at i.
func (t *times) at(text string, i int, date string) (timeExpression, bool) {
	b := text[i]
	if b < utf8.RuneSelf && !(b >= '0' && b <= '9') {
		return timeExpression{}, false
	}
	start := i
	at := i
	if t.prepositions.At(text, i) {
		for _, p := range timePrepositions {
			if strings.HasPrefix(text[i:], p) {
				at = skipSpaces(text, i+len(p))
				break
			}
		}
	}
	e, ok := t.core(text, at, date)
	if !ok {
		return timeExpression{}, false
	}
	e.core = e.span
	e.span.Start = start
	if at > i {
		// 提高到2025年 has its 到 from the verb; in 直到 and at a clause's start it is a preposition.
		p := strings.TrimRight(text[i:at], " \u3000\u00a0")
		_, verb := t.d.Changes.Suffix(text[:i+len(p)])
		switch {
		case (p == "到" || p == "至") && (verb > len(p) || strings.HasSuffix(text[:i], "达")):
			e.span.Start = at // 提高到2025年
		case p == "由" || p == "从":
			if !strings.HasPrefix(text[e.span.End:], "起") && !strings.HasPrefix(text[e.span.End:], "以来") && !strings.HasPrefix(text[e.span.End:], "开始") {
				e.span.Start = at
			}
		}
	}
	for _, s := range timeSuffixes {
		if next := e.span.End + len(s); s == "前" && next < len(text) && t.numeralAt(text, next) {
			continue // 今年|前两个月
		}
		if strings.HasPrefix(text[e.span.End:], s) {
			e.span.End += len(s)
			if s == "底" || s == "末" || s == "初" || s == "年底" {
				e.span.End += prefixLen(text[e.span.End:], "前")
			}
			if s != "以来" && strings.HasPrefix(text[e.span.End:], "以来") {
				e.span.End += len("以来")
			}
			break
		}
	}
	t.gloss(text, date, &e)
	return e, true
}

// gloss takes in what explains an expression of time: 今天（3月12日）, 今年（2025）一季度, and
// the hour after a day.
func (t *times) gloss(text, date string, e *timeExpression) {
	if rest := text[e.span.End:]; strings.HasPrefix(rest, "（") && (e.kind == "vague" || e.kind == "year" && e.iso == "") {
		end := strings.Index(rest, "）")
		if end > 0 && end < 40 {
			_, n, stop := t.digitsAt(text, e.span.End+len("（"))
			year := n == 4 && stop == e.span.End+end
			if inner, ok := t.core(text, e.span.End+len("（"), date); ok || year {
				if ok {
					e.iso = inner.iso
				} else {
					e.iso = text[e.span.End+len("（") : stop]
				}
				e.span.End += end + len("）")
				if _, kind, part, n := t.word(text[e.span.End:]); n > 0 && kind == "part" && year {
					y, _ := strconv.Atoi(e.iso)
					e.iso = partISO(y, part)
					e.span.End += n
				}
			}
		}
	}
	if e.kind == "vague" || e.kind == "date" || e.kind == "day" || len(e.iso) == len("2006-01-02") {
		if _, n, end := t.digitsAt(text, skipSpaces(text, e.span.End)); n > 0 && n <= 2 {
			end = skipSpaces(text, end)
			hour := prefixLen(text[end:], "时") + prefixLen(text[end:], "点")
			if hour > 0 && !strings.HasPrefix(text[end:], "时间") {
				e.span.End = end + hour
				if _, n, end := t.digitsAt(text, e.span.End); n > 0 && strings.HasPrefix(text[end:], "分") {
					e.span.End = end + len("分")
				}
			}
		}
	}
}

// digitsAt reads a run of Arabic or Chinese digits (no scales but 十) and its value.
func (t *times) digitsAt(text string, i int) (value, count, end int) {
	v, ten := 0, false
	for i < len(text) && count < 6 {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r > 0xFFFF {
			break
		}
		role := t.d.NumeralRoles.At(r)
		switch {
		case role.Kind == dict.RoleArabic || role.Kind == dict.RoleDigit && r != '两':
			if ten {
				v += role.Value
			} else {
				v = v*10 + role.Value
			}
		case role.Kind == dict.RoleZero && count > 0 && !ten: // 二O二三
			v *= 10
		case role.Kind == dict.RoleSmall && role.Value == 1 && r == '十' && !ten:
			if count == 0 {
				v = 1
			}
			v *= 10
			ten = true
		default:
			return v, count, i
		}
		count++
		i += size
	}
	return v, count, i
}

// yearOf returns the year of an ISO date, 0 where there is none.
func yearOf(date string) int {
	if date == "" {
		return 0
	}
	year, _, _ := strings.Cut(date, "-")
	n, _ := strconv.Atoi(year)
	return n
}

// stamp is a date as far as it is known.
type stamp struct{ year, month, day int }

func (s stamp) iso() string {
	switch {
	case s.year == 0:
		return ""
	case s.month == 0:
		return fmt.Sprintf("%04d", s.year)
	case s.day == 0:
		return fmt.Sprintf("%04d-%02d", s.year, s.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", s.year, s.month, s.day)
}

// core reads a date, a year with its parts, or a word for a time.
func (t *times) core(text string, i int, date string) (timeExpression, bool) {
	if !t.cores.At(text, i) {
		return timeExpression{}, false
	}
	e := timeExpression{span: span.Span{Start: i, End: i}}
	known := yearOf(date)
	if plan, ok := t.plan(text, i); ok {
		return plan, true
	}
	value, count, past := t.digitsAt(text, i)
	if frame, ok := t.frame(text, i, count, past); ok {
		return frame, true
	}
	at := i
	minguo := false
	if rest, ok := strings.CutPrefix(text[at:], "民国"); ok {
		minguo = true
		at = len(text) - len(rest)
		value, count, past = t.digitsAt(text, at)
	}
	var s stamp
	found := false
	take := func(end int) { e.span.End = end; found = true; at = skipSpaces(text, end) }
	// A year.
	if v, n, end := value, count, past; n > 0 {
		rest := text[skipSpaces(text, end):]
		skip := skipSpaces(text, end)
		switch {
		case strings.HasPrefix(rest, "年") && (n == 4 || minguo || n == 3 && v > 100 && v < 130):
			s.year = v
			if minguo || n == 3 {
				s.year += 1911
			}
			take(skip + 3)
			if strings.HasPrefix(text[e.span.End:], "度") {
				take(e.span.End + 3)
			} else if strings.HasPrefix(text[e.span.End:], "代") || strings.HasPrefix(text[e.span.End:], "期") {
				return e, false
			}
			e.kind, e.year = "year", true
			if mark := rangeMark(text[e.span.End:]); mark > 0 && !strings.HasPrefix(text[e.span.End:], "、") && !strings.HasPrefix(text[e.span.End:], "和") {
				// 2026年至2028年
				if w, m, end2 := t.digitsAt(text, e.span.End+mark); m == 4 && strings.HasPrefix(text[end2:], "年") && !strings.HasPrefix(text[end2:], "年底") && !strings.HasPrefix(text[end2:], "年度") {
					e.iso = fmt.Sprintf("%04d/%04d", s.year, w)
					take(end2 + len("年"))
					return e, true
				}
			}
		case n == 4 && v > 1900 && v < 2100 && isRangeMark(rest):
			// 2020—2023年
			mark := rangeMark(rest)
			w, m, end2 := t.digitsAt(text, skip+mark)
			if m == 4 || m == 2 {
				if strings.HasPrefix(text[end2:], "年") {
					if m == 2 {
						w += v / 100 * 100
					}
					e.kind, e.year, e.iso = "year", true, fmt.Sprintf("%04d/%04d", v, w)
					take(end2 + 3)
					return e, true
				}
			}
		}
	}
	if _, kind, iso, n := t.word(text[at:]); n > 0 && !found && !(strings.HasPrefix(text[at:], "年") && t.afterNumeral(text[:at])) {
		switch kind {
		case "year":
			if offset, err := strconv.Atoi(iso); err == nil && known > 0 {
				s.year = known + offset
			}
			e.kind, e.year = "year", true
			take(at + n)
		case "part":
			e.kind = "part"
			e.iso = partISO(known, iso)
			take(at + n)
			return e, true
		default:
			e.kind = kind
			take(at + n)
			return e, true
		}
	}
	if found && strings.HasPrefix(text[at:], "的") {
		// 2013年的4月, but not 2013年的40.7%
		if _, n, end := t.digitsAt(text, skipSpaces(text, at+3)); n > 0 && strings.HasPrefix(text[skipSpaces(text, end):], "月") {
			at = skipSpaces(text, at+3)
		}
	}
	// A part of the year.
	if found {
		if _, kind, iso, n := t.word(text[at:]); n > 0 && kind == "part" {
			e.iso = partISO(s.year, iso)
			take(at + n)
			return e, true
		}
		if rest, ok := strings.CutPrefix(text[at:], "前"); ok {
			v, n, end := t.digitsAt(text, len(text)-len(rest))
			if n > 0 && strings.HasPrefix(text[end:], "个月") {
				if s.year > 0 && v >= 1 && v <= 12 {
					e.iso = fmt.Sprintf("%04d-01/%04d-%02d", s.year, s.year, v)
				}
				take(end + len("个月"))
				return e, true
			}
		}
	}
	// A month, months or a day.
	if found { // a year stands before it
		value, count, past = t.digitsAt(text, at)
	}
	if v, n, end := value, count, past; n > 0 && v >= 1 && v <= 31 {
		rest := text[skipSpaces(text, end):]
		skip := skipSpaces(text, end)
		switch {
		case strings.HasPrefix(rest, "月") && v <= 12:
			s.month = v
			take(skip + 3)
			if strings.HasPrefix(text[e.span.End:], "份") {
				take(e.span.End + 3)
			}
			if e.kind == "" {
				e.kind = "date"
			}
			t.day(text, &e, &s, known)
			return e, true
		case isRangeMark(rest) && v <= 12:
			w, m, end2 := t.digitsAt(text, skip+rangeMark(rest))
			if m > 0 && w <= 12 && strings.HasPrefix(text[end2:], "月") && !strings.HasPrefix(text[end2:], "月"+"饼") {
				year := s.year
				if year == 0 && !found {
					year = known
				}
				if year > 0 {
					e.iso = fmt.Sprintf("%04d-%02d/%04d-%02d", year, v, year, w)
				}
				e.kind = "date"
				take(end2 + 3)
				if strings.HasPrefix(text[e.span.End:], "份") {
					take(e.span.End + 3)
				}
				return e, true
			}
		case strings.HasPrefix(rest, "日") && !found && !strings.HasPrefix(rest, "日内") && !strings.HasPrefix(rest, "日元") && !strings.HasPrefix(rest, "日以"):
			e.kind = "day"
			take(skip + 3)
			for _, w := range []string{"上午", "下午", "晚间", "晚", "早上", "凌晨", "早", "中午"} {
				if strings.HasPrefix(text[e.span.End:], w) {
					take(e.span.End + len(w))
					break
				}
			}
			return e, true
		}
	}
	e.iso = s.iso()
	return e, found
}

// day reads what follows a month: a day, a range of days, another month.
func (t *times) day(text string, e *timeExpression, s *stamp, known int) {
	if s.year == 0 && !e.year {
		s.year = known
	}
	from := *s
	at := skipSpaces(text, e.span.End)
	v, n, end := t.digitsAt(text, at)
	dayMark := func(at int) int {
		for _, w := range []string{"日", "号"} {
			if strings.HasPrefix(text[at:], w) {
				return len(w)
			}
		}
		return 0
	}
	if n > 0 && v >= 1 && v <= 31 {
		skip := skipSpaces(text, end)
		if m := dayMark(skip); m > 0 {
			from.day = v
			e.span.End = skip + m
		} else if isRangeMark(text[skip:]) {
			w, m, end2 := t.digitsAt(text, skip+rangeMark(text[skip:]))
			if k := dayMark(end2); m > 0 && k > 0 {
				from.day = v
				to := from
				to.day = w
				e.span.End = end2 + k
				e.iso = from.iso() + "/" + to.iso()
				if from.year == 0 {
					e.iso = ""
				}
				return
			}
		}
	}
	e.iso = from.iso()
	if isRangeMark(text[e.span.End:]) {
		at := e.span.End + rangeMark(text[e.span.End:])
		v, n, end := t.digitsAt(text, at)
		if n == 0 {
			return
		}
		to := from
		if strings.HasPrefix(text[end:], "月") {
			to.month, to.day = v, 0
			end += 3
			if w, m, end2 := t.digitsAt(text, end); m > 0 && dayMark(end2) > 0 {
				to.day = w
				end = end2 + dayMark(end2)
			}
		} else if k := dayMark(end); k > 0 && from.day > 0 {
			to.day = v
			end += k
		} else {
			return
		}
		e.span.End = end
		if from.year > 0 {
			e.iso = from.iso() + "/" + to.iso()
		}
	}
}

// plans are the five-year plans from the ninth on, which began in 1996.
var plans = []string{"九五", "十五", "十一五", "十二五", "十三五", "十四五", "十五五"}

// plan reads “十四五”, 十四五期间 and the like: the five-year plans run from 2021 for the 14th.
func (t *times) plan(text string, i int) (timeExpression, bool) {
	if !t.plans.At(text, i) {
		return timeExpression{}, false
	}
	rest := text[i:]
	open := 0
	for _, q := range []string{"“", "「"} {
		if strings.HasPrefix(rest, q) {
			open = len(q)
		}
	}
	for k := len(plans) - 1; k >= 0; k-- {
		if !strings.HasPrefix(rest[open:], plans[k]) {
			continue
		}
		end := i + open + len(plans[k])
		if open > 0 {
			for _, q := range []string{"”", "」"} {
				if strings.HasPrefix(text[end:], q) {
					end += len(q)
				}
			}
		} else if !strings.HasPrefix(text[end:], "期间") && !strings.HasPrefix(text[end:], "时期") && !strings.HasPrefix(text[end:], "末") && !strings.HasPrefix(text[end:], "以来") {
			return timeExpression{}, false
		}
		for _, s := range []string{"期间", "时期", "以来", "末", "初", "前三年", "头三年"} {
			if strings.HasPrefix(text[end:], s) {
				end += len(s)
				from := 1996 + 5*k
				return timeExpression{span: span.Span{Start: i, End: end}, kind: "frame", iso: fmt.Sprintf("%04d/%04d", from, from+4), year: true}, true
			}
		}
	}
	return timeExpression{}, false
}

// numeralAt reports whether a numeral begins at the byte offset.
func (t *times) numeralAt(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r <= 0xFFFF && t.d.NumeralRoles.At(r).Kind != dict.RoleNone
}

// afterNumeral reports whether left ends in a numeral: 年内 in 三年内 is no time of its own.
func (t *times) afterNumeral(left string) bool {
	r, _ := utf8.DecodeLastRuneInString(left)
	return t.d.NumeralRoles.At(r).Kind != dict.RoleNone
}

// framePrefixes open a length of time that names a time.
var framePrefixes = []string{"过去的", "过去", "最近", "近", "今后", "未来", "前", "首", "头", "这", "此后", "短短"}

// frame reads a length of time that names a time: 五年来, 过去十年, 近5年, 前10个月, 十年间.
// n is how many digits stand at i, and end where they end.
func (t *times) frame(text string, i, n, end int) (timeExpression, bool) {
	at, prefixed := i, false
	if t.frames.At(text, i) {
		for _, p := range framePrefixes {
			if strings.HasPrefix(text[at:], p) {
				at, prefixed = skipSpaces(text, at+len(p)), true
				_, n, end = t.digitsAt(text, at)
				break
			}
		}
	}
	if strings.HasPrefix(text[at:], "几") {
		n, end = 1, at+len("几")
	} else if strings.HasPrefix(text[at:], "两") {
		n, end = 1, at+len("两")
	} else if strings.HasPrefix(text[at:], "半") {
		n, end = 1, at+len("半")
	}
	if n == 0 || n > 2 {
		return timeExpression{}, false
	}
	end = skipSpaces(text, end)
	for _, more := range []string{"多", "余"} {
		end += prefixLen(text[end:], more)
	}
	unit := 0
	for _, u := range []string{"个月", "年", "天", "周", "个季度", "季度", "季", "个星期", "小时"} {
		if unit = prefixLen(text[end:], u); unit > 0 {
			break
		}
	}
	if unit == 0 {
		return timeExpression{}, false
	}
	end += unit
	end += prefixLen(text[end:], "多")
	suffixed := false
	for _, s := range []string{"以来", "来", "间", "时间里", "时间", "里", "前", "后"} {
		if k := prefixLen(text[end:], s); k > 0 {
			end, suffixed = end+k, true
			break
		}
	}
	if !prefixed && !suffixed {
		// 五年全国新增…: at the beginning of a sentence a number of years is a time frame.
		next, _ := utf8.DecodeRuneInString(text[end:])
		if before, _ := utf8.DecodeLastRuneInString(text[:i]); i > 0 && !isClauseMark(before) || unit != len("年") || !isHan(next) || strings.ContainsRune("内以级制期度的前后", next) {
			return timeExpression{}, false
		}
	}
	return timeExpression{span: span.Span{Start: i, End: end}, kind: "frame"}, true
}

// prefixLen returns the length of prefix where text begins with it, else 0.
func prefixLen(text, prefix string) int {
	if strings.HasPrefix(text, prefix) {
		return len(prefix)
	}
	return 0
}

// word returns the word for a time that text begins with.
func (t *times) word(text string) (word, kind, value string, n int) {
	w, n := t.d.TimeWords.Prefix(text)
	return text[:n], w.Kind, w.Value, n
}

// partISO returns the ISO form of a part (H1, Q3, 01/09) of a year, "" without a year.
func partISO(year int, part string) string {
	if year == 0 || part == "" {
		return ""
	}
	switch part {
	case "H1":
		return fmt.Sprintf("%04d-01/%04d-06", year, year)
	case "H2":
		return fmt.Sprintf("%04d-07/%04d-12", year, year)
	}
	if from, to, ok := strings.Cut(part, "/"); ok {
		return fmt.Sprintf("%04d-%s/%04d-%s", year, from, year, to)
	}
	return fmt.Sprintf("%04d-%s", year, part)
}

func rangeMark(text string) int {
	for _, c := range []string{"——", "—", "-", "－", "–", "~", "～", "至", "到", "、", "和"} {
		if strings.HasPrefix(text, c) {
			return len(c)
		}
	}
	return 0
}

func isRangeMark(text string) bool { return rangeMark(text) > 0 }
