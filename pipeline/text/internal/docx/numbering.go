package docx

import (
	"encoding/xml"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// levels is how many levels a list has.
const levels = 9

// level is how one level of a list is numbered.
type level struct {
	start  int
	format string
	text   string // %1 to %9 stand for the numbers of the levels
	suffix string
	known  bool
}

// numbering is the levels of a list.
type numbering [levels]level

// lists are the numberings of a document and where they have got to.
type lists struct {
	abstract map[string]*numbering
	nums     map[string]*num
	styles   map[string]style
	counts   map[string]*[levels]int // by the abstract numbering, 0 where none was given
}

// num is a list: a numbering, and what it does otherwise.
type num struct {
	abstract  string
	overrides [levels]struct {
		start int
		set   bool
	}
	begun bool
}

type style struct {
	num, level, base string
	hidden, raised   bool
}

// maxLabel is how many bytes the pattern of a label has at most; a longer one is none. Word
// takes 31 characters.
const maxLabel = 255

// isHidden and isRaised report what a style, or one that it is based on, makes of text.
func (l *lists) isHidden(id string) bool {
	for range maxBased {
		s, ok := l.styles[id]
		if !ok || s.hidden {
			return s.hidden
		}
		id = s.base
	}
	return false
}

func (l *lists) isRaised(id string) bool {
	for range maxBased {
		s, ok := l.styles[id]
		if !ok || s.raised {
			return s.raised
		}
		id = s.base
	}
	return false
}

// maxBased is how many styles may be based on one another: they may be in a ring.
const maxBased = 20

func (l *lists) readStyles(p *pack.Reader) error {
	l.styles = map[string]style{}
	id := ""
	return p.Tokens("word/styles.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		s := l.styles[id]
		switch e.Name.Local {
		case "style":
			id = pack.Attr(e, "styleId")
			return nil
		case "basedOn":
			s.base = pack.Attr(e, "val")
		case "numId":
			s.num = pack.Attr(e, "val")
		case "ilvl":
			s.level = pack.Attr(e, "val")
		case "vanish":
			s.hidden = isOn(e)
		case "vertAlign":
			s.raised = pack.Attr(e, "val") == "superscript"
		default:
			return nil
		}
		l.styles[id] = s
		return nil
	})
}

func (l *lists) readNumbering(p *pack.Reader) error {
	l.abstract, l.nums = map[string]*numbering{}, map[string]*num{}
	var in *numbering
	var n *num
	at := -1
	return p.Tokens("word/numbering.xml", func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			if end, ok := t.(xml.EndElement); ok && end.Name.Local == "num" {
				n = nil
			}
			return nil
		}
		value := pack.Attr(e, "val")
		switch e.Name.Local {
		case "abstractNum":
			in, n = &numbering{}, nil
			l.abstract[pack.Attr(e, "abstractNumId")] = in
		case "num":
			n, in = &num{}, nil
			l.nums[pack.Attr(e, "numId")] = n
		case "abstractNumId":
			if n != nil {
				n.abstract = value
			}
		case "lvl", "lvlOverride":
			if at = atoi(pack.Attr(e, "ilvl"), -1); at >= levels {
				at = -1
			}
			if in != nil && at >= 0 {
				in[at] = level{start: 1, format: "decimal", known: true}
			}
		case "startOverride":
			if n != nil && at >= 0 {
				n.overrides[at].start, n.overrides[at].set = atoi(value, 1), true
			}
		case "start", "numFmt", "lvlText", "suff":
			if in == nil || at < 0 {
				return nil
			}
			switch e.Name.Local {
			case "start":
				in[at].start = atoi(value, 1)
			case "numFmt":
				in[at].format = value
			case "lvlText":
				if len(value) > maxLabel {
					value = ""
				}
				in[at].text = value
			case "suff":
				in[at].suffix = value
			}
		}
		return nil
	})
}

