package extractors

import (
	"strings"

	"github.com/huiyao/huiyao/extractors/internal/frame"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// moods are the signs of a sentence's mood.
type moods struct {
	past       bool // tells what was: 了, 已, 同比
	target     bool // holds a word for what is to be: 将, 力争
	imperative bool // begins with what is to be done: 加强…
	read       bool
}

// mood returns the signs of a sentence's mood, read when first asked for.
func (x *Quantity) mood(d *Document, sentence int) moods {
	if d.moods == nil {
		d.moods = make([]moods, len(d.Sentences))
	}
	m := &d.moods[sentence]
	if !m.read {
		*m = x.readMood(d.lattice(x.d, sentence))
		m.read = true
	}
	return *m
}

// readMood reads the mood of a text.
func (x *Quantity) readMood(l *lexis.Lattice) moods {
	var m moods
	text := l.Text()
	whole := span.Span{End: len(text)}
	for w := range lexis.All(l, x.d.Past, whole) {
		longest, _ := lexis.Longest(l, x.d.Moods, w.Span.Start)
		if m.past = longest.Value == "past"; m.past {
			break
		}
	}
	at := -1
	for w := range lexis.All(l, x.d.Roles, whole) {
		if w.Span.Start == at { // only the longest one
			continue
		}
		at = w.Span.Start
		if m.target = w.Value == "target" && frame.RoleWordStands(text, w.Span); m.target {
			break
		}
	}
	start := strings.TrimLeft(text, " \u3000—-·●■（()0123456789.、一二三四五六七八九十）")
	mood, _ := x.d.Moods.Prefix(strings.TrimPrefix(start, "是"))
	m.imperative = mood == "imperative"
	return m
}

// takesOver reports whether a sentence shares the word for the future of one before it. A
// plan's sentences need no such word; elsewhere those that follow one with it, and are of
// the same mood, share it.
func (x *Quantity) takesOver(d *Document, i int) (takes bool) {
	defer func(asked int) { d.takesOver[asked] = known(takes) }(i)
	for ; i > 0; i-- {
		if d.takesOver[i] != 0 {
			return d.takesOver[i] == known(true)
		}
		m := x.mood(d, i)
		text := d.Sentences[i].Text
		if m.past || !d.goesOn[i] && !m.imperative && !strings.HasPrefix(text, "其中") && !strings.HasPrefix(text, "——") {
			return false
		}
		before := &d.Sentences[i-1]
		m = x.mood(d, i-1)
		switch {
		case m.past || before.Heading:
			return false
		case m.target:
			return true
		}
	}
	return false
}

// goesOnPlanned reports whether a sentence goes on with the statement of the one before, behind
// a semicolon or with 其中, whose last figure is a target.
func (x *Quantity) goesOnPlanned(d *Document, i int) bool {
	if i == 0 || !d.goesOn[i] && !strings.HasPrefix(d.Sentences[i].Text, "其中") {
		return false
	}
	before := d.quantities[i-1]
	for k := len(before) - 1; k >= 0; k-- {
		if before[k] != nil {
			return before[k].Role == frame.Target
		}
	}
	return false
}

// known returns how an answer is kept where 0 means that nobody has asked.
func known(answer bool) int8 {
	if answer {
		return 2
	}
	return 1
}

// isPlan reports whether a whole document says what is to be done and nothing of what was.
func (x *Quantity) isPlan(d *Document) bool {
	imperative, all := 0, 0
	for i := range d.Sentences {
		if d.Sentences[i].Heading {
			continue
		}
		m := x.mood(d, i)
		if m.past {
			return false
		}
		all++
		if m.imperative {
			imperative++
		}
	}
	return imperative >= 4 && imperative*2 >= all
}

// isLawDocument reports whether a document is a law or regulation: articles are numbered.
func isLawDocument(d *Document) bool {
	articles := 0
	for i := range d.Sentences {
		rest, ok := strings.CutPrefix(d.Sentences[i].Text, "第")
		if !ok {
			continue
		}
		if k := strings.Index(rest, "条"); k > 0 && k <= 18 {
			articles++
		}
	}
	return articles >= 3
}

// isLaw reports whether a sentence is one of a law or regulation.
func (x *Quantity) isLaw(text string) bool {
	return holds(x.d.Words.Law, text)
}
