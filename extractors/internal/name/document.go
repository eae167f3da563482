package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// DocumentDetail is what is told of a named document beside the name.
type DocumentDetail struct {
	Kind     string    // as records have it
	Title    span.Span // without the marks around it; Mention.Span has them
	Number   span.Span // 国发〔2023〕5号, empty for none
	Status   string    // adopted signed issued drafted in_force, or ""
	IssuedBy span.Span // the words for who adopted, signed or issued it, empty for none
	Issuer   string    // the full name of the last body in IssuedBy
	Date     span.Span // the words for when, empty for none

	act span.Span // the verb that Status is from
}

// documents finds titles of documents: what stands in 《》, what has one name everywhere, and
// phrases that end in a head (行动方案) where the words around them show that they are titles.
type documents struct {
	d     *dict.Dict
	lists dict.Lists
}

func newDocuments(d *dict.Dict) *documents {
	return &documents{d, d.Documents.Heads.Lists().Or(d.Documents.Fixed.Lists())}
}

func (r *documents) read(t Text, x *Index) {
	for i := range t.Len() {
		text := t.Sentence(i)
		marked := strings.Contains(text, "《")
		l := t.Lattice(i)
		orders := strings.Contains(text, "号令") || strings.Contains(text, "令第")
		if !marked && !l.Holds(r.lists) && !orders {
			continue
		}
		s := documentScanner{phrase: phrase{r.d, text, nil, l}, heading: t.Heading(i), first: i < 12}
		if marked {
			s.marked(func(m *Mention) { m.Sentence = i; x.Add(m) })
		}
		if l.Holds(r.lists) {
			s.tokens = t.Tokens(i)
			s.unmarked(func(m *Mention) { m.Sentence = i; x.Add(m) })
		}
		if !orders {
			continue
		}
		if s.tokens == nil {
			s.tokens = t.Tokens(i)
		}
		s.orders(func(m *Mention) { m.Sentence = i; x.Add(m) })
	}
}

type documentScanner struct {
	phrase
	heading, first bool
	lastEnd        int // of the last unmarked title
}

// mentionOf returns the mention of a document.
func (s *documentScanner) mentionOf(whole, title span.Span, kind, rule string) *Mention {
	name := title.Of(s.text)
	if f, n := s.d.Documents.Fixed.Suffix(unquoted(name)); n == len(unquoted(name)) {
		name = f.Full
	}
	return &Mention{Kind: Document, Span: whole, Name: name, Rule: rule, Document: &DocumentDetail{Kind: kind, Title: title}}
}

// marked adds the documents among the titles in 《》.
func (s *documentScanner) marked(add func(*Mention)) {
	for at := 0; ; {
		n := strings.Index(s.text[at:], "《")
		if n < 0 {
			return
		}
		start := at + n
		end := closing(s.text, start)
		if end < 0 {
			at = start + len("《")
			continue
		}
		at = end
		title := span.Span{Start: start + len("《"), End: end - len("》")}
		title.Start += len(title.Of(s.text)) - len(strings.TrimLeft(title.Of(s.text), " 　"))
		title.End = title.Start + len(strings.TrimRight(title.Of(s.text), " 　"))
		if kind, ok := s.titleKind(title.Of(s.text)); ok {
			add(s.mentionOf(span.Span{Start: start, End: end}, title, kind, "document.marked"))
		}
	}
}

// titleKind returns the kind of the document with a title, false where it is a bare head and
// points to a document that was named before.
func (s *documentScanner) titleKind(title string) (string, bool) {
	if f, n := s.d.Documents.Fixed.Suffix(title); n > 0 && n == len(title) {
		return f.Kind, true
	}
	core := withoutEdition(title)
	h, n := s.d.Documents.Heads.Suffix(core)
	switch {
	case n == 0 && strings.HasSuffix(core, "法") && !strings.HasSuffix(core, "方法") && utf8.RuneCountInString(core) > 2:
		return "law", true
	case n == 0:
		if f, k := s.d.Documents.Fixed.Suffix(core); k > 0 {
			return f.Kind, true
		}
		return "work", core != ""
	case n == len(core) && (h.Kind != "agreement" || utf8.RuneCountInString(core) <= 2 || h.Form != dict.FormOpen):
		return "", false
	}
	return h.Kind, true
}

