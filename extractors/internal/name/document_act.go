package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// documentActs tells what is said of documents: number, status, issuer, date. It is read when
// the names of bodies are there.
type documentActs struct{ d *dict.Dict }

func (r documentActs) read(t Text, x *Index) {
	for i := range t.Len() {
		in := x.In(i)
		for k := 0; k < len(in); k++ {
			if in[k].Kind != Document {
				continue
			}
			text := t.Sentence(i)
			to := k + 1
			for to < len(in) && in[to].Kind == Document && joined(text[in[to-1].Span.End:in[to].Span.Start]) {
				to++
			}
			a := actScanner{phrase{r.d, text, t.Tokens(i), t.Lattice(i)}, in, k, to, t.Heading(i)}
			a.group()
			for _, m := range in[k:to] {
				a.number(m)
			}
			k = to - 1
		}
	}
}

// joined reports whether titles with the words between them stand in one list.
func joined(between string) bool {
	return strings.Trim(between, "、和与及以 等\n") == ""
}

// actScanner reads what a sentence says of the documents in[from:to], which stand in one list.
type actScanner struct {
	phrase
	in       []*Mention
	from, to int
	heading  bool
}

// act is a verb and the status it gives.
type act struct {
	at     span.Span
	status string
	after  bool // it stands after the title
}

func (a *actScanner) group() {
	first, last := a.in[a.from], a.in[a.to-1]
	done := a.before(first.Span.Start)
	if later, ok := a.after(last.Span.End); ok && !a.relied(first.Span.Start) {
		done = later
	}
	var issuer span.Span
	var full string
	var date span.Span
	if done.status != "" {
		issuer, full = a.issuer(done, first.Span.Start, last.Span.End)
		if done.after {
			date = lastDate(a.text, clauseFrom(a.text, done.at.Start), done.at.Start)
			if date.Empty() || date.Start < last.Span.End && date.End > first.Span.Start {
				date = when(a.text, span.Span{Start: first.Span.Start, End: last.Span.End})
			}
		} else {
			date = when(a.text, done.at)
		}
	}
	for _, m := range a.in[a.from:a.to] {
		d := m.Document
		d.Status, d.IssuedBy, d.Issuer, d.Date, d.act = done.status, issuer, full, date, done.at
		if d.IssuedBy.Empty() {
			a.ownIssuer(m)
		}
	}
}

// relied reports whether something else is done by the document whose name begins at an
// offset: 按照《…》执行.
func (a *actScanner) relied(start int) bool {
	left := strings.TrimRight(a.text[:start], "《“「")
	for _, w := range [...]string{"依据", "按照", "根据", "依照", "遵照", "按", "依"} {
		if strings.HasSuffix(left, w) {
			return true
		}
	}
	return false
}

// before returns the verb that governs the title that begins at an offset.
func (a *actScanner) before(start int) act {
	at := start
	if first := a.in[a.from]; strings.HasPrefix(a.text[a.in[a.to-1].Span.End:], "中") && first.Span == first.Document.Title {
		return act{} // 推出施政报告中的措施
	}
	for steps := 0; at > 0 && steps < 8; steps++ {
		t := a.phrase.before(at)
		word := a.text[t.Span.Start:at]
		// 审议|通过: several words can be one verb.
		if w, ok := lexis.LongestBefore(a.lattice, a.d.Documents.Verbs, max(0, at-24), at); ok && a.ends(w.Span.Start) {
			return act{w.Span, w.Value, false}
		}
		switch {
		case madeBy(a.text, at) != "":
			return act{span.Span{Start: at - len("所编"), End: at}, madeBy(a.text, at), false}
		case strings.HasPrefix(t.Tag, "n") && strings.HasPrefix(a.text[start:], "《"): // 发布国家标准《…》
		case word == "了", word == "的", word == "《", word == "“", word == "「", word == "『", word == "并", word == "及", word == "落实", word == " ", word == "\"", t.Tag == "d", t.Tag == "ad":
		default:
			return act{}
		}
		at = t.Span.Start
	}
	return act{}
}

// madeBy returns the status that 所编, 所拟, 所签 before an offset give, "" for none.
func madeBy(text string, at int) string {
	switch {
	case strings.HasSuffix(text[:at], "所编"), strings.HasSuffix(text[:at], "所拟"):
		return "drafted"
	case strings.HasSuffix(text[:at], "所签"):
		return "signed"
	}
	return ""
}

// opensContinuation are the words that begin a clause which goes on with a document.
var opensContinuation = [...]string{"现", "并", "已", "经", "自", "于", "将", "拟", "近日", "日前", "正式", "予以", "由"}

// after returns the last verb behind the title that ends at an offset, of the same clause or
// of clauses that go on with it.
func (a *actScanner) after(end int) (last act, found bool) {
	until := len(a.text)
	for k := a.to; k < len(a.in); k++ {
		if a.in[k].Kind == Document {
			until = a.in[k].Span.Start
			break
		}
	}
	clause := 0
	object := false
	for k := lexis.TokenAt(a.tokens, end); k < len(a.tokens) && a.tokens[k].Span.End <= until && clause < 4; k++ {
		at := a.tokens[k].Span
		word := at.Of(a.text)
		r, size := utf8.DecodeRuneInString(word)
		if size == len(word) && strings.ContainsRune(clauseMarks+"：", r) {
			if strings.ContainsRune("。！？；：", r) || !opens(a.text[at.End:]) {
				break
			}
			clause, object = clause+1, false
			continue
		}
		if says(word) {
			break
		}
		status, ok := a.d.Documents.Verbs.Get(word)
		if w, now := lexis.Longest(a.lattice, a.d.Documents.Verbs, at.Start+len("现")); !ok && now && strings.HasPrefix(word, "现") {
			last, found = act{w.Span, w.Value, true}, true // 现印发给你们
			break
		}
		if !ok || object {
			continue
		}
		if !a.closes(k) && !(a.heading && at.Start == end) {
			object = true
			continue
		}
		last, found = act{at, status, true}, true
	}
	return last, found
}

