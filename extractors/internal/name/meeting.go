package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// MeetingDetail is what is told of a meeting beside the name.
type MeetingDetail struct {
	Kind   string     // as records have it
	Date   span.Span  // the words for when it was or will be, empty for none
	Place  span.Span  // the words for where, empty for none
	Topic  Words      // what it was about
	People []*Mention // who is said to chair, attend or speak, in order
	Region *Mention   // the place named in Place, nil for none
}

// Words are a stretch of a sentence; the zero Words are none.
type Words struct {
	Sentence int
	Span     span.Span
}

// meetings finds names of meetings: a head (座谈会), and to its left what names it.
type meetings struct {
	d     *dict.Dict
	lists dict.Lists
}

func newMeetings(d *dict.Dict) *meetings {
	return &meetings{d, d.Meetings.Heads.Lists().Or(d.Meetings.Fixed.Lists())}
}

func (m *meetings) read(t Text, x *Index) {
	long := map[string]string{} // what names without year and number stand for, by the name alone
	for i := range t.Len() {
		l := t.Lattice(i)
		if !l.Holds(m.lists) {
			continue
		}
		s := meetingScanner{phrase{m.d, t.Sentence(i), t.Tokens(i), l}}
		for _, found := range s.scan() {
			name := found.name
			if whole, ok := long[name]; ok {
				name = whole
			} else if found.plain != name {
				long[found.plain] = name
			}
			long[name] = name
			x.Add(&Mention{Kind: Meeting, Sentence: i, Span: found.span, Name: name, Rule: found.rule, Meeting: &MeetingDetail{Kind: found.kind}})
		}
	}
}

// foundMeeting is a name of a meeting as it stands in a sentence.
type foundMeeting struct {
	span        span.Span
	name, plain string // plain is without year and number in front
	kind, rule  string
}

type meetingScanner struct{ phrase }

func (s *meetingScanner) scan() []foundMeeting {
	var found []foundMeeting
	add := func(f foundMeeting) {
		for len(found) > 0 && found[len(found)-1].span.End > f.span.Start {
			if !f.span.Contains(found[len(found)-1].span) {
				return
			}
			found = found[:len(found)-1]
		}
		found = append(found, f)
	}
	whole := span.Span{End: len(s.text)}
	var last lexis.Word[dict.MeetingHead]
	flush := func() {
		if last.Span.Len() > 0 && last.Value.Kind != dict.NotMeeting {
			if f, ok := s.headed(last); ok {
				add(f)
			}
		}
		last = lexis.Word[dict.MeetingHead]{}
	}
	for w := range lexis.All(s.lattice, s.d.Meetings.Heads, whole) {
		if w.Span.End <= last.Span.End || w.Value.Kind != dict.NotMeeting && !s.closesAt(w.Span.End) {
			continue
		}
		if w.Span.Start >= last.Span.End {
			flush()
		}
		last = w
	}
	flush()
	var fixed []foundMeeting
	for w := range lexis.All(s.lattice, s.d.Meetings.Fixed, whole) {
		if f, ok := s.fixed(w); ok {
			fixed = append(fixed, f)
		}
	}
	return append(found, fixed...)
}

// closesAt reports whether a head may end at an offset: where a token does, or before 上.
func (s *meetingScanner) closesAt(at int) bool {
	return s.ends(at) || strings.HasPrefix(s.text[at:], "上") && s.ends(at+len("上"))
}

