package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/doublearray"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline/segment/internal/trie"
)

// A line that was wrapped in mid-sentence looks like any line that ends without a mark:
// a headline, an item of a list, a cell of a table. What tells them apart is the company
// they keep. Lines that were wrapped are all about as wide as the page, no line below them
// is wider, and, since the page's edge does not care for words, about one in three of
// them ends in the middle of a word of the dictionary; of headlines it is one in thirty.
// Besides, running text has commas. So the text is read once to learn whether it is wrapped and at which width, and then
// line by line to decide.

// line is a line of the text without the white space around it.
type line struct {
	span.Span
	// next is where the next line begins.
	next   int
	indent int // columns of white space before it
}

// empty reports whether the line is blank.
func (l *line) empty() bool { return l.Start == l.End }

// readLine returns the line of text that begins at at, which is below len(text).
func readLine(text string, at int) line {
	stop := strings.IndexByte(text[at:], '\n')
	next := at + stop + 1
	if stop < 0 {
		stop, next = len(text), len(text)
	} else {
		stop += at
	}
	l := line{Span: span.Span{Start: at, End: stop}, next: next}
	for l.Start < l.End {
		b := text[l.Start]
		if b > ' ' && b < 0x80 || b > 0xE3 && b < 0xEE {
			break
		}
		r, size := utf8.DecodeRuneInString(text[l.Start:l.End])
		if !unicode.IsSpace(r) {
			break
		}
		l.Start += size
		l.indent++
		if size > 1 || b == '\t' {
			l.indent++
		}
	}
	l.End = trimRight(text, l.Span)
	return l
}

// trimRight returns where s ends without the white space at its end.
func trimRight(text string, s span.Span) int {
	for s.Start < s.End {
		if b := text[s.End-1]; b > ' ' && b < 0x80 {
			break
		}
		r, size := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !unicode.IsSpace(r) {
			break
		}
		s.End -= size
	}
	return s.End
}

// columns returns how wide the line is, the space before it included: two columns for a
// Chinese character, one for a letter. No more than a few hundred columns are counted.
func (l *line) columns(text string) int {
	n := l.indent
	if l.Len() > 3*maxColumns {
		return maxColumns
	}
	for i := l.Start; i < l.End; i++ {
		switch b := text[i]; {
		case b < 0x80 || 0xC0 <= b && b < 0xE0:
			n++
		case b >= 0xE0:
			n += 2
		}
	}
	return min(n, maxColumns)
}

const (
	maxColumns = 255
	minWidth   = 24 // of a page
	slack      = 6  // how much narrower than the page a full line may be
)

// lineEnd says how a line ends.
type lineEnd uint8

const (
	closedEnd lineEnd = iota // with a mark that ends a sentence
	colonEnd                 // with a colon
	openEnd                  // in a word or after a closing quote
	commaEnd                 // with a mark that no sentence ends with
)

// ending returns how the line, which is not empty, ends.
func ending(line string) lineEnd {
	r := lastRune(line)
	if r == '，' || r == '、' || closing(r) != 0 {
		return commaEnd
	}
	for closes(r) {
		line = line[:len(line)-utf8.RuneLen(r)]
		r = lastRune(line)
	}
	switch {
	case r == 0 || end(r) || halfEnd(r) || r == '…' || r == '|':
		return closedEnd
	case r == '：' || r == ':':
		return colonEnd
	}
	return openEnd
}

// page is what the wrapped lines of a text have in common. The zero page is of a text
// that is not wrapped.
type page struct {
	columns int
	// sure says that there are enough wrapped lines to believe in a line below them that
	// is twice or three times as wide, which is what is left where a few breaks were
	// taken out.
	sure bool
}

