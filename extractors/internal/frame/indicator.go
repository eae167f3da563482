package frame

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// Indicator is the words that name what a quantity measures or counts.
type Indicator struct {
	Span    span.Span     // in the sentence, empty where it has none of its own
	Concept *dict.Concept // the listed indicator that the words name, nil for none
	Take    int           // 1 + the amount of this sentence whose indicator it has, 0 for none
	Before  bool          // it has that of the last quantity of the sentence before
}

// none says that the sentence names nothing.
var none = Indicator{}

// Indicator returns what the k-th amount measures, where known are the indicators of the
// amounts before it and noun is the phrase that follows its unit, event says that it is a
// verb. The first that speaks wins: what a count counts, what is dealt out by 分别, the
// phrase before the number, what is carried over from the amount before.
func (r *Reader) Indicator(s *Sentence, k int, after After, known []Indicator) Indicator {
	a := &s.Amounts[k]
	if a.Counted {
		if i := r.counted(s, k, after); i != none {
			return i
		}
	}
	if a.Dimension == "time" && a.Role == "limit" {
		return none
	}
	if i := r.dealtOut(s, k, known); i != none {
		return i
	}
	if i := r.object(s, k, after); i != none {
		return i
	}
	if i := r.subject(s, k); i != none {
		return i
	}
	return r.carried(s, k, after, known)
}

// After is what follows the unit of an amount.
type After struct {
	Whole, Core span.Span // the noun phrase, and its head where 的 stands inside
	Event       bool      // it is a verb
	Bound       bool      // 以上的, 以内的: the amount bounds the noun
	Of          bool      // 的 stands between
}

// After reads what follows the k-th amount, behind 以上 and the like: bound is their length.
func (r *Reader) After(s *Sentence, k int) After {
	pos := s.Amounts[k].Span.End
	if s.Amounts[k].Code == "大" {
		pos += len("大")
	}
	var f After
	if _, n := r.d.After.Prefix(s.Text[pos:]); n > 0 {
		pos += n
		f.Bound = true
	}
	if strings.HasPrefix(s.Text[pos:], "的") {
		pos += len("的")
		f.Of = true
	}
	f.Whole, f.Core, f.Event = r.nounAfter(s, pos)
	return f
}

// counted returns what a count counts: the noun behind it, the one right before it, or its
// measure word itself.
func (r *Reader) counted(s *Sentence, k int, after After) Indicator {
	a := &s.Amounts[k]
	touching := !after.Core.Empty()
	if a.Noun {
		return r.named(s, a.Unit)
	}
	from := r.since(s, k)
	before := r.nounBefore(s, from, a.Span.Start)
	if touching && !after.Event {
		return r.named(s, after.Core)
	}
	if after.Event && !before.verb.Empty() { // 事故造成43人死亡
		return r.named(s, after.Core)
	}
	if !before.phrase.Empty() && !onlyPlace(s, before.phrase) {
		return r.named(s, before.phrase)
	}
	if after.Event {
		return r.named(s, after.Core)
	}
	return none
}

// since returns from where on the words before the k-th amount may be its own: the beginning
// of its clause, or the end of the amount before it there.
func (r *Reader) since(s *Sentence, k int) int {
	from := phraseStart(s, s.Amounts[k].Span.Start)
	if k > 0 && s.Amounts[k-1].Span.End > from {
		from = s.Amounts[k-1].Span.End
	}
	return from
}

// phraseStart is clauseStart but for brackets that hold a gloss and no amount.
func phraseStart(s *Sentence, pos int) int {
	for {
		from := clauseStart(s.Text, pos)
		before := s.Text[:from]
		if !strings.HasSuffix(before, "）") && !strings.HasSuffix(before, ")") {
			return from
		}
		open := max(strings.LastIndex(before, "（"), strings.LastIndex(before, "("))
		if open < 0 || from-open > longestGloss {
			return from
		}
		for i := range s.Amounts {
			if s.Amounts[i].Span.Start >= open && s.Amounts[i].Span.End <= from {
				return from
			}
		}
		pos = open
	}
}

// dealtOut returns the member of a list that 分别 gives to the amount: in 甲和乙分别增长3%和4% the
// second has 乙; in 甲3亿元、乙4亿元，分别增长3%和4% as well.
func (r *Reader) dealtOut(s *Sentence, k int, known []Indicator) Indicator {
	first, n, mark := r.listOfAmounts(s, k)
	if n < 2 {
		return none
	}
	from := phraseStart(s, mark)
	members := r.members(s, from, mark)
	if len(members) == n {
		i := r.named(s, members[k-first])
		if i.Concept == nil {
			i.Concept = r.completed(s, members[k-first], members[n-1])
		}
		return i
	}
	if len(members) == 1 {
		i := r.named(s, members[0])
		if c := r.parted(s, members[0], k-first, n); c != nil {
			i.Concept = c
		}
		return i
	}
	if len(members) == 0 && first >= n { // as many amounts stand before, each with its own
		return taken(known, first-n+(k-first))
	}
	return none
}