// headed returns the meeting whose head stands at w, false where nothing names one.
func (s *meetingScanner) headed(w lexis.Word[dict.MeetingHead]) (foundMeeting, bool) {
	head := w.Span
	if strings.HasPrefix(s.text[head.End:], "室") || strings.HasPrefix(s.text[head.End:], "厅") || s.office(head.End) {
		return foundMeeting{}, false
	}
	plenum := w.Span.Of(s.text) == "中全会"
	start, at := head.Start, head.Start
	if plenum {
		digits := strings.TrimRightFunc(s.text[:at], func(r rune) bool { return strings.ContainsRune(numeralCharacters, r) })
		if len(digits) == at {
			return foundMeeting{}, false
		}
		start, at = len(digits), len(digits)
	} else {
		at = s.begin(at)
		if t, ok := s.after(at); at < head.Start && (!ok || t.Span.End < head.End || s.d.Words.MeetingVerbs.Has(s.text[at:head.Start])) {
			return foundMeeting{}, false // 经常|会, 举行会谈
		}
	}
	if plenum {
		start = s.party(s.term(start))
	} else {
		start = s.left(at, strict(w.Value.Kind))
	}
	if start < 0 {
		return foundMeeting{}, false
	}
	start = s.trim(start, head.Start)
	content := span.Span{Start: start, End: head.Start}
	if !plenum && !s.named(content, w.Value) {
		return foundMeeting{}, false
	}
	f := foundMeeting{span: span.Span{Start: start, End: head.End}, rule: "meeting.head:" + head.Of(s.text)}
	f.span.End = s.closed(f.span)
	f.kind = s.kind(content, head, w.Value.Kind)
	if own, ok := lexis.LongestBefore(s.lattice, s.d.Meetings.Fixed, start, head.End); ok {
		f.kind = own.Value.Kind
	}
	f.name = unquoted(f.span.Of(s.text))
	if plenum {
		f.name = plenumName(f.name)
	}
	f.plain = strings.TrimPrefix(f.name, unquoted(s.text[start:s.numbers(start)]))
	return f, true
}

// strict reports whether names of meetings of a kind begin with no verb.
func strict(kind string) bool {
	switch kind {
	case "congress", "session", "forum", "talks", "fair", "hearing":
		return true
	}
	return false
}

// term returns where the number of a term begins that ends at an offset: 二十届.
func (s *meetingScanner) term(at int) int {
	if start, kind := numberBefore(s.text, at); kind == ordinalNumber {
		return start
	}
	return at
}

// office reports whether the holder of an office follows, so that the words are the name of a
// body: 安全会议秘书.
func (s *meetingScanner) office(at int) bool {
	for _, w := range [...]string{"秘书", "主席", "副主席", "委员"} {
		if rest, ok := strings.CutPrefix(s.text[at:], w); ok && !strings.HasPrefix(rest, "团") && !strings.HasPrefix(rest, "会") {
			return true
		}
	}
	return false
}

// plenumName returns the full name of a plenary session: 党的二十届三中全会.
func plenumName(name string) string {
	short := name
	for _, p := range [...]string{"党的", "中国共产党", "中共", "党"} {
		short = strings.TrimPrefix(short, p)
	}
	short = strings.TrimPrefix(short, "第")
	term, number, ok := strings.Cut(strings.TrimSuffix(short, "中全会"), "届")
	if !ok {
		return name
	}
	return "中国共产党第" + term + "届中央委员会第" + number + "次全体会议"
}

// numbers returns where the year and the ordinals end that stand at an offset.
func (s *meetingScanner) numbers(at int) int {
	for end := at; end < min(len(s.text), at+45); {
		_, size := utf8.DecodeRuneInString(s.text[end:])
		end += size
		if start, kind := numberBefore(s.text, end); start == at && (kind == ordinalNumber || kind == yearNumber) {
			if next, again := numberBefore(s.text, min(len(s.text), end+len("度"))); again == kind && next == at {
				end += len("度")
			}
			return end
		}
	}
	return at
}

// left returns where the name whose part begins at an offset begins, -1 where it would be
// longer than names are.
func (s *meetingScanner) left(at int, strict bool) int {
	from := at
	for at > 0 {
		if utf8.RuneCountInString(s.text[at:from]) > maxPhrase {
			return -1
		}
		next := s.step(at)
		if next < 0 || strict && at < from && s.verb(next, at) && s.startsProper(at, from) {
			break
		}
		at = next
	}
	return at
}

// verb reports whether the words between two offsets are one verb.
func (s *meetingScanner) verb(start, end int) bool {
	t, ok := s.after(start)
	return ok && t.Span == span.Span{Start: start, End: end} && t.Tag == "v"
}

// startsProper reports whether a proper name, a year or an ordinal begins at an offset.
func (s *meetingScanner) startsProper(at, limit int) bool {
	if w, ok := lexis.Longest(s.lattice, s.d.Bodies.Terms, at); ok && names(w) && w.Span.End <= limit {
		return true
	}
	return s.numbers(at) > at || strings.HasPrefix(s.text[at:], "首届")
}

