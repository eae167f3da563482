package extractors

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// What a token can do in a name.
type bodyRole uint8

const (
	roleStop   bodyRole = iota // no name runs across it
	roleInner                  // names hold it
	roleProper                 // a proper name, as far as words and tags tell
)

// bodyToken is a token as the body scanner sees it.
type bodyToken struct {
	start, end int
	role       bodyRole
	word       dict.BodyWord
	tag        string
	runes      int
	place      bool // the whole token is a place
	opens      bodyOpening
}

// bodyOpening says what the words are that begin where a token does, one bit each.
type bodyOpening uint8

const (
	opensName     bodyOpening = 1 << iota // a body, a place or a country's one-character form
	opensBare                             // a form that stands alone
	opensPointing                         // a head that may point back
	opensPlace                            // a place
)

// hard reports whether no name holds the token: 有关, 新一轮.
func (t *bodyToken) hard() bool {
	return t.word&dict.WordGeneric != 0 && t.word&(dict.WordInner|dict.WordStart) == 0
}

// person reports whether the token looks like a Chinese person's name.
func (t *bodyToken) person() bool { return t.tag == "nr" && t.runes >= 2 && t.runes <= 3 }

// bodyMention is a body found in a sentence. Offsets are bytes of Sentence.Text.
type bodyMention struct {
	sentence   int
	start, end int
	head       int // start of the last head, start where there is none
	kind       string
	name       string // full name, "" where only the words are known
	code       string
	rule       string
	core       int // start of the name after its places
	words      string

	person, position string
	refers           int // index of the first mention of the same body, -1 for itself
}

// bodyScanner finds bodies in one sentence after another. It belongs to one goroutine.
type bodyScanner struct {
	words     *dict.BodyTerms
	terms     *dict.Lexicon[*dict.BodyTerm] // those of words
	heads     *dict.Lexicon[*dict.BodyHead]
	automaton *dict.Automaton
	lists     bodyLists
	region    string

	text string
	bodyBuffers
	known bodyNames
	// learned are names of places that the document has shown to be such: 春城 in 春城市财政局.
	// Their first two characters are the keys.
	learned map[string][]string
}

// bodyBuffers is the memory that a bodyScanner works on.
type bodyBuffers struct {
	toks    []bodyToken
	ends    []bool    // by byte offset: a token ends here
	starts  []int32   // by byte offset where a token starts: its index
	loaded  span.Span // what ends has been filled for
	found   []bodyMention
	cache   *wordCache
	clauses []clause
}

// wordCache remembers what words are, since most tokens are one of a few hundred words. It
// outlives a document; a word's tag, too, tells which one it is.
type wordCache [1 << 11]struct {
	tag   string
	bytes [12]byte
	size  uint8 // of the word in bytes, 0 where the place is free
	runes uint8
	role  bodyRole
	place bool
	word  dict.BodyWord
}

// newBodyScanner returns a scanner for texts of a region.
func newBodyScanner(d *dict.Dict, region string) *bodyScanner {
	return &bodyScanner{
		words: d.Bodies, terms: d.Bodies.Terms, heads: d.Bodies.Heads, automaton: d.Automaton, lists: newBodyLists(d),
		region: region, known: newBodyNames(),
	}
}

// maxInner bounds a name's tokens between its beginning and its head.
const maxInner = 14

// load takes tokens of a text, which are those of a clause, and the words that begin in it.
func (s *bodyScanner) load(text string, tokens []Token, words []dict.Occurrence) {
	s.text = text
	s.toks = s.toks[:0]
	if cap(s.ends) < len(text)+1 {
		s.ends = make([]bool, len(text)+1)
		s.starts = make([]int32, len(text)+1)
		s.loaded = span.Span{}
	}
	if !s.loaded.Empty() {
		clear(s.ends[:cap(s.ends)][s.loaded.Start:s.loaded.End])
	}
	s.ends, s.starts = s.ends[:len(text)+1], s.starts[:len(text)+1]
	s.starts[len(text)] = 0
	if len(tokens) == 0 {
		s.loaded = span.Span{}
		return
	}
	s.loaded = span.Span{Start: tokens[0].Span.Start, End: tokens[len(tokens)-1].Span.End + 1}
	clause := text[:s.loaded.End-1][s.loaded.Start:]
	for i, t := range headmasters(text, s.loaded.Start, tokens) {
		s.ends[t.Span.End] = true
		s.starts[t.Span.Start] = int32(i)
		word := t.Span.Of(text)
		if len(word) == 6 && (strings.HasSuffix(word, "里") || strings.HasSuffix(word, "内") || strings.HasSuffix(word, "外")) {
			s.ends[t.Span.Start+3] = true // 示范 + 区里
		} else if len(word) >= 9 && len(word) <= 24 {
			s.splitTitle(word, t.Span.Start)
		}
		b := s.classify(text, word, t)
		opens := len(s.learned) > 0
		for len(words) > 0 && int(words[0].At) <= t.Span.Start {
			opens = opens || int(words[0].At) == t.Span.Start && s.automaton.Lists(words[0]).Meets(s.lists.opening)
			words = words[1:]
		}
		if opens {
			b.opens = s.opening(text[t.Span.Start:])
		}
		s.toks = append(s.toks, b)
	}
	s.starts[len(text)] = int32(len(s.toks))
	s.ordinals(clause)
}

// headmasters cuts 中学校长 and 小学校长 before 校长, where the tokens have the word 学校.
// The tokens begin at a byte offset of text.
func headmasters(text string, from int, tokens []Token) []Token {
	const size = len("学校长")
	text = text[:tokens[len(tokens)-1].Span.End]
	for {
		n := strings.Index(text[from:], "学校长")
		if n < 0 {
			return tokens
		}
		at := from + n
		from = at + size
		if !strings.HasSuffix(text[:at], "中") && !strings.HasSuffix(text[:at], "小") || strings.HasPrefix(text[from:], "培训") || strings.HasPrefix(text[from:], "协会") {
			continue
		}
		at -= len("中")
		var cut []Token
		for _, t := range tokens {
			if t.Span.End <= at || t.Span.Start >= from {
				cut = append(cut, t)
				continue
			}
			for _, edge := range [][2]int{{t.Span.Start, at}, {at, at + len("中学")}, {at + len("中学"), from}, {from, t.Span.End}} {
				piece := t
				piece.Span.Start, piece.Span.End = edge[0], edge[1]
				inner := edge[0] >= at && edge[1] <= from
				if inner {
					piece.Tag = "n"
				}
				if n := len(cut); edge[0] < edge[1] && (n == 0 || cut[n-1].Span.End <= edge[0]) {
					cut = append(cut, piece)
				}
			}
		}
		tokens = cut
	}
}

// splitTitle marks where a title begins inside a word: 局 + 局长, 市委 + 书记.
func (s *bodyScanner) splitTitle(word string, start int) {
	switch r, _ := utf8.DecodeLastRuneInString(word); r {
	case '记', '长', '席', '任', '员', '事', '理', '官':
	default:
		return
	}
	for at := len(word) - 6; at >= 3; at -= 3 {
		if at < len(word) && utf8.RuneStart(word[at]) {
			if t, ok := s.terms.Get(word[at:]); ok && t.Word&dict.WordTitle != 0 {
				s.ends[start+at] = true
			}
		}
	}
}

// noun reports whether the token is a noun by its tag.
func (t *bodyToken) noun() bool {
	return strings.HasPrefix(t.tag, "n") || t.tag == "vn" || t.tag == "j" || t.tag == "b" || t.tag == "l"
}

