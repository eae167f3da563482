package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

const (
	// maxQuote is how long a quotation or aside may be, in bytes, for the sentences in it
	// to stay together.
	maxQuote = 600
	// maxNesting is how many quotations and brackets may be open at a place.
	maxNesting = 8
	// maxSentence is how long a sentence may be, in bytes. What is longer is no language
	// and is cut anywhere, so that the work on a sentence stays bounded.
	maxSentence = 4 << 10
)

// Sentences cuts a simplified text, which must be valid UTF-8, into its sentences and
// headings, in order. Nil means that there is nothing but white space. Every other
// character lies in exactly one sentence. It takes time linear in the text's length.
//
// A sentence ends at 。！？；, at ! ? ; between Chinese words, and at the end of a line
// unless the line was wrapped. Closing quotes and brackets belong to the sentence before
// them. What is quoted or in brackets stays whole within a larger sentence, up to some
// two hundred characters.
func Sentences(text string) []extractors.Sentence {
	c := cutter{text: text}
	page := readPage(text)
	var (
		above, current, next paragraph // next grows line by line
		last                 line
	)
	for at := 0; at < len(text); {
		l := readLine(text, at)
		switch {
		case l.empty():
		case page.joined(text, &last, &l):
			next.lines = append(next.lines, l.Span)
		default:
			next.finish(text)
			if !current.empty() {
				c.emit(&above, &current, &next)
			}
			if !next.empty() {
				above, current, next = current, next, paragraph{lines: above.lines[:0]}
			}
			next.apart = last.empty()
			next.lines = append(next.lines, l.Span)
		}
		last, at = l, l.next
	}
	next.finish(text)
	if !current.empty() {
		c.emit(&above, &current, &next)
	}
	if !next.empty() {
		c.emit(&current, &next, &paragraph{})
	}
	return c.out
}

// cutter holds what Sentences has done so far.
type cutter struct {
	text      string
	out       []extractors.Sentence
	section   span.Span
	paragraph int
	cuts      []int
}

// emit adds the sentences of paragraph p.
func (c *cutter) emit(above, p, below *paragraph) {
	defer func() { c.paragraph++ }()
	if p.heading(above, below) {
		p.isHeading = true
		c.add(p, 0, len(p.text), true)
		c.section = c.out[len(c.out)-1].Span
		if p.kind == hashMarker {
			c.section.Start += p.marker
		}
		return
	}
	c.cuts = cuts(p.text, c.cuts[:0])
	start := 0
	for _, stop := range c.cuts {
		for stop-start > maxSentence {
			part := start + breakAt(p.text[start:start+maxSentence])
			c.add(p, start, part, false)
			start = part
		}
		c.add(p, start, stop, false)
		start = stop
	}
}

// add adds the sentence between two offsets of the paragraph's text, unless it is blank.
func (c *cutter) add(p *paragraph, start, stop int, heading bool) {
	for start < stop {
		r, size := utf8.DecodeRuneInString(p.text[start:stop])
		if !unicode.IsSpace(r) {
			break
		}
		start += size
	}
	stop = trimRight(p.text, span.Span{Start: start, End: stop})
	if start == stop {
		return
	}
	s := extractors.Sentence{
		Text:      p.text[start:stop],
		Section:   c.section,
		Heading:   heading,
		Paragraph: c.paragraph,
	}
	s.Span = span.Span{Start: p.at + start, End: p.at + stop}
	for _, j := range p.joins {
		switch {
		case j.At <= start:
			s.Span.Start += j.Skipped
			s.Span.End += j.Skipped
		case j.At < stop:
			s.Span.End += j.Skipped
			s.Joins = append(s.Joins, extractors.Join{At: j.At - start, Skipped: j.Skipped})
		}
	}
	if c.out == nil {
		// About as many as there will be.
		c.out = make([]extractors.Sentence, 0, min((len(c.text)-s.Span.Start)/88+4, 1<<14))
	}
	c.out = append(c.out, s)
}

// breakAt returns where to cut a text that is too long: after the last comma or space of
// its last part, else between the last two characters.
func breakAt(text string) int {
	stop := len(text)
	for back := 0; back < utf8.UTFMax && stop > 0; back++ {
		// The text was cut at a byte; the character there may have lost its end.
		if r, size := utf8.DecodeLastRuneInString(text[:stop]); r != utf8.RuneError || size > 1 {
			break
		}
		stop--
	}
	tail := max(0, stop-1024)
	if i := strings.LastIndexAny(text[tail:stop], " ，、,\t"); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[tail+i:])
		return tail + i + size
	}
	if stop == 0 {
		return len(text)
	}
	return stop
}

// open is a quotation or bracket that has not been closed yet.
type open struct {
	closing rune
	at      int  // where it stands
	cuts    int  // how many cuts lie before it
	first   bool // nothing of the sentence stands before it
	colon   bool // it stands after a colon
}

