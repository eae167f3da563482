package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// How the words before a title's first one let it be a title.
const (
	byNothing  = iota
	byAct      // a verb of what is done with documents: 印发
	byDone     // the same where the document is there already: 编制了, 印发的
	byLaw      // what refers to rules: 根据
	byOpening  // the beginning of the clause
	byQuote    // quotation marks around the whole of it
	byTogether // a title before it in the list
)

// title returns the unmarked title whose head stands at w.
func (s *documentScanner) title(w lexis.Word[dict.DocumentHead]) (span.Span, bool) {
	if title, ok := s.ownName(w.Span); ok {
		return title, true
	}
	end := s.editionAfter(w.Span.End)
	if end == w.Span.End && s.goesOn(end) {
		return span.Span{}, false
	}
	start, by := s.opens(s.begin(w.Span.Start), w.Span.Start)
	start = s.trim(start, w.Span.Start)
	title := span.Span{Start: start, End: end}
	if title.Len() <= w.Span.Len() || s.runes(title) > 2*maxPhrase {
		return title, false
	}
	if closed := s.quoteCloses(end); closed != s.quoteOpens(start) {
		inside := title.Of(s.text)
		if closed && strings.Count(inside, "“") > strings.Count(inside, "”") {
			title.End += len("”")
		}
	} else if closed {
		by = byQuote
	}
	if f, n := s.d.Documents.Fixed.Suffix(title.Of(s.text)); n > 0 && f.Kind != "" && n < title.Len() && end == w.Span.End && !s.holdsProper(span.Span{Start: title.Start, End: title.End - n}) && s.numbered(title.Start, title.End) == title.Start {
		return span.Span{}, false // 推动巴黎协定: read as what has one name
	}
	if by == byQuote && !s.quoteCloses(title.End) {
		by = byNothing
	}
	return title, s.isTitle(title, w, by)
}

// quoteCloses and quoteOpens report whether a quotation ends, or begins, at an offset.
func (s *documentScanner) quoteCloses(at int) bool {
	r, _ := utf8.DecodeRuneInString(s.text[at:])
	return r == '”' || r == '」' || r == '』'
}

func (s *documentScanner) quoteOpens(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s.text[:at])
	return r == '“' || r == '「' || r == '『'
}

// ownName returns the title that a name with quotation marks in it is by itself: “十四五”规划.
func (s *documentScanner) ownName(head span.Span) (span.Span, bool) {
	open := opening(s.text, head.Start)
	if open < 0 {
		return span.Span{}, false
	}
	title := span.Span{Start: open, End: head.End}
	return title, s.d.Documents.Fixed.Has(unquoted(title.Of(s.text)))
}

// goesOn reports whether a noun follows the head at an offset, so that the phrase ends in
// another one: 规划局, 方案设计.
func (s *documentScanner) goesOn(end int) bool {
	t, ok := s.after(end)
	if !ok || t.Span.Start != end || !NumberAt(s.text, end).Empty() {
		return false
	}
	word := t.Span.Of(s.text)
	if _, act := s.d.Documents.Verbs.Get(word); act {
		return false
	}
	return (t.Tag == "n" || t.Tag == "vn" || t.Tag == "Ng" || t.Tag == "k" || t.Tag == "a") && !s.d.Words.Attributive.Has(word) && !strings.HasPrefix(word, "内容") && !strings.HasPrefix(word, "岁")
}

// opens returns where the title begins that ends with a head, and what lets it begin there.
func (s *documentScanner) opens(at, head int) (start, by int) {
	for at > 0 {
		if utf8.RuneCountInString(s.text[at:head]) > 2*maxPhrase {
			return at, byNothing
		}
		if open := opening(s.text, at); open >= 0 {
			at = open
			continue
		}
		switch last, size := utf8.DecodeLastRuneInString(s.text[:at]); {
		case last == '、':
			if at-size == s.lastEnd && s.lastEnd > 0 || s.headEnds(at-size) {
				return at, byTogether
			}
			at -= size
			continue
		case last == '“' || last == '「' || last == '『':
			if strings.ContainsAny(s.text[head:min(len(s.text), head+60)], "”」』") {
				return at, byQuote
			}
			return at, byNothing
		case last == '》':
			return at, byNothing
		case isMark(last):
			return at, byOpening
		}
		if start, kind := numberBefore(s.text, at); kind == yearNumber || kind == ordinalNumber {
			at = start
			continue
		}
		t := s.before(at)
		word := s.text[t.Span.Start:at]
		if next, by, ok := s.border(t, word, at, head); ok {
			return next, by
		}
		at = t.Span.Start
	}
	return 0, byOpening
}