// step returns where the part of the name before an offset begins, -1 where the name begins at
// the offset.
func (s *meetingScanner) step(at int) int {
	if open := opening(s.text, at); open >= 0 {
		if inside := s.text[open+3 : at-3]; strings.HasSuffix(s.text[:at], "）") && (strings.HasSuffix(inside, "日") || strings.Contains(inside, "，")) {
			return -1
		}
		return open
	}
	last, _ := utf8.DecodeLastRuneInString(s.text[:at])
	if isMark(last) || last == '）' || last == '”' || last == '》' {
		return -1
	}
	switch start, kind := numberBefore(s.text, at); kind {
	case ordinalNumber, yearNumber:
		return start
	case otherNumber:
		return -1
	}
	if start := s.proper(max(0, at-90), at); start >= 0 {
		return start
	}
	if rest, ok := strings.CutSuffix(s.text[:at], "党的"); ok {
		return len(rest)
	}
	t := s.before(at)
	word := s.text[t.Span.Start:at]
	if s.d.Words.MeetingVerbs.Has(word) {
		return -1
	}
	size := utf8.RuneCountInString(word)
	if size == 1 && strings.Contains(functionCharacters+"的", word) {
		return -1
	}
	switch {
	case word == "和" || word == "与" || word == "及" || word == "暨" || word == "以及":
		if t.Span.Start == 0 || s.headBefore(t.Span.Start) {
			return -1
		}
	case t.Tag == "nr" && size >= 2, t.Tag == "r", t.Tag == "p", t.Tag == "y", t.Tag == "t" && !s.yearBefore(t.Span.Start), t.Tag == "d" && size == 1:
		return -1
	case t.Tag == "m" || t.Tag == "q" || t.Tag == "mq":
		if strings.ContainsRune("省市地县国区方", firstRune(s.text[at:])) {
			break // 三省
		}
		if size == 1 || strings.Contains("两次多次一场一次首场多场数次", word) {
			return -1
		}
	}
	return t.Span.Start
}

// yearBefore reports whether a year ends at an offset: 2023年|春节.
func (s *meetingScanner) yearBefore(at int) bool {
	_, kind := numberBefore(s.text, at)
	return kind == yearNumber
}

// headBefore reports whether the name of another meeting, or a mark, ends at an offset.
func (s *meetingScanner) headBefore(at int) bool {
	if last, _ := utf8.DecodeLastRuneInString(s.text[:at]); isMark(last) || last == '》' || last == '”' {
		return true
	}
	_, ok := lexis.LongestBefore(s.lattice, s.d.Meetings.Heads, max(0, at-30), at)
	return ok
}

// trim takes from the beginning of a name what belongs to the words before it.
func (s *meetingScanner) trim(start, head int) int {
	for start < head {
		t, ok := s.after(start)
		if !ok || t.Span.Start != start || t.Span.End > head {
			break
		}
		switch word := t.Span.Of(s.text); {
		case word == "和", word == "与", word == "及", word == "暨", word == "以及", word == "的":
		case s.d.Words.VagueModifiers.Has(word) && (strings.HasPrefix(word, "本") || strings.HasPrefix(word, "此") || strings.HasPrefix(word, "这") || strings.HasPrefix(word, "首次") || word == "有关" || word == "相关"):
		default:
			return start
		}
		start = t.Span.End
	}
	return start
}

// closed returns the end of a name, with the quotation mark that closes behind it where one
// opens before.
func (s *meetingScanner) closed(at span.Span) int {
	inside := at.Of(s.text)
	if strings.HasPrefix(s.text[at.End:], "”") && strings.Count(inside, "“") > strings.Count(inside, "”") {
		return at.End + len("”")
	}
	return at.End
}

// named reports whether the words before a head tell one meeting from others.
func (s *meetingScanner) named(content span.Span, head dict.MeetingHead) bool {
	if content.Empty() {
		return false
	}
	proper, ordinal, runes := false, false, 0
	for at := content.End; at > content.Start; {
		if open := opening(s.text, at); open >= content.Start {
			if !strings.HasSuffix(s.text[:at], "）") && at-open > 9 {
				return true
			}
			at = open
			continue
		}
		if start, kind := numberBefore(s.text, at); kind == ordinalNumber || kind == yearNumber {
			if start < content.Start {
				break
			}
			proper, ordinal, at = proper || kind == yearNumber, true, start
			continue
		}
		if start := s.proper(content.Start, at); start >= 0 {
			proper, at = true, start
			continue
		}
		t := s.before(at)
		start := max(t.Span.Start, content.Start)
		if word := s.text[start:at]; !s.d.Words.VagueModifiers.Has(word) {
			runes += utf8.RuneCountInString(word)
		}
		at = start
	}
	if head.Theme {
		return runes >= head.Least
	}
	return proper || ordinal && (runes >= 2 || head.Least == 1) || runes > 0 && runes >= head.Least
}