// ordinals makes 第 + number + 届 something that names hold: 第19届亚运会组委会. clause is the
// text of the tokens.
func (s *bodyScanner) ordinals(clause string) {
	quoted := strings.Contains(clause, "·")
	for i := 0; quoted && i+4 < len(s.toks); i++ {
		t := s.toks[i : i+5]
		if (s.word(&t[0]) == "“" || s.word(&t[0]) == "「") && s.word(&t[2]) == "·" && isDigit(s.text[t[1].start]) && isDigit(s.text[t[3].start]) && (s.word(&t[4]) == "”" || s.word(&t[4]) == "」") {
			for k := range t {
				t[k].role = roleInner
			}
		}
	}
	for i := 0; i+1 < len(s.toks); i++ { // 第三生态环境保护督察组
		if t := &s.toks[i]; t.tag == "m" && t.runes > 1 && strings.Trim(s.word(t), "第一二三四五六七八九十") == "" && strings.HasPrefix(s.word(t), "第") && s.toks[i+1].noun() && s.toks[i+1].role != roleStop {
			t.role = roleInner
		}
	}
	if !strings.Contains(clause, "第") {
		return
	}
	for i := 0; i+2 < len(s.toks); i++ {
		t := s.toks[i : i+3]
		if s.word(&t[0]) != "第" || t[1].tag != "x" && t[1].tag != "m" || isHardMark(s.text, t[1].start) {
			continue
		}
		switch s.word(&t[2]) {
		case "届", "医院", "医科大学", "集团军", "研究所", "研究院", "工程局":
			for k := range t {
				t[k].role = max(t[k].role, roleInner)
				t[k].word &^= dict.WordStop
			}
		}
	}
}

// word returns the characters of a token.
func (s *bodyScanner) word(t *bodyToken) string { return s.text[t.start:t.end] }

// own reports whether the last characters from pos to end may be a head: one of a single
// character must be a word of its own.
func (s *bodyScanner) own(pos, end int) bool {
	_, size := utf8.DecodeRuneInString(s.text[pos:])
	if pos+size != end || s.at(pos) >= 0 {
		return true
	}
	i := int(s.starts[end]) - 1 // 洋浦港 is one word
	return s.at(end) > 0 && s.toks[i].tag == "ns" && s.toks[i].runes > 2 && (strings.HasSuffix(s.text[:end], "港") || strings.HasSuffix(s.text[:end], "站"))
}

// opening says what begins at the beginning of text, where a token does.
func (s *bodyScanner) opening(text string) (opens bodyOpening) {
	s.terms.Prefixes(text, func(t *dict.BodyTerm, _ int) bool {
		if t.Bodies != nil || t.Letter != nil {
			opens |= opensName
		}
		if t.Places != nil {
			opens |= opensName | opensPlace
		}
		if t.Word&(dict.WordBare|dict.WordBareHK) != 0 {
			opens |= opensBare
		}
		if t.Word&dict.WordPointing != 0 {
			opens |= opensPointing
		}
		return true
	})
	if len(s.learned) > 0 && s.learnedPrefix(text) > 0 {
		opens |= opensName | opensPlace
	}
	return opens
}

// classify returns what a token is, what opens with it apart.
func (s *bodyScanner) classify(text, word string, t Token) bodyToken {
	if len(word) > len(wordCache{}[0].bytes) || len(s.learned) > 0 || word == "—" {
		return s.look(text, word, t)
	}
	if s.cache == nil {
		s.cache = &wordCache{}
	}
	h := uint32(0)
	for i := range len(word) {
		h = h*31 + uint32(word[i])
	}
	c := &s.cache[(h*0x9E3779B1)>>21]
	if string(c.bytes[:c.size]) != word || c.tag != t.Tag || c.size == 0 {
		b := s.look(text, word, t)
		c.tag, c.size, c.runes, c.role, c.place, c.word = t.Tag, uint8(len(word)), uint8(b.runes), b.role, b.place, b.word
		copy(c.bytes[:], word)
		return b
	}
	return bodyToken{start: t.Span.Start, end: t.Span.End, tag: t.Tag, runes: int(c.runes), role: c.role, place: c.place, word: c.word}
}

// look finds out what a token is, what opens with it apart.
func (s *bodyScanner) look(text, word string, t Token) bodyToken {
	b := bodyToken{start: t.Span.Start, end: t.Span.End, tag: t.Tag, runes: utf8.RuneCountInString(word)}
	term, _ := s.terms.Get(word)
	if term != nil {
		b.word = term.Word
		b.place = len(term.Places) > 0
	}
	if s.isLearned(word) {
		b.role = roleProper
		return b
	}
	switch {
	case b.word&dict.WordStop != 0:
		return b
	case b.place:
		b.role = roleProper
		return b
	case b.word&dict.WordInner != 0:
		b.role = roleInner
		return b
	case b.word&dict.WordTitle != 0:
		return b
	case term != nil && len(term.Bodies) > 0:
		b.role = roleProper
		return b
	case term != nil && term.Head != nil && word != "所":
		b.role = roleInner
		return b
	}
	tag := t.Tag
	switch {
	case tag == "" || tag == "x":
		r, _ := utf8.DecodeRuneInString(word)
		switch {
		case isASCIILetter(r), r >= 0x4E00 && r < 0xA000:
			b.role = roleProper
		case r == '·' || r == '-' || r == '—' && b.runes == 1 && !strings.HasPrefix(text[t.Span.End:], "—") && !strings.HasSuffix(text[:t.Span.Start], "—"):
			b.role = roleInner
		}
	case (tag == "nz" || tag == "ns" && (b.runes != 3 || !strings.HasSuffix(word, "港") && !strings.HasSuffix(word, "站"))) && s.heads.SuffixLen(word) > 0: // 普通高中
		b.role = roleInner
	case strings.HasPrefix(tag, "nr"), strings.HasPrefix(tag, "ns"), tag == "nz":
		b.role = roleProper
	case tag[0] == 'n', tag == "vn", tag == "j", tag == "l", tag == "b", tag == "s", tag == "an", tag == "vg", tag == "ag", tag == "g", tag == "h", tag == "k", tag == "zg":
		b.role = roleInner
	case tag == "m":
		if strings.HasPrefix(word, "第") && strings.HasSuffix(word, "届") || b.runes <= 2 && strings.Trim(word, "一二三四五六七八九十") == "" {
			b.role = roleInner
		}
	case b.runes == 1 && (tag == "v" || tag == "a" || tag == "q" || tag == "f" || tag == "i" || tag == "tg"):
		b.role = roleInner
	}
	return b
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isASCIILetter(r rune) bool { return r|0x20 >= 'a' && r|0x20 <= 'z' }

// at returns the index of the token that starts at the byte offset, -1 where none does.
func (s *bodyScanner) at(pos int) int {
	if pos < len(s.text) {
		if i := int(s.starts[pos]); i < len(s.toks) && s.toks[i].start == pos {
			return i
		}
		return -1
	}
	return len(s.toks)
}

// bodyParse is a name read from some point on.
type bodyParse struct {
	end    int // 0 where nothing was read
	head   int
	core   int
	kind   string
	name   string
	code   string
	region string
	rule   string
	place  int // start of the last place, of place_head
	named  *dict.NamedBody
}

// parse reads the longest name that begins at pos: a body of the list, or places and a
// head, and the parts that follow.
func (s *bodyScanner) parse(pos int) bodyParse {
	p := s.base(pos, 0, nil, pos)
	if p.end == 0 {
		return p
	}
	return s.extend(pos, p)
}

// base reads one body of the list, or places with a head. The last place begins at from.
func (s *bodyScanner) base(pos, places int, last *dict.Place, from int) bodyParse {
	var best bodyParse
	better := func(p bodyParse) {
		if p.end > best.end || p.end == best.end && p.rule == "body.list" && best.rule == "body.part" {
			best = p
		}
	}
	blocked := 0 // the end of a longer name that is part of something else: 全国人大常委会第三次会议
	type placeAt struct {
		place *dict.Place
		end   int
	}
	var next [4]placeAt
	n := 0
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		end := pos + size
		switch {
		case t.Head == nil || places == 0 || !s.ends[end] || !s.fits(t.Head, last, t.Head.Head, pos):
		case !s.freeEnd(end):
			blocked = end
		default:
			better(bodyParse{end: end, head: pos, core: pos, kind: t.Head.Kind, code: last.Code, rule: "body.place_head", name: fullName(last, t.Head), place: from})
		}
		if t.Bodies != nil && size >= 3*3 && !s.ends[end] {
			if e := s.office(end); e > 0 {
				better(bodyParse{end: e, head: end, core: pos, kind: t.Bodies[0].Kind, rule: "body.part"})
			}
		}
		if t.Bodies != nil && (s.ends[end] || size >= 4*3 && s.partAt(end)) {
			if b := s.choose(t.Bodies, size, places > 0); b != nil {
				p := bodyParse{end: end, head: pos, core: pos, kind: b.Kind, name: b.Name, code: b.Code, region: b.Region, rule: "body.list", named: b}
				if places > 0 {
					p.name, p.code, p.rule = "", last.Code, "body.place_list"
				}
				if s.freeEnd(end) {
					better(p)
				} else {
					blocked = end
				}
			}
		}
		if t.Letter != nil && places == 0 {
			if p := s.letter(end, t.Letter); p.end > 0 {
				better(p)
			}
		}
		if t.Places != nil && places < 5 {
			if n == len(next) {
				copy(next[:], next[1:])
				n--
			}
			next[n] = placeAt{s.place(t.Places, last), end}
			if s.isLearned(s.text[pos:end]) { // the document's own place of that name
				next[n].place = &dict.Place{Name: s.text[pos:end], Level: dict.LevelPrefecture}
			}
			n++
		}
		return true
	})
	if blocked > best.end {
		best = bodyParse{}
	}
	if n == 0 && places == 0 {
		if end := s.learnedAt(pos); end > 0 {
			next[0] = placeAt{&dict.Place{Name: s.text[pos:end], Level: dict.LevelPrefecture}, end}
			n = 1
		}
	}
	for i := n - 1; i >= 0; i-- {
		p := s.base(next[i].end, places+1, next[i].place, pos)
		better(p)
		for _, owner := range []string{"市立", "县立", "立"} { // 台北市立联合医院
			if strings.HasPrefix(s.text[next[i].end:], owner) {
				better(s.base(next[i].end+len(owner), places+1, next[i].place, pos))
				break
			}
		}
		if i == n-1 {
			better(s.mission(next[i].end))
		}
	}
	return best
}

