package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// decided is a place of a sentence.
type decided struct {
	span  span.Span
	place *dict.Place // nil where the lists have none, or several alike
	name  string
	level string
	codes []string
	rule  string
}

// decide adds the places of a sentence to the index.
func (s *placeScanner) decide(i int, spots []spot) {
	if len(spots) == 0 {
		return
	}
	s.load(i)
	var found []decided
	for j := range spots {
		sp := &spots[j]
		if s.works(sp.span.End) || s.quoted(sp.span) || s.direction(sp, found) {
			continue
		}
		d, ok := s.reading(sp, found, spots[j+1:])
		if !ok {
			continue
		}
		if n := len(found); n > 0 && s.joins(&found[n-1], &d) {
			d.span.Start = found[n-1].span.Start
			found = found[:n-1]
		}
		d.span.End = s.address(&d)
		found = append(found, d)
	}
	for _, d := range found {
		s.x.Add(&Mention{Kind: Place, Sentence: i, Span: d.span, Name: d.name, Rule: d.rule, Place: &PlaceDetail{d.codes, d.level}})
	}
}

// reading returns what a spot names, and false where it names no place.
func (s *placeScanner) reading(sp *spot, found []decided, after []spot) (decided, bool) {
	d := decided{span: sp.span, name: sp.span.Of(s.text), level: sp.level, codes: sp.codes, rule: sp.rule}
	if sp.pair {
		var ok bool
		d.codes, d.level, ok = s.pairCodes(sp.span)
		return d, ok
	}
	if len(sp.names) == 0 {
		return d, true
	}
	around := s.around(sp, found, after)
	n, said, alike := s.context.choose(sp.names, &around)
	if !sp.sure && !s.fit(sp, n, said) {
		return d, false
	}
	if sp.sure && n.Weak && said < enough {
		return d, true
	}
	if d.level == "" {
		if d.level = n.Place.Level; d.level == "" {
			d.level = dict.LevelOther
		}
	}
	if alike && said < weightHome {
		return d, true
	}
	d.place, d.codes = n.Place, codesOf(n.Place)
	if !sp.sure {
		d.name = n.Place.Name
	}
	return d, true
}

// quoted reports whether a place opens a quotation that names something else: “中国梦·劳动美”.
func (s *placeScanner) quoted(in span.Span) bool {
	before := s.text[:in.Start]
	if !strings.HasSuffix(before, "“") && !strings.HasSuffix(before, "「") && !strings.HasSuffix(before, "\"") {
		return false
	}
	rest := s.text[in.End:min(len(s.text), in.End+maxQuoted)]
	at := strings.IndexAny(rest, "”」\"，。；、！？,")
	return at > 0 && (strings.HasPrefix(rest[at:], "”") || strings.HasPrefix(rest[at:], "」") || rest[at] == '"')
}

// maxQuoted bounds the bytes of a quotation that is a name.
const maxQuoted = 60

