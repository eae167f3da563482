package extractors

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// itemList is what a text lists for a count.
type itemList struct {
	items []span.Span // in Document.Text
	whole bool        // stated to be all
}

// items finds the members of the count: before it (甲、乙等12项任务), after it (12项任务，
// 包括甲、乙), or in numbered sentences below (一是…二是…).
func (x *TaskCount) items(d *Document, sentence int, can *candidate, h taskHead, count int) itemList {
	s := &d.Sentences[sentence]
	if before := x.itemsBefore(d, sentence, can, count); len(before) > 1 || len(before) == 1 && etcBefore(s.Text, can) {
		list := itemList{}
		for _, in := range before {
			list.items = append(list.items, s.DocumentSpan(in))
		}
		return list
	}
	if list := x.itemsAfter(d, sentence, h, count); len(list.items) > 0 {
		return list
	}
	return x.numbered(d, sentence, h)
}

// etcBefore reports whether 等 stands right before the count.
func etcBefore(text string, can *candidate) bool {
	left := strings.TrimRight(text[:can.Span.Start], " ")
	return strings.HasSuffix(left, "等") || strings.HasSuffix(left, "等在内的")
}

// itemsBefore splits the enumeration that ends at the count, nil where none does.
func (x *TaskCount) itemsBefore(d *Document, sentence int, can *candidate, count int) []span.Span {
	text := d.Sentences[sentence].Text
	end := can.Span.Start
	left := strings.TrimRight(text[:end], " ")
	for _, w := range []string{"等在内的", "等共", "在内的", "等", "这", "共", "以及其他"} {
		if trimmed := strings.TrimSuffix(left, w); trimmed != left {
			left = trimmed
			break
		}
	}
	etc := len(left) < len(strings.TrimRight(text[:end], " "))
	end = len(left)
	from := x.listStart(d, sentence, end, can)
	if from >= end {
		return nil
	}
	parts := splitList(text, span.Span{Start: from, End: end}, "、")
	if len(parts) < 2 && !etc {
		return nil
	}
	// 能源、水务、统计3个…: the last member may be joined by 和.
	parts = splitLastAnd(text, parts, count)
	last := parts[len(parts)-1].Of(text)
	if strings.Contains(last, "等") || strings.HasSuffix(last, "的") {
		return nil // the enumeration ended before something else
	}
	if !etc && x.verbEnds(d.Tokens(sentence), parts[len(parts)-1]) {
		return nil // 交通部会同内政部、教育部提出5项…: who set them, not what they are
	}
	for i := range parts {
		parts[i] = trimSpaces(text, parts[i])
		// 加固水库212座: the figure of a member is no part of its name.
		for k := range d.scans[sentence] {
			c := &d.scans[sentence][k]
			if c.Measured() && c.Span.End == parts[i].End && c.Span.Start > parts[i].Start {
				parts[i] = trimSpaces(text, span.Span{Start: parts[i].Start, End: c.Span.Start})
			} else if c.Measured() && c.Span.Start == parts[i].Start {
				return nil // 8项行动、37项举措 lists nothing
			}
		}
		if parts[i].Empty() || utf8.RuneCountInString(parts[i].Of(text)) > 40 {
			return nil
		}
	}
	return parts
}

// verbEnds reports whether the last token of the span is a verb.
func (x *TaskCount) verbEnds(tokens []Token, s span.Span) bool {
	k := tokenAt(tokens, s.End) - 1
	return k >= 0 && tokens[k].Span.End == s.End && tokens[k].Tag == "v"
}

