package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// moods are the signs of a sentence's mood.
type moods struct {
	past       bool // tells what was: 了, 已, 同比
	target     bool // holds a word for what is to be: 将, 力争
	imperative bool // begins with what is to be done: 加强…
	read       bool
}

// mood returns the signs of a sentence's mood, read when first asked for.
func (x *Quantity) mood(d *Document, sentence int) moods {
	if d.moods == nil {
		d.moods = make([]moods, len(d.Sentences))
	}
	m := &d.moods[sentence]
	if !m.read {
		*m = x.readMood(d.lattice(x.d, sentence))
		m.read = true
	}
	return *m
}

// readMood reads the mood of a text.
func (x *Quantity) readMood(l *lexis.Lattice) moods {
	var m moods
	text := l.Text()
	whole := span.Span{End: len(text)}
	for w := range lexis.All(l, x.d.Past, whole) {
		longest, _ := lexis.Longest(l, x.d.Moods, w.Span.Start)
		if m.past = longest.Value == "past"; m.past {
			break
		}
	}
	at := -1
	for w := range lexis.All(l, x.d.Roles, whole) {
		if w.Span.Start == at { // only the longest one
			continue
		}
		at = w.Span.Start
		if m.target = w.Value == "target" && roleWordStands(text, at, w.Span.Of(text)); m.target {
			break
		}
	}
	start := strings.TrimLeft(text, " \u3000—-·●■（()0123456789.、一二三四五六七八九十）")
	mood, _ := x.d.Moods.Prefix(strings.TrimPrefix(start, "是"))
	m.imperative = mood == "imperative"
	return m
}

// takesOver reports whether a sentence shares the word for the future of one before it. A
// plan's sentences need no such word; elsewhere those that follow one with it, and are of
// the same mood, share it.
func (x *Quantity) takesOver(d *Document, i int) (takes bool) {
	defer func(asked int) { d.takesOver[asked] = known(takes) }(i)
	for ; i > 0; i-- {
		if d.takesOver[i] != 0 {
			return d.takesOver[i] == known(true)
		}
		m := x.mood(d, i)
		text := d.Sentences[i].Text
		if m.past || !d.goesOn[i] && !m.imperative && !strings.HasPrefix(text, "其中") && !strings.HasPrefix(text, "——") {
			return false
		}
		before := &d.Sentences[i-1]
		m = x.mood(d, i-1)
		switch {
		case m.past || before.Heading:
			return false
		case m.target:
			return true
		}
	}
	return false
}

// known returns how an answer is kept where 0 means that nobody has asked.
func known(answer bool) int8 {
	if answer {
		return 2
	}
	return 1
}

// isPlan reports whether a whole document says what is to be done and nothing of what was.
func (x *Quantity) isPlan(d *Document) bool {
	imperative, all := 0, 0
	for i := range d.Sentences {
		if d.Sentences[i].Heading {
			continue
		}
		m := x.mood(d, i)
		if m.past {
			return false
		}
		all++
		if m.imperative {
			imperative++
		}
	}
	return imperative >= 4 && imperative*2 >= all
}