// partAt reports whether a part of a body begins inside the word at pos: 交通运输部 + 党组,
// cut as 交通运输 部党组.
func (s *bodyScanner) partAt(pos int) bool {
	if h, n := s.heads.Prefix(s.text[pos:]); n > 3 && h.Needs&dict.NeedsBody != 0 && s.ends[pos+n] {
		return true
	}
	return s.titleAt(pos) > 0 // 工业和信息化部 + 副部长, cut as 部副 部长
}

// office returns the end of the token that the byte offset pos lies in, where the rest of
// it ends in a head: 教育部 + 高校学生司. It returns 0 otherwise.
func (s *bodyScanner) office(pos int) int {
	end := pos
	for end < len(s.text) && s.at(end) < 0 {
		end++
	}
	h, n := s.heads.Suffix(s.text[pos:end])
	if n == 0 || end-pos < 9 || h.Kind != "government" || !s.freeEnd(end) {
		return 0
	}
	return end
}

// letter reads what follows a country's one-character form: 俄 + 军.
func (s *bodyScanner) letter(pos int, country *dict.Place) (best bodyParse) {
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		end := pos + size
		if t.Head != nil && t.Head.Needs&dict.NeedsCountry != 0 && s.ends[end] && s.freeEnd(end) {
			if t.Head.Kind == "military" || t.Head.Kind != "sport" && !strings.HasSuffix(s.text[:pos], "以") && size > 3 && !s.ends[pos] {
				best = bodyParse{end: end, head: pos, core: pos, kind: t.Head.Kind, rule: "body.country_letter"}
			}
		}
		return true
	})
	return best
}

// mission reads 驻 + country + 使馆 after a country.
func (s *bodyScanner) mission(pos int) bodyParse {
	if !strings.HasPrefix(s.text[pos:], "驻") {
		return bodyParse{}
	}
	pos += len("驻")
	var p bodyParse
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		at := pos + size
		if t.Places == nil && t.Letter == nil && s.text[pos:at] != "华" && t.Bodies == nil {
			return true
		}
		if h, n := s.heads.Prefix(s.text[at:]); n > 0 && (h.Needs&(dict.NeedsCountry|dict.NeedsBody) != 0) && s.ends[at+n] && h.Kind != "military" {
			p = bodyParse{end: at + n, head: at, core: pos, kind: h.Kind, rule: "body.mission"}
		}
		return true
	})
	return p
}

// choose returns the body that a string of size bytes stands for in this text, nil for none.
func (s *bodyScanner) choose(bodies []*dict.NamedBody, size int, placed bool) *dict.NamedBody {
	for _, b := range bodies {
		if b.Region == s.region && b.Region != "" {
			return b
		}
	}
	for _, b := range bodies {
		if b.Region == "" {
			return b
		}
	}
	if b := bodies[0]; b.Kind != "government" && b.Kind != "legislature" && b.Kind != "judiciary" || b.Code != "" || size >= 4*3 || placed || b.Region == "MO" && s.region == "HK" {
		return b
	}
	return nil
}

// place returns the one of several places of the same name that lies in the place before
// it, or a place without a code where that cannot be told.
func (s *bodyScanner) place(places []*dict.Place, in *dict.Place) *dict.Place {
	if len(places) == 1 {
		return places[0]
	}
	if in != nil && in.Code != "" {
		for _, p := range places {
			if len(p.Code) == 6 && (p.Code[:2] == in.Code[:2] && strings.HasSuffix(in.Code, "0000") || p.Code[:4] == in.Code[:4]) {
				return p
			}
		}
	}
	best := places[0]
	rank := map[string]int{dict.LevelProvince: 3, dict.LevelPrefecture: 2, dict.LevelCounty: 1}
	for _, p := range places[1:] {
		if rank[p.Level] > rank[best.Level] {
			best = p
		}
	}
	same := 0
	for _, p := range places {
		if p.Level == best.Level {
			same++
		}
	}
	if same > 1 {
		q := *best
		q.Code = ""
		return &q
	}
	return best
}

// fits reports whether the head may follow the place directly.
func (s *bodyScanner) fits(h *dict.BodyHead, p *dict.Place, head string, pos int) bool {
	switch {
	case p.Foreign:
		if h.Needs&dict.NeedsCountry != 0 {
			return true
		}
	case p.Level == "region":
	case h.Needs&dict.NeedsPlace != 0:
		return true
	case h.Needs&dict.NeedsCountry != 0 && (h.Kind == "sport" || h.Kind == "military" && len(head) > 3 && p.Name == "中国"):
		return true
	}
	if h.Needs&dict.NeedsName == 0 {
		return false
	}
	if p.Foreign && !p.City || p.Level == "region" || p.Name == "中国" {
		return false
	}
	switch h.Kind {
	case "education", "health", "finance", "zone", "media", "judiciary", "legislature", "association", "military":
		return true
	case "government":
		return utf8.RuneCountInString(head) > 1
	}
	return false
}

// freeEnd reports whether a name may end before the byte offset: no word follows that
// makes it part of a longer word, a meeting or a plural.
func (s *bodyScanner) freeEnd(end int) bool {
	if end == len(s.text) {
		return true
	}
	rest := s.text[end:]
	if strings.HasPrefix(rest, "长") && s.at(end) >= 0 && s.toks[s.at(end)].runes <= 1 {
		return false // 国防部 + 长
	}
	i := s.at(end)
	if i < 0 || i >= len(s.toks) {
		return true
	}
	t := &s.toks[i]
	if t.word&dict.WordAfter != 0 || s.meetingAt(t.start) {
		return false
	}
	if t.word&dict.WordTitle != 0 && s.meetingAt(t.end) {
		return false // 全国政协 + 主席会议
	}
	if after := strings.TrimLeft(rest, "一二三四五六七八九十百"); len(after) < len(rest) && (strings.HasPrefix(after, "大") || strings.HasPrefix(after, "届") || strings.HasPrefix(after, "中全会")) {
		return false // 中共 + 二十大
	}
	ordinal := strings.HasPrefix(rest, "第")
	for k := i; k < len(s.toks) && k < i+6; k++ {
		u := &s.toks[k]
		if ordinal && (u.word&dict.WordMeeting != 0 || strings.HasSuffix(s.word(u), "大会")) || strings.HasSuffix(s.word(u), "主管部门") {
			return false // 国务院 + 环境保护主管部门
		}
		if u.role == roleStop && (!ordinal || u.tag != "m" && u.tag != "x" && u.tag != "q") || isHardMark(s.text, u.start) {
			break
		}
	}
	return true
}

// meetingAt reports whether the name of a kind of meeting begins at pos: 常务会议.
func (s *bodyScanner) meetingAt(pos int) (found bool) {
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		found = found || t.Word&dict.WordMeeting != 0 && s.ends[pos+size]
		return true
	})
	return found
}

