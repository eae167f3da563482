package extractors

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
)

// bodyNames knows the bodies that a document has named so far, and the shorter forms that
// may stand for them from there on.
type bodyNames struct {
	first  map[string]int         // full name or words -> index of the first mention
	forms  map[string][]shortForm // first two characters -> forms
	tails  map[string]tail        // 示范区 -> the one body that ends in it
	opens  map[string][]int       // first word -> first mentions that begin with it
	begun  *dict.Starts           // what the forms and first words begin with
	firsts map[string][]string    // first two characters, or the only one -> first words
}

// mayHold reports whether a form of a body named before may stand in text, which found has
// the first mentions of. False is certain.
func (n *bodyNames) mayHold(text string, found []bodyMention) bool {
	if len(n.first) == 0 {
		return false
	}
	for i := n.begun.Next(text, 0); i < len(text); i = n.begun.Next(text, i+len(leading(text[i:]))) {
		if n.holdsAt(text[i:], found) {
			return true
		}
	}
	return false
}

// holdsAt is mayHold for the beginning of text.
func (n *bodyNames) holdsAt(text string, found []bodyMention) bool {
	key := firstTwo(text)
	for _, f := range n.forms[key] {
		if strings.HasPrefix(text, f.words) {
			return true
		}
	}
	for _, key := range [2]string{key, leading(text)} {
		words := n.firsts[key]
		if len(words) > maxForms { // too many to be looked at
			return true
		}
		for _, w := range words {
			after, ok := strings.CutPrefix(text, w)
			if ok && slices.ContainsFunc(n.opens[w], func(at int) bool {
				return found[at].shortened(len(w), after, func(int) bool { return true })
			}) {
				return true
			}
		}
	}
	return false
}

// shortened reports whether fits is true for the length of a run of characters of text that
// may, behind the first word of the name, of the given length, be a short form of it:
// 联合办 behind 京津冀 for 京津冀协同发展联合工作办公室.
func (m *bodyMention) shortened(first int, text string, fits func(length int) bool) (found bool) {
	name := m.words[first:]
	head := len(m.words) - (m.end - m.head) - first
	if head < 0 {
		return false
	}
	pos, in, runes := 0, 0, 0
	for runes < 6 && pos < len(text) {
		r, size := utf8.DecodeRuneInString(text[pos:])
		k := strings.IndexRune(name[in:], r)
		if k < 0 {
			break
		}
		in += k + size
		pos, runes = pos+size, runes+1
		if runes >= 2 && in > head && in > len(name)-9 && in > pos && pos < len(name) && fits(pos) {
			found = true
		}
	}
	return found
}

type shortForm struct {
	words string
	of    int
	tail  bool // the end of a name: nothing that belongs to it may stand before it
}

type tail struct {
	of   int
	many bool
}

// maxForms bounds what is looked at for one token.
const maxForms = 16

func newBodyNames() bodyNames {
	return bodyNames{first: map[string]int{}, forms: map[string][]shortForm{}, tails: map[string]tail{}, opens: map[string][]int{}, begun: &dict.Starts{}, firsts: map[string][]string{}}
}

// partyHeads are the committees that are named by the level of their place: 省委.
var partyHeads = map[string]bool{"省委": true, "市委": true, "区委": true, "县委": true, "州委": true, "旗委": true, "盟委": true}

// fullName returns the full form of a place and a head, "" where the words are all that
// is known.
func fullName(p *dict.Place, h *dict.BodyHead) string {
	switch {
	case p.Foreign || p.Level == "region" || p.Name == "中国":
		return ""
	case partyHeads[h.Head]:
		return "中国共产党" + p.Name + "委员会"
	case h.Head == "自治区党委":
		return "中国共产党" + p.Name + "委员会"
	case h.Full != "":
		return p.Name + h.Full
	}
	return ""
}

