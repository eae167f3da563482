package dict

import (
	"strings"
	"unicode/utf8"
)

// BodyWord says in which classes of body_words.tsv a word is, one bit each.
type BodyWord uint16

const (
	WordTitle    BodyWord = 1 << iota // 书记: a position, told of a body or a person
	WordStop                          // no name begins with it or runs across it
	WordInner                         // names hold it, whatever its tag
	WordGeneric                       // no name holds it: 有关
	WordMeeting                       // 会议: what stands before it names the meeting
	WordAfter                         // 主管部门: what stands before it names no body
	WordStart                         // opens a name without a place: 国际
	WordSurname                       // 王
	WordBare                          // stands alone for a definite body: 警方
	WordBareHK                        // so in Hong Kong and Macao texts: 政府
	WordPointing                      // 园区: alone it points to the one body that ends in it
	WordVerb                          // 优化: names of leading groups hold it
	WordOrdinary                      // 浪潮: a body only where the words around it say so
	WordModifier                      // 国家, 一流: names nothing by itself
	WordSoft                          // a name does not begin with it but may hold it: 科技
)

var bodyWords = map[string]BodyWord{
	"title": WordTitle, "stop": WordStop, "inner": WordInner, "generic": WordGeneric,
	"meeting": WordMeeting, "after": WordAfter, "start": WordStart, "surname": WordSurname,
	"bare": WordBare, "bare_hk": WordBareHK, "soft": WordSoft, "ordinary": WordOrdinary, "modifier": WordModifier, "pointing": WordPointing, "verb": WordVerb,
}

// HeadNeed says what must stand before a head, one bit each.
type HeadNeed uint8

const (
	NeedsPlace   HeadNeed = 1 << iota // a division: 北京市 + 财政局
	NeedsCountry                      // a country: 俄罗斯 + 外交部
	NeedsName                         // a place or a proper name, words between allowed
	NeedsProper                       // the same, and more than a common noun between
	NeedsAny                          // any words that say what it is for
	NeedsBody                         // a body that it is a part of
)

var headNeeds = map[string]HeadNeed{
	"place": NeedsPlace, "country": NeedsCountry, "name": NeedsName,
	"proper": NeedsProper, "any": NeedsAny, "body": NeedsBody,
}

// Kinds of bodies, as records have them.
var bodyKinds = []string{
	"party", "government", "legislature", "judiciary", "military", "company", "finance",
	"education", "health", "research", "association", "alliance", "media", "international",
	"sport", "zone", "other",
}

// NamedBody is an entry of bodies.tsv.
type NamedBody struct {
	Name   string
	Kind   string
	Code   string // of the place in its name
	Region string // HK, MO or TW where it belongs there
}

// BodyHead is the last part of a composed name.
type BodyHead struct {
	Head  string
	Kind  string
	Needs HeadNeed
	Full  string // the full form of a short one, "" where there is none
}

// BodyTerm is all that one string of characters can be in or around a name.
type BodyTerm struct {
	Bodies []*NamedBody // those that it is a form of
	Places []*Place     // full names and short forms
	Letter *Place       // a country's one-character form: 俄
	Head   *BodyHead
	Word   BodyWord
}

// BodyTerms looks up names of bodies and their parts.
type BodyTerms struct {
	Terms *Lexicon[*BodyTerm]
	Heads *Lexicon[*BodyHead]
	// Pointing are the heads that may stand alone for a body named before.
	Pointing *Lexicon[struct{}]
	// Signs are the words of which every text that names a body has one, if only a short
	// form of a body named before it: names, heads, and what stands alone for a body. But
	// heads that a place, a country or the level of a place has to stand before are in
	// WeakSigns: 局, 财政局, 政府. Places are the places that Terms has.
	Signs, WeakSigns, Places *Lexicon[struct{}]
	// Letters are the characters that stand for a country: BodyTerm.Letter.
	Letters *Lexicon[*Place]
}

// weak reports whether the head makes a name only with a place before it.
func (h *BodyHead) weak() bool {
	switch {
	case h.Needs&^(NeedsPlace|NeedsCountry) == 0:
		return true
	case h.Kind == "zone": // 天府站
		return false
	}
	return utf8.RuneCountInString(h.Head) == 1
}

