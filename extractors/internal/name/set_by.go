package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// backward is how many sentences short words point back at most.
const backward = 60

// SetBy returns the document or meeting that sets what stands at a byte offset of a sentence:
// the last that is named before it there, or the one that short words there point back to
// (该方案, 《意见》, 会议). Nil where there is none. x is the index of the names in t.
func (r *Reader) SetBy(t Text, x *Index, sentence, at int) *Mention {
	var best *Mention
	from := 0
	for _, m := range x.In(sentence) {
		if m.Span.End > at {
			break
		}
		if m.Kind == Meeting || m.Kind == Document && m.Document.Kind != "work" {
			best, from = m, m.Span.End
		}
	}
	l := t.Lattice(sentence)
	text := t.Sentence(sentence)
	before := span.Span{Start: from, End: at}
	for w := range lexis.All(l, r.d.Documents.Heads, before) {
		if !pointsAt(text, w.Span) {
			continue
		}
		if m := lastNamed(x, sentence, w.Span.Start, Document, w.Span.Of(text)); m != nil {
			best = m
		}
	}
	for w := range lexis.All(l, r.d.Meetings.Heads, before) {
		if !pointsAt(text, w.Span) {
			continue
		}
		if m := theMeeting(t, x, sentence, w.Span.Start); m != nil {
			best = m
		}
	}
	return best
}

// pointsAt reports whether a head that stands alone points to what was named before: behind
// 该, 此次 or 《, or where a clause begins.
func pointsAt(text string, head span.Span) bool {
	left := text[:head.Start]
	for _, w := range [...]string{"该", "此", "本", "此次", "本次", "这次", "上述", "《"} {
		if strings.HasSuffix(left, w) {
			return true
		}
	}
	r, size := utf8.DecodeLastRuneInString(left)
	return size == 0 || strings.ContainsRune(clauseMarks, r)
}

// lastNamed returns the last mention of a kind before a place whose name ends with a head, ""
// for any, nil where none near does.
func lastNamed(x *Index, sentence, at int, kind Kind, head string) *Mention {
	for i := sentence; i >= max(0, sentence-backward); i-- {
		in := x.In(i)
		for k := len(in) - 1; k >= 0; k-- {
			m := in[k]
			if m.Kind == kind && (i < sentence || m.Span.End <= at) && strings.HasSuffix(withoutEdition(m.Name), head) {
				return m
			}
		}
	}
	return nil
}

// theMeeting returns the meeting that 会议 at a place means: the last one named before it in the
// paragraph, else the first of the document. Nil where none is named before.
func theMeeting(t Text, x *Index, sentence, at int) *Mention {
	m := lastNamed(x, sentence, at, Meeting, "")
	if m == nil || t.Paragraph(m.Sentence) == t.Paragraph(sentence) {
		return m
	}
	for first := range x.Of(Meeting) {
		return first
	}
	return nil
}
