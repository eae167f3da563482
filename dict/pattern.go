package dict

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

// Pattern is what may stand around a number, as rules write it:
//
//	^（{数}）          literals; ^ and $ are the sentence's ends
//	{数}              the number that the rule is about, exactly once
//	{数字}            another number: a run of Arabic digits or of 一 to 十
//	{量词}, {量词?}    a word of that list, the longest that fits; ? makes it optional
//	{量词|单位}        a word of either list
//	{字1-8}           one to eight characters that are no punctuation, as few as fit
//	{字母}            an ASCII letter
//
// White space before an element is passed over. A Pattern is safe for concurrent use.
type Pattern struct {
	source string
	left   []element // from the number outwards
	right  []element
	// next and before are the characters that must stand on either side, 0 where there
	// are several.
	next, before rune
}

type elementKind uint8

const (
	literalElement elementKind = iota
	listElement
	numberElement
	runElement
	letterElement
	edgeElement
)

type element struct {
	kind     elementKind
	literal  string
	lists    []Matcher
	name     string // of the lists, as written
	optional bool
	min, max int
}

// Matcher finds a word of a list at the beginning or end of a text: any *Lexicon.
type Matcher interface {
	// PrefixLen returns the length in bytes of the longest word that text begins with, 0 for none.
	PrefixLen(text string) int
	// SuffixLen returns the length in bytes of the longest word that text ends with, 0 for none.
	SuffixLen(text string) int
}

// PrefixLen implements Matcher.
func (l *Lexicon[T]) PrefixLen(text string) int { _, n := l.Prefix(text); return n }

// SuffixLen implements Matcher.
func (l *Lexicon[T]) SuffixLen(text string) int { _, n := l.Suffix(text); return n }

// numberSlot is how a pattern writes the number that it is about.
const numberSlot = "{数}"

// parsePattern compiles a pattern; lists gives the word lists by name.
func parsePattern(source string, lists map[string]Matcher) (*Pattern, error) {
	before, after, ok := strings.Cut(source, numberSlot)
	if !ok || strings.Contains(after, numberSlot) {
		return nil, fmt.Errorf("pattern %q must hold %s exactly once", source, numberSlot)
	}
	left, err := parseElements(before, lists)
	if err != nil {
		return nil, err
	}
	right, err := parseElements(after, lists)
	if err != nil {
		return nil, err
	}
	for i, j := 0, len(left)-1; i < j; i, j = i+1, j-1 {
		left[i], left[j] = left[j], left[i]
	}
	p := &Pattern{source: source, left: left, right: right}
	if len(right) > 0 && right[0].kind == literalElement {
		p.next, _ = utf8.DecodeRuneInString(right[0].literal)
	}
	if len(left) > 0 && left[0].kind == literalElement {
		p.before, _ = utf8.DecodeLastRuneInString(left[0].literal)
	}
	return p, nil
}

// Around holds the characters next to a number, white space passed over.
type Around struct{ Next, Before rune }

// AroundNumber returns the characters next to the number at the span in text.
func AroundNumber(text string, number span.Span) Around {
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[number.End:], " "))
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:number.Start], " "))
	return Around{next, before}
}

// May reports whether the pattern may fit a number between these characters. It is cheap;
// false is certain.
func (p *Pattern) May(a Around) bool {
	return (p.next == 0 || p.next == a.Next) && (p.before == 0 || p.before == a.Before)
}

func parseElements(source string, lists map[string]Matcher) ([]element, error) {
	var out []element
	for source != "" {
		switch {
		case strings.HasPrefix(source, "^"), strings.HasPrefix(source, "$"):
			out = append(out, element{kind: edgeElement})
			source = source[1:]
		case strings.HasPrefix(source, "{"):
			name, rest, ok := strings.Cut(source[1:], "}")
			if !ok {
				return nil, fmt.Errorf("slot %q is not closed", source)
			}
			source = rest
			e, err := parseSlot(name, lists)
			if err != nil {
				return nil, err
			}
			out = append(out, e)
		default:
			end := strings.IndexAny(source, "{^$")
			if end < 0 {
				end = len(source)
			}
			out = append(out, element{kind: literalElement, literal: source[:end]})
			source = source[end:]
		}
	}
	return out, nil
}

func parseSlot(name string, lists map[string]Matcher) (element, error) {
	e := element{name: name}
	name, e.optional = strings.CutSuffix(name, "?")
	switch {
	case name == "数字":
		e.kind = numberElement
	case name == "字母":
		e.kind = letterElement
	case strings.HasPrefix(name, "字"):
		e.kind = runElement
		from, to, _ := strings.Cut(strings.TrimPrefix(name, "字"), "-")
		var err1, err2 error
		e.min, err1 = strconv.Atoi(from)
		e.max, err2 = strconv.Atoi(to)
		if err1 != nil || err2 != nil || e.min < 0 || e.max < e.min || e.max > 40 {
			return e, fmt.Errorf("slot {%s}: write {字1-8}, at most 40", e.name)
		}
	default:
		e.kind = listElement
		for _, list := range strings.Split(name, "|") {
			m, ok := lists[list]
			if !ok {
				return e, fmt.Errorf("slot {%s}: no list is called %q", e.name, list)
			}
			e.lists = append(e.lists, m)
		}
	}
	return e, nil
}