// extend reads the parts that follow a name: 北京大学 + 第一医院, 航天五院 + 天津基地.
func (s *bodyScanner) extend(start int, p bodyParse) bodyParse {
	for range 4 {
		if p.kind == "media" && p.named != nil {
			if h, n := s.heads.Prefix(s.text[p.end:]); n == 0 || h.Kind != "media" {
				if q := s.partAfterPlace(p); q.end > 0 && q.kind == "media" {
					p = q
					continue
				}
				return p
			}
		}
		q := s.part(p)
		if q.end == 0 {
			return p
		}
		q.region = p.region
		if q.code == "" {
			q.code = p.code
		}
		q.core = p.core
		p = q
	}
	return p
}

// part reads one part after a name.
func (s *bodyScanner) part(p bodyParse) (best bodyParse) {
	pos := p.end
	if p.named != nil && p.named.Name == "中国共产党" { // 中共 + 北京市委
		if q := s.base(pos, 0, nil, pos); q.end > 0 && (q.rule == "body.place_head" || q.rule == "body.place_list") {
			return bodyParse{end: q.end, head: q.head, core: q.core, kind: "party", code: q.code, rule: "body.part"}
		}
		for end, runes := pos, 0; runes < 6 && end < len(s.text); runes++ {
			r, size := utf8.DecodeRuneInString(s.text[end:])
			end += size
			if runes >= 2 && (r == '省' || r == '市' || r == '区' || r == '县' || r == '州') && strings.HasPrefix(s.text[end:], "委员会") && s.ends[end+9] {
				return bodyParse{end: end + 9, head: end, core: pos, kind: "party", rule: "body.part"}
			}
		}
		if end, place := s.placeAt(pos, nil); end > 0 && strings.HasPrefix(s.text[end:], "委员会") && s.ends[end+9] {
			return bodyParse{end: end + 9, head: end, core: pos, kind: "party", code: place.Code, rule: "body.part"}
		}
		return bodyParse{}
	}
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		end := pos + size
		if !s.ends[end] && !s.titled(end) || s.ends[end] && !s.freeEnd(end) {
			return true
		}
		if t.Head != nil && t.Head.Needs&dict.NeedsBody != 0 {
			kind := t.Head.Kind
			if p.kind == "party" || p.kind == "legislature" || p.kind == "military" || kind == "government" && p.kind != "company" && p.kind != "zone" {
				if kind == "government" && p.kind != "" || kind == "party" && p.kind != "party" && strings.HasPrefix(t.Head.Head, "办公") {
					kind = p.kind
				}
			}
			best = bodyParse{end: end, head: pos, kind: kind, rule: "body.part"}
		}
		if t.Bodies != nil && s.ends[end] && p.kind != "association" && (size > 2*3 || p.kind == "company" && t.Bodies[0].Kind == "company") && p.kind != "party" && p.kind != "media" && p.kind != "zone" {
			if b := s.choose(t.Bodies, size, true); b != nil && b.Kind != "media" && b.Kind != "party" && b.Kind != "international" && b.Name != "国务院" {
				best = bodyParse{end: end, head: pos, kind: b.Kind, rule: "body.part", named: b}
			}
		}
		return true
	})
	if best.end > 0 {
		return best
	}
	if p.kind == "party" {
		return bodyParse{}
	}
	return s.partAfterPlace(p)
}

// titled reports whether the token that holds the byte offset ends in a title from there
// on and is one: 党组 + 书记.
func (s *bodyScanner) titled(pos int) bool {
	end := pos
	for end < len(s.text) && s.at(end) < 0 {
		end++
	}
	t, ok := s.terms.Get(s.text[pos:end])
	return ok && t.Word&dict.WordTitle != 0
}

// partAfterPlace reads words that end in a head after a name: 西南大学 + 油菜生物育种基地.
func (s *bodyScanner) partAfterPlace(p bodyParse) bodyParse {
	i := s.at(p.end)
	if i < 0 {
		return bodyParse{}
	}
	var best bodyParse
	limit := 8
	if p.name == "国务院" { // 国务院 + place + company + “6·21” + 特别重大事故调查组
		limit = 20
	}
	for k := i; k < len(s.toks) && k < i+limit; k++ {
		t := &s.toks[k]
		if s.joins(k, i, p) {
			continue
		}
		if t.role == roleStop || t.word&(dict.WordTitle) != 0 || t.hard() {
			break
		}
		h, n := s.heads.Suffix(s.text[p.end:t.end])
		if n == 0 || !s.freeEnd(t.end) {
			continue
		}
		if !s.own(t.end-n, t.end) && !(p.kind == "government" && t.runes >= 3 && strings.HasPrefix(t.tag, "n") && strings.Contains("司局处厅", h.Head)) {
			continue // 金融司 is a word of its own
		}
		inner := utf8.RuneCountInString(s.text[p.end : t.end-n])
		switch {
		case inner == 1 && s.toks[i].word&(dict.WordSoft|dict.WordGeneric) != 0: // 新院区
			continue
		case inner == 0 && h.Needs&dict.NeedsBody == 0 && !(n >= 4*3 && (h.Kind == p.kind || p.kind == "government")):
			continue
		case utf8.RuneCountInString(h.Head) == 1 && (inner < 2 || h.Kind != "government"):
			continue
		case h.Needs&(dict.NeedsBody|dict.NeedsName|dict.NeedsPlace|dict.NeedsProper|dict.NeedsAny) == 0:
			continue
		case h.Kind == "sport" || h.Kind == "party" || h.Kind == "company" && p.kind != "company" && p.kind != "education" && p.kind != "zone",
			h.Kind == "military" && p.kind != "military":
			continue
		}
		kind := h.Kind
		if kind == "government" && (p.kind == "legislature" || p.kind == "party") {
			kind = p.kind
		}
		best = bodyParse{end: t.end, head: t.end - n, kind: kind, rule: "body.part"}
	}
	return best
}

// joins reports whether token k is an 与 or 和 inside the name of a ministry's part:
// 教育部 + 国际合作与交流司.
func (s *bodyScanner) joins(k, from int, p bodyParse) bool {
	college := p.kind == "education" && k <= from+3 && s.college(k+1)
	if k == from || k+1 >= len(s.toks) || p.kind != "government" && !college || p.named == nil || p.rule != "body.list" {
		return false
	}
	if _, n := s.heads.Suffix(s.text[p.end:s.toks[k-1].end]); n > 0 {
		return false
	}
	next := &s.toks[k+1]
	return s.conjunction(k) && next.role == roleInner && next.opens&opensName == 0 && !isLevel(leading(s.word(next)))
}

// college reports whether a few words from token i on end in 学院 or 研究院: 旅游学院.
func (s *bodyScanner) college(i int) bool {
	for k := i; k < len(s.toks) && k < i+4 && s.toks[k].role == roleInner; k++ {
		if text := s.text[s.toks[i].start:s.toks[k].end]; len(text) > 3*3 && (strings.HasSuffix(text, "学院") || strings.HasSuffix(text, "研究院")) {
			return true
		}
	}
	return false
}

// scan finds the bodies of the sentence loaded.
func (s *bodyScanner) scan(sentence int) {
	title := 0
	for i := 0; i < len(s.toks); {
		t := &s.toks[i]
		switch s.text[t.start:t.end] {
		case "《", "〈":
			title++
		case "》", "〉":
			title = max(0, title-1)
		}
		if title > 0 {
			i++
			continue
		}
		next := s.read(sentence, i)
		if next <= i {
			next = i + 1
		}
		i = next
	}
}

// read tries to read a name from token i on and returns the token to go on from.
func (s *bodyScanner) read(sentence, i int) int {
	t := &s.toks[i]
	if s.word(t) == "等" {
		return s.coordinated(sentence, i)
	}
	var p bodyParse
	if t.opens&opensName != 0 {
		if p = s.parse(t.start); p.end > 0 && !s.allowed(i, p) {
			p = bodyParse{}
		}
	}
	if committeeStarts.At(s.text, t.start) {
		if q := s.committee(t.start); q.end > p.end {
			p = q
		}
	}
	if end, of := s.known.short(s, i); end > p.end {
		return s.add(sentence, i, t.start, s.shortOf(of, t.start, end))
	}
	if n := s.level(sentence, i); n > 0 {
		return n
	}
	if p.end == 0 {
		if n := s.unknown(sentence, i); n > 0 {
			return n
		}
	}
	if p.end > 0 {
		return s.add(sentence, i, t.start, p)
	}
	if t.opens&opensBare != 0 {
		if n := s.bare(sentence, i); n > 0 {
			return n
		}
	}
	if t.role == roleStop {
		return i + 1
	}
	return s.compose(sentence, i)
}

