package frame

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// The roles of schema.md.
const (
	Actual = "actual"
	Target = "target"
	Limit  = "limit"
)

// Standing is what is known of a sentence before its clauses are read.
type Standing struct {
	Planned bool // the sentences before it, or the whole document, say what is to be done
	Plan    bool // it stands in a section of plans
	Review  bool // it stands in a section that says what was
	Past    bool // it tells what was
	Words   bool // it has words of its own for what is to be
	Rules   bool // it lays down a rule
	Law     bool // the document is a law or regulation
	Written bool // it is in the written Chinese of Hong Kong or Taiwan, where 会 and 料 speak of the future
}

// said is a word for a plan or a limit that governs an amount.
type said struct {
	role string // "" for none
	at   int    // where it begins
}

// Role returns what the k-th amount is: a figure reached, one aimed at or a threshold. mod is
// its modifier, with above and below for 以上 and 以下, which this decides about too. A word
// for a plan counts up to a semicolon before the amount, in a review only in its own clause;
// without one, where the sentence stands decides.
func (r *Reader) Role(s *Sentence, k int, mod string) string {
	a := &s.Amounts[k]
	rest := s.Text[a.Span.End:]
	clause := clauseStart(s.Text, a.Span.Start)
	if a.Code == "次" && r.everyTime(s.Text[clause:a.Span.Start]) {
		return Limit // 每季度至少通报1次
	}
	if a.Dimension == "time" && mod == "at_most" && a.Change == "" && (strings.HasPrefix(rest, "内") || strings.HasPrefix(rest, "之内") || strings.HasPrefix(rest, "以内")) {
		return Limit
	}
	return r.bounded(s, k, mod, r.aimed(s, k, clause))
}

// aimed returns whether the amount is a target or limit by the words before it, else by where
// the sentence stands.
func (r *Reader) aimed(s *Sentence, k, clause int) string {
	a := &s.Amounts[k]
	from := 0
	if i := strings.LastIndex(s.Text[:a.Span.Start], "；"); i >= 0 {
		from = i
	}
	word := r.roleWord(s, from, a.Span.Start)
	if word.role == "" && r.plannedThisYear(s.Text[clause:a.Span.Start]) && !s.Standing.Past {
		return Target
	}
	own := s.Standing.Words
	switch {
	case r.ofPastYear(s, a.Span): // 从去年的2.1%提高到2.3%
		return Actual
	case r.setOut(s.Text[:a.Span.Start]) && word.at < clause: // 要求…，提出12项措施
		return Actual
	case s.Standing.Review && word.role == Target && word.at < clause:
		return Actual // a review tells of plans as well: 锚定目标，…达到3万亿元
	case word.role != "":
		if r.d.Words.Past.Next(s.Text[word.at:a.Span.Start], 0) < a.Span.Start-word.at {
			return r.standing(s, k, clause, false)
		}
		return word.role
	}
	return r.standing(s, k, clause, !own)
}

// standing returns the role by where the sentence stands; free says that no word of its own
// speaks of plans, which in a section of plans need not be.
func (r *Reader) standing(s *Sentence, k, clause int, free bool) string {
	st := &s.Standing
	switch {
	case st.Planned && !st.Past && free:
		return Target
	case st.Plan && !r.past(s, clause, s.Amounts[k].Span.End):
		return Target
	}
	return Actual
}

// past reports whether a word in the clause tells what was.
func (r *Reader) past(s *Sentence, from, to int) bool {
	for range lexis.All(s.Lattice, r.d.Past, span.Span{Start: from, End: to}) {
		return true
	}
	return false
}

// roleWord returns the last word for a plan or a limit between two byte offsets.
func (r *Reader) roleWord(s *Sentence, from, to int) said {
	best := said{at: from}
	done := from
	for w := range lexis.All(s.Lattice, r.d.Roles, span.Span{Start: from, End: to}) {
		if w.Span.Start < done {
			continue
		}
		if r.stands(s, w.Span) {
			best = said{w.Value, w.Span.Start}
		}
		done = w.Span.End
	}
	if s.Standing.Written {
		for _, t := range s.Tokens { // 政府會加快土地供應, 銀行料增長3%
			if t.Span.End > to {
				break
			}
			if w := t.Span.Of(s.Text); (w == "会" || w == "料") && (t.Tag == "v" || t.Tag == "zg") && t.Span.Start > best.at && r.future(s, t.Span.End) {
				best = said{Target, t.Span.Start}
			}
		}
	}
	for i := range s.Times { // 到2025年
		t := &s.Times[i]
		if words := t.Span.Of(s.Text); t.Span.End <= to && t.Span.Start >= best.at && (strings.HasPrefix(words, "到20") || strings.HasPrefix(words, "至20")) {
			best = said{Target, t.Span.Start}
		}
	}
	return best
}

// stands reports whether a word for a plan is one: see RoleWordStands, and 将 and 建议 before a
// noun are none.
func (r *Reader) stands(s *Sentence, w span.Span) bool {
	if word := w.Of(s.Text); (word == "将" || word == "建议") && !r.future(s, w.End) {
		return false
	}
	return RoleWordStands(s.Text, w)
}