// add links the mention to an earlier one of the same body, or keeps it as the first.
func (n *bodyNames) add(s *bodyScanner, m *bodyMention) {
	at := len(s.found)
	key := m.name
	if key == "" {
		key = m.words
	}
	if of, ok := n.first[key]; ok {
		n.link(s, m, of)
		if m.rule != "body.short" && m.rule != "body.bare" {
			n.form(m.words, of)
		}
		return
	}
	if m.rule == "body.bare" {
		if t, ok := n.tails[m.words]; ok && !t.many {
			n.link(s, m, t.of)
			return
		}
	}
	if of, ok := n.first[m.words]; ok {
		n.link(s, m, of)
		return
	}
	n.first[key] = at
	if _, ok := n.first[m.words]; !ok {
		n.first[m.words] = at
	}
	if m.rule == "body.bare" {
		return
	}
	if m.core > m.start && m.core < m.head && utf8.RuneCountInString(s.text[m.core:m.end]) >= 4 {
		n.form(s.text[m.core:m.end], at)
	}
	if m.core > m.start && m.core == m.head && m.rule == "body.place_list" {
		n.form(s.text[m.core:m.end], at)
	}
	if m.head > m.start && m.rule == "body.part" && utf8.RuneCountInString(s.text[m.head:m.end]) >= 5 {
		n.form(s.text[m.head:m.end], at)
	}
	n.tail(s, m.words, at)
	if m.rule == "body.composed" || m.rule == "body.part" { // 主媒体中心 of 第19届亚运会主媒体中心
		if to := s.at(m.end); to > 0 {
			for i, runes := to-1, 0; i > 0 && i >= to-4 && s.toks[i].start > m.start && s.toks[i].role == roleInner; i-- {
				if runes += s.toks[i].runes; runes >= 5 && s.toks[i].start < m.head {
					n.keep(s.text[s.toks[i].start:m.end], at, true)
				}
			}
		}
	}
	if m.rule == "body.place_head" && m.name != "" && m.core > m.start {
		place := strings.TrimSuffix(m.name, s.text[m.head:m.end])
		if i, ok := s.terms.Get(s.text[m.start:m.core]); ok && len(i.Places) > 0 {
			place = s.place(i.Places, nil).Name
		}
		if _, size := utf8.DecodeLastRuneInString(place); size > 0 {
			n.onlyTail(place[len(place)-size:]+s.text[m.head:m.end], at)
		}
	}
	if m.kind == "company" {
		short := m.words
		for _, suffix := range []string{"有限公司", "股份", "集团", "公司"} {
			if cut, ok := strings.CutSuffix(short, suffix); ok && utf8.RuneCountInString(cut) >= 4 {
				short = cut
				n.form(short, at)
			}
		}
	}
	if m.kind == "zone" && strings.HasSuffix(m.words, "园") {
		n.onlyTail("园区", at)
	}
	if i := s.at(m.start); i >= 0 && i < len(s.toks) && s.toks[i].end < m.end && (m.kind != "education" || m.rule != "body.part") {
		place := s.word(&s.toks[i])
		if len(n.opens[place]) == 0 {
			n.begun.AddWords(place)
			key := firstTwo(place)
			if key == "" {
				key = place
			}
			if len(n.firsts[key]) <= maxForms {
				n.firsts[key] = append(n.firsts[key], place)
			}
		}
		if len(n.opens[place]) < maxForms {
			n.opens[place] = append(n.opens[place], at)
		}
	}
}

func (n *bodyNames) link(s *bodyScanner, m *bodyMention, of int) {
	first := &s.found[of]
	m.refers = of
	if m.name == "" {
		m.name = first.name
	}
	if m.name == "" {
		m.name = first.words
	}
	if m.code == "" {
		m.code = first.code
	}
}

// form keeps words that stand for a body.
func (n *bodyNames) form(words string, of int) { n.keep(words, of, false) }

func (n *bodyNames) keep(words string, of int, tail bool) {
	key := firstTwo(words)
	if key == "" || len(n.forms[key]) >= maxForms {
		return
	}
	for _, f := range n.forms[key] {
		if f.words == words {
			return
		}
	}
	n.forms[key] = append(n.forms[key], shortForm{words, of, tail})
	n.begun.AddWords(words)
}

// tail keeps the ends of the name that point to its body when they stand alone.
func (n *bodyNames) tail(s *bodyScanner, words string, of int) {
	s.words.Pointing.Suffixes(words, func(_ struct{}, size int) bool {
		if size < len(words) {
			n.onlyTail(words[len(words)-size:], of)
		}
		return true
	})
}

func (n *bodyNames) onlyTail(words string, of int) {
	t, ok := n.tails[words]
	if ok {
		t.many = t.many || t.of != of
	} else {
		t.of = of
	}
	n.tails[words] = t
}

// firstTwo returns the first two characters, "" where there are fewer.
func firstTwo(words string) string {
	_, a := utf8.DecodeRuneInString(words)
	_, b := utf8.DecodeRuneInString(words[a:])
	if b == 0 {
		return ""
	}
	return words[:a+b]
}

// short returns the end of the longest short form of a body named before that begins at
// token i, and the index of that body's first mention. The end is 0 where there is none.
func (n *bodyNames) short(s *bodyScanner, i int) (end, of int) {
	if len(n.first) == 0 {
		return 0, 0
	}
	t := &s.toks[i]
	rest := s.text[t.start:]
	if n.begun.At(rest, 0) {
		for _, f := range n.forms[firstTwo(rest)] {
			if e := t.start + len(f.words); len(f.words) > end-t.start && strings.HasPrefix(rest, f.words) && s.ends[e] && s.freeEnd(e) && (!f.tail || i == 0 || s.toks[i-1].role == roleStop) {
				end, of = e, f.of
			}
		}
		if end > 0 {
			return end, of
		}
		if e, o := n.abbreviated(s, i); e > 0 {
			return e, o
		}
	}
	if t.opens&opensPointing == 0 {
		return 0, 0
	}
	return n.pointed(s, i)
}