// completed returns the listed indicator that a member of a list names with the end of the last
// member: 城镇 in 城镇、农村居民人均可支配收入.
func (r *Reader) completed(s *Sentence, member, last span.Span) *dict.Concept {
	head := last.Of(s.Text)
	for i := range head {
		if c, ok := r.d.Concepts.Get(member.Of(s.Text) + head[i:]); i > 0 && ok && c.ID != "" {
			return c
		}
	}
	return nil
}

// parted returns the listed indicator that the k-th of n amounts is of, where the words name n
// in one: 城乡居民收入.
func (r *Reader) parted(s *Sentence, words span.Span, k, n int) *dict.Concept {
	text := words.Of(s.Text)
	parts, size := r.d.JointWords.Prefix(text)
	if len(parts) != n || size == 0 {
		return nil
	}
	if c, ok := r.d.Concepts.Get(parts[k] + text[size:]); ok && c.ID != "" {
		return c
	}
	return nil
}

// listOfAmounts returns the list of amounts that the k-th is in, behind a 分别 or 分別: its first
// and how many there are, and where 分别 stands. n is 0 where there is no such list.
func (r *Reader) listOfAmounts(s *Sentence, k int) (first, n, mark int) {
	first = k
	for first > 0 && isList(s.Text[s.Amounts[first-1].Span.End:s.Amounts[first].Span.Start]) {
		first--
	}
	last := k
	for last+1 < len(s.Amounts) && isList(s.Text[s.Amounts[last].Span.End:s.Amounts[last+1].Span.Start]) {
		last++
	}
	from := clauseStart(s.Text, s.Amounts[first].Span.Start)
	i := strings.LastIndex(s.Text[from:s.Amounts[first].Span.Start], "分别")
	if i < 0 {
		return 0, 0, 0
	}
	return first, last - first + 1, from + i
}

// isList reports whether nothing but the mark of a list stands between two amounts, modifiers
// aside.
func isList(between string) bool {
	between = strings.ReplaceAll(between, " ", "")
	for _, w := range [...]string{"左右", "以上", "以内"} {
		between = strings.TrimPrefix(between, w)
	}
	switch between {
	case "、", "和", "与", "及", "以及":
		return true
	}
	return false
}

// members returns the members of the list of nouns that ends before the byte offset, the first
// one first: one where there is no list, none where no noun stands there.
func (r *Reader) members(s *Sentence, from, to int) []span.Span {
	var found []span.Span
	for to > from {
		p := r.nounBefore(s, from, to)
		if p.phrase.Empty() {
			break
		}
		phrase := p.phrase
		if cut, rest, ok := splitJoint(s.Text, phrase); ok {
			found = append(found, rest)
			phrase = cut
			for {
				cut, rest, ok = splitJoint(s.Text, phrase)
				if !ok {
					break
				}
				found = append(found, rest)
				phrase = cut
			}
		}
		found = append(found, phrase)
		left := strings.TrimRight(s.Text[from:phrase.Start], " ")
		next := from + len(left)
		for _, w := range [...]string{"、", "和", "与", "及"} {
			if strings.HasSuffix(left, w) {
				next -= len(w)
				break
			}
		}
		if next == from+len(left) {
			break
		}
		to = next
	}
	for i, j := 0, len(found)-1; i < j; i, j = i+1, j-1 {
		found[i], found[j] = found[j], found[i]
	}
	return found
}

// splitJoint splits a phrase at its last 和, 与 or 及.
func splitJoint(text string, p span.Span) (before, behind span.Span, ok bool) {
	best, size := -1, 0
	for _, w := range [...]string{"和", "与", "及"} {
		if i := strings.LastIndex(p.Of(text), w); i > best {
			best, size = i, len(w)
		}
	}
	if best <= 0 {
		return p, span.Span{}, false
	}
	before, behind = span.Span{Start: p.Start, End: p.Start + best}, span.Span{Start: p.Start + best + size, End: p.End}
	if runes(before.Of(text)) < 2 || runes(behind.Of(text)) < 2 {
		return p, span.Span{}, false
	}
	return before, behind, true
}

// object returns the noun behind an amount that it belongs to: 安排423亿元资金, 20万元以下的罚款,
// 6到12米的狂浪.
func (r *Reader) object(s *Sentence, k int, after After) Indicator {
	a := &s.Amounts[k]
	if after.Whole.Empty() || after.Event || a.Change != "" {
		return none
	}
	from := r.since(s, k)
	if a.Percent {
		if before := r.nounBefore(s, from, a.Span.Start); after.Of && before.phrase.Empty() {
			return r.named(s, after.Core) // 仅有11%的受访者
		}
		return none
	}
	before := r.nounBefore(s, from, a.Span.Start)
	switch {
	case after.Of:
		if before.phrase.Empty() || !before.touches || after.Bound {
			return r.named(s, after.Core)
		}
		if !before.verb.Empty() {
			return r.named(s, after.Core)
		}
	case a.Dimension == "currency" || a.Dimension == "mass" || a.Dimension == "volume":
		if !before.touches && !before.verb.Empty() || before.phrase.Empty() {
			return r.named(s, after.Core)
		}
	}
	return none
}