// committees are the parties and the conference whose committees are named by their term
// and place.
var committees = []struct{ name, kind string }{
	{"中国人民政治协商会议", "other"}, {"政协", "other"}, {"中国共产党", "party"}, {"九三学社", "party"},
	{"民革", "party"}, {"民盟", "party"}, {"民建", "party"}, {"民进", "party"}, {"农工党", "party"}, {"致公党", "party"}, {"台盟", "party"},
}

// committeeStarts are the characters that committees begin with.
var committeeStarts = func() (s dict.Starts) {
	for _, c := range committees {
		s.AddWords(c.name)
	}
	return s
}()

// committee reads 政协 + 第十四届 + 全国委员会 + 常务委员会.
func (s *bodyScanner) committee(pos int) bodyParse {
	for _, c := range committees {
		rest, ok := strings.CutPrefix(s.text[pos:], c.name)
		if !ok {
			continue
		}
		if after, ok := strings.CutPrefix(rest, "第"); ok {
			digits := strings.TrimLeft(after, "0123456789一二三四五六七八九十")
			if rest, ok = strings.CutPrefix(digits, "届"); !ok || len(digits) == len(after) {
				return bodyParse{}
			}
		}
		core, code := len(s.text)-len(rest), ""
		if after, ok := strings.CutPrefix(rest, "全国"); ok {
			rest = after
		} else if after, ok := strings.CutPrefix(rest, "中央"); ok {
			rest = after
		} else {
			end, place := s.placeAt(core, nil)
			if end == 0 || place.Foreign {
				return bodyParse{}
			}
			rest, code = s.text[end:], place.Code
		}
		head := len(s.text) - len(rest)
		if rest, ok = strings.CutPrefix(rest, "委员会"); !ok {
			return bodyParse{}
		}
		rest = strings.TrimPrefix(rest, "常务委员会")
		end := len(s.text) - len(rest)
		if !s.ends[end] || !s.freeEnd(end) {
			return bodyParse{}
		}
		return s.extend(pos, bodyParse{end: end, head: head, core: core, kind: c.kind, code: code, rule: "body.composed"})
	}
	return bodyParse{}
}

// level reads an organ that is named by the level of its place: 市发改委.
func (s *bodyScanner) level(sentence, i int) int {
	t := &s.toks[i]
	from := t.start + len("市")
	switch {
	case !levels.At(s.text, t.start): // nearly always
		return 0
	case strings.HasPrefix(s.text[t.start:], "自治区"):
		from = t.start + len("自治区")
	case isLevel(leading(s.text[t.start:])):
	default:
		return 0
	}
	if i > 0 && !s.touches(sentence, t.start) && (s.toks[i-1].role != roleStop || s.toks[i-1].word&dict.WordGeneric != 0 || s.toks[i-1].tag == "m" || s.toks[i-1].tag == "r") {
		return 0
	}
	h, n := s.heads.Prefix(s.text[from:])
	if n <= 3 || h.Needs&dict.NeedsPlace == 0 || !s.ends[from+n] || !s.freeEnd(from+n) || t.end > from+n || isLevel(leading(h.Head)) {
		if t.end == from {
			return s.levelComposed(sentence, i)
		}
		return 0
	}
	return s.add(sentence, i, t.start, s.extend(t.start, bodyParse{end: from + n, head: from, core: t.start, kind: h.Kind, rule: "body.bare"}))
}

// levelComposed reads a level, a few words and a head: 市企业家协会.
func (s *bodyScanner) levelComposed(sentence, i int) int {
	from := s.toks[i].end
	var best bodyParse
	for k := i + 1; k < len(s.toks) && k < i+8; k++ {
		t := &s.toks[k]
		if t.role == roleStop && t.word&dict.WordVerb == 0 || t.word&dict.WordTitle != 0 || t.hard() || t.place {
			break
		}
		h, n := s.heads.Suffix(s.text[from:t.end])
		if n <= 3 || !s.freeEnd(t.end) || h.Needs&(dict.NeedsName|dict.NeedsAny|dict.NeedsPlace) == 0 && !(h.Needs&dict.NeedsProper != 0 && h.Kind == "government") {
			continue
		}
		if h.Kind == "zone" || h.Kind == "company" || h.Kind == "sport" || h.Kind == "finance" {
			continue
		}
		if t.end-n == from && utf8.RuneCountInString(h.Head) < 4 {
			continue
		}
		best = bodyParse{end: t.end, head: t.end - n, core: s.toks[i].start, kind: h.Kind, rule: "body.bare"}
	}
	if best.end == 0 {
		return 0
	}
	return s.add(sentence, i, s.toks[i].start, s.extend(s.toks[i].start, best))
}

// leading returns the first character of text.
func leading(text string) string {
	_, size := utf8.DecodeRuneInString(text)
	return text[:size]
}

// coordinated reads names that share a head given after 等 and a number: 生物医药产业链、
// 新能源汽车产业链等两个产业链联盟 are two alliances. It returns the token to go on from.
func (s *bodyScanner) coordinated(sentence, i int) int {
	k := i + 1
	if k >= len(s.toks) || s.toks[k].tag != "m" && s.toks[k].tag != "x" {
		return i + 1
	}
	for k < len(s.toks) && k < i+4 && (s.toks[k].tag == "m" || s.toks[k].tag == "x" || s.word(&s.toks[k]) == "个" || s.word(&s.toks[k]) == "家") {
		k++
	}
	if k >= len(s.toks) {
		return i + 1
	}
	shared, head := "", (*dict.BodyHead)(nil)
	for e := k; e < len(s.toks) && e < k+4 && s.toks[e].role != roleStop; e++ {
		if h, n := s.heads.Suffix(s.text[s.toks[k].start:s.toks[e].end]); n > 0 && h.Needs&dict.NeedsAny != 0 {
			shared, head = s.text[s.toks[k].start:s.toks[e].end-n], h
			if shared == "" { // 产业链联盟 is a head as a whole
				shared = strings.TrimSuffix(h.Head, "联盟")
			}
		}
	}
	if head == nil || shared == "" || shared == head.Head {
		return i + 1
	}
	type item struct{ from, to int }
	var items []item
	to := i
	for j := i - 1; j >= 0 && j > i-60; j-- {
		w := s.word(&s.toks[j])
		if w == "、" {
			items = append(items, item{j + 1, to})
			to = j
			continue
		}
		if s.toks[j].role == roleStop && w != "和" && w != "与" {
			items = append(items, item{j + 1, to})
			break
		}
		if j == 0 {
			items = append(items, item{0, to})
		}
	}
	if len(items) < 2 {
		return i + 1
	}
	for _, it := range items {
		if it.from >= it.to || !strings.HasSuffix(s.text[:s.toks[it.to-1].end], shared) {
			return i + 1
		}
	}
	first := s.toks[items[len(items)-1].from].start
	if n := len(s.found); n > 0 && s.found[n-1].sentence == sentence && s.found[n-1].end > first {
		return i + 1
	}
	for j := len(items) - 1; j >= 0; j-- {
		start, end := s.toks[items[j].from].start, s.toks[items[j].to-1].end
		s.add(sentence, items[j].from, start, bodyParse{end: end, head: end, core: start, kind: head.Kind, rule: "body.coordinated", name: s.text[start:end] + strings.TrimPrefix(head.Head, shared)})
	}
	return i + 1
}

// touches reports whether the last mention ends at pos: 省委 + 省政府.
func (s *bodyScanner) touches(sentence, pos int) bool {
	n := len(s.found)
	return n > 0 && s.found[n-1].sentence == sentence && s.found[n-1].end == pos
}

// levels are the characters that the words for a kind of division begin with.
var levels = func() (s dict.Starts) {
	s.AddRunes("省市区县州自")
	return s
}()