// loadBodies reads bodies.tsv, body_heads.tsv and body_words.tsv; places are those that names
// of bodies may begin with.
func loadBodies(l *loader, places []listedPlace) *BodyTerms {
	b := bodyLoader{index: map[string]int{}}
	for _, p := range places {
		b.place(p.word, p.place)
	}
	for _, r := range l.rows("bodies.tsv", []string{"name", "short", "kind", "place_code", "years", "source"}) {
		kind, err := oneOf(r, 2, bodyKinds...)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		n := &NamedBody{Name: r.cells[0], Kind: kind, Code: r.cell(3)}
		n.Region = map[string]string{"710000": "TW", "810000": "HK", "820000": "MO"}[n.Code]
		if n.Region != "" && !b.opensWith(n.Name, n.Code) {
			n.Code = ""
		}
		b.body(n.Name, n)
		for _, s := range r.list(1) {
			b.body(s, n)
		}
		// In Hong Kong and Macao texts the place is left out: 旅游发展局.
		if (n.Region == "HK" || n.Region == "MO") && n.Kind == "government" {
			if rest := strings.TrimPrefix(strings.TrimPrefix(n.Name, "香港"), "澳门"); rest != n.Name && utf8.RuneCountInString(rest) >= 4 {
				b.body(rest, n)
			}
		}
	}
	var heads []*BodyHead
	for _, r := range l.rows("body_heads.tsv", []string{"head", "kind", "needs", "source", "note"}) {
		kind, err := oneOf(r, 1, bodyKinds...)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		h := &BodyHead{Head: r.cells[0], Kind: kind}
		for _, n := range r.list(2) {
			bit, ok := headNeeds[n]
			if !ok {
				l.faults = append(l.faults, r.fault(2, "unknown need %q", n))
			}
			h.Needs |= bit
		}
		if full, ok := strings.CutPrefix(r.cells[4], "= "); ok {
			h.Full = full
		}
		b.term(h.Head).Head = h
		heads = append(heads, h)
	}
	for _, r := range l.rows("body_words.tsv", []string{"word", "class", "source"}) {
		bit, ok := bodyWords[r.cells[1]]
		if !ok {
			l.faults = append(l.faults, r.fault(1, "unknown class %q", r.cells[1]))
			continue
		}
		b.term(r.cells[0]).Word |= bit
	}
	b.variants()
	words := make([]string, len(heads))
	for i, h := range heads {
		words[i] = h.Head
	}
	var pointing, signs, weak, placeWords, letters []string
	var countries []*Place
	for i, t := range b.terms {
		if t.Letter != nil {
			letters, countries = append(letters, b.words[i]), append(countries, t.Letter)
		}
		if t.Word&WordPointing != 0 {
			pointing = append(pointing, b.words[i])
		}
		if t.Places != nil {
			placeWords = append(placeWords, b.words[i])
		}
		switch {
		case t.Bodies != nil, t.Head != nil && !t.Head.weak(), t.Word&(WordBare|WordPointing) != 0:
			signs = append(signs, b.words[i])
		case t.Head != nil, t.Word&WordBareHK != 0:
			weak = append(weak, b.words[i])
		}
	}
	set := func(words []string) *Lexicon[struct{}] { return NewLexicon(words, make([]struct{}, len(words))) }
	return &BodyTerms{
		Terms:     NewLexicon(b.words, b.terms),
		Heads:     NewLexicon(words, heads),
		Pointing:  set(pointing),
		Signs:     set(signs),
		WeakSigns: set(weak),
		Places:    set(placeWords),
		Letters:   NewLexicon(letters, countries),
	}
}

type bodyLoader struct {
	index map[string]int
	words []string
	terms []*BodyTerm
}

func (b *bodyLoader) term(word string) *BodyTerm {
	i, ok := b.index[word]
	if !ok {
		i = len(b.words)
		b.index[word] = i
		b.words, b.terms = append(b.words, word), append(b.terms, &BodyTerm{})
	}
	return b.terms[i]
}

func (b *bodyLoader) place(word string, p *Place) {
	t := b.term(word)
	if utf8.RuneCountInString(word) == 1 {
		t.Letter = p
		return
	}
	for _, old := range t.Places {
		if old == p {
			return
		}
	}
	t.Places = append(t.Places, p)
}

func (b *bodyLoader) body(word string, n *NamedBody) {
	t := b.term(word)
	for _, old := range t.Bodies {
		if old == n {
			return
		}
	}
	t.Bodies = append(t.Bodies, n)
}

// opensWith reports whether the name begins with a place of that code.
func (b *bodyLoader) opensWith(name, code string) bool {
	name = strings.TrimPrefix(name, "国立")
	for at := range name {
		if i, ok := b.index[name[:at]]; ok {
			for _, p := range b.terms[i].Places {
				if p.Code == code {
					return true
				}
			}
		}
	}
	return false
}

// variants adds the other ways in which a term is printed: t2s leaves 衞, and brackets
// are full-width or not.
func (b *bodyLoader) variants() {
	n := len(b.words)
	for i := range n {
		w := b.words[i]
		for _, v := range []string{
			strings.ReplaceAll(w, "卫", "衞"),
			strings.NewReplacer("（", "(", "）", ")").Replace(w),
		} {
			if v == w {
				continue
			}
			if _, ok := b.index[v]; !ok {
				b.index[v] = len(b.words)
				b.words, b.terms = append(b.words, v), append(b.terms, b.terms[i])
			}
		}
	}
}