// listStart returns where the enumeration that ends at end begins: after the word that
// introduces it (提出, 包括, 围绕 …), else at the clause's start.
func (x *TaskCount) listStart(d *Document, sentence, end int, can *candidate) int {
	text := d.Sentences[sentence].Text
	start := quotedClauseStart(text, end)
	first := strings.Index(text[start:end], "、")
	limit := end
	if first >= 0 {
		limit = start + first
	}
	best := start
	for i := start; i < limit; {
		_, size := utf8.DecodeRuneInString(text[i:])
		if _, n := x.d.Words.ListIntroducers.Prefix(text[i:]); n > 0 && i+n <= limit && (n > len("就") || isToken(d.Tokens(sentence), i, i+n)) {
			word := text[i : i+n]
			best = i + n
			for _, more := range []string{"了", "以", "好"} {
				best += prefixLen(text[best:], more)
			}
			i = best
			switch word {
			case "从", "围绕", "聚焦", "包括", "就", "涵盖", "涉及":
				i = limit // what follows them is the list, verbs and all
			}
			continue
		}
		i += size
	}
	for _, e := range x.q.times.scan(text[start:limit], "") {
		if start+e.span.End > best {
			best = start + e.span.End
		}
	}
	return best
}

// isToken reports whether a token stands exactly at the span: 就 in 就业 is none.
func isToken(tokens []Token, start, end int) bool {
	k := tokenAt(tokens, start)
	return k < len(tokens) && tokens[k].Span.Start == start && tokens[k].Span.End == end
}

// quotedClauseStart is clauseStart, but marks inside quotation marks and brackets do not
// end a clause.
func quotedClauseStart(text string, pos int) int {
	depth := 0
	for i := pos; i > 0; {
		r, size := utf8.DecodeLastRuneInString(text[:i])
		switch r {
		case '”', '」', '）', '》', '』':
			depth++
		case '“', '「', '（', '《', '『':
			depth--
			if depth < 0 {
				return i
			}
		case '，', '。', '；', '：', '！', '？', ',', ';', ':', '\n', '—':
			if depth == 0 {
				return i
			}
		}
		i -= size
	}
	return 0
}

// splitList splits the span at a separator, but not inside quotation marks or brackets.
func splitList(text string, in span.Span, separator string) []span.Span {
	var parts []span.Span
	depth, start := 0, in.Start
	for i := in.Start; i < in.End; {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch r {
		case '“', '「', '（', '《', '『', '(':
			depth++
		case '”', '」', '）', '》', '』', ')':
			depth--
		}
		if depth <= 0 && strings.HasPrefix(text[i:in.End], separator) {
			parts = append(parts, span.Span{Start: start, End: i})
			i += len(separator)
			start = i
			continue
		}
		i += size
	}
	return append(parts, span.Span{Start: start, End: in.End})
}

// splitLastAnd splits the last member of a list at 和, 以及 or 及: 甲、乙和丙.
//
// count is how many members the text states: where the list is that long already, 和 stands
// inside its last member.
func splitLastAnd(text string, parts []span.Span, count int) []span.Span {
	if len(parts) < 2 || len(parts) == count {
		return parts
	}
	last := parts[len(parts)-1]
	others := 0
	for _, p := range parts[:len(parts)-1] {
		others += utf8.RuneCountInString(p.Of(text))
	}
	for _, and := range []string{"以及", "和", "及"} {
		k := strings.LastIndex(last.Of(text), and)
		if k <= 0 || k+len(and) >= last.Len() {
			continue
		}
		a := span.Span{Start: last.Start, End: last.Start + k}
		b := span.Span{Start: last.Start + k + len(and), End: last.End}
		// In 甲、乙和丙 the two sides are about as long as the other members.
		shortest := others / (len(parts) - 1) * 6 / 10
		if la, lb := utf8.RuneCountInString(a.Of(text)), utf8.RuneCountInString(b.Of(text)); la >= 2 && lb >= 2 && (len(parts)+1 == count || la >= shortest && lb >= shortest) {
			return append(parts[:len(parts)-1:len(parts)-1], a, b)
		}
	}
	return parts
}