// isLevel reports whether the word is one for a kind of division.
func isLevel(word string) bool {
	switch word {
	case "省", "市", "区", "县", "州", "自治区":
		return true
	}
	return false
}

// unknown reads an organ of a place that no list has: 春城市财政局, 琴岛市委.
func (s *bodyScanner) unknown(sentence, i int) int {
	if i > 0 && s.toks[i-1].role != roleStop {
		return 0
	}
	k, runes := i, 0
	for ; k < len(s.toks) && k < i+3 && runes < 4; k++ {
		t := &s.toks[k]
		if runes >= 2 && (isLevel(s.word(t)) || s.levelHead(t.start) > 0) {
			break
		}
		if t.role == roleStop || t.word != 0 && !s.isLearned(s.word(t)) || t.runes+runes > 4 || t.runes > 1 && k > i || t.tag == "x" || strings.HasPrefix(t.tag, "v") && t.runes > 1 || t.tag == "j" {
			return 0
		}
		runes += t.runes
	}
	if k >= len(s.toks) || runes < 2 {
		return 0
	}
	name := s.text[s.toks[i].start:s.toks[k].start]
	common := k == i+1 && !strings.HasPrefix(s.toks[i].tag, "n") || k == i+1 && s.toks[i].tag == "n" && !s.isLearned(name)
	pos, n := s.toks[k].start, 0
	if isLevel(s.word(&s.toks[k])) {
		pos = s.toks[k].end
		h, size := s.heads.Prefix(s.text[pos:])
		if size <= 3 || h.Needs&dict.NeedsPlace == 0 || !s.ends[pos+size] || !s.freeEnd(pos+size) {
			return 0
		}
		n = size
	} else if n = s.levelHead(pos); n == 0 || common {
		return 0
	}
	h, _ := s.heads.Get(s.text[pos : pos+n])
	s.learn(name)
	return s.add(sentence, i, s.toks[i].start, s.extend(s.toks[i].start, bodyParse{end: pos + n, head: pos, core: pos, kind: h.Kind, rule: "body.unknown_place"}))
}

// levelHead returns the length of a head that begins with a level: 市委, 市政府.
func (s *bodyScanner) levelHead(pos int) int {
	r, _ := utf8.DecodeRuneInString(s.text[pos:])
	switch r {
	case '省', '市', '区', '县', '州':
	default:
		return 0
	}
	h, n := s.heads.Prefix(s.text[pos:])
	if n <= 3 || h.Needs&dict.NeedsPlace == 0 || !s.ends[pos+n] || !s.freeEnd(pos+n) {
		return 0
	}
	return n
}

// allowed reports whether the words before token i let a name of the list begin there.
func (s *bodyScanner) allowed(i int, p bodyParse) bool {
	t := &s.toks[i]
	words := utf8.RuneCountInString(s.text[t.start:p.end])
	if term, ok := s.terms.Get(s.text[t.start:p.end]); ok && term.Word&dict.WordOrdinary != 0 && !s.presented(i, p.end) {
		return false
	}
	if words <= 2 && p.rule == "body.list" && i > 0 && s.toks[i-1].runes == 1 && s.toks[i-1].word&dict.WordSurname != 0 && s.toks[i-1].word&dict.WordStop == 0 {
		return false // 何 + 小鹏
	}
	if words <= 2 && t.end != p.end && p.rule == "body.list" {
		// two characters over two tokens: chance meetings are likely
		return i+1 < len(s.toks) && s.toks[i+1].end == p.end && t.runes == 1 && p.named != nil &&
			t.word&dict.WordStop == 0 && s.toks[i+1].word&dict.WordStop == 0 && (i == 0 || !strings.HasPrefix(s.toks[i-1].tag, "nr"))
	}
	return true
}

// presented reports whether the words around a name that is also ordinary words say that it
// is one: it stands in a list or in quotation marks, or does what bodies do.
func (s *bodyScanner) presented(i, end int) bool {
	for _, w := range []string{"集团", "公司", "旗下", "创始", "董事", "主席", "副主席", "成员", "股份", "员工", "首席", "总裁", "宣布", "发布", "表示", "、", "等企业", "等公司"} {
		if strings.HasPrefix(s.text[end:], w) {
			return true
		}
	}
	if i == 0 {
		return false
	}
	switch s.word(&s.toks[i-1]) {
	case "、", "企业", "公司", "集团", "巨头", "厂商", "政党":
		return true
	}
	return false
}

// bareAt returns the length of a bare form at pos, 0 for none.
func (s *bodyScanner) bareAt(pos int) int {
	length := 0
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		if s.ends[pos+size] && (t.Word&dict.WordBare != 0 || t.Word&dict.WordBareHK != 0 && s.region == RegionHongKong) {
			length = size
		}
		return true
	})
	return length
}

// bare reads a form that stands for one body without naming its place: 省委, 警方.
func (s *bodyScanner) bare(sentence, i int) int {
	t := &s.toks[i]
	n := s.bareAt(t.start)
	if n == 0 || !s.freeEnd(t.start+n) {
		return 0
	}
	if i > 0 && !s.touches(sentence, t.start) {
		before := &s.toks[i-1]
		if before.word&dict.WordGeneric != 0 || before.role != roleStop && before.end == t.start && before.tag != "x" {
			return 0
		}
	}
	h, _ := s.heads.Suffix(s.text[t.start : t.start+n])
	kind := "government"
	if h != nil {
		kind = h.Kind
	}
	if after := s.at(t.start + n); after >= 0 && after < len(s.toks) && s.toks[after].word&dict.WordTitle != 0 && partyHeads[s.text[t.start:t.start+n]] {
		if person, _ := s.holder(after, t.start+n); person == "" {
			return 0 // 县委书记 in general
		}
	}
	if kind == "military" {
		if next := s.at(t.start + n); next >= 0 && next < len(s.toks) && s.toks[next].role != roleStop {
			return 0 // 空军基地
		}
	}
	return s.add(sentence, i, t.start, s.extend(t.start, bodyParse{end: t.start + n, head: t.start, core: t.start, kind: kind, rule: "body.bare"}))
}

