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
//	{数字}, {数字4}    another number: a run of Arabic digits or of 一 to 十; one of four
//	{量词}, {量词?}    a word of that list, the longest that fits; ? makes it optional
//	{量词|单位}        a word of either list
//	{字1-8}           one to eight characters that are no punctuation, as few as fit
//	{字母}, {汉字}     an ASCII letter, a Chinese character
//	{!量词}, {!汉字}   nothing of that kind stands here; takes nothing itself
//	{分句首}, {分句尾}  the clause begins or ends here: an end of the sentence or a mark
//	(内|以内)          any of these; (内|以内)? also nothing
//
// {量} in the place of {数} is the number with its unit. White space before an element is
// passed over. A Pattern is safe for concurrent use.
type Pattern struct {
	source string
	amount bool      // about {量}
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
	hanElement
	edgeElement
	clauseElement
)

type element struct {
	kind     elementKind
	literal  string
	lists    []Matcher
	name     string // of the lists, as written
	optional bool
	negated  bool // nothing of the kind may stand there
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

// numberSlot and amountSlot are how a pattern writes the number that it is about, without
// and with its unit.
const (
	numberSlot = "{数}"
	amountSlot = "{量}"
)

// maxAlternatives bounds what a pattern with groups may stand for.
const maxAlternatives = 400

// parsePatterns compiles a pattern, one for each way through its groups; lists gives the word
// lists by name.
func parsePatterns(source string, lists map[string]Matcher) ([]*Pattern, error) {
	sources, err := alternatives(source)
	if err != nil {
		return nil, err
	}
	out := make([]*Pattern, 0, len(sources))
	for _, s := range sources {
		p, err := parsePattern(s, lists)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// alternatives writes out the groups (甲|乙) and (甲|乙)? of a pattern. A bracket without |
// and ? is one that stands in the text.
func alternatives(source string) ([]string, error) {
	open, end, members := group(source)
	if members == nil {
		return []string{source}, nil
	}
	rest, err := alternatives(source[end:])
	if err != nil {
		return nil, err
	}
	if len(members)*len(rest) > maxAlternatives {
		return nil, fmt.Errorf("pattern %q stands for more than %d", source, maxAlternatives)
	}
	var out []string
	for _, m := range members {
		for _, r := range rest {
			out = append(out, source[:open]+m+r)
		}
	}
	return out, nil
}

// group finds the first group of a pattern: its members, where it begins and what follows it.
func group(source string) (open, end int, members []string) {
	for from := 0; ; {
		i := strings.IndexByte(source[from:], '(')
		if i < 0 {
			return 0, 0, nil
		}
		open = from + i
		size := strings.IndexByte(source[open:], ')')
		if size < 0 {
			return 0, 0, nil
		}
		inside, rest := source[open+1:open+size], source[open+size+1:]
		members = splitOutside(inside)
		if strings.HasPrefix(rest, "?") {
			return open, open + size + 2, append(members, "")
		}
		if len(members) > 1 {
			return open, open + size + 1, members
		}
		from = open + 1
	}
}

// splitOutside splits at the | that stand outside of slots.
func splitOutside(s string) (parts []string) {
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{':
			depth++
		case '}':
			depth--
		case '|':
			if depth == 0 {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

// parsePattern compiles a pattern without groups.
func parsePattern(source string, lists map[string]Matcher) (*Pattern, error) {
	slot := numberSlot
	if strings.Contains(source, amountSlot) {
		slot = amountSlot
	}
	before, after, ok := strings.Cut(source, slot)
	if !ok || strings.Contains(after, slot) || strings.Contains(source, numberSlot) && slot != numberSlot {
		return nil, fmt.Errorf("pattern %q must hold %s or %s exactly once", source, numberSlot, amountSlot)
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
	p := &Pattern{source: source, amount: slot == amountSlot, left: left, right: right}
	if len(right) > 0 && right[0].kind == literalElement {
		p.next, _ = utf8.DecodeRuneInString(right[0].literal)
	}
	if len(left) > 0 && left[0].kind == literalElement {
		p.before, _ = utf8.DecodeLastRuneInString(left[0].literal)
	}
	return p, nil
}

// Around holds the characters next to a number, white space passed over: before it, behind
// it, and behind its unit.
type Around struct{ Next, Before, After rune }

// AroundNumber returns the characters next to the number at the span in text, which with its
// unit is the amount.
func AroundNumber(text string, number, amount span.Span) Around {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(text[:number.Start], " "))
	a := Around{Next: runeBehind(text, number.End), Before: before}
	if a.After = a.Next; amount.End != number.End {
		a.After = runeBehind(text, amount.End)
	}
	return a
}

func runeBehind(text string, at int) rune {
	for at < len(text) && text[at] == ' ' {
		at++
	}
	r, _ := utf8.DecodeRuneInString(text[at:])
	return r
}

// May reports whether the pattern may fit a number between these characters. It is cheap;
// false is certain.
func (p *Pattern) May(a Around) bool {
	next := a.Next
	if p.amount {
		next = a.After
	}
	return (p.next == 0 || p.next == next) && (p.before == 0 || p.before == a.Before)
}

// String returns the pattern as it is written, one of its alternatives.
func (p *Pattern) String() string { return p.source }

// OfAmount reports whether the pattern is about the number with its unit.
func (p *Pattern) OfAmount() bool { return p.amount }

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
	name, e.negated = strings.CutPrefix(name, "!")
	switch {
	case name == "分句首" || name == "分句尾":
		e.kind = clauseElement
	case name == "汉字":
		e.kind = hanElement
	case strings.HasPrefix(name, "数字"):
		e.kind = numberElement
		if digits := strings.TrimPrefix(name, "数字"); digits != "" {
			n, err := strconv.Atoi(digits)
			if err != nil || n < 1 {
				return e, fmt.Errorf("slot {%s}: write {数字4}", e.name)
			}
			e.min = n
		}
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

// Match reports whether the pattern fits the number at the span in text, which with its unit
// is the amount, and the span of all that it took, the number included.
func (p *Pattern) Match(text string, number, amount span.Span) (span.Span, bool) {
	if p.amount {
		number = amount
	}
	end, ok := rightSide.match(text, number.End, p.right)
	if !ok {
		return span.Span{}, false
	}
	start, ok := leftSide.match(text, number.Start, p.left)
	return span.Span{Start: start, End: end}, ok
}

// side is the side of a number on which elements are matched.
type side struct {
	rest   func(text string, at int) string // from the number outwards
	move   func(at, n int) int              // n bytes outwards
	length func(m Matcher, rest string) int // of the longest word at the near end
	near   func(rest string) (rune, int)    // the character there
	run    func(rest string) string         // the numeral characters there
	cut    func(rest string, n int) string  // without the n bytes at the near end
	begins func(rest, literal string) bool  // at the near end
	marks  string                           // ends of clauses on this side
}

var (
	rightSide = &side{
		rest:   func(text string, at int) string { return text[at:] },
		move:   func(at, n int) int { return at + n },
		length: Matcher.PrefixLen, near: utf8.DecodeRuneInString,
		run:    func(rest string) string { return rest[:numberRun(rest)] },
		cut:    func(rest string, n int) string { return rest[n:] },
		begins: strings.HasPrefix, marks: clauseMarks,
	}
	leftSide = &side{
		rest:   func(text string, at int) string { return text[:at] },
		move:   func(at, n int) int { return at - n },
		length: Matcher.SuffixLen, near: utf8.DecodeLastRuneInString,
		run:    func(rest string) string { return rest[len(rest)-numberRunBefore(rest):] },
		cut:    func(rest string, n int) string { return rest[:len(rest)-n] },
		begins: strings.HasSuffix, marks: strings.Replace(clauseMarks, "、", "", 1), // a list goes on
	}
)

// match returns where the elements end that stand at the byte offset at, going outwards.
func (s *side) match(text string, at int, elements []element) (int, bool) {
	if len(elements) == 0 {
		return at, true
	}
	e := &elements[0]
	next := at
	for rest := s.rest(text, next); rest != ""; rest = s.rest(text, next) {
		if r, _ := s.near(rest); r != ' ' {
			break
		}
		next = s.move(next, 1)
	}
	rest := s.rest(text, next)
	if e.negated {
		if s.stands(e, rest) {
			return 0, false
		}
		return s.match(text, at, elements[1:])
	}
	end, ok := s.take(text, next, rest, e, elements[1:])
	if !ok && e.optional {
		return s.match(text, at, elements[1:])
	}
	return end, ok
}

// take matches the element at the byte offset at, and the others behind it.
func (s *side) take(text string, at int, rest string, e *element, others []element) (int, bool) {
	size := 0
	switch e.kind {
	case runElement:
		return s.takeRun(text, at, rest, e, others)
	case edgeElement:
		if rest != "" {
			return 0, false
		}
		return s.match(text, at, others)
	case clauseElement:
		if !s.stands(e, rest) {
			return 0, false
		}
		return s.match(text, at, others)
	case listElement:
		for _, m := range e.lists {
			if n := s.length(m, rest); n > 0 {
				if end, ok := s.match(text, s.move(at, n), others); ok {
					return end, true
				}
			}
		}
		return 0, false
	case literalElement:
		if s.begins(rest, e.literal) {
			size = len(e.literal)
		}
	case numberElement:
		size = e.sized(s.run(rest))
	default: // one character
		if s.stands(e, rest) {
			_, size = s.near(rest)
		}
	}
	if size == 0 {
		return 0, false
	}
	return s.match(text, s.move(at, size), others)
}

// takeRun matches a run of characters, as few as fit.
func (s *side) takeRun(text string, at int, rest string, e *element, others []element) (int, bool) {
	n := 0
	for count := 0; count <= e.max; count++ {
		if count >= e.min {
			if end, ok := s.match(text, s.move(at, n), others); ok {
				return end, true
			}
		}
		r, size := s.near(s.cut(rest, n))
		if size == 0 || isPunctuation(r) {
			break
		}
		n += size
	}
	return 0, false
}

// stands reports whether something of the element's kind stands at the near end of rest.
func (s *side) stands(e *element, rest string) bool {
	r, size := s.near(rest)
	switch e.kind {
	case hanElement:
		return isHan(r)
	case letterElement:
		return size == 1 && isLetter(byte(r))
	case numberElement:
		return size > 0 && inNumber(r)
	case clauseElement:
		return size == 0 || strings.ContainsRune(s.marks, r)
	}
	for _, m := range e.lists {
		if s.length(m, rest) > 0 {
			return true
		}
	}
	return false
}

// clauseMarks are the marks at which a clause ends.
const clauseMarks = "，。；、：！？,;:!?）)\n\t"

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇'
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

// sized returns the length of a run of numeral characters, 0 where the element wants another
// number of them.
func (e *element) sized(run string) int {
	if e.min > 0 && utf8.RuneCountInString(run) != e.min {
		return 0
	}
	return len(run)
}

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
