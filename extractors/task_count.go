package extractors

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// TaskCount finds how many items of work are agreed, required or done, and the members
// that the text lists: 12项重点任务, 签约项目152个, 五个方面.
type TaskCount struct {
	names *names
	d     *dict.Dict
	q     *Quantity
}

// Name returns "task_count".
func (*TaskCount) Name() string { return record.TypeTaskCount }

// Extract returns the counts of items of work in d in text order. Each is a quantity too.
// Nil means none found. It is safe for concurrent use with different documents and keeps
// no reference to d. Source: dict/task_nouns.tsv for the nouns and their classes.
func (x *TaskCount) Extract(d *Document) []record.Fact {
	var facts []record.Fact
	for i, quantities := range x.q.all(d) {
		for k, q := range quantities {
			if q == nil {
				continue
			}
			if t := x.count(d, i, k, q); t != nil {
				facts = append(facts, t)
			}
		}
	}
	return facts
}

// count makes the record of a quantity that counts items of work, nil for others.
func (x *TaskCount) count(d *Document, sentence, k int, q *record.Quantity) *record.TaskCount {
	can := &d.scans[sentence][k]
	if can.Ranged || can.Construct == amount.SharedUnit || can.Dimension != "count" {
		return nil
	}
	n, whole := q.Value.Int()
	if !whole || n < 0 {
		return nil
	}
	text := d.Sentences[sentence].Text
	h := x.head(d, sentence, can)
	if h.class == "" || h.class == "target" && x.attacked(text[:can.Span.Start]) {
		return nil
	}
	t := &record.TaskCount{Count: n, Modifier: q.Modifier, Noun: trimQuotes(h.noun.Of(text)), Class: h.class, PeriodText: q.PeriodText, Period: q.Period}
	list := x.items(d, sentence, can, h, n)
	t.Items = make([]string, 0, len(list.items))
	for _, s := range list.items {
		item, _ := d.original(s)
		t.Items = append(t.Items, strings.TrimSpace(item))
	}
	t.Listed = len(t.Items)
	t.Complete = t.Listed > 0 && (t.Listed == n || list.whole)
	t.SetBy = x.setBy(d, sentence, can.Span.Start)
	t.Status = x.status(text, can, q)
	t.Common = d.common(record.TypeTaskCount, sentence, h.text, h.rule)
	return t
}

// attacked reports whether what stands before 目标 makes it one of an attack.
func (x *TaskCount) attacked(left string) bool {
	return holds(x.d.Words.Attacks, left)
}

// taskHead is the noun that is counted.
type taskHead struct {
	text  span.Span // of the record: from the number to the end of the noun
	noun  span.Span
	class string
	rule  string
}

// head finds the noun and its class; the class is "" where no item of work is counted.
func (x *TaskCount) head(d *Document, sentence int, can *candidate) taskHead {
	text, tokens := d.Sentences[sentence].Text, d.Tokens(sentence)
	at := can.Span.End
	if can.Unit == "大" {
		at += len("大")
	}
	noun := x.nounAfter(text, tokens, at)
	switch {
	case can.Unit == "大":
		if class := x.class(noun.Of(text)); class != "" && noun.Start-at <= len("“") {
			return taskHead{span.Span{Start: can.Span.Start, End: closeQuote(text, noun)}, noun, class, "task_count.great"}
		}
		return taskHead{}
	case can.Word == nil:
		return taskHead{}
	}
	surface := can.Word.Surface
	if itself, ok := x.d.TaskNouns.Get(surface); ok { // 四方面, 9项目
		if !noun.Empty() && noun.Start == can.Span.End && !x.verbAt(tokens, noun.Start) {
			if class := x.class(noun.Of(text)); class != "" { // 6方面综合改革任务
				return taskHead{span.Span{Start: can.Span.Start, End: noun.End}, span.Span{Start: can.UnitSpan.Start, End: noun.End}, class, "task_count.counted"}
			}
		}
		return taskHead{can.Span, can.UnitSpan, itself, "task_count.counted"}
	}
	if can.Word.Noun() {
		return taskHead{}
	}
	if !noun.Empty() {
		if class := x.class(noun.Of(text)); class != "" {
			return taskHead{span.Span{Start: can.Span.Start, End: closeQuote(text, noun)}, noun, class, "task_count.counted"}
		}
		return taskHead{}
	}
	// 签约项目152个: the noun stands before its count, and nothing counted after it.
	rest := strings.TrimLeft(text[can.Span.End:], " ")
	if next, _ := utf8.DecodeRuneInString(rest); countsItems(can.Word) && (rest == "" || isClauseMark(next) || next == '、' || next == '和' || next == '”') {
		from := clauseStart(text, can.Span.Start)
		before := nounBefore(x.d, text, tokens, from, can.Span.Start)
		if !before.Empty() && x.between(text[before.End:can.Span.Start]) {
			if class := x.class(before.Of(text)); class != "" {
				return taskHead{can.Span, before, class, "task_count.noun_first"}
			}
		}
	}
	return taskHead{}
}

// countsItems reports whether items of work are counted with the word: 740万套 counts flats.
func countsItems(w *dict.MeasureWord) bool {
	return w.CountsWork() || slices.Contains(w.Counts, "event") || w.Surface == "处" || w.Surface == "部"
}

