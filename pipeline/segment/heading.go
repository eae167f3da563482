package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

// paragraph is a line of the text, or several that were wrapped.
type paragraph struct {
	lines []span.Span
	text  string // the lines without the breaks between them
	at    int    // where it begins in the document
	joins []extractors.Join
	apart bool // a blank line, or nothing, stands above it

	// What headings are told by; filled for short paragraphs only, but for ends.
	short     bool
	ends      bool // a mark that ends sentences, a comma at the end or a colon at the end
	comma     bool
	figure    bool // a number that is neither a year nor in front
	table     bool
	runes     int
	kind      markerKind
	marker    int // how many bytes the number takes
	isHeading bool
}

// maxHeading is how long a heading may be, in characters.
const maxHeading = 40

func (p *paragraph) empty() bool { return len(p.lines) == 0 }

// finish makes the text of the paragraph from its lines.
func (p *paragraph) finish(text string) {
	if p.empty() {
		return
	}
	first, last := p.lines[0], p.lines[len(p.lines)-1]
	p.at = first.Start
	if len(p.lines) == 1 {
		p.text = first.Of(text)
	} else {
		var b strings.Builder
		b.Grow(last.End - first.Start)
		for i, l := range p.lines {
			if i > 0 {
				p.joins = append(p.joins, extractors.Join{At: b.Len(), Skipped: l.Start - p.lines[i-1].End})
			}
			b.WriteString(l.Of(text))
		}
		p.text = b.String()
	}
	p.look()
}

// look fills in what headings are told by.
func (p *paragraph) look() {
	if len(p.text) > 4*maxHeading+16 {
		p.ends = true // so long a text is no heading, and what stands above it may be its
		return
	}
	p.short = true
	kind, size := marker(p.text)
	p.kind, p.marker = kind, size
	for i, next := 0, 0; i < len(p.text); i = next {
		p.runes++
		b := p.text[i]
		if b > 0xE3 && b < 0xEE && i+2 < len(p.text) { // a letter of three bytes, as most are
			next = i + 3
			continue
		}
		r, n := utf8.DecodeRuneInString(p.text[i:])
		next = i + n
		switch {
		case end(r) || r == '…':
			p.ends = true
		case r == '，' || r == ',':
			p.comma = true
		case r == '\t' || r == '|':
			p.table = true
		case digit(r) && i >= size && !p.figure:
			p.figure = !dated(p.text[i:])
		}
	}
	switch lastRune(p.text) {
	case '，', '、', '：', ':', ',':
		p.ends = true
	}
	if halfEnd(lastRune(p.text)) {
		p.ends = true
	}
}

// dated reports whether text, which begins with a digit, begins with a date or with a
// part of one.
func dated(text string) bool {
	for i, r := range text {
		switch {
		case digit(r) || r == '-' || r == '—' || r == '.' || r == '/' || r == '·':
		case unicode.IsSpace(r):
		default:
			return i > 0 && (r == '年' || r == '月' || r == '日')
		}
	}
	return false
}

// heading reports whether p is a heading, going by the paragraphs around it: it is short,
// it is no sentence, and what it is a heading of comes below it. Items of a list are no
// headings, least of all the items of a list of figures.
func (p *paragraph) heading(above, below *paragraph) bool {
	if !p.short || p.ends || p.table || p.runes > maxHeading || p.runes < 2 || !strings.ContainsFunc(p.text, han) {
		return false
	}
	switch p.kind {
	case hashMarker, chapterMarker:
		return true
	case bulletMarker:
		return false
	}
	if below.empty() {
		return false
	}
	list := below.short && !below.ends // below is no text but another line like p, or a heading
	switch p.kind {
	case articleMarker:
		return !p.comma
	case hanMarker, hanBrackets:
		return !(list && below.kind == p.kind) && !(p.comma && p.figure)
	case figureMarker, figureBracket:
		return !list && below.kind != p.kind && !p.comma && !p.figure
	}
	if onlyDate(p.text) || closing(firstRune(p.text)) == '）' && lastRune(p.text) == '）' {
		return false // such lines say when or where a text comes from
	}
	if !list {
		// Text comes below. The last item of a list may stand there, too, or a line of
		// text that was wrapped but not known to be.
		if len(below.text) <= len(p.text) && below.kind == noMarker && !strings.HasSuffix(below.text, "：") || p.comma && !below.apart {
			return false
		}
		afterList := !above.empty() && above.short && !above.ends && !above.isHeading && (above.figure || above.comma)
		return !afterList || !p.figure && !p.comma
	}
	if p.comma || p.figure {
		return false
	}
	switch below.kind {
	case chapterMarker, articleMarker, hanMarker, hanBrackets, hashMarker:
		return true
	}
	return above.empty() || p.runes <= 24 && (below.figure || below.comma && below.runes > p.runes)
}

// onlyDate reports whether text is a date and nothing else.
func onlyDate(text string) bool {
	for _, r := range text {
		switch {
		case numeral(r) || unicode.IsSpace(r) || closes(r) || closing(r) != 0:
		case r != '年' && r != '月' && r != '日' && r != '-' && r != '—':
			return false
		}
	}
	return true
}