// direction reports whether a word for a part of the country only says where in the place
// before it something is: 加沙地带中部, 东海西南部.
func (s *placeScanner) direction(sp *spot, found []decided) bool {
	if len(sp.names) == 0 || sp.names[0].Place.Level != dict.LevelRegion || !strings.ContainsRune("东西南北中", firstRune(sp.span.Of(s.text))) {
		return false
	}
	if strings.HasPrefix(s.text[sp.span.End:], "部") || strings.HasPrefix(s.text[sp.span.End:], "角") {
		return true
	}
	n := len(found)
	return n > 0 && found[n-1].span.End == sp.span.Start
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// codesOf returns the codes of a place as records have them.
func codesOf(p *dict.Place) []string {
	switch {
	case len(p.Members) > 0:
		return p.Members
	case p.Level == dict.LevelCountry && p.ISO != "":
		return []string{p.ISO}
	case p.Code == "", p.Level != dict.LevelProvince && (p.Code[:2] == "71" || p.Code[:2] == "81" || p.Code[:2] == "82"):
		return nil
	}
	return []string{p.Code}
}

// maxEarlier bounds the places before one in its sentence that are looked at.
const maxEarlier = 8

// around returns the places around a spot, the nearest before it first.
func (s *placeScanner) around(sp *spot, found []decided, after []spot) (a surroundings) {
	for k := len(found) - 1; k >= max(0, len(found)-maxEarlier); k-- {
		if p := found[k].place; p != nil {
			a.earlier = append(a.earlier, p)
		}
	}
	if n := len(found); n > 0 {
		last := found[n-1]
		switch s.text[last.span.End:max(last.span.End, sp.span.Start)] {
		case "":
			a.before = last.place
		case "、", "和", "及", "与":
			a.beside = last.place
		}
	}
	if a.beside == nil && len(after) > 0 {
		switch s.text[sp.span.End:after[0].span.Start] {
		case "、", "和", "及", "与":
			a.beside = after[0].only()
		}
	}
	return a
}

// fit reports whether the words of a spot are a place and not another word. said is how much
// the context says for it.
func (s *placeScanner) fit(sp *spot, n dict.PlaceName, said int) bool {
	word := sp.span.Of(s.text)
	if s.d.Words.NotPlaces.Has(word) {
		return said >= weightAdjacent
	}
	t := s.token(sp.span.Start)
	alone := t.Span == sp.span
	common := alone && t.Tag != "" && t.Tag != "ns" && t.Tag != "nr" && t.Tag != "nrt" && t.Tag != "nz" && t.Tag != "nrfg" && t.Tag != "j" && t.Tag != "n"
	switch {
	case n.Weak && utf8.RuneCountInString(word) == 2 && (common || t.Tag == "n"):
		return said >= weightAdjacent
	case n.Weak:
		return said >= enough || alone && t.Tag == "ns" && said > 0
	case common && utf8.RuneCountInString(word) == 2 && n.Place.Level != dict.LevelRegion && n.Place.Level != dict.LevelProvince && n.Place.Level != dict.LevelCountry:
		return said >= enough
	}
	return true
}

// joins reports whether a place is a part of the one right before it: 甘肃 + 兰州.
func (s *placeScanner) joins(before, d *decided) bool {
	if before.span.End != d.span.Start {
		return false
	}
	if before.place == nil {
		return false
	}
	switch {
	case d.place != nil && contains(before.place, d.place):
		return true
	case d.level == dict.LevelNatural, d.level == dict.LevelTown, d.level == dict.LevelOther && !(d.place != nil && d.place.Foreign):
		return before.place.Level != dict.LevelRegion && before.place.Level != dict.LevelNatural
	}
	return false
}

// works reports whether what follows makes a road, a line or a building of the name: 北京路,
// 香港中路.
func (s *placeScanner) works(end int) bool {
	rest := s.text[end:]
	if _, n := s.d.Words.Works.Prefix(rest); n > 0 {
		return s.ends(end+n) || strings.HasSuffix(rest[:n], "路")
	}
	r, size := utf8.DecodeRuneInString(rest)
	if strings.ContainsRune("东西南北中", r) {
		if _, n := s.d.Words.Works.Prefix(rest[size:]); n > 0 {
			return s.ends(end + size + n)
		}
	}
	return false
}

// maxAddress bounds the steps of an address.
const maxAddress = 3

// address returns the end of an address that begins with a division: 五常市 + 杜家镇 + 先锋村.
func (s *placeScanner) address(d *decided) int {
	end := d.span.End
	if d.place == nil || d.place.Code == "" {
		return end
	}
	for range maxAddress {
		n, level := s.step(end)
		if n == 0 {
			break
		}
		end += n
		d.name, d.codes, d.level, d.rule = s.text[d.span.End:end], nil, level, "place.head"
	}
	return end
}

// step returns the length of a name with its head that stands at a byte offset: 杜家镇.
func (s *placeScanner) step(at int) (n int, level string) {
	k := lexis.TokenAt(s.tokens, at)
	for runes := 0; k < len(s.tokens) && runes <= 4; k++ {
		t := s.tokens[k]
		word := t.Span.Of(s.text)
		h, size := s.d.Places.Heads.Suffix(word)
		if size > 0 && h.Level == dict.LevelTown && (size == len(word) && runes > 0 || size < len(word) && s.unknown(t)) {
			return t.Span.End - at, h.Level
		}
		if !s.nameable(t) {
			return 0, ""
		}
		runes += utf8.RuneCountInString(word)
	}
	return 0, ""
}

// nameable reports whether a token can stand in the name of a village.
func (s *placeScanner) nameable(t lexis.Token) bool {
	r, size := utf8.DecodeRuneInString(t.Span.Of(s.text))
	if r < 0x4E00 || r > 0x9FFF {
		return false
	}
	switch t.Tag {
	case "p", "c", "u", "uj", "ul", "r", "m", "mq", "q", "x", "d", "f", "t", "s", "y":
		return false
	case "v", "vd", "vn", "b":
		return size == t.Span.Len()
	}
	return true
}