// between reports whether only words that state a figure stand between a noun and its count.
func (x *TaskCount) between(gap string) bool {
	gap = strings.TrimSpace(gap)
	for _, w := range []string{"共计", "合计", "总计", "达到", "已达", "共有", "达", "共", "为", "有", "超过", "超", "近", "约", "逾", "各", "已有"} {
		gap = strings.TrimSuffix(gap, w)
	}
	return gap == ""
}

func closeQuote(text string, noun span.Span) int {
	if strings.HasPrefix(text[noun.End:], "”") && strings.Contains(text[max(0, noun.Start-3):noun.End], "“") {
		return noun.End + len("”")
	}
	return noun.End
}

// class returns the class of the noun that phrase ends with, "" where it is no item of work.
func (x *TaskCount) class(phrase string) string {
	phrase = trimQuotes(phrase)
	class, n := x.d.TaskNouns.Suffix(phrase)
	if n == 0 {
		return ""
	}
	if _, size := x.d.Words.NotTask.Suffix(phrase); size >= n {
		return ""
	}
	return class
}

// nounAfter returns the phrase after the count up to its last noun for an item of work:
// 专题工作组 in 15个专题工作组基础上.
func (x *TaskCount) nounAfter(text string, tokens []Token, at int) span.Span {
	whole, _ := nounAfter(x.d, text, tokens, at)
	run := whole
	if run.Empty() {
		run = span.Span{Start: skipSpaces(text, at), End: skipSpaces(text, at)}
	}
	if x.class(run.Of(text)) != "" {
		return run
	}
	// The tags may end the phrase too early (a verb inside it) or too late: look for the
	// noun itself in the words up to the next mark.
	limit := run.Start
	for count := 0; limit < len(text) && count < 24; count++ {
		r, size := utf8.DecodeRuneInString(text[limit:])
		if !isHan(r) && !isLetterRune(r) && !strings.ContainsRune("“”「」（）0123456789", r) || strings.ContainsRune("了在为被由向并的", r) {
			break
		}
		limit += size
	}
	best := span.Span{}
	for i := run.Start; i < limit; {
		_, size := utf8.DecodeRuneInString(text[i:])
		if _, n := x.d.TaskNouns.Prefix(text[i:limit]); n > 0 {
			end := i + n
			if x.class(text[run.Start:end]) == "" || !x.boundary(text, tokens, end) || x.verbBetween(text, tokens, run, i) {
				i += size
				continue
			}
			if x.nounFollows(text, tokens, end) {
				i += n
				continue // 工程合约: the phrase goes on, and its head is another noun
			}
			if best.Empty() || end <= run.End {
				best = span.Span{Start: run.Start, End: end}
			}
			i += n
			continue
		}
		i += size
	}
	if best.Empty() {
		return whole
	}
	return best
}

// verbAt reports whether the token that begins at the byte offset is a verb.
func (x *TaskCount) verbAt(tokens []Token, at int) bool {
	k := tokenAt(tokens, at)
	return k < len(tokens) && tokens[k].Span.Start == at && (tokens[k].Tag == "v" || tokens[k].Tag == "d")
}

// verbBetween reports whether a verb stands after a noun between the beginning of run and
// the byte offset: what follows it is another phrase.
func (x *TaskCount) verbBetween(text string, tokens []Token, run span.Span, to int) bool {
	noun := false
	for k := tokenAt(tokens, run.Start); k < len(tokens) && tokens[k].Span.Start < to; k++ {
		switch tag := tokens[k].Tag; {
		case tag == "v", tag == "d", tag == "p", tag == "c":
			if noun && !x.d.Words.Attributive.Has(tokens[k-1].Span.Of(text)) {
				return true
			}
		case head(tag) && tag != "":
			noun = true
		}
	}
	return false
}

// nounFollows reports whether the token at the byte offset is a noun that goes on with the
// phrase: 合约 in 工程|合约, but not 建设 in 项目|建设 nor 基础 in 工作组|基础上.
func (x *TaskCount) nounFollows(text string, tokens []Token, at int) bool {
	k := tokenAt(tokens, at)
	if k >= len(tokens) || tokens[k].Span.Start != at || tokens[k].Tag != "n" {
		return false
	}
	word := tokens[k].Span.Of(text)
	return !functionWord(x.d, word) && !strings.HasPrefix(word, "总") && !strings.HasPrefix(text[at:], "基础上")
}

// boundary reports whether a token ends at the byte offset.
func (x *TaskCount) boundary(text string, tokens []Token, at int) bool {
	k := tokenAt(tokens, at)
	return at >= len(text) || k < len(tokens) && tokens[k].Span.Start == at
}

// setBy returns the whole name of the document or meeting that sets what is counted at a byte
// offset, in simplified script.
func (x *TaskCount) setBy(d *Document, sentence, at int) string {
	index := x.names.read(d)
	if m := x.names.reader.SetBy(named{d, x.d}, index, sentence, at); m != nil {
		return m.Name
	}
	return ""
}

// status reports whether the items are planned or done.
func (x *TaskCount) status(text string, can *candidate, q *record.Quantity) string {
	if q.Role == "target" {
		return "planned"
	}
	from, to := clauseStart(text, can.Span.Start), clauseEnd(text, can.Span.End)
	if holds(x.d.Words.Done, text[from:to]) {
		return "done"
	}
	if holds(x.d.Words.Planned, text[:can.Span.Start]) {
		return "planned"
	}
	return ""
}