// role decides whether the number is a fact, a target or a limit.
func (x *Quantity) role(c *reading, k int, q *record.Quantity) {
	can := &c.cs[k]
	rest := c.text[can.Span.End:]
	if can.Unit == "次" && everyTime(c.text[clauseStart(c.text, can.Span.Start):can.Span.Start]) {
		q.Role = "limit" // 每季度至少通报1次
		return
	}
	if can.Dimension == "time" && q.Modifier == "at_most" && q.Change == "" && (strings.HasPrefix(rest, "内") || strings.HasPrefix(rest, "之内") || strings.HasPrefix(rest, "以内")) {
		q.Role = "limit"
		return
	}
	left := c.text[:can.Span.Start]
	if c.semicolons {
		left = left[max(0, strings.LastIndex(left, "；")):]
	}
	skipped := can.Span.Start - len(left)
	best, role := -1, ""
	done := skipped
	for w := range lexis.All(c.d.lattice(x.d, c.sentence), x.d.Roles, span.Span{Start: skipped, End: can.Span.Start}) {
		at := w.Span.Start
		if at < done {
			continue
		}
		if word := w.Span.Of(c.text); roleWordStands(c.text, at, word) && (word != "将" && word != "建议" || x.future(c, at, word)) {
			best, role = at-skipped, w.Value
		}
		done = w.Span.End
	}
	if c.d.Region == RegionHongKong || c.d.Region == RegionTaiwan {
		// 政府會加快土地供應, 銀行料增長3%: as written Chinese has it there.
		for _, t := range c.d.Tokens(c.sentence) {
			if t.Span.End > can.Span.Start {
				break
			}
			if w := t.Span.Of(c.text); (w == "会" || w == "料") && (t.Tag == "v" || t.Tag == "zg") && x.future(c, t.Span.Start, w) && t.Span.Start-skipped > best {
				best, role = max(0, t.Span.Start-skipped), "target"
			}
		}
	}
	for _, t := range c.times { // 到2025年
		if t.span.End <= can.Span.Start && (strings.HasPrefix(t.span.Of(c.text), "到20") || strings.HasPrefix(t.span.Of(c.text), "至20")) && t.year && t.span.Start-skipped > best {
			best, role = t.span.Start-skipped, "target"
		}
	}
	if role == "" && x.plannedThisYear(c.text[clauseStart(c.text, can.Span.Start):can.Span.Start]) && !x.mood(c.d, c.sentence).past {
		role, best = "target", len(left)
	}
	switch {
	case x.ofPastYear(c, can):
		role = "" // 从去年的2.1%提高到2.3%
		c.hasTarget = true
	case x.setOut(c.text[:can.Span.Start]) && skipped+best < clauseStart(c.text, can.Span.Start):
		role = "" // 要求…，提出12项措施
		c.hasTarget = true
	}
	if role != "" && !x.pastAfter(left[best:]) {
		q.Role = role
	} else if role == "" && c.planned && !c.hasTarget {
		q.Role = "target"
	}
	if c.law && (can.Dimension == "time" || q.Modifier != "" && q.Modifier != "about" || c.lawText && !strings.Contains(c.text, "施行") && !strings.Contains(c.text, "发布")) {
		q.Role = "limit"
	}
	switch q.Modifier {
	case "at_least", "at_most":
		if q.Role == "actual" && x.isRule(c.text[clauseStart(c.text, can.Span.Start):can.Span.Start]) {
			q.Role = "limit"
		}
	case "above", "below":
		if q.Modifier == "above" && k+1 < len(c.cs) && c.cs[k+1].Measured() && c.cs[k+1].Span.Start-can.Span.End <= len("以上、") || q.Modifier == "below" && c.before != nil && can.Span.Start-c.before.Span.End <= len("以上、") && c.previous.Role == "limit" {
			q.Role = "limit" // 5万元以上20万元以下
		} else if strings.HasPrefix(strings.TrimLeft(rest, "以之及或"), "上的") || strings.HasPrefix(strings.TrimLeft(rest, "以之及或"), "下的") {
			if q.Role == "actual" && can.Dimension != "ratio" {
				q.Role = "limit"
			}
		}
	}
}

// plannedThisYear reports whether a clause without any word for the future says what this
// year is to bring: 今年安排地方专项债券1.35万亿元.
func (x *Quantity) plannedThisYear(clause string) bool {
	_, after, ok := strings.Cut(clause, "今年")
	if !ok {
		return false
	}
	return x.d.Words.ThisYear.PrefixLen(after) > 0
}

// setOut reports whether the words before a number say that a text sets it out: the parts
// of a plan are a fact (提出12项措施).
func (x *Quantity) setOut(left string) bool {
	left = strings.TrimSuffix(strings.TrimRight(left, " "), "了")
	return x.d.Words.SetsOut.SuffixLen(left) > 0
}