// readPage learns how the text is wrapped.
func readPage(text string) page {
	var all, split [maxColumns + 1]int
	var above line
	for at := 0; at < len(text); {
		l := readLine(text, at)
		if !above.empty() && !l.empty() && ending(above.Of(text)) == openEnd && follows(text, &above, &l) {
			hangs := l.indent > above.indent // below a number
			if w := above.columns(text); w >= minWidth && w < maxColumns && l.columns(text) <= w+slack &&
				(hangs || punctuated(above.Of(text)) || punctuated(l.Of(text))) {
				all[w]++
				if splitsWord(above.Of(text), l.Of(text)) {
					split[w]++
					if hangs {
						split[w]++
					}
				}
			}
		}
		above, at = l, l.next
	}
	// The page is where most of the open lines end, within a few columns.
	best, count, splits, total := 0, 0, 0, 0
	for w := minWidth; w < maxColumns; w++ {
		total += all[w]
		n, s := 0, 0
		for v := max(w-slack, minWidth); v <= min(w+2, maxColumns-1); v++ {
			n += all[v]
			s += split[v]
		}
		if n > count || n == count && s > splits {
			best, count, splits = w, n, s
		}
	}
	mode := best
	for v := max(best-slack, minWidth); v <= min(best+2, maxColumns-1); v++ {
		if all[v] > all[mode] {
			mode = v
		}
	}
	switch {
	case 2*count < total:
	case splits >= 2 && 6*splits >= count:
		return page{columns: mode, sure: splits >= 3}
	}
	return page{}
}

// punctuated reports whether a line holds the marks of running text, as headlines hardly
// ever do.
func punctuated(line string) bool {
	return strings.Contains(line, "，") || strings.Contains(line, "。") || strings.Contains(line, "、") || strings.Contains(line, "；")
}

// follows reports whether the line below may go on where the line above ends, going by
// how it begins.
func follows(text string, above, below *line) bool {
	first := below.Of(text)
	if kind, _ := marker(first); kind != noMarker {
		return false
	}
	if below.indent > above.indent {
		// A new paragraph, unless the text hangs below a numbered first line.
		if kind, size := marker(above.Of(text)); kind == noMarker || kind == bulletMarker || below.indent > above.indent+size+2 {
			return false
		}
	}
	a, b := lastRune(above.Of(text)), firstRune(first)
	if a < 0x80 && b < 0x80 && alphanumeric[a] && alphanumeric[b] {
		return false // nothing would part the two words or numbers
	}
	return !strings.ContainsAny(first, "\t|") || len(first) > 3*maxColumns
}

// joined reports whether the line below goes on where the line above, which lies right
// above it, ends.
func (p *page) joined(text string, above, below *line) bool {
	if above.empty() || below.empty() {
		return false
	}
	how := ending(above.Of(text))
	if how == closedEnd || how == colonEnd && p.columns == 0 || how == openEnd && p.columns == 0 {
		return false
	}
	if !follows(text, above, below) {
		return false
	}
	if how == commaEnd {
		return true
	}
	w := above.columns(text)
	full := w >= p.columns-slack && w <= p.columns+slack
	if !full && !(p.sure && p.fullTwice(w)) {
		return false
	}
	w = below.columns(text)
	return w <= p.columns+slack || p.sure && w <= 3*p.columns+slack
}

// fullTwice reports whether a line of w columns looks like two or three full lines.
func (p *page) fullTwice(w int) bool {
	return p.columns > 0 && (w >= 2*(p.columns-slack) && w <= 2*p.columns+slack || w >= 3*(p.columns-slack) && w <= 3*p.columns+slack)
}

// splitsWord reports whether the break between two lines stands within a word.
func splitsWord(above, below string) bool {
	a, b := lastRune(above), firstRune(below)
	if digit(a) {
		return han(b)
	}
	if !han(a) || !han(b) {
		return false
	}
	words, err := base()
	if err != nil {
		return false
	}
	node := words.Child(words.Child(doublearray.Root, words.Code(a)), words.Code(b))
	return trie.Freq(node) != 0
}
