package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// placeScanner reads the places of one document.
type placeScanner struct {
	*places
	t       Text
	x       *Index
	context *placeContext

	text    string // of the sentence that is read
	tokens  []lexis.Token
	lattice *lexis.Lattice
}

// load makes a sentence the one that is read.
func (s *placeScanner) load(i int) {
	s.text, s.tokens, s.lattice = s.t.Sentence(i), s.t.Tokens(i), s.t.Lattice(i)
}

// ends reports whether a token ends at a byte offset.
func (s *placeScanner) ends(at int) bool {
	k := lexis.TokenAt(s.tokens, at)
	return at == len(s.text) || k < len(s.tokens) && s.tokens[k].Span.Start == at
}

// token returns the token that holds the byte at an offset.
func (s *placeScanner) token(at int) lexis.Token {
	k := lexis.TokenAt(s.tokens, at)
	if k == len(s.tokens) || s.tokens[k].Span.Start > at {
		k--
	}
	return s.tokens[k]
}

// scan returns what may be a place in a sentence, in order, never overlapping.
func (s *placeScanner) scan(i int) []spot {
	s.load(i)
	var found []spot
	for k := 0; k < len(s.tokens); {
		sp, ok := s.spotAt(k)
		if !ok {
			k++
			continue
		}
		if m := s.x.At(i, sp.span); m != nil && (m.Span.Contains(sp.span) || !sp.span.Contains(m.Span)) {
			s.context.count(&sp, 1) // a body tells where it is
			k = max(k+1, lexis.TokenAt(s.tokens, m.Span.End))
			continue
		}
		if n := len(found); n > 0 && found[n-1].span.End > sp.span.Start { // it begins inside a token
			k++
			continue
		}
		found = append(found, sp)
		for !s.ends(sp.span.End) { // 甘肃兰州 in one word
			next, ok := s.listed(sp.span.End)
			if !ok {
				break
			}
			sp = s.extend(next)
			found = append(found, sp)
		}
		k = max(k+1, lexis.TokenAt(s.tokens, sp.span.End))
	}
	return found
}

// spotAt returns what may be a place at the beginning of token k, or inside it where the
// tokenizer has cut a long name wrong.
func (s *placeScanner) spotAt(k int) (spot, bool) {
	t := s.tokens[k]
	lists := s.begin(t.Span)
	if lists.Meets(s.names.Lists()) {
		if sp, ok := s.listed(t.Span.Start); ok {
			return s.extend(sp), true
		}
	}
	if sp, ok := s.letters(k); ok {
		return sp, true
	}
	if sp, ok := s.tagged(k); ok {
		return s.extend(sp), true
	}
	if lists.Meets(s.d.Places.Heads.Lists()) {
		if sp, ok := s.headed(k); ok {
			return sp, true
		}
	}
	if t.Span.Len() > len("中") && lists.Meets(s.names.Lists()) { // 同江 + 苏 for 同 + 江苏
		proper := t.Tag == "ns" || t.Tag == "nr" || t.Tag == "nz"
		for at := t.Span.Start + 1; at < t.Span.End; at++ {
			if !utf8.RuneStart(s.text[at]) {
				continue
			}
			if sp, ok := s.listed(at); ok && sp.span.End > t.Span.End && (sp.span.Len() > len("江苏") || proper && s.ends(sp.span.End)) {
				return s.extend(sp), true
			}
		}
	}
	return spot{}, false
}

// begin returns the lists of the words that begin inside a span.
func (s *placeScanner) begin(in span.Span) (lists dict.Lists) {
	words := s.lattice.Words()
	for i := s.lattice.From(in.Start); i < len(words) && int(words[i].At) < in.End; i++ {
		lists = lists.Or(s.d.Automaton.Lists(words[i]))
	}
	return lists
}

// listed returns the longest name of the lists that begins at a byte offset and ends where a
// word does, or the longest that runs across words where none does.
func (s *placeScanner) listed(at int) (sp spot, ok bool) {
	words := s.lattice.Words()
	for i := s.lattice.From(at); i < len(words) && int(words[i].At) == at; i++ {
		if !s.lattice.On(words[i], s.names.Lists()) {
			continue
		}
		names, _ := s.names.Value(words[i])
		in := span.Span{Start: at, End: words[i].End()}
		if s.ends(in.End) {
			return spot{span: in, names: names, rule: "place.listed"}, true
		}
		if !ok && s.part(in) {
			sp, ok = spot{span: in, names: names, rule: "place.listed"}, true
		}
	}
	return sp, ok
}

