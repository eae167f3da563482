package extractors

import (
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/record"
)

// NamedDocument finds named plans, agreements, laws, notices, reports and other works. It is
// safe for concurrent use.
type NamedDocument struct{ names *names }

// Name returns "named_document".
func (*NamedDocument) Name() string { return record.TypeNamedDocument }

// Extract returns the mentions of named documents in d, in text order, never overlapping; the
// words of a record are the title without the marks around it. Nil means none found. Safe for
// concurrent use with different documents; keeps no reference to d. Source:
// dict/document_heads.tsv, dict/documents.tsv and dict/document_verbs.tsv.
func (x *NamedDocument) Extract(d *Document) (facts []record.Fact) {
	made := map[*name.Mention]*record.NamedDocument{}
	for m := range x.names.read(d).Of(name.Document) {
		detail := m.Document
		f := &record.NamedDocument{
			Common: d.common(record.TypeNamedDocument, m.Sentence, detail.Title, m.Rule), Name: m.Name, DocumentKind: detail.Kind, Status: detail.Status,
			Number: d.words(m.Sentence, detail.Number), IssuedByText: d.words(m.Sentence, detail.IssuedBy), IssuedBy: detail.Issuer, Date: dateOf(d, m.Sentence, detail.Date),
		}
		if first := made[m.RefersTo]; first != nil {
			f.RefersTo = &first.Start
		}
		made[m] = f
		facts = append(facts, f)
	}
	return facts
}