// pointed reads a head that stands alone and points to the one body that ends in it.
func (n *bodyNames) pointed(s *bodyScanner, i int) (end, of int) {
	t := &s.toks[i]
	s.words.Pointing.Prefixes(s.text[t.start:], func(_ struct{}, size int) bool {
		e := t.start + size
		if !s.ends[e] {
			return true
		}
		found, ok := n.tails[s.text[t.start:e]]
		if !ok || found.many || !s.freeEnd(e) {
			return true
		}
		if next := s.at(e); next >= 0 && next < len(s.toks) && s.toks[next].role != roleStop && s.nominal(next) {
			return true
		}
		end, of = e, found.of
		return true
	})
	if end == 0 || i == 0 {
		return end, of
	}
	before := &s.toks[i-1]
	if before.word&(dict.WordGeneric|dict.WordSoft) != 0 || before.role != roleStop || before.tag == "m" || before.tag == "q" || before.tag == "uj" || strings.HasPrefix(before.tag, "a") || before.tag == "r" {
		return 0, 0
	}
	return end, of
}

// nominal reports whether token i is a noun that would go on with the word before it.
func (s *bodyScanner) nominal(i int) bool {
	switch tag := s.toks[i].tag; {
	case tag == "":
		return true
	case tag[0] == 'n', tag == "j", tag == "b", tag == "l", tag == "an":
		return true
	}
	return false
}

// abbreviated reads a place and a few characters that are a short form of a body that
// begins with the same place: 京津冀联合办 for 京津冀协同发展联合工作办公室.
func (n *bodyNames) abbreviated(s *bodyScanner, i int) (end, of int) {
	t := &s.toks[i]
	for _, at := range n.opens[s.word(t)] {
		s.found[at].shortened(t.end-t.start, s.text[t.end:], func(length int) bool {
			pos := t.end + length
			if s.ends[pos] && pos > end && s.freeEnd(pos) {
				end, of = pos, at
			}
			return true
		})
	}
	return end, of
}

// shortOf returns the parse of a short form.
func (s *bodyScanner) shortOf(of, start, end int) bodyParse {
	m := &s.found[of]
	name := m.name
	if name == "" {
		name = m.words
	}
	return s.extend(start, bodyParse{end: end, head: start, core: start, kind: m.kind, name: name, code: m.code, rule: "body.short"})
}

// declared reads a bracket after a name that gives a shorter form for it: （以下简称示范区）,
// (NCC). It returns the token to go on from: i itself where there is no such bracket.
func (s *bodyScanner) declared(sentence, i int) int {
	back := i
	if i < len(s.toks) && s.word(&s.toks[i]) == " " {
		i++
	}
	if i+2 >= len(s.toks) {
		return back
	}
	if w := s.word(&s.toks[i]); w != "（" && w != "(" {
		return back
	}
	of := len(s.found) - 1
	if f := s.found[of].refers; f >= 0 {
		of = f
	}
	k, marked := i+1, false
	for ; k < len(s.toks) && k < i+4; k++ {
		switch s.word(&s.toks[k]) {
		case "以下", "简称", "以下简称", "下称", "下", "称", "又称", "以下称", "：", ":", "为":
			marked = true
			continue
		case "“", "\"", "「", "‘", "《", " ":
			continue
		}
		break
	}
	if k >= len(s.toks) {
		return back
	}
	start := s.toks[k].start
	end := start
	for ; k < len(s.toks) && end-start < 40; k++ {
		w := s.word(&s.toks[k])
		if w == "）" || w == ")" || w == "”" || w == "」" || isHardMark(s.text, s.toks[k].start) || w == "、" || w == "\"" || w == "’" || w == " " {
			break
		}
		end = s.toks[k].end
	}
	if k >= len(s.toks) || end == start {
		return back
	}
	words, whole := s.text[start:end], s.found[of].name+s.found[of].words
	switch {
	case marked:
	case acronym(words):
	case utf8.RuneCountInString(words) >= 2 && len(words) < len(s.found[of].words) && within(words, whole):
	default:
		return back
	}
	if _, ok := s.heads.Get(words); ok { // （委员会）: any other words before it name another one
		s.known.tails[words] = tail{of: of}
	} else {
		s.known.form(words, of)
	}
	m := s.found[of]
	name := m.name
	if name == "" {
		name = m.words
	}
	s.found = append(s.found, bodyMention{
		sentence: sentence, start: start, end: end, head: start, core: start, kind: m.kind,
		name: name, code: m.code, rule: "body.declared", words: words, refers: of,
	})
	return k
}

// acronym reports whether the words are two or more capital letters.
func acronym(words string) bool {
	for i := range len(words) {
		if b := words[i]; b < 'A' || b > 'Z' {
			return false
		}
	}
	return len(words) >= 2
}

// within reports whether the characters of words stand in whole in the same order.
func within(words, whole string) bool {
	for _, r := range words {
		k := strings.IndexRune(whole, r)
		if k < 0 {
			return false
		}
		whole = whole[k+utf8.RuneLen(r):]
	}
	return true
}