// kind returns the kind of a meeting, which the words before a plain head decide.
func (s *meetingScanner) kind(content, head span.Span, kind string) string {
	before := content.Of(s.text)
	switch head.Of(s.text) {
	case "大会":
		if _, n := s.d.Words.Trades.Suffix(before); n > 0 {
			return "fair"
		}
	case "会议", "全体会议":
		for end := len(before); end > 0; {
			start, number := numberBefore(before, end)
			if number != ordinalNumber {
				before = before[:end]
				break
			}
			end = start
			before = before[:end]
		}
		if open := opening(before, len(before)); open > 0 {
			before = before[:open]
		}
		for _, standing := range [...]string{"常委会", "常务委员会"} {
			if strings.HasSuffix(before, standing) {
				return "session"
			}
		}
		if strings.HasSuffix(before, "代表大会") || strings.HasSuffix(before, "人大") || strings.HasSuffix(before, "政协") || strings.HasSuffix(before, "政治协商会议") {
			return "congress"
		}
		if h, n := s.d.Meetings.Heads.Suffix(before); n > 0 && h.Kind == "congress" {
			return "congress"
		}
	}
	return kind
}

// fixed returns the meeting with a name of its own that stands at w.
func (s *meetingScanner) fixed(w lexis.Word[dict.FixedMeeting]) (foundMeeting, bool) {
	at := w.Span
	if !s.ends(at.End) && !strings.HasSuffix(w.Span.Of(s.text), "大") {
		return foundMeeting{}, false
	}
	start := at.Start
	if strings.HasSuffix(at.Of(s.text), "大") { // 二十大
		start = s.party(at.Start)
		if last, _ := utf8.DecodeLastRuneInString(s.text[:at.Start]); strings.ContainsRune(numeralCharacters+"第", last) || start == at.Start && (w.Value.Party || !s.congressFollows(at.End)) {
			return foundMeeting{}, false
		}
	} else {
		if !s.ends(start) {
			return foundMeeting{}, false
		}
		for start > 0 {
			next, kind := numberBefore(s.text, start)
			if kind == yearNumber || kind == ordinalNumber {
				start = next
				continue
			}
			cut, ok := strings.CutSuffix(s.text[:start], "全国")
			if !ok {
				break
			}
			start = len(cut)
		}
	}
	f := foundMeeting{span: span.Span{Start: start, End: at.End}, kind: w.Value.Kind, rule: "meetings.tsv:" + at.Of(s.text), plain: w.Value.Full, name: w.Value.Full}
	if prefix := strings.TrimSuffix(s.text[start:at.Start], "全国"); strings.ContainsAny(prefix, "届年2") || strings.Contains(prefix, "第") {
		f.name = prefix + f.name
	}
	return f, true
}

// party returns where the words for the party begin that end at an offset.
func (s *meetingScanner) party(at int) int {
	for _, p := range [...]string{"党的", "中国共产党", "中共", "我们党的", "党"} {
		if strings.HasSuffix(s.text[:at], p) {
			return at - len(p)
		}
	}
	return at
}

// congressFollows reports whether what stands at an offset is said of a congress: 十八大以来.
func (s *meetingScanner) congressFollows(at int) bool {
	for _, w := range [...]string{"精神", "以来", "报告", "代表", "召开", "胜利", "开局", "闭幕", "部署", "战略", "提出", "关于", "描绘", "确定", "作出", "后", "和", "之后"} {
		if strings.HasPrefix(s.text[at:], w) {
			return true
		}
	}
	return false
}

// unquoted returns words without the quotation marks in them.
func unquoted(words string) string { return quotes.Replace(words) }

var quotes = strings.NewReplacer("“", "", "”", "", "「", "", "」", "", "『", "", "』", "", "‘", "", "’", "", "\"", "")