// compose reads a name that is no body of the list: words from token i on that end in a
// head. It returns the token to go on from.
func (s *bodyScanner) compose(sentence, i int) int {
	start := i
	var base *dict.Place
	innerFrom := s.toks[i].start
	var end int
	var p *dict.Place
	if s.toks[i].opens&opensPlace != 0 {
		end, p = s.placeAt(s.toks[i].start, nil)
	}
	if end > 0 {
		for end > 0 {
			base, innerFrom = p, end
			i = s.at(end)
			if i >= len(s.toks) {
				break
			}
			end, p = s.placeAt(end, base)
		}
	} else {
		for i < len(s.toks) && s.toks[i].role != roleStop && s.toks[i].word&(dict.WordGeneric|dict.WordSoft) != 0 && s.toks[i].word&dict.WordStart == 0 {
			i++
		}
		start = i
		if i < len(s.toks) {
			innerFrom = s.toks[i].start
			if strings.HasSuffix(s.word(&s.toks[i]), "团法人") {
				innerFrom = s.toks[i].end
			}
		}
	}
	if s.counted(start) {
		return max(i, start+1)
	}
	var best bodyParse
	firstProper, singles, firstPair, run, person := -1, 0, 0, 0, -1
	verb, joined := false, false // the name holds 优化, or 和 as in 经济和气候保护部
	quoted := start > 0 && (s.word(&s.toks[start-1]) == "“" || s.word(&s.toks[start-1]) == "「")
	k := i
	for ; k < len(s.toks) && k < i+maxInner; k++ {
		t := &s.toks[k]
		if (base != nil && (base.Foreign && !base.City || base.Name == "中国") || base == nil && s.opens(start)) && best.end == 0 && k > i && k+1 < len(s.toks) && s.conjunction(k) && s.toks[k+1].role == roleInner && s.toks[k+1].opens&opensName == 0 && s.heads.SuffixLen(s.text[innerFrom:t.start]) == 0 {
			joined = true
			continue
		}
		if t.role == roleStop && base != nil && t.word&dict.WordVerb != 0 && best.end == 0 {
			verb = true
			continue
		}
		if t.role == roleStop || t.word&dict.WordTitle != 0 || k > start && t.hard() && s.heads.PrefixLen(s.text[t.start:]) <= t.end-t.start {
			break
		}
		if k > start {
			if t.opens&opensName == 0 {
				// nothing begins here
			} else if p := s.parse(t.start); p.end > 0 && base != nil && s.hyphen(k-1) {
				p.core, p.code, p.rule, p.name, p.named = innerFrom, base.Code, "body.composed", "", nil // 天津滨海-中关村科技园
				best = p
				break
			} else if p.end > 0 && s.allowed(k, p) && (p.rule == "body.list" && p.end-t.start > 2*3 || p.rule != "body.list") {
				break
			}
			if t.place && base == nil && firstProper < 0 {
				break
			}
		}
		if t.role == roleProper && firstProper < 0 {
			firstProper = k
		}
		if t.runes == 1 {
			run++
			if run >= 2 {
				singles++
				if firstPair == 0 {
					firstPair = t.end
				}
			}
		} else {
			run = 0
		}
		if k == start && base == nil && (t.person() || t.tag == "nr" && t.runes == 1 && t.word&dict.WordSurname != 0) {
			person = k
		}
		h, n := s.heads.Suffix(s.text[innerFrom:t.end])
		if n == 0 || !s.freeEnd(t.end) || !s.own(t.end-n, t.end) {
			continue
		}
		inner := utf8.RuneCountInString(s.text[innerFrom : t.end-n])
		proper := firstProper >= 0 && s.toks[firstProper].start < t.end-n
		single := singles > 1 || singles == 1 && (t.end-n > t.start || n > 3 && firstPair <= t.end-n)
		if person >= 0 && !keepsPerson(h) || verb && (h.Needs&dict.NeedsAny == 0 || h.Kind != "government") || joined && !joinable(h, base) {
			continue
		}
		if quoted && n > 3 && k+1 < len(s.toks) && strings.ContainsAny(s.word(&s.toks[k+1]), "”」") {
			proper = true
		}
		if base == nil && s.modifiers(start, t.end-n) && general(h) || h.Head == "港" && s.reached(t.end-n) {
			continue
		}
		if s.takes(h, base, inner, proper || single, start) {
			kind := h.Kind
			if strings.HasPrefix(s.text[s.toks[start].start:], "政协") {
				kind = "other"
			}
			code := ""
			if base != nil {
				code = base.Code
			}
			best = bodyParse{end: t.end, head: t.end - n, core: innerFrom, kind: kind, code: code, rule: "body.composed"}
		}
	}
	if best.end == 0 {
		if base != nil {
			return max(i, start+1)
		}
		return max(k, start+1)
	}
	from := s.toks[start].start
	if base == nil && firstProper > start && s.toks[firstProper].start < best.head && !s.opens(start) {
		from = s.toks[firstProper].start
		best.core = from
	}
	if best.kind == "zone" && start > 1 && s.conjunction(start-1) && s.toks[start-2].place && from == s.toks[start].start && strings.HasSuffix(s.text[:best.end], "区") {
		first := start - 2 // 通州区与北三县一体化示范区
		for first > 0 && s.toks[first-1].place {
			first--
		}
		if n := len(s.found); n == 0 || s.found[n-1].sentence < sentence || s.found[n-1].end <= s.toks[first].start {
			start, from = first, s.toks[first].start
		}
	}
	best = s.extend(from, best)
	return s.add(sentence, start, from, best)
}

// general reports whether a head and words such as 国家 and 一流 say a kind, not one body.
func general(h *dict.BodyHead) bool {
	switch h.Kind {
	case "education", "health", "company", "finance":
		return true
	case "research":
		return strings.HasSuffix(h.Head, "中心") || strings.HasSuffix(h.Head, "实验室")
	case "zone":
		return strings.HasSuffix(h.Head, "区") || strings.HasSuffix(h.Head, "港") || strings.HasSuffix(h.Head, "口岸")
	}
	return h.Head == "使馆" || h.Head == "派出所" || h.Head == "公安局"
}

// modifiers reports whether only words that name nothing by themselves stand from token i
// up to the byte offset end: 世界 + 一流.
func (s *bodyScanner) modifiers(i, end int) bool {
	from := i
	for ; i < len(s.toks) && s.toks[i].start < end; i++ {
		if t := &s.toks[i]; t.word&dict.WordModifier == 0 && !s.conjunction(i) || t.end > end {
			return false
		}
	}
	return i > from
}

// reached reports whether what stands before 港 makes it short for Hong Kong: 爱港, 抵港.
func (s *bodyScanner) reached(pos int) bool {
	switch r, _ := utf8.DecodeLastRuneInString(s.text[:pos]); r {
	case '治', '爱', '在', '来', '抵', '居', '访', '赴', '留', '离':
		return true
	}
	return false
}

// conjunction reports whether token i is 和, 与 or 及.
func (s *bodyScanner) conjunction(i int) bool {
	w := s.word(&s.toks[i])
	return w == "和" || w == "与" || w == "及"
}

// hyphen reports whether token i joins two names.
func (s *bodyScanner) hyphen(i int) bool {
	w := s.word(&s.toks[i])
	return w == "-" || w == "—" || w == "－"
}

// joinable reports whether names with the head hold 和 or 与: 经济和气候保护部 of a foreign
// country, 国际隧道与地下空间协会.
func joinable(h *dict.BodyHead, base *dict.Place) bool {
	switch h.Kind {
	case "association", "international":
		return true
	case "government", "research":
		return base != nil && base.Foreign
	}
	return false
}

// keepsPerson reports whether bodies with the head are named after persons.
func keepsPerson(h *dict.BodyHead) bool {
	switch h.Kind {
	case "company", "education", "health", "research", "zone", "finance":
		return true
	case "association":
		return strings.HasSuffix(h.Head, "基金会") || strings.HasSuffix(h.Head, "研究会") || strings.HasSuffix(h.Head, "学会")
	}
	return false
}

// opens reports whether a name without a place may begin with token i: 国际, 第十五届.
func (s *bodyScanner) opens(i int) bool {
	t := &s.toks[i]
	return t.word&dict.WordStart != 0 || t.role == roleInner && strings.HasPrefix(s.word(t), "第")
}

// counted reports whether a number and a measure word stand before token i: 24个京津冀高校联盟
// are many.
func (s *bodyScanner) counted(i int) bool {
	if i < 1 {
		return false
	}
	t := &s.toks[i-1]
	switch s.word(t) {
	case "个", "家", "所", "类", "批", "条", "支":
		return i > 1 && (s.toks[i-2].tag == "m" || s.toks[i-2].tag == "x")
	}
	return t.tag == "m" && t.runes > 1 && !strings.HasPrefix(s.word(t), "第")
}

// learn keeps the name of a place that the document has shown.
func (s *bodyScanner) learn(name string) {
	if s.isLearned(name) {
		return
	}
	if s.learned == nil {
		s.learned = map[string][]string{}
	}
	if key := firstTwo(name); len(s.learned[key]) < maxForms {
		s.learned[key] = append(s.learned[key], name)
	}
}

func (s *bodyScanner) isLearned(name string) bool {
	return len(s.learned) > 0 && slices.Contains(s.learned[firstTwo(name)], name)
}

// learnedPrefix returns the length of the longest learned name that text begins with.
func (s *bodyScanner) learnedPrefix(text string) (n int) {
	for _, name := range s.learned[firstTwo(text)] {
		if len(name) > n && strings.HasPrefix(text, name) {
			n = len(name)
		}
	}
	return n
}

// learnedAt returns the end of the name of a place that the document has shown, at pos.
func (s *bodyScanner) learnedAt(pos int) int {
	if len(s.learned) == 0 {
		return 0
	}
	n := s.learnedPrefix(s.text[pos:])
	if n == 0 || s.at(pos+n) < 0 {
		return 0
	}
	end := pos + n
	if strings.HasPrefix(s.text[end:], "市") && s.at(end+3) >= 0 {
		end += 3
	}
	return end
}

// placeAt returns the end of the longest place at pos that ends where a token does, 0
// for none, and the place itself.
func (s *bodyScanner) placeAt(pos int, in *dict.Place) (end int, p *dict.Place) {
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		if t.Places != nil && s.at(pos+size) >= 0 {
			end, p = pos+size, s.place(t.Places, in)
			if s.isLearned(s.text[pos:end]) {
				p = &dict.Place{Name: s.text[pos:end], Level: dict.LevelPrefecture}
			}
		}
		return true
	})
	if end == 0 {
		if end = s.learnedAt(pos); end > 0 {
			p = &dict.Place{Name: s.text[pos:end], Level: dict.LevelPrefecture}
		}
	}
	return end, p
}

