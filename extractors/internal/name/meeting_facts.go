package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// meetingFacts tells when and where meetings were, on what, and who took part. It is read when
// the names of all kinds are there. What is told in the same sentence counts, and of topic and
// people what the next one says.
type meetingFacts struct{ d *dict.Dict }

func (r meetingFacts) read(t Text, x *Index) {
	for i := range t.Len() {
		in := x.In(i)
		for k, m := range in {
			if m.Kind != Meeting {
				continue
			}
			f := factScanner{phrase{r.d, t.Sentence(i), t.Tokens(i), t.Lattice(i)}, in, m}
			held := f.held()
			f.date(held)
			if held {
				f.place()
			}
			f.topic(i, m.Span.End, held)
			f.people()
			if i+1 < t.Len() && !slices.ContainsFunc(in[k+1:], func(o *Mention) bool { return o.Kind == Meeting }) && pointsBack(t.Sentence(i+1)) {
				next := factScanner{phrase{r.d, t.Sentence(i + 1), t.Tokens(i + 1), t.Lattice(i + 1)}, x.In(i + 1), m}
				next.topic(i+1, 0, true)
				next.people()
			}
		}
	}
}

// pointsBack reports whether a sentence speaks of the meeting of the one before.
func pointsBack(text string) bool {
	for _, w := range [...]string{"会议", "会上", "座谈会", "本次", "此次", "这次", "论坛", "大会", "本届", "峰会", "会谈", "发布会", "主题", "全会", "与会"} {
		if strings.HasPrefix(text, w) {
			return true
		}
	}
	return strings.Contains(text, "出席会议") || strings.Contains(text, "主持会议")
}

type factScanner struct {
	phrase
	in []*Mention
	m  *Mention
}

// held reports whether the meeting's clause says that it is held.
func (f *factScanner) held() bool {
	s := f.m.Span
	clause := span.Span{Start: clauseFrom(f.text, s.Start), End: clauseTo(f.text, s.End)}
	for w := range lexis.All(f.lattice, f.d.Words.Holding, clause) {
		if !s.Overlaps(w.Span) {
			return true
		}
	}
	return false
}

func (f *factScanner) date(held bool) {
	s := f.m.Span
	if rest := f.text[s.End:]; strings.HasPrefix(rest, "精神") || strings.HasPrefix(rest, "以来") || strings.HasPrefix(rest, "后") {
		return
	}
	if held {
		f.m.Meeting.Date = when(f.text, s)
		return
	}
	at := s.End
	if end := dateAt(f.text, at); end > at {
		f.m.Meeting.Date = span.Span{Start: at, End: end}
		return
	}
	if d := lastDate(f.text, clauseFrom(f.text, s.Start), s.Start); !d.Empty() {
		if between := strings.Trim(f.text[d.End:s.Start], "在于的 "); between == "" {
			f.m.Meeting.Date = d
		}
		return
	}
	if rest := f.text[s.End:]; strings.HasPrefix(rest, "审议") || strings.HasPrefix(rest, "听取") || strings.HasPrefix(rest, "研究") || strings.HasPrefix(rest, "通过") || strings.HasPrefix(rest, "讨论") || strings.HasPrefix(rest, "决定") {
		f.m.Meeting.Date = when(f.text, s)
	}
}

// place reads 在…举行 behind the meeting or before it.
func (f *factScanner) place() {
	s := f.m.Span
	from, to := clauseFrom(f.text, s.Start), clauseTo(f.text, s.End)
	for w := range lexis.All(f.lattice, f.d.Words.Holding, span.Span{Start: from, End: to}) {
		left := s.End
		if w.Span.Start < s.Start {
			left = from
		} else if w.Span.Overlaps(s) {
			continue
		}
		n := strings.LastIndex(f.text[left:w.Span.Start], "在")
		if n < 0 {
			continue
		}
		p := span.Span{Start: left + n + len("在"), End: w.Span.Start}
		for trimmed := true; trimmed; {
			trimmed = false
			for _, adverb := range [...]string{"隆重", "成功", "胜利", "正式", "顺利", "圆满", "如期", "分别", "联合", "同时", "盛大", "主持", "多个国家", "多国", "等", "等地", "共同"} {
				if strings.HasSuffix(p.Of(f.text), adverb) {
					p.End, trimmed = p.End-len(adverb), true
				}
			}
		}
		if n := strings.Index(p.Of(f.text), "等"); n > 0 {
			p.End = p.Start + n
		}
		if end := dateAt(f.text, p.Start); end > p.Start && end <= p.End {
			p.Start = end
		}
		if p.Empty() || utf8.RuneCountInString(p.Of(f.text)) > 30 {
			continue
		}
		f.m.Meeting.Place = p
		for _, o := range f.in {
			if o.Kind == Place && p.Contains(o.Span) {
				f.m.Meeting.Region = o
				break
			}
		}
		return
	}
}