// withoutEdition returns a title without what stands behind its head: （试行）, 2025, 摘要.
func withoutEdition(title string) string {
	for {
		cut := strings.TrimRight(title, "0123456789〇一二三四五六七八九十年度 ")
		if open := opening(cut, len(cut)); open > 0 && strings.HasSuffix(cut, "）") {
			cut = cut[:open]
		}
		if i := strings.LastIndex(cut, "("); i > 0 && strings.HasSuffix(cut, ")") {
			cut = cut[:i]
		}
		for _, tail := range [...]string{"摘要", "全文", "文本", "（草案", "修订版", "征求意见稿", "修订稿", "送审稿", "讨论稿", "及其"} {
			if c, ok := strings.CutSuffix(cut, tail); ok && c != "" {
				cut = c
			}
		}
		if cut == title || cut == "" {
			return title
		}
		title = cut
	}
}

// editionAfter returns the end of what belongs to a title behind its head: （试行）, （2023）.
func (s *documentScanner) editionAfter(end int) int {
	for _, marks := range [...][2]string{{"（", "）"}, {"(", ")"}, {"〔", "〕"}} {
		rest, ok := strings.CutPrefix(s.text[end:], marks[0])
		if !ok {
			continue
		}
		n := strings.Index(rest[:min(len(rest), 60)], marks[1])
		if n < 0 {
			return end
		}
		inside := rest[:n]
		if strings.Trim(inside, "0123456789-—–－至年版度修订") == "" || strings.HasSuffix(inside, "行") && len(inside) == 6 || strings.HasSuffix(inside, "稿") || strings.HasSuffix(inside, "草案") || strings.HasSuffix(inside, "修订") || strings.HasSuffix(inside, "年版") {
			return end + len(marks[0]) + n + len(marks[1])
		}
	}
	return end
}

// unmarked adds the documents whose titles stand without 《》.
func (s *documentScanner) unmarked(add func(*Mention)) {
	whole := span.Span{End: len(s.text)}
	var last lexis.Word[dict.DocumentHead]
	flush := func() {
		if last.Span.Len() > 0 && last.Value.Form != dict.FormMarked {
			if title, ok := s.title(last); ok {
				add(s.mentionOf(title, title, s.kindOf(title, last.Value.Kind), "document.head:"+last.Span.Of(s.text)))
				s.lastEnd = title.End
			}
		}
		last = lexis.Word[dict.DocumentHead]{}
	}
	for w := range lexis.All(s.lattice, s.d.Documents.Heads, whole) {
		if w.Span.End <= last.Span.End || !s.ends(w.Span.End) {
			continue
		}
		if w.Span.Start >= last.Span.End {
			flush()
		}
		last = w
	}
	flush()
	for w := range lexis.All(s.lattice, s.d.Documents.Fixed, whole) {
		if title, ok := s.fixed(w.Span); ok {
			add(s.mentionOf(title, title, w.Value.Kind, "documents.tsv:"+w.Span.Of(s.text)))
		}
	}
}

// kindOf returns the kind of an unmarked title.
func (s *documentScanner) kindOf(title span.Span, kind string) string {
	if k, ok := s.titleKind(unquoted(title.Of(s.text))); ok && k != "work" {
		return k
	}
	return kind
}

// yearBefore reports whether a year ends at an offset.
func (s *documentScanner) yearBefore(at int) bool {
	_, kind := numberBefore(s.text, at)
	return kind == yearNumber
}

// fixed returns the document with one name that stands at a span.
func (s *documentScanner) fixed(at span.Span) (span.Span, bool) {
	if !s.ends(at.End) || !s.ends(at.Start) && s.before(at.Start).Span.Len() > 3 {
		return at, false
	}
	if t, ok := s.after(at.End); ok && t.Span.Start == at.End && (t.Tag == "n" && t.Span.Len() <= 6 && !s.d.Documents.Verbs.Has(t.Span.Of(s.text)) && strings.ContainsAny(t.Span.Of(s.text)[:3], "学院系庭律条") || strings.HasPrefix(s.text[at.End:], "学")) {
		return at, false
	}
	for at.Start > 0 {
		start, kind := numberBefore(s.text, at.Start)
		if kind != yearNumber {
			if start = s.proper(max(0, at.Start-60), at.Start); start < 0 || !s.yearBefore(start) {
				break
			}
		}
		at.Start = start
	}
	for _, full := range [...]string{"中华人民共和国", "中国"} {
		if strings.HasSuffix(s.text[:at.Start], full) {
			at.Start -= len(full)
			break
		}
	}
	return at, true
}