// opens reports whether a clause goes on with the document of the one before.
func opens(clause string) bool {
	clause = strings.TrimLeft(clause, " ")
	for _, w := range opensContinuation {
		if strings.HasPrefix(clause, w) {
			return true
		}
	}
	return false
}

// says reports whether a word tells what a document says.
func says(word string) bool {
	switch word {
	case "显示", "指出", "提出", "明确", "规定", "要求", "强调", "提到", "认为", "确定", "聚焦", "包括", "中", "从", "对", "是", "为":
		return true
	}
	return false
}

// closes reports whether the verb with the index k has no object of its own behind it.
func (a *actScanner) closes(k int) bool {
	if k+1 == len(a.tokens) {
		return true
	}
	next := a.tokens[k+1].Span.Of(a.text)
	if r, _ := utf8.DecodeRuneInString(next); isMark(r) {
		return r != '《'
	}
	if _, ok := a.d.Documents.Verbs.Get(next); ok {
		return true
	}
	switch next {
	case "后", "以来", "并", "给", "至", "之", "之后", "实施", "施行", "于", "前", "，", "的", "和", "情况", "和实施":
		return true
	}
	return strings.HasPrefix(next, "给") || a.tokens[k+1].Tag == "t"
}

// issuer returns the words for who does an act, and the full name of the last body in them.
func (a *actScanner) issuer(done act, first, last int) (span.Span, string) {
	from, to := clauseFrom(a.text, done.at.Start), done.at.Start
	if done.after && from < first && to > last {
		if by, full := a.bodies(last, to); !by.Empty() {
			return by, full
		}
		return a.bodies(from, first)
	}
	if by, full := a.bodies(from, to); !by.Empty() || !done.after {
		return by, full
	}
	if from <= last {
		return span.Span{}, ""
	}
	if by, full := a.bodies(last, to); !by.Empty() {
		return by, full
	}
	for _, m := range a.in { // 国务院同意…制定的《…》，现印发给你们
		if m.Kind == Body && m.Span.End <= first {
			return m.Span, m.Name
		}
	}
	return span.Span{}, ""
}

// bodies returns the last body between two offsets, with those that stand in one list with it.
func (a *actScanner) bodies(from, to int) (span.Span, string) {
	for k := len(a.in) - 1; k >= 0; k-- {
		m := a.in[k]
		if m.Kind != Body || m.Span.Start < from || m.Span.End > to {
			continue
		}
		if strings.HasPrefix(a.text[m.Span.End:], "对") || k+1 < len(a.in) && a.in[k+1].Kind == Meeting && a.in[k+1].Span.Start == m.Span.End {
			continue
		}
		by := m.Span
		for k > 0 && a.in[k-1].Kind == Body && a.in[k-1].Span.Start >= from && joined(a.text[a.in[k-1].Span.End:by.Start]) {
			k--
			by.Start = a.in[k].Span.Start
		}
		return by, m.Name
	}
	return span.Span{}, ""
}

// ownIssuer takes the issuer from the title (国务院关于…的通知) or from right before it.
func (a *actScanner) ownIssuer(m *Mention) {
	title := m.Document.Title
	words := title.Of(a.text)
	if n := strings.Index(words, "关于"); n > 0 && n <= 60 && m.Document.Status == "" && !strings.ContainsAny(words[:n], "〈<《的") {
		m.Document.IssuedBy = span.Span{Start: title.Start, End: title.Start + n}
		m.Document.Issuer = unquoted(words[:n])
		if full, ok := a.d.Bodies.Terms.Get(words[:n]); ok && len(full.Bodies) > 0 {
			m.Document.Issuer = full.Bodies[0].Name
		}
		return
	}
	for k := a.from - 1; k >= 0 && m.Document.Kind != "work"; k-- {
		if b := a.in[k]; b.Kind == Body && strings.Trim(a.text[b.Span.End:m.Span.Start], "“《「") == "" {
			m.Document.IssuedBy, m.Document.Issuer = b.Span, b.Name
			return
		}
	}
}

// number looks for the document's number behind it.
func (a *actScanner) number(m *Mention) {
	if !m.Document.Number.Empty() {
		return
	}
	end := m.Document.Title.End
	if n := NumberAt(a.text, m.Span.End); !n.Empty() {
		m.Document.Number = n
	} else if strings.HasSuffix(a.text[:end], "令") { // 国务院令第743号
		rest := strings.TrimLeft(a.text[end:], " （(")
		start := len(a.text) - len(rest)
		if digits, ok := strings.CutPrefix(rest, "第"); ok {
			if tail := strings.TrimLeftFunc(digits, isDigit); len(tail) < len(digits) && strings.HasPrefix(tail, "号") {
				m.Document.Number = span.Span{Start: start, End: len(a.text) - len(tail) + len("号")}
			}
		}
	}
}
