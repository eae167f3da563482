package name

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// titleGroup are the titles before a name.
type titleGroup struct {
	titles   []span.Span // in order
	body     span.Span   // of the last
	bodyName string
}

// maxTitles bounds the titles of one name.
const maxTitles = 12

// titleEnds reports whether a title ends at a byte offset.
func (s *personScanner) titleEnds(at int) bool {
	_, ok := s.titleBefore(at)
	return ok
}

// titleBefore returns the title that ends at a byte offset with what belongs to it: 常务副市长.
func (s *personScanner) titleBefore(at int) (span.Span, bool) {
	w, ok := lexis.LongestBefore(s.lattice, s.d.Names.Titles, max(0, at-maxTitleBytes), at)
	if !ok || w.Value.Address {
		return span.Span{}, false
	}
	in := w.Span
	for {
		_, n := s.d.Words.TitleParts.Suffix(s.text[max(0, in.Start-len("首席首席")):in.Start])
		if n == 0 {
			break
		}
		in.Start -= n
	}
	return in, s.standsAlone(in)
}

// maxTitleBytes bounds a title in the list.
const maxTitleBytes = 36

// standsAlone reports whether a title begins where a word does, or behind a name.
func (s *personScanner) standsAlone(in span.Span) bool {
	if in.Start == 0 || in.Len() > len("书记") {
		return true
	}
	k := lexis.TokenAt(s.tokens, in.Start)
	if k < len(s.tokens) && s.tokens[k].Span.Start == in.Start {
		return true
	}
	m := s.x.At(s.sentence, span.Span{Start: in.Start - 1, End: in.Start})
	return m != nil && m.Span.End >= in.Start || s.placeEnds(in.Start).Len() > 0
}

// placeEnds returns the place of the lists that ends at a byte offset, an empty span for none.
func (s *personScanner) placeEnds(at int) span.Span {
	end := at
	if _, n := s.d.Words.States.Suffix(s.text[max(0, at-maxTitleBytes):at]); n > 0 {
		end -= n
	}
	w, ok := lexis.LongestBefore(s.lattice, s.d.Places.Names, max(0, end-maxTitleBytes), end)
	if !ok {
		return span.Span{}
	}
	return span.Span{Start: w.Span.Start, End: at}
}

// titlesBefore returns the titles before a name that begins at a byte offset: those of a chain
// of bodies and titles, 中共中央政治局委员、北京市委书记.
func (s *personScanner) titlesBefore(at int) (g titleGroup) {
	pos, shared := at, false
	if strings.HasSuffix(s.text[:pos], "（") || strings.HasSuffix(s.text[:pos], "(") {
		return g
	}
	for range maxTitles {
		for _, gap := range []string{" ", "　", "：", ":"} {
			pos = len(strings.TrimSuffix(s.text[:pos], gap))
			if gap == " " && len(g.titles) > 0 {
				break
			}
		}
		title, ok := s.titleBefore(pos)
		if !ok {
			break
		}
		g.titles = append(g.titles, title)
		pos = title.Start
		if _, n := s.d.Words.TitleSkips.Suffix(s.text[max(0, pos-len("著名")):pos]); n > 0 {
			pos -= n
		}
		body, name := s.bodyBefore(pos)
		party := false // 党委书记、董事长: the body is that of both
		if body.Empty() {
			if _, n := s.d.Words.PartyOrgans.Suffix(s.text[max(0, pos-len("机关党委")):pos]); n > 0 {
				pos -= n
				body, name = s.bodyBefore(pos)
				party = true
			}
		}
		if len(g.titles) == 1 || (shared || party) && g.body.Empty() {
			g.body, g.bodyName = body, name
		}
		if !body.Empty() {
			pos = body.Start
		}
		next := s.chainMark(pos)
		if next < 0 {
			break
		}
		shared = s.text[next:pos] == "兼" || party && body.Empty() // 新加坡副总理兼财政部长
		pos = next
	}
	slices.Reverse(g.titles)
	return g
}

// chainMark returns where what joins two titles begins, the offset itself where the titles
// touch, -1 where the chain ends.
func (s *personScanner) chainMark(pos int) int {
	for _, mark := range []string{"、", "兼", "，", ","} {
		if before, ok := strings.CutSuffix(s.text[:pos], mark); ok {
			if mark == "，" || mark == "," {
				if !s.titleEnds(len(before)) {
					return -1
				}
			}
			return len(before)
		}
	}
	return pos
}

// bodyBefore returns the body, or the place that stands for one, that ends at a byte offset.
func (s *personScanner) bodyBefore(pos int) (in span.Span, name string) {
	if pos == 0 {
		return span.Span{}, ""
	}
	if m := s.x.At(s.sentence, span.Span{Start: pos - 1, End: pos}); m != nil && m.Kind == Body && m.Span.End >= pos {
		return m.Span, m.Name
	}
	if place := s.placeEnds(pos); !place.Empty() {
		return place, ""
	}
	if _, n := s.d.Words.OwnMedia.Suffix(s.text[max(0, pos-len("本报")):pos]); n > 0 {
		return span.Span{Start: pos - n, End: pos}, ""
	}
	_, size := utf8.DecodeLastRuneInString(s.text[:pos])
	if in := (span.Span{Start: pos - size, End: pos}); s.d.Bodies.Letters.Has(in.Of(s.text)) { // 以 + 总理
		return in, ""
	}
	return span.Span{}, ""
}

// titlesAfter returns the titles right after a name: 习近平 + 总书记.
func (s *personScanner) titlesAfter(at int) (titles []span.Span) {
	for range maxTitles {
		w, ok := lexis.Longest(s.lattice, s.d.Names.Titles, at)
		if !ok || !s.wordEnds(w.Span.End) {
			break
		}
		if !w.Value.Address {
			titles = append(titles, w.Span)
		}
		at = w.Span.End
	}
	return titles
}

// wordEnds reports whether a token ends at a byte offset.
func (s *personScanner) wordEnds(at int) bool {
	k := lexis.TokenAt(s.tokens, at)
	return at == len(s.text) || k < len(s.tokens) && s.tokens[k].Span.Start == at
}