// headEnds reports whether a title's head ends at an offset.
func (s *documentScanner) headEnds(at int) bool {
	left := s.text[max(0, at-60):at]
	if _, n := s.d.Documents.Fixed.Suffix(left); n > 0 {
		return true
	}
	h, n := s.d.Documents.Heads.Suffix(left)
	return n > 0 && (h.Form != dict.FormMarked || h.Kind == "law")
}

// border reports whether a word before an offset ends what stands before the title, and where
// the title begins then.
func (s *documentScanner) border(t lexis.Token, word string, at, head int) (start, by int, ok bool) {
	if _, act := s.d.Documents.Verbs.Get(word); act && at < head {
		if s.aboutAhead(t.Span.Start, head) {
			return 0, 0, false // 关于印发…的通知
		}
		if outer, found := s.outerAct(t.Span.Start); found {
			return outer, byAct, true
		}
		return at, byAct, true
	}
	if madeBy(s.text, at) != "" {
		return at, byAct, true
	}
	switch word {
	case "了":
		if t.Span.Start > 0 {
			if _, act := s.d.Documents.Verbs.Get(s.before(t.Span.Start).Span.Of(s.text)); act {
				return at, byDone, true
			}
		}
		return at, byNothing, true
	case "根据", "按照", "依照", "依据", "遵照", "违反", "依", "按", "落实", "贯彻落实", "坚持", "围绕", "对照":
		return at, byLaw, true
	case "和", "与", "及", "以及":
		if t.Span.Start == s.lastEnd && s.lastEnd > 0 || t.Span.Start > 0 && s.headEnds(t.Span.Start) {
			return at, byTogether, true
		}
		return 0, 0, false
	case "的":
		if t.Span.Start > 0 && at < head {
			if _, act := s.d.Documents.Verbs.Get(s.before(t.Span.Start).Span.Of(s.text)); act && !s.aboutAhead(t.Span.Start, head) {
				return at, byDone, true
			}
		}
		return 0, 0, false
	case "中", "上", "内", "下", "前", "后":
		return 0, 0, false
	case "关于":
		if t.Span.Start > 0 && s.proper(max(0, t.Span.Start-90), t.Span.Start) < 0 && !s.heading {
			return t.Span.Start, byAct, true
		}
		return 0, 0, false
	}
	size := utf8.RuneCountInString(word)
	if size == 1 && strings.Contains(functionCharacters, word) && word != "等" && word != "以" && word != "为" && word != "对" || s.d.Words.TitleBorders.Has(word) || t.Tag == "r" || t.Tag == "t" && strings.ContainsAny(word, "今昨明日前近") {
		return at, byNothing, true
	}
	if t.Tag == "m" && size <= 2 && t.Span.Start > 0 && !s.ends(t.Span.Start) {
		return at, byNothing, true
	}
	return 0, 0, false
}

// aboutAhead reports whether 关于 stands before a verb, so that the verb belongs to the title:
// 关于印发…的通知.
func (s *documentScanner) aboutAhead(at, head int) bool {
	if strings.HasSuffix(s.text[:at], "关于") {
		return true
	}
	if !strings.HasSuffix(s.text[:head], "的") {
		return false
	}
	from := clauseFrom(s.text, at)
	n := strings.LastIndex(s.text[from:at], "关于")
	return n >= 0 && !strings.ContainsAny(s.text[from+n:at], "》〉")
}

// outerAct returns where a title begins that itself begins with an adverb and the verb at an
// offset, governed by a verb before them: 印发|深入实施….
func (s *documentScanner) outerAct(at int) (int, bool) {
	from := at
	for at > 0 {
		t := s.before(at)
		word := s.text[t.Span.Start:at]
		if status, act := s.d.Documents.Verbs.Get(word); act {
			return at, at < from && status != "drafted"
		}
		if t.Tag != "ad" && t.Tag != "d" && t.Tag != "a" || utf8.RuneCountInString(word) < 2 || s.d.Words.TitleBorders.Has(word) {
			return 0, false
		}
		at = t.Span.Start
	}
	return 0, false
}

// trim takes from the beginning of a title what does not belong to it.
func (s *documentScanner) trim(start, head int) int {
	for start < head {
		t, ok := s.after(start)
		if !ok || t.Span.Start != start || t.Span.End > head {
			break
		}
		switch word := t.Span.Of(s.text); {
		case word == "了", word == "并", word == "的", word == "和", word == "与", word == "及", word == "以及", word == " ", word == "就", word == "好", word == "完":
		case s.d.Documents.Verbs.Has(word) && start > 0 && !s.heading:
		default:
			return start
		}
		start = t.Span.End
	}
	return start
}