// takes reports whether a head can end a name with inner characters before it.
func (s *bodyScanner) takes(h *dict.BodyHead, base *dict.Place, inner int, proper bool, start int) bool {
	size := utf8.RuneCountInString(h.Head)
	one := size == 1
	if inner == 0 {
		if size < 4 || base == nil || h.Kind == "company" || h.Kind == "finance" && base.Foreign {
			return false
		}
		inner = size - 2 // 长江中游 + 数据交易所: the head says what it is for
	}
	opens := s.opens(start)
	center := strings.HasSuffix(h.Head, "中心") // 国际金融中心 is an aim, 国家气候中心 a body
	if center && opens {
		w := s.word(&s.toks[start])
		opens = w == "国家" || w == "中央" || w == "全国" || strings.HasPrefix(w, "第")
	}
	switch {
	case base != nil && inner >= 2 && strings.HasSuffix(h.Head, "有限公司"):
		return true
	case h.Needs&dict.NeedsAny != 0:
		return inner >= 2 && (proper || base != nil || start == 0 || s.toks[start-1].tag != "m" && s.toks[start-1].tag != "q" && s.toks[start-1].word&dict.WordSoft == 0)
	case one && h.Kind == "zone" && base == nil && (h.Head == "站" || h.Head == "港"):
		return proper && inner >= 2 && inner <= 4 && (strings.HasPrefix(s.toks[start].tag, "ns") || strings.HasPrefix(s.toks[start].tag, "nr"))
	case one:
		return proper && inner >= 2 && base != nil || base != nil && inner >= 2 && h.Kind == "government"
	case h.Needs&dict.NeedsName != 0:
		if base != nil {
			if base.Foreign || base.Level == "region" || base.Name == "中国" {
				return proper || h.Kind != "company" && (h.Kind != "finance" || base.Level == "region") && inner >= 2
			}
			return true
		}
		return proper || opens && inner >= 2
	case h.Needs&dict.NeedsProper != 0:
		if base != nil && (!base.Foreign || h.Kind == "government" && !center) {
			return inner >= 2
		}
		return proper || opens && inner >= 4 && h.Kind == "government"
	case h.Needs&dict.NeedsPlace != 0:
		return base != nil && !base.Foreign && inner >= 2
	}
	return false
}

// add keeps a mention and returns the index of the token after it.
func (s *bodyScanner) add(sentence, i, start int, p bodyParse) int {
	if i > 0 && s.toks[i-1].end == start {
		switch s.word(&s.toks[i-1]) {
		case "国立", "省立", "市立", "县立", "私立", "财团法人", "社团法人":
			if !s.touches(sentence, start) {
				start = s.toks[i-1].start
			}
		}
	}
	m := bodyMention{
		sentence: sentence, start: start, end: p.end, head: p.head, kind: p.kind, name: p.name,
		code: p.code, rule: p.rule, core: p.core, words: s.text[start:p.end], refers: -1,
	}
	if p.rule == "body.place_head" && p.name != "" {
		m.name = s.text[start:p.place] + p.name
	}
	next, from := s.at(p.end), p.end
	inside := false
	if next < 0 { // the name ends inside a token: 党组书记
		if end := s.titleAt(p.end); end > 0 {
			inside, next = true, s.at(end)
		}
	}
	for next < 0 {
		p.end++
		next = s.at(p.end)
	}
	if !inside {
		from = p.end
	}
	m.person, m.position = s.holder(next, from)
	s.known.add(s, &m)
	s.found = append(s.found, m)
	return s.declared(sentence, next)
}

// holder reads the position and the person that follow a name: 书记 + 尹力.
// The position begins at the byte offset pos, before token i where a word holds both the
// end of the name and the title.
func (s *bodyScanner) holder(i, pos int) (person, position string) {
	from := i
	if i > 0 && s.toks[i-1].end > pos {
		from = i - 1
	}
	for i < len(s.toks) {
		t := &s.toks[i]
		switch {
		case t.word&dict.WordTitle != 0:
			i++
		case s.titleAt(t.start) > 0:
			i = s.at(s.titleAt(t.start))
		case i > from && s.text[t.start:t.end] == "、" && i+1 < len(s.toks) && s.toks[i+1].word&dict.WordTitle != 0:
			i++
		case (s.text[t.start:t.end] == "副" || s.text[t.start:t.end] == "原" || s.text[t.start:t.end] == "前") && i+1 < len(s.toks) && s.toks[i+1].word&dict.WordTitle != 0:
			i++
		default:
			if i == from {
				return "", ""
			}
			position = s.text[pos:s.toks[i-1].end]
			return s.personAt(i), position
		}
	}
	if i > from {
		position = s.text[pos:s.toks[i-1].end]
	}
	return "", position
}

// titleAt returns the end of the longest title at pos that ends where a token does, 0 for
// none: 新闻发言人.
func (s *bodyScanner) titleAt(pos int) (end int) {
	s.terms.Prefixes(s.text[pos:], func(t *dict.BodyTerm, size int) bool {
		if t.Word&dict.WordTitle != 0 && s.at(pos+size) >= 0 {
			end = pos + size
		}
		return true
	})
	return end
}

// personAt reads a person's name at token i, "" for none.
func (s *bodyScanner) personAt(i int) string {
	if i >= len(s.toks) {
		return ""
	}
	t := &s.toks[i]
	word := s.text[t.start:t.end]
	if strings.HasPrefix(t.tag, "nr") && t.runes >= 2 && (s.surname(word) == 0 || t.tag == "nrt") {
		end := t.end
		for k := i + 1; k < len(s.toks) && k < i+8; k++ {
			u := &s.toks[k]
			if w := s.word(u); w != "·" && u.tag != "nr" && u.tag != "nrt" && (u.runes > 1 || u.tag == "x" && w < "一" || u.word&dict.WordStop != 0 || !s.nameTag(k)) {
				break
			}
			end = u.end
		}
		return s.text[t.start:end]
	}
	if strings.HasPrefix(t.tag, "nr") && t.runes >= 2 {
		end := t.end
		for i+2 < len(s.toks) && s.text[s.toks[i+1].start:s.toks[i+1].end] == "·" {
			end = s.toks[i+2].end
			i += 2
		}
		if t.runes == 2 && i+1 < len(s.toks) && s.toks[i+1].runes == 1 && s.toks[i+1].role != roleStop && s.surname(word) > 0 && (s.nameTag(i+1) || s.closes(i+2) || s.toks[i+1].tag == "v" && s.toks[i+1].word&dict.WordStop == 0 && i+2 < len(s.toks) && s.toks[i+2].role == roleStop) {
			end = s.toks[i+1].end
		}
		return s.text[t.start:end]
	}
	if s.surname(word) != len(word) {
		return ""
	}
	end, runes := t.end, 0
	for k := i + 1; k < len(s.toks) && runes < 2; k++ {
		u := &s.toks[k]
		if u.tag == "x" || u.runes+runes > 2 || runes > 0 && (u.word&dict.WordStop != 0 || !s.nameTag(k)) && !s.closes(k+1) {
			break
		}
		end, runes = u.end, runes+u.runes
	}
	if runes == 0 {
		return ""
	}
	return s.text[t.start:end]
}

// closes reports whether the sentence ends or a mark stands at token i.
func (s *bodyScanner) closes(i int) bool {
	return i >= len(s.toks) || s.toks[i].tag == "x"
}

// nameTag reports whether token i may be the last character of a person's name.
func (s *bodyScanner) nameTag(i int) bool {
	switch s.toks[i].tag {
	case "x", "v", "p", "d", "c", "u", "ul", "uj", "r", "m":
		return false
	}
	return true
}

// surname returns the length of the surname that the word begins with, 0 for none.
func (s *bodyScanner) surname(word string) (size int) {
	s.terms.Prefixes(word, func(t *dict.BodyTerm, n int) bool {
		if t.Word&dict.WordSurname != 0 {
			size = n
		}
		return true
	})
	return size
}