// part reports whether a name of a place that ends inside a word is one all the same.
func (s *placeScanner) part(in span.Span) bool {
	t := s.token(in.End)
	if t.Span.Start > in.Start { // 阳新 + 县域 is no 阳新县
		return in.Len() > len("江苏") || t.Tag == "ns" || t.Tag == "nr" || t.Tag == "nz"
	}
	rest := s.text[in.End:t.Span.End]
	if h, ok := s.d.Places.Heads.Get(rest); ok {
		return t.Tag == "ns" && !h.Loose
	}
	return s.d.Words.PlaceTails.Has(rest) || s.d.Words.States.Has(rest) || s.names.Has(rest)
}

// tagged returns the name of a place that the tokenizer knows, by its head: 呼兰河.
func (s *placeScanner) tagged(k int) (spot, bool) {
	t := s.tokens[k]
	word := t.Span.Of(s.text)
	n := utf8.RuneCountInString(word)
	if t.Tag != "ns" || n < 3 || s.d.Words.NotPlaces.Has(word) {
		return spot{}, false
	}
	h, size := s.d.Places.Heads.Suffix(word)
	if size == 0 || size == len(word) || size == len("河") && n > 3 {
		return spot{}, false
	}
	r, _ := utf8.DecodeRuneInString(word)
	if strings.ContainsRune("大小高深远内外前后中旧各本全省市县", r) {
		return spot{}, false
	}
	return spot{span: t.Span, sure: true, level: h.Level, rule: "place.word"}, true
}

// headed returns the name of a feature or region that no list has, which ends at token k, a
// head: 内察里姆 + 走廊.
func (s *placeScanner) headed(k int) (spot, bool) {
	h, n := s.d.Places.Heads.Prefix(s.text[s.tokens[k].Span.Start:])
	if n == 0 || h.Loose || n != s.tokens[k].Span.Len() || strings.HasPrefix(s.text[s.tokens[k].Span.Start:], "地区生产") {
		return spot{}, false
	}
	from, runes := k, 0
	for from > 0 && runes < maxUnknown && s.unknown(s.tokens[from-1]) {
		from--
		runes += utf8.RuneCountInString(s.tokens[from].Span.Of(s.text))
	}
	if runes < 2 || runes > maxUnknown || runes < h.Least {
		return spot{}, false
	}
	return spot{span: span.Span{Start: s.tokens[from].Span.Start, End: s.tokens[k].Span.End}, sure: true, level: h.Level, rule: "place.head"}, true
}

// maxUnknown bounds the characters of a name before its head.
const maxUnknown = 5

// unknown reports whether a token is no word that the tokenizer knows but for a proper name.
func (s *placeScanner) unknown(t lexis.Token) bool {
	word := t.Span.Of(s.text)
	r, size := utf8.DecodeRuneInString(word)
	if r < 0x4E00 || r > 0x9FFF {
		return false
	}
	switch t.Tag {
	case "nr", "ns", "nrt", "nrfg", "nz", "":
		return !s.d.Words.NotPlaces.Has(word)
	}
	return size == len(word) && (t.Tag == "g" || t.Tag == "ng" || t.Tag == "zg" || s.d.Names.Sounds.Has(word))
}

// extend adds what closes the name of a region or of a feature: 东北 + 地区, 松花江 + 流域.
func (s *placeScanner) extend(sp spot) spot {
	if len(sp.names) > 0 && sp.names[0].Place.Level == dict.LevelCountry {
		if _, n := s.d.Words.States.Prefix(s.text[sp.span.End:]); n > 0 { // 几内亚比绍 + 共和国
			sp.span.End += n
		}
	}
	for {
		rest := s.text[sp.span.End:]
		h, n := s.d.Places.Heads.Prefix(rest)
		if n == 0 || h.Loose || !s.ends(sp.span.End+n) || h.Level != dict.LevelRegion && h.Level != dict.LevelNatural || strings.HasPrefix(rest, "地区生产") {
			return sp
		}
		sp.span.End += n
		sp.level, sp.sure, sp.rule = h.Level, true, "place.head"
		if h.Level == dict.LevelNatural || rest[:n] != "地区" { // 四川盆地 is no province, 武汉城市圈 no city
			sp.names, sp.codes = nil, nil
		}
	}
}