// ofPastYear reports whether the number is said to be that of a year gone by: 去年的2.1%.
func (x *Quantity) ofPastYear(c *reading, can *candidate) bool {
	for i := range c.times {
		t := &c.times[i]
		if between := c.text[t.span.End:max(t.span.End, can.Span.Start)]; between != "的" && between != "之" {
			continue
		}
		w, n := x.d.TimeWords.Prefix(t.core.Of(c.text))
		return n > 0 && w.Kind == "year" && strings.HasPrefix(w.Value, "-")
	}
	return false
}

// future reports whether the word at i speaks of the future: a verb follows it. The 将
// before a noun moves an object to the front, the 建议 before one is a proposal.
func (x *Quantity) future(c *reading, i int, word string) bool {
	tokens := c.d.Tokens(c.sentence)
	k := tokenAt(tokens, i+len(word))
	if k >= len(tokens) || tokens[k].Span.Start != i+len(word) {
		return true // a longer word: 将会, 将于
	}
	switch tag := tokens[k].Tag; {
	case tag == "", strings.HasPrefix(tag, "v"), strings.HasPrefix(tag, "d"), strings.HasPrefix(tag, "p"), strings.HasPrefix(tag, "a"):
		return true
	case strings.HasPrefix(tag, "t"), strings.HasPrefix(tag, "m"):
		return true
	}
	return false
}

// roleWordStands rules out words of text at i that only look like those of plans: 将 in
// 即将, 要 in 主要, 计划 as the name of a plan.
func roleWordStands(text string, i int, word string) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:i])
	rest := text[i+len(word):]
	after, _ := utf8.DecodeRuneInString(rest)
	switch word {
	case "要":
		return !strings.ContainsRune("主需重首必纪摘想只次简扼险机就", before) && !strings.ContainsRune("求素闻点件是事道么职塞", after)
	case "将":
		return !strings.ContainsRune("即大上中少老小名麻", before) && !strings.ContainsRune("军近士领来", after)
	case "拟":
		return !strings.ContainsRune("虚模", before)
	case "计划", "规划":
		return after != '》' && after != '”' && after != '」' && !isHan(before) && isHan(after) || strings.ContainsRune("到至在于投总", after) && !strings.HasPrefix(rest, "在内")
	case "确保", "争取", "保障": // 为确保行洪安全，转移4.2万人: not over a comma
		return !strings.HasSuffix(text[:i], "为") && !strings.HasSuffix(text[:i], "为了")
	case "要求":
		return isHan(after) && !strings.ContainsRune("的和与及是", after)
	case "目标", "预期":
		return strings.ContainsRune("是为值比增到至：", after) || after >= '0' && after <= '9' || strings.HasPrefix(rest, "目标") || strings.HasSuffix(text[:i], "预期")
	}
	return true
}

// pastAfter reports whether what follows the word of a plan tells that it has come true:
// a full stop of the clause with 已 or 了.
func (x *Quantity) pastAfter(s string) bool {
	return holds(x.d.Words.Past, s)
}

// everyTime reports whether a clause says how often something is to be done.
func everyTime(clause string) bool {
	for _, w := range []string{"每年", "每月", "每季", "每半年", "每周", "每日", "每天", "每两年"} {
		if i := strings.LastIndex(clause, w); i >= 0 && utf8.RuneCountInString(clause[i:]) <= 12 && !strings.Contains(clause, "了") {
			return true
		}
	}
	return false
}

// isLawDocument reports whether a document is a law or regulation: articles are numbered.
func isLawDocument(d *Document) bool {
	articles := 0
	for i := range d.Sentences {
		rest, ok := strings.CutPrefix(d.Sentences[i].Text, "第")
		if !ok {
			continue
		}
		if k := strings.Index(rest, "条"); k > 0 && k <= 18 {
			articles++
		}
	}
	return articles >= 3
}

// isLaw reports whether a sentence is one of a law or regulation.
func (x *Quantity) isLaw(text string) bool {
	return holds(x.d.Words.Law, text)
}

// isRule reports whether a clause lays down a rule: 应, 不得, 须.
func (x *Quantity) isRule(clause string) bool {
	return holds(x.d.Words.Rule, clause)
}