// itemsAfter splits the list that follows the count's noun: …，包括：甲；乙；丙。
func (x *TaskCount) itemsAfter(d *Document, sentence int, h taskHead, count int) itemList {
	s := &d.Sentences[sentence]
	rest := s.Text[h.text.End:]
	trimmed := strings.TrimLeft(rest, "，, 内容")
	marker := 0
	if _, n := x.d.Words.ListMarkers.Prefix(trimmed); n > 0 {
		marker = n
	}
	after := strings.TrimLeft(trimmed[marker:], "：:， ")
	if marker == 0 && !strings.HasPrefix(trimmed, "：") && !strings.HasPrefix(trimmed, ":") && !strings.HasPrefix(trimmed, "（") && !strings.HasPrefix(trimmed, "——") {
		return itemList{}
	}
	if marker == 0 && after == "" {
		return itemList{} // the list stands in the lines below
	}
	// In the document's text: the list goes on over the sentences that 。 does not end.
	begin := s.DocumentSpan(span.Span{Start: len(s.Text) - len(after), End: len(s.Text)}).Start
	end := begin
	for i := begin; i < len(d.Text); {
		r, size := utf8.DecodeRuneInString(d.Text[i:])
		if r == '。' || r == '\n' && i+size < len(d.Text) && d.Text[i+size] == '\n' || r == '！' || r == '？' {
			break
		}
		if r == '\n' && !s.covers(i) && !strings.HasSuffix(strings.TrimRight(d.Text[:i], " "), "；") && !strings.HasSuffix(d.Text[:i], ";") {
			break
		}
		i += size
		end = i
		if end-begin > 3000 {
			return itemList{}
		}
	}
	in := span.Span{Start: begin, End: end}
	if in.Empty() {
		return itemList{}
	}
	body := in.Of(d.Text)
	separator := "、"
	switch {
	case strings.Contains(body, "；"):
		separator = "；"
	case strings.Contains(body, ";"):
		separator = ";"
	default:
		// Only the clause itself lists: 包括甲、乙等，…
		if i := commaOutside(body); i >= 0 {
			if strings.Contains(body[:i], "、") || strings.HasSuffix(body[:i], "等") {
				in.End = in.Start + i
			} else {
				separator = "，"
			}
		}
	}
	etc := false
	if i := strings.LastIndex(in.Of(d.Text), "等"); i >= 0 && separator != "；" && utf8.RuneCountInString(in.Of(d.Text)[i:]) <= 8 {
		in.End = in.Start + i
		etc = true
	}
	parts := splitList(d.Text, in, separator)
	if separator == "、" {
		parts = splitLastAnd(d.Text, parts, count)
	}
	if len(parts) < 2 && !etc {
		return itemList{}
	}
	list := itemList{}
	for _, p := range parts {
		p = trimItem(d.Text, p)
		// 审批提速行动，时限压减…: where the member's name is followed by what it does, the
		// name ends with the noun that is counted.
		if i := commaOutside(p.Of(d.Text)); i > 0 && separator == "；" {
			if x.class(p.Of(d.Text)[:i]) == h.class {
				p.End = p.Start + i
			}
		}
		if !p.Empty() {
			list.items = append(list.items, p)
		}
	}
	list.whole = false
	return list
}

// covers reports whether the byte offset of the document lies inside the sentence.
func (s *Sentence) covers(at int) bool { return s.Span.Start <= at && at < s.Span.End }

// commaOutside returns where the first comma outside quotation marks stands, -1 if none.
func commaOutside(text string) int {
	depth := 0
	for i, r := range text {
		switch r {
		case '“', '「', '（', '《':
			depth++
		case '”', '」', '）', '》':
			depth--
		case '，', ',':
			if depth <= 0 {
				return i
			}
		}
	}
	return -1
}

// trimItem takes white space, list heads and closing marks off an item.
func trimItem(text string, s span.Span) span.Span {
	s = trimSpaces(text, s)
	for _, head := range []string{"一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是", "以及", "和"} {
		if strings.HasPrefix(s.Of(text), head) {
			s.Start += len(head)
			break
		}
	}
	return trimSpaces(text, s)
}

func trimSpaces(text string, s span.Span) span.Span {
	for !s.Empty() {
		r, size := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune(" \n\u3000，；。;,", r) {
			break
		}
		s.Start += size
	}
	for !s.Empty() {
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !strings.ContainsRune(" \n\u3000，；。;,", r) {
			break
		}
		s.End -= size
	}
	return s
}