// isTitle reports whether a phrase is the title of one document.
func (s *documentScanner) isTitle(title span.Span, w lexis.Word[dict.DocumentHead], by int) bool {
	content := span.Span{Start: title.Start, End: w.Span.Start}
	words := content.Of(s.text)
	if words == "" || strings.HasSuffix(words, "一份") || strings.HasSuffix(words, "等") || s.counted(content) {
		return false
	}
	_, number := numberBefore(s.text, s.numbered(content.Start, content.End))
	bare := strings.TrimSuffix(words, "的")
	g := titleSigns{
		runes: utf8.RuneCountInString(bare), numbered: number == yearNumber || number == ordinalNumber, about: strings.Contains(words, "关于"),
		weak: w.Value.Form == dict.FormWeak, of: strings.ContainsAny(bare, "的之"), ofHead: bare != words, kind: w.Value.Kind,
	}
	g.proper = g.numbered || strings.HasPrefix(words, "“") || s.holdsProper(content)
	switch {
	case g.about && (g.runes >= 6 || strings.Contains(words, "》")):
		return true
	case strings.Contains(words, "》"):
		return false
	}
	switch by {
	case byAct:
		return g.governed(6)
	case byDone:
		return g.governed(4)
	case byOpening:
		return g.opening(s.heading && title.End == len(strings.TrimRight(s.text, " 　")), func() bool { return s.saysFollow(title.End) })
	case byTogether:
		return !g.of && !g.weak && (g.proper || g.runes >= 6)
	case byQuote:
		return !g.of && (g.proper || g.runes >= 3)
	case byLaw:
		return !g.of && !g.ofHead && (g.tells() || g.numbered)
	}
	return number == ordinalNumber && !g.of && !g.ofHead && g.runes >= 3 && g.kind != "notice"
}

// titleSigns is what speaks for a phrase as a title, and against it.
type titleSigns struct {
	runes    int    // characters before the head
	numbered bool   // a year or an ordinal begins it
	proper   bool   // it holds a proper name, or begins with a number or quotation
	about    bool   // 关于
	weak     bool   // its head alone shows little
	of       bool   // 的 stands in it, not only before the head
	ofHead   bool   // 的 stands before the head
	kind     string // of the head
}

// tells reports whether the words before the head tell one document from others.
func (g *titleSigns) tells() bool {
	return g.proper && g.runes >= 3 || g.runes >= 8 && !g.weak
}

// governed decides where a verb of what is done with documents stands before the phrase, by so
// many characters before its head at least.
func (g *titleSigns) governed(least int) bool {
	if g.weak && g.ofHead && g.kind != "plan" && g.kind != "notice" {
		return g.about
	}
	if g.weak {
		least += 2
	}
	return !g.of && (g.runes >= least || g.proper && g.runes >= 4)
}

// opening decides where the phrase begins a clause: whole says that it is all of a heading,
// said whether something is said of it.
func (g *titleSigns) opening(whole bool, said func() bool) bool {
	switch {
	case whole:
		return g.about || !g.of && (g.proper && g.runes >= 4 || !g.weak && g.runes >= 8)
	case g.of || g.ofHead || !said():
		return false
	}
	return g.tells()
}

// counted reports whether a number of documents stands in a phrase: 13件法律草案.
func (s *documentScanner) counted(content span.Span) bool {
	for at := content.Start; at < content.End; {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		at += size
		for _, w := range [...]string{"个", "件", "份", "部", "项"} {
			if rest, ok := strings.CutPrefix(s.text[at:content.End], w); ok && size <= 3 && strings.Contains(numeralCharacters+"两多", s.text[at-size:at]) && !strings.HasPrefix(rest, "五年") {
				return true
			}
		}
	}
	return false
}

// numbered returns the end of the number that a phrase begins with, its start where it begins
// with none.
func (s *documentScanner) numbered(start, end int) int {
	for at := start; at < end; {
		_, size := utf8.DecodeRuneInString(s.text[at:])
		at += size
		if from, kind := numberBefore(s.text, at); from == start && (kind == ordinalNumber || kind == yearNumber) {
			return at
		}
		if at-start > 24 {
			break
		}
	}
	return start
}

// saysFollow reports whether the words at an offset say something of a document: what is done
// with it, or what it says.
func (s *documentScanner) saysFollow(at int) bool {
	until := min(len(s.text), at+75)
	for k := lexis.TokenAt(s.tokens, at); k < len(s.tokens) && s.tokens[k].Span.Start < until; k++ {
		word := s.tokens[k].Span.Of(s.text)
		if r, _ := utf8.DecodeRuneInString(word); isMark(r) && r != '（' && r != '“' {
			return false
		}
		if s.d.Documents.Verbs.Has(word) {
			return true
		}
		switch word {
		case "显示", "指出", "提出", "明确", "规定", "要求", "强调", "提到", "认为", "建议", "披露", "预测":
			return true
		}
	}
	return false
}