// topic reads 以“…”为主题, 主题为“…”, 围绕…, 研究…问题 from an offset on.
func (f *factScanner) topic(sentence, from int, held bool) {
	d := f.m.Meeting
	if !d.Topic.Span.Empty() {
		return
	}
	set := func(start, end int) {
		if end > start && utf8.RuneCountInString(f.text[start:end]) <= 60 {
			d.Topic = Words{sentence, span.Span{Start: start, End: end}}
		}
	}
	if n := strings.Index(f.text[from:], "主题"); n >= 0 {
		at := from + n
		before := f.text[from:at]
		if k := strings.LastIndex(before, "以"); k >= 0 && strings.HasSuffix(before, "为") {
			start, end := from+k+len("以"), at-len("为")
			start, end = bare(f.text, start, end)
			set(start, end)
			return
		}
		for _, w := range [...]string{"为", "是", "："} {
			if rest, ok := strings.CutPrefix(f.text[at+len("主题"):], w); ok {
				start := len(f.text) - len(rest)
				end := clauseTo(f.text, start)
				if strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "「") {
					end = start + max(strings.Index(rest, "”"), strings.Index(rest, "」")) + 3
				}
				start, end = bare(f.text, start, end)
				set(start, end)
				return
			}
		}
	}
	name := f.m.Span.Of(f.text[:min(len(f.text), max(f.m.Span.End, 0))])
	if open, end := strings.Index(name, "“"), strings.Index(name, "”"); from == f.m.Span.End && open >= 0 && end > open && strings.HasPrefix(name[end+len("”"):], "主题") {
		set(f.m.Span.Start+open+len("“"), f.m.Span.Start+end)
		return
	}
	rest := f.text[from:]
	if !held {
		return
	}
	if n := strings.Index(rest, "研究"); n >= 0 {
		start := from + n + len("研究")
		if end := strings.Index(f.text[start:clauseTo(f.text, start)], "问题"); end > 0 {
			set(start, start+end)
			return
		}
	}
	if n := strings.Index(rest, "围绕"); n >= 0 {
		start := from + n + len("围绕")
		end := clauseTo(f.text, start)
		for _, w := range [...]string{"展开", "进行", "开展", "举行", "等", "交流", "建言"} {
			if k := strings.Index(f.text[start:end], w); k > 0 {
				end = start + k
			}
		}
		start, end = bare(f.text, start, end)
		set(start, end)
	}
}

// bare takes the quotation marks off that stand around a stretch.
func bare(text string, start, end int) (int, int) {
	words := text[start:end]
	if (strings.HasPrefix(words, "“") || strings.HasPrefix(words, "「")) && (strings.HasSuffix(words, "”") || strings.HasSuffix(words, "」")) && len(words) > 6 {
		return start + 3, end - 3
	}
	return start, end
}

// people adds those whom the sentence says to chair, attend or speak.
func (f *factScanner) people() {
	last := -1
	for w := range lexis.All(f.lattice, f.d.Words.TakesPart, span.Span{End: len(f.text)}) {
		last = w.Span.Start
	}
	for _, o := range f.in {
		if o.Kind == Person && o.Span.Start < last && !heldAlready(f.m.Meeting.People, o) {
			f.m.Meeting.People = append(f.m.Meeting.People, o)
		}
	}
}

func heldAlready(people []*Mention, p *Mention) bool {
	for _, o := range people {
		if o.Name == p.Name {
			return true
		}
	}
	return false
}