// label counts a paragraph and returns the number that stands before it, "" where it is in
// no list. What the paragraph does not say its style does.
func (l *lists) label(styleID, numID, ilvl string) string {
	for range maxBased {
		s, ok := l.styles[styleID]
		if !ok || numID != "" && ilvl != "" {
			break
		}
		if numID == "" {
			numID = s.num
		}
		if ilvl == "" {
			ilvl = s.level
		}
		styleID = s.base
	}
	n, ok := l.nums[numID]
	if !ok {
		return ""
	}
	of, ok := l.abstract[n.abstract]
	if !ok {
		return ""
	}
	at := min(max(atoi(ilvl, 0), 0), levels-1)
	if !of[at].known {
		return ""
	}
	counts := l.counts[n.abstract]
	if counts == nil {
		counts = &[levels]int{}
		for i := range counts {
			counts[i] = of[i].start - 1
		}
		l.counts[n.abstract] = counts
	}
	if !n.begun {
		n.begun = true
		for i, o := range n.overrides {
			if o.set {
				counts[i] = o.start - 1
			}
		}
	}
	counts[at]++
	for i := at + 1; i < levels; i++ {
		counts[i] = of[i].start - 1
	}
	return of.label(at, counts)
}

func (l *numbering) label(at int, counts *[levels]int) string {
	lv := l[at]
	if lv.format == "bullet" || lv.format == "none" && !strings.Contains(lv.text, "%") {
		return ""
	}
	var b strings.Builder
	for s := lv.text; s != ""; {
		if len(s) > 1 && s[0] == '%' && s[1] >= '1' && s[1] <= '9' {
			i := int(s[1] - '1')
			b.WriteString(number(max(counts[i], l[i].start), l[i].format))
			s = s[2:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		b.WriteRune(r)
		s = s[size:]
	}
	label := b.String()
	last, _ := utf8.DecodeLastRuneInString(label)
	if label != "" && lv.suffix != "nothing" && last < utf8.RuneSelf && !unicode.IsSpace(last) {
		label += " "
	}
	return label
}

// number writes n as the format has it, in digits where the format is not known.
func number(n int, format string) string {
	switch format {
	case "none":
		return ""
	case "decimalZero":
		return fmt.Sprintf("%02d", n)
	case "chineseCounting", "chineseCountingThousand", "taiwaneseCounting", "taiwaneseCountingThousand", "japaneseCounting", "ideographDigital":
		return chinese(n, "零一二三四五六七八九", "十百千")
	case "chineseLegalSimplified":
		return chinese(n, "零壹贰叁肆伍陆柒捌玖", "拾佰仟")
	case "ideographLegalTraditional", "japaneseLegal":
		return chinese(n, "零壹貳參肆伍陸柒捌玖", "拾佰仟")
	case "ideographTraditional":
		return pick(n, "甲乙丙丁戊己庚辛壬癸")
	case "ideographZodiac":
		return pick(n, "子丑寅卯辰巳午未申酉戌亥")
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		return pick(n, "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳")
	case "decimalFullWidth", "decimalFullWidth2":
		return strings.Map(func(r rune) rune { return r - '0' + '０' }, strconv.Itoa(max(n, 0)))
	case "upperLetter":
		return letters(n, 'A')
	case "lowerLetter":
		return letters(n, 'a')
	case "upperRoman":
		return roman(n)
	case "lowerRoman":
		return strings.ToLower(roman(n))
	}
	return strconv.Itoa(n)
}

func pick(n int, from string) string {
	runes := []rune(from)
	if n < 1 || n > len(runes) {
		return strconv.Itoa(n)
	}
	return string(runes[n-1])
}

// chinese writes n below ten thousand in words.
func chinese(n int, digits, units string) string {
	if n < 0 || n >= 10000 {
		return strconv.Itoa(n)
	}
	d, u := []rune(digits), []rune(units)
	if n == 0 {
		return string(d[0])
	}
	s := strconv.Itoa(n)
	var b strings.Builder
	zero := false
	for i := range len(s) {
		digit, place := int(s[i]-'0'), len(s)-1-i
		if digit == 0 {
			zero = true
			continue
		}
		if zero {
			b.WriteRune(d[0])
			zero = false
		}
		if !(digit == 1 && place == 1 && i == 0) {
			b.WriteRune(d[digit])
		}
		if place > 0 {
			b.WriteRune(u[place-1])
		}
	}
	return b.String()
}

func letters(n int, first byte) string {
	if n < 1 || n > 26*30 {
		return strconv.Itoa(n)
	}
	return strings.Repeat(string(first+byte((n-1)%26)), (n-1)/26+1)
}

func roman(n int) string {
	if n < 1 || n > 3999 {
		return strconv.Itoa(n)
	}
	var b strings.Builder
	for _, r := range []struct {
		value int
		sign  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= r.value {
			b.WriteString(r.sign)
			n -= r.value
		}
	}
	return b.String()
}