// subject returns the phrase before the amount in its clause that names what it measures.
func (r *Reader) subject(s *Sentence, k int) Indicator {
	a := &s.Amounts[k]
	from, to := r.since(s, k), a.Span.Start
	if a.Percent || a.Fraction {
		if shared, ok := r.shareOf(s, from, to); ok {
			return shared
		}
	}
	before := r.nounBefore(s, from, to)
	if before.phrase.Empty() || onlyPlace(s, before.phrase) {
		if !before.verb.Empty() && r.d.Words.MeasuredVerbs.Has(before.verb.Of(s.Text)) {
			return r.named(s, before.verb)
		}
		return none
	}
	if !before.verb.Empty() && before.verb.End <= to {
		switch v := before.verb; {
		case before.phrase.End == v.Start && runes(v.Of(s.Text)) >= 2 && r.d.Words.MeasuredVerbs.Has(v.Of(s.Text)) && !measureNoun(before.phrase.Of(s.Text)):
			return r.named(s, span.Span{Start: before.phrase.Start, End: v.End}) // 城镇新增就业, 百姓垫付
		case r.d.Words.MeasuredVerbs.Has(v.Of(s.Text)) && !measureNoun(before.phrase.Of(s.Text)):
			return r.named(s, v) // 冻结500万元, 判监13年
		}
	}
	return r.named(s, before.phrase)
}

// shareOf returns what has the share in 绿色矿山占20%: what stands before 占.
func (r *Reader) shareOf(s *Sentence, from, to int) (Indicator, bool) {
	left := s.Text[from:to]
	i := strings.LastIndex(left, "占")
	if i < 0 {
		return none, false
	}
	for _, w := range [...]string{"占比", "占用", "占有", "占地"} {
		if strings.HasPrefix(left[i:], w) {
			return none, false
		}
	}
	if strings.Contains(left[i:], "比重") || strings.Contains(left[i:], "比例") {
		return none, false
	}
	if p := r.nounBefore(s, from, from+i); !p.phrase.Empty() && !onlyPlace(s, p.phrase) {
		return r.named(s, p.phrase), true
	}
	return none, true
}

// carried returns the indicator of the amount before, where the clause names none of its own:
// 技术合同成交额748.7亿元，同比增长109.8%; else what follows it, else what the clauses before name.
func (r *Reader) carried(s *Sentence, k int, after After, known []Indicator) Indicator {
	a := &s.Amounts[k]
	if k > 0 && known[k-1] != none && !semicolonBetween(s, k) {
		return taken(known, k-1)
	}
	if !after.Whole.Empty() && (after.Of || after.Whole.Start == a.Span.End) {
		return r.named(s, after.Core)
	}
	for from, steps := clauseStart(s.Text, a.Span.Start), 0; from > 0 && steps < 2; steps++ {
		end := from - lastRuneLen(s.Text[:from])
		before := clauseStart(s.Text, end)
		if p := r.nounBefore(s, before, end); !p.phrase.Empty() && !onlyPlace(s, p.phrase) {
			return r.named(s, p.phrase)
		}
		from = before
	}
	if k == 0 || known[k-1] == none {
		return Indicator{Before: true}
	}
	return none
}

func semicolonBetween(s *Sentence, k int) bool {
	return strings.Contains(s.Text[s.Amounts[k-1].Span.End:s.Amounts[k].Span.Start], "；")
}

func lastRuneLen(text string) int {
	n := 0
	for n < len(text) {
		n++
		if text[len(text)-n]&0xC0 != 0x80 {
			break
		}
	}
	return n
}

// taken returns the indicator of the amount with that index.
func taken(known []Indicator, i int) Indicator {
	t := known[i]
	if t.Take == 0 && !t.Before {
		t.Take = i + 1
	}
	return t
}

// named returns the indicator that these words are, with the concept that they name.
func (r *Reader) named(s *Sentence, words span.Span) Indicator {
	words = trim(s.Text, words)
	if words.Empty() {
		return none
	}
	i := Indicator{Span: words}
	for _, c := range s.Concepts { // the words may say more at the front: 全市生产总值
		if c.Span.End == words.End && c.Span.Start >= words.Start || c.Span == words {
			i.Concept = c.Of
		}
	}
	return i
}

// onlyPlace reports whether a phrase names nothing but a place: 其中郑州市380人.
func onlyPlace(s *Sentence, p span.Span) bool {
	for i := range s.Places {
		if s.Places[i].Span.Start <= p.Start && p.End <= s.Places[i].Span.End {
			return true
		}
	}
	return false
}