// RoleWordStands rules out words that only look like those of plans: 将 in 即将, 要 in 主要, 计划
// as the name of a plan.
func RoleWordStands(text string, w span.Span) bool {
	word, rest := w.Of(text), text[w.End:]
	before, _ := utf8.DecodeLastRuneInString(text[:w.Start])
	after, _ := utf8.DecodeRuneInString(rest)
	switch word {
	case "要":
		return !strings.ContainsRune("主需重首必纪摘想只次简扼险机就", before) && !strings.ContainsRune("求素闻点件是事道么职塞", after)
	case "将":
		return !strings.ContainsRune("即大上中少老小名麻", before) && !strings.ContainsRune("军近士领来", after)
	case "拟":
		return !strings.ContainsRune("虚模", before)
	case "计划", "规划":
		return after != '》' && after != '”' && after != '」' && !isHan(before) && isHan(after) || strings.ContainsRune("到至在于投总", after) && !strings.HasPrefix(rest, "在内")
	case "确保", "争取", "保障": // 为确保行洪安全，转移4.2万人: not over a comma
		return !strings.HasSuffix(text[:w.Start], "为") && !strings.HasSuffix(text[:w.Start], "为了")
	case "要求":
		return isHan(after) && !strings.ContainsRune("的和与及是", after)
	case "目标", "预期":
		return strings.ContainsRune("是为值比增到至：", after) || after >= '0' && after <= '9' || strings.HasPrefix(rest, "目标") || strings.HasSuffix(text[:w.Start], "预期")
	}
	return true
}

// future reports whether the word that ends at the byte offset speaks of the future: a verb
// follows it. The 将 before a noun moves an object to the front, the 建议 before one is a
// proposal.
func (r *Reader) future(s *Sentence, end int) bool {
	k := lexis.TokenAt(s.Tokens, end)
	if k >= len(s.Tokens) || s.Tokens[k].Span.Start != end {
		return true // a longer word: 将会, 将于
	}
	switch tag := s.Tokens[k].Tag; {
	case tag == "":
		return true
	default:
		return strings.ContainsRune("vdpatm", rune(tag[0]))
	}
}

// plannedThisYear reports whether a clause without any word for the future says what this
// year is to bring: 今年安排地方专项债券1.35万亿元.
func (r *Reader) plannedThisYear(clause string) bool {
	_, after, ok := strings.Cut(clause, "今年")
	return ok && r.d.Words.ThisYear.PrefixLen(after) > 0
}

// setOut reports whether the words before a number say that a text sets it out: the parts
// of a plan are a fact (提出12项措施).
func (r *Reader) setOut(left string) bool {
	left = strings.TrimSuffix(strings.TrimRight(left, " "), "了")
	return r.d.Words.SetsOut.SuffixLen(left) > 0
}

// ofPastYear reports whether the number is said to be that of a year gone by: 去年的2.1%.
func (r *Reader) ofPastYear(s *Sentence, a span.Span) bool {
	for i := range s.Times {
		t := &s.Times[i]
		if between := s.Text[t.Span.End:max(t.Span.End, a.Start)]; between != "的" && between != "之" {
			continue
		}
		w, n := r.d.TimeWords.Prefix(t.Core.Of(s.Text))
		return n > 0 && w.Kind == "year" && strings.HasPrefix(w.Value, "-")
	}
	return false
}

// bounded returns limit where a rule or the amount's own 以上 makes it a threshold.
func (r *Reader) bounded(s *Sentence, k int, mod, role string) string {
	a := &s.Amounts[k]
	st := &s.Standing
	if a.Code == "岁" && (a.Ranged || mod != "") && s.nounFollows(r, k) {
		return Limit // 15岁至64岁人口
	}
	if st.Rules && (a.Dimension == "time" || mod != "" && mod != "about" || st.Law && !strings.Contains(s.Text, "施行") && !strings.Contains(s.Text, "发布")) {
		return Limit
	}
	switch mod {
	case "at_least", "at_most":
		if role == Actual && r.d.Words.Rule.Next(s.Text[clauseStart(s.Text, a.Span.Start):a.Span.Start], 0) < a.Span.Start-clauseStart(s.Text, a.Span.Start) {
			return Limit
		}
	case "above", "below":
		const near = len("以上、")
		rest := strings.TrimLeft(s.Text[a.Span.End:], "以之及或")
		switch {
		case mod == "above" && k+1 < len(s.Amounts) && s.Amounts[k+1].Span.Start-a.Span.End <= near,
			mod == "below" && k > 0 && a.Span.Start-s.Amounts[k-1].Span.End <= near && s.Amounts[k-1].Role == Limit:
			return Limit // 5万元以上20万元以下
		case !a.Percent && !a.Counted && a.Dimension != "time" && s.nounFollows(r, k):
			return Limit // 500万元以上项目
		case role == Actual && !a.Percent && (strings.HasPrefix(rest, "上的") || strings.HasPrefix(rest, "下的")):
			return Limit
		}
	}
	return role
}

// nounFollows reports whether a noun stands right behind the k-th amount and its 以上.
func (s *Sentence) nounFollows(r *Reader, k int) bool {
	f := r.After(s, k)
	return !f.Of && !f.Event && !f.Whole.Empty()
}

// everyTime reports whether a clause says how often something is to be done.
func (r *Reader) everyTime(clause string) bool {
	for i := r.d.Words.EveryTime.Next(clause, 0); i < len(clause); i = r.d.Words.EveryTime.Next(clause, i+1) {
		if n := r.d.Words.EveryTime.PrefixLen(clause[i:]); n > 0 && runes(clause[i:]) <= 12 && !strings.Contains(clause, "了") {
			return true
		}
	}
	return false
}
