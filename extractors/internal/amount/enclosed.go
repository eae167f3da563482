package amount

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// enclosures are the titles and quotations of a sentence.
type enclosures struct {
	titles     []span.Span
	quotations [len(quotes)][]span.Span // by their marks
}

var quotes = [...]struct{ open, close rune }{{'“', '”'}, {'「', '」'}, {'‘', '’'}, {'『', '』'}, {'"', '"'}}

// findEnclosures reads the titles and quotations of a text.
func findEnclosures(text string) *enclosures {
	e := &enclosures{titles: pairs(text, '《', '》')}
	for i, q := range quotes {
		e.quotations[i] = pairs(text, q.open, q.close)
	}
	return e
}

// pairs returns what stands between an opening mark and the next closing one, in order. Of
// several opening marks in a row the last counts.
func pairs(text string, open, closing rune) (found []span.Span) {
	from := -1
	for i, r := range text {
		switch {
		case r == closing && from >= 0:
			found = append(found, span.Span{Start: from, End: i})
			from = -1
		case r == open:
			from = i + utf8.RuneLen(r)
		}
	}
	return found
}

// enclose reports whether a title, or a short quotation without commas, holds the number.
func (e *enclosures) enclose(text, kind string, a *Amount) bool {
	if e == nil {
		return false
	}
	if kind == "title" {
		return !around(e.titles, a.Span.Start).Empty()
	}
	for i := range e.quotations {
		inside := around(e.quotations[i], a.Span.Start)
		if inside.Empty() {
			continue
		}
		words := inside.Of(text)
		if strings.ContainsAny(words, "，。；！？,;") {
			return false
		}
		if utf8.RuneCountInString(words) <= 12 {
			return true
		}
	}
	return false
}

// around returns the span that holds the byte offset, empty for none. The spans are in order.
func around(spans []span.Span, at int) span.Span {
	i, _ := slices.BinarySearchFunc(spans, at, func(s span.Span, at int) int {
		if s.End <= at {
			return -1
		}
		return 1
	})
	if i < len(spans) && spans[i].Start <= at {
		return spans[i]
	}
	return span.Span{}
}
