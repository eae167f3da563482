package extractors

import (
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// Meeting finds named meetings. It is safe for concurrent use.
type Meeting struct{ names *names }

// Name returns "meeting".
func (*Meeting) Name() string { return record.TypeMeeting }

// Extract returns the mentions of meetings in d, in text order, never overlapping. Nil means
// none found. Safe for concurrent use with different documents; keeps no reference to d.
// Source: dict/meeting_heads.tsv and dict/meetings.tsv.
func (x *Meeting) Extract(d *Document) (facts []record.Fact) {
	made := map[*name.Mention]*record.Meeting{}
	for m := range x.names.read(d).Of(name.Meeting) {
		detail := m.Meeting
		f := &record.Meeting{
			Common: d.common(record.TypeMeeting, m.Sentence, m.Span, m.Rule), Name: m.Name, MeetingKind: detail.Kind, People: []string{},
			DateText: d.words(m.Sentence, detail.Date), Date: dateOf(d, m.Sentence, detail.Date), PlaceText: d.words(m.Sentence, detail.Place), Topic: d.words(detail.Topic.Sentence, detail.Topic.Span),
		}
		if p := detail.Region; p != nil {
			f.Place = p.Name
			if len(p.Place.Codes) == 1 {
				f.PlaceCode = p.Place.Codes[0]
			}
		}
		for _, p := range detail.People {
			f.People = append(f.People, p.Name)
		}
		if first := made[m.RefersTo]; first != nil {
			f.RefersTo = &first.Start
		}
		made[m] = f
		facts = append(facts, f)
	}
	return facts
}

// words returns the words at a span of a sentence in the document's own script, line breaks
// taken out, "" for an empty span.
func (d *Document) words(sentence int, in span.Span) string {
	if in.Empty() {
		return ""
	}
	words, _ := d.original(d.Sentences[sentence].DocumentSpan(in))
	return withoutBreaks(words)
}

// dateOf returns ISO 8601 for the words for a date in a sentence, "" where they or the
// document's date do not tell it.
func dateOf(d *Document, sentence int, in span.Span) string {
	return name.Date(in.Of(d.Sentences[sentence].Text), d.Date, d.Region)
}
