package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/calendar"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Time finds dates, spans of time and clock times. It is safe for concurrent use.
type Time struct {
	d      *dict.Dict
	reader *calendar.Reader
	names  *names
}

func newTime(d *dict.Dict, n *names) *Time { return &Time{d, calendar.New(d), n} }

// Name returns "time".
func (*Time) Name() string { return record.TypeTime }

// Extract returns the times in d, in text order, never overlapping; a time inside a name or a
// title is none. Nil means none found. Safe for concurrent use with different documents; keeps
// no reference to d.
func (t *Time) Extract(d *Document) (facts []record.Fact) {
	ref := calendar.Reference{Date: d.Date, Region: d.Region}
	stated := -1 // the sentence that has stated ref.Year last
	for i := range d.Sentences {
		if stated >= 0 && i > stated+1 {
			ref.Year, ref.Month = 0, 0
		}
		found, after := t.reader.Read(d.lattice(t.d, i), ref)
		if len(found) == 0 {
			continue
		}
		if ref = after; ref.Year > 0 || ref.Month > 0 {
			stated = i
		}
		for k := range found {
			if e := &found[k]; t.isRecord(d, i, e) {
				facts = append(facts, &record.Time{
					Common: d.common(record.TypeTime, i, e.Core, "time."+e.Kind),
					Value:  e.Value, Mod: e.Mod, From: e.From, To: e.To, ResolvedBy: string(e.Resolved),
				})
			}
		}
	}
	return facts
}

// isRecord reports whether an expression is a time of its own.
func (t *Time) isRecord(d *Document, i int, e *calendar.Expression) bool {
	if e.Kind == "idle" {
		return false
	}
	text := d.Sentences[i].Text
	if titled(text, e.Core) || t.names.read(d).Covers(i, e.Core) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(e.Core.Of(text))
	if isHan(first) && t.d.NumeralRoles.At(first).Kind == dict.RoleNone && e.Kind != "year" && e.Span.Start == e.Core.Start {
		// 前天 in 目前|天津 lies across two tokens.
		tokens := d.Tokens(i)
		k := tokenAt(tokens, e.Core.Start)
		return k >= len(tokens) || tokens[k].Span.Start == e.Core.Start
	}
	return true
}

// titled reports whether a span lies inside 《》.
func titled(text string, s span.Span) bool {
	const longest = 300 // bytes of a title before a time in it
	before := text[max(0, s.Start-longest):s.Start]
	return strings.LastIndex(before, "《") > strings.LastIndex(before, "》")
}