// Match reports whether the pattern fits the number at the span in text, and the span of
// all that it took, the number included.
func (p *Pattern) Match(text string, number span.Span) (span.Span, bool) {
	end, ok := matchRight(text, number.End, p.right)
	if !ok {
		return span.Span{}, false
	}
	start, ok := matchLeft(text, number.Start, p.left)
	return span.Span{Start: start, End: end}, ok
}

func matchRight(text string, at int, elements []element) (int, bool) {
	if len(elements) == 0 {
		return at, true
	}
	e := &elements[0]
	next := at
	for next < len(text) && text[next] == ' ' {
		next++
	}
	rest := text[next:]
	try := func(n int) (int, bool) {
		if n <= 0 {
			return 0, false
		}
		return matchRight(text, next+n, elements[1:])
	}
	end, ok := 0, false
	switch e.kind {
	case literalElement:
		if strings.HasPrefix(rest, e.literal) {
			end, ok = try(len(e.literal))
		}
	case listElement:
		for _, m := range e.lists {
			if end, ok = try(m.PrefixLen(rest)); ok {
				break
			}
		}
	case numberElement:
		end, ok = try(numberRun(rest))
	case letterElement:
		if rest != "" && isLetter(rest[0]) {
			end, ok = try(1)
		}
	case edgeElement:
		if rest == "" {
			end, ok = matchRight(text, next, elements[1:])
		}
	case runElement:
		n := 0
		for count := 0; count <= e.max; count++ {
			if count >= e.min {
				if end, ok = matchRight(text, next+n, elements[1:]); ok {
					break
				}
			}
			r, size := utf8.DecodeRuneInString(rest[n:])
			if size == 0 || isPunctuation(r) {
				break
			}
			n += size
		}
	}
	if !ok && e.optional {
		return matchRight(text, at, elements[1:])
	}
	return end, ok
}

func matchLeft(text string, at int, elements []element) (int, bool) {
	if len(elements) == 0 {
		return at, true
	}
	e := &elements[0]
	next := at
	for next > 0 && text[next-1] == ' ' {
		next--
	}
	rest := text[:next]
	try := func(n int) (int, bool) {
		if n <= 0 {
			return 0, false
		}
		return matchLeft(text, next-n, elements[1:])
	}
	start, ok := 0, false
	switch e.kind {
	case literalElement:
		if strings.HasSuffix(rest, e.literal) {
			start, ok = try(len(e.literal))
		}
	case listElement:
		for _, m := range e.lists {
			if start, ok = try(m.SuffixLen(rest)); ok {
				break
			}
		}
	case numberElement:
		start, ok = try(numberRunBefore(rest))
	case letterElement:
		if rest != "" && isLetter(rest[len(rest)-1]) {
			start, ok = try(1)
		}
	case edgeElement:
		if rest == "" {
			start, ok = matchLeft(text, next, elements[1:])
		}
	case runElement:
		n := 0
		for count := 0; count <= e.max; count++ {
			if count >= e.min {
				if start, ok = matchLeft(text, next-n, elements[1:]); ok {
					break
				}
			}
			r, size := utf8.DecodeLastRuneInString(rest[:len(rest)-n])
			if size == 0 || isPunctuation(r) {
				break
			}
			n += size
		}
	}
	if !ok && e.optional {
		return matchLeft(text, at, elements[1:])
	}
	return start, ok
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

// isPunctuation reports whether r ends a run of words.
func isPunctuation(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !(isLetter(byte(r)) || r >= '0' && r <= '9' || r == '%' || r == '/' || r == '-')
	case r >= 0x2000 && r < 0x2100, r >= 0x3000 && r < 0x3040 && r != '〇', r >= 0xFF00 && r < 0xFF10, r >= 0xFF1A && r < 0xFF21:
		return true
	}
	return false
}

// numeralCharacters are those that {数字} takes: the numbers of dates and lists, without
// scales.
const numeralCharacters = "零〇一二三四五六七八九十廿卅"

// numberRun returns the length of the run of numeral characters that text begins with.
func numberRun(text string) int {
	for i, r := range text {
		if !inNumber(r) {
			return i
		}
	}
	return len(text)
}

func numberRunBefore(text string) int {
	at := len(text)
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		if !inNumber(r) {
			break
		}
		at -= size
	}
	return len(text) - at
}

func inNumber(r rune) bool {
	return r >= '0' && r <= '9' || r >= '０' && r <= '９' || r == '.' || r > 0x3000 && strings.ContainsRune(numeralCharacters, r)
}