// cuts appends the offsets at which the sentences of a paragraph end; the last is the
// paragraph's length. It reads the text once: cuts within a quotation are made and taken
// back when the quotation turns out to be closed in time.
func cuts(text string, out []int) []int {
	var (
		stack [maxNesting]open
		depth int
	)
	for i := 0; i < len(text); {
		// Most characters are letters, and the first byte says so.
		switch b := text[i]; {
		case b < 0x80:
			switch b {
			case '"', '(', ')', '[', ']', '!', '?', ';':
			default:
				i++
				continue
			}
		case b < 0xE0:
			i += 2
			continue
		case b == 0xE2 || b == 0xEF:
		case b == 0xE3:
			if i+1 < len(text) && text[i+1] != 0x80 {
				i += 3
				continue
			}
		case b < 0xF0:
			i += 3
			continue
		default:
			i += 4
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if depth > 0 && i-stack[0].at > maxQuote {
			depth = 0
		}
		if end(r) || halfEnd(r) && between(text, i) {
			i += size
			for i < len(text) {
				r, size := utf8.DecodeRuneInString(text[i:])
				if !end(r) && !halfEnd(r) && r != '…' {
					break
				}
				i += size
			}
			out = append(out, i)
			continue
		}
		isOpen := false
		for d := range depth {
			isOpen = isOpen || stack[d].closing == r
		}
		switch closer := closing(r); {
		case closer != 0 || r == '"' && !isOpen:
			if closer == 0 {
				closer = r
			}
			if depth < maxNesting {
				start := 0
				if len(out) > 0 {
					start = out[len(out)-1]
				}
				before := lastRune(text[:i])
				stack[depth] = open{closer, i, len(out), trimRight(text, span.Span{Start: start, End: i}) == start, before == '：' || before == ':'}
				depth++
			}
		case !closes(r):
		case !isOpen:
			// It belongs to the sentence that has just ended.
			if endsAt(text, out, i) {
				out[len(out)-1] = i + size
			}
		default:
			for stack[depth-1].closing != r {
				depth--
			}
			depth--
			o := &stack[depth]
			if len(out) == o.cuts {
				break
			}
			ends := endsAt(text, out, i) && endsAfter(text, i, i+size, o)
			if !ends || !o.first {
				out = out[:o.cuts]
			} else {
				out = out[:len(out)-1] // speech of several sentences and nothing else
			}
			if ends {
				out = append(out, i+size)
			}
		}
		i += size
	}
	if len(out) == 0 || out[len(out)-1] != len(text) {
		out = append(out, len(text))
	}
	return out
}

// endsAt reports whether the last of the cuts lies at i or a space or two before it.
func endsAt(text string, cuts []int, i int) bool {
	if len(cuts) == 0 {
		return false
	}
	last := cuts[len(cuts)-1]
	return last == i || i-last <= 6 && spaces(text[last:i]) == i-last
}

// between reports whether the ! ? or ; at i stands between Chinese words rather than in
// a name, an address or a foreign sentence. It looks at a few characters only.
func between(text string, i int) bool {
	before := rune(0)
	for at, n := i, 0; n < 4; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		if before = r; !unicode.IsSpace(r) || size == 0 {
			break
		}
	}
	if !(before > 0x2E80 || digit(before) || before == '%' || before == '℃' || closes(before)) {
		return false
	}
	for at, n := i+1, 0; n < 8; n++ {
		if at >= len(text) {
			return true
		}
		r, size := utf8.DecodeRuneInString(text[at:])
		at += size
		if unicode.IsSpace(r) || halfEnd(r) || end(r) || closes(r) {
			continue
		}
		return r > 0x2E80 || closing(r) != 0 || digit(r) && han(before)
	}
	return true
}

// endsAfter reports whether a sentence ends with the closing mark between at and after,
// before which there is a mark that ends sentences.
func endsAfter(text string, at, after int, o *open) bool {
	rest := text[after:]
	rest = rest[spaces(rest):]
	next := firstRune(rest)
	switch next {
	case 0:
		return true
	case '，', '、', '：', '…', '—', ',', ':', '的', '地', '等', '和', '与', '及', '或':
		return false
	}
	switch {
	case closes(next):
		return true
	case end(next) || halfEnd(next):
		return false
	case !quotes(o.closing):
		return o.first
	case o.colon:
		return true
	case o.first:
		return !attributed(rest)
	}
	mark := lastRune(text[:trimRight(text, span.Span{Start: max(0, at-9), End: at})])
	return mark == '。' || mark == '；'
}

// attributed reports whether text, which stands after a quotation, says who has spoken.
func attributed(text string) bool {
	n := 0
	for i, r := range text {
		if n++; n > 24 || end(r) || r == '，' || r == ',' || closing(r) != 0 {
			text = text[:i]
			break
		}
	}
	for _, verb := range [...]string{"说", "道", "称", "问", "表示", "指出", "强调", "认为", "介绍", "坦言", "感慨", "提出", "回忆", "解释", "告诉"} {
		if strings.Contains(text, verb) {
			return true
		}
	}
	return false
}