// numbered reads the members from numbered sentences after the count: 一是…；二是…, or lines
// that begin with 1. 2. 3. or 第一， 第二，.
func (x *TaskCount) numbered(d *Document, sentence int, h taskHead) itemList {
	var list itemList
	want := 1
	skipped := 0
	// The list belongs to the count nearest above it.
	another := func(i, from int) bool {
		for k := range d.scans[i] {
			c := &d.scans[i][k]
			if c.Span.Start < from || !c.Measured() || c.Word == nil || c.Dimension != "count" {
				continue
			}
			if start, _ := numberedHead(d.Sentences[i].Text, from, 1); start >= 0 && start < c.Span.Start {
				return false
			}
			if x.head(d, i, c).class != "" {
				return true
			}
		}
		return false
	}
	if another(sentence, h.text.End) {
		return itemList{}
	}
	scan := func(s *Sentence, from int) {
		for {
			start, next := numberedHead(s.Text, from, want)
			if start < 0 {
				return
			}
			end := next
			for end < len(s.Text) {
				r, size := utf8.DecodeRuneInString(s.Text[end:])
				if strings.ContainsRune("，。；：,;:！？", r) {
					break
				}
				end += size
			}
			item := trimSpaces(s.Text, span.Span{Start: next, End: end})
			if item.Empty() {
				return
			}
			list.items = append(list.items, s.DocumentSpan(item))
			want++
			from = end
		}
	}
	s := &d.Sentences[sentence]
	scan(s, h.text.End)
	for i := sentence + 1; i < len(d.Sentences) && skipped < 4; i++ {
		before := want
		if want == 1 && another(i, 0) {
			break
		}
		scan(&d.Sentences[i], 0)
		if want == before {
			skipped++
			if want == 1 && skipped > 1 {
				break
			}
		} else {
			skipped = 0
		}
	}
	if len(list.items) < 2 {
		return itemList{}
	}
	return list
}

// numberedHeads are the heads of the first ten members of lists: those that may stand
// anywhere behind a mark, and those at the beginning of a line.
var numberedHeads = func() (heads [11]struct{ anywhere, opening []string }) {
	for n, digit := range []string{1: "一", 2: "二", 3: "三", 4: "四", 5: "五", 6: "六", 7: "七", 8: "八", 9: "九", 10: "十"} {
		if n == 0 {
			continue
		}
		arabic := strconv.Itoa(n)
		heads[n].anywhere = []string{digit + "是", "第" + digit + "，", "第" + digit + "、", "其" + digit + "，", "其" + digit + "、", "（" + digit + "）"}
		heads[n].opening = []string{digit + "、", arabic + ".", arabic + "．", arabic + "、", "（" + arabic + "）", "(" + arabic + ")"}
	}
	return heads
}()

// beginsNumbered reports whether a sentence begins with the number of a list's member.
func beginsNumbered(text string) bool {
	if r, _ := utf8.DecodeRuneInString(text); !strings.ContainsRune("一二三四五六七八九十第其（(0123456789", r) {
		return false
	}
	begins := func(head string) bool { return strings.HasPrefix(text, head) }
	for n := range numberedHeads {
		if h := &numberedHeads[n]; slices.ContainsFunc(h.anywhere, begins) || slices.ContainsFunc(h.opening, begins) {
			return true
		}
	}
	return false
}

// numberedHead finds the head of the n-th member in text from a byte offset on: where it
// begins and where the member itself does; -1 if there is none.
func numberedHead(text string, from, n int) (start, after int) {
	if n >= len(numberedHeads) {
		return -1, -1
	}
	for _, head := range numberedHeads[n].anywhere {
		if i := strings.Index(text[from:], head); i >= 0 {
			at := from + i
			before, _ := utf8.DecodeLastRuneInString(text[:at])
			if at == 0 || strings.ContainsRune("，；。：,;: \n", before) {
				return at, at + len(head)
			}
		}
	}
	if from == 0 { // at the beginning of a line
		for _, head := range numberedHeads[n].opening {
			if strings.HasPrefix(text, head) {
				return 0, len(head)
			}
		}
	}
	return -1, -1
}
