package review

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

// maxIndexText is how many bytes of text an index holds for its search; of a larger run it
// holds titles, indicators and names.
const maxIndexText = 6 << 20

// Index gathers the reports of a run for the page that lists them. Make it with NewIndex.
// It is not safe for concurrent use.
type Index struct {
	options   Options
	collector *collector
	pledges   pledges
	rows      []*row
	failed    []*record.Error
	size      int // of the full texts
}

// row is a report in the index.
type row struct {
	Href     string
	Title    string
	Document *record.Document
	Lang     string

	full, brief hay
}

// hay is what the search looks through. The JSON is what the page's script reads.
type hay struct {
	Own    string `json:"s"`
	Simple string `json:"z"` // "" where it is the same
}

// indexPage is what the template of an index sees.
type indexPage struct {
	frame
	Rows   []*row
	Failed []*record.Error
	Counts record.Counts
	Partly bool // the full text is not searched
	Charts *charts
	Data   indexData
}

// indexData is what the page's script reads.
type indexData struct {
	Page      string            `json:"page"`
	Words     map[string]string `json:"words"`
	Documents []hay             `json:"documents"`
	From      string            `json:"from"` // characters of traditional script
	To        string            `json:"to"`   // and what each is in simplified script
	Charts    *charts           `json:"charts"`
}

// NewIndex returns an empty index.
func NewIndex(o Options) *Index {
	return &Index{options: o, collector: newCollector(words(o.Lang))}
}

// Add puts a report into the index, whose page is at href, relative to the index.
func (x *Index) Add(r *Report, href string) {
	document := *r.Document
	document.Text = nil // the index keeps few texts
	line := &row{Href: href, Title: strings.Clone(r.title()), Document: &document, Lang: r.language()}
	var brief []string
	seen := map[string]bool{}
	note := func(s string) {
		if s != "" && !seen[s] {
			seen[s] = true
			brief = append(brief, strings.Clone(s))
		}
	}
	note(document.Doc)
	note(document.Title)
	note(document.Publisher)
	x.pledges.begin(&document)
	for i, f := range r.Facts {
		x.collector.add(f, pieceHref(href, r.first[i]))
		x.pledges.add(f, pieceHref(href, r.first[i]))
		switch f := f.(type) {
		case *record.Quantity:
			note(f.Indicator)
		case *record.TaskCount:
			note(f.Noun)
		case *record.Body:
			note(f.Text)
			note(f.Name)
		}
	}
	line.brief = newHay(strings.Join(brief, "\n"))
	x.size += len(r.Text) + len(r.Simple)
	if x.size <= maxIndexText {
		head := document.Doc + "\n" + document.Title + "\n"
		line.full = newHay(head + r.Text)
	} else {
		for _, other := range x.rows {
			other.full = hay{}
		}
	}
	x.rows = append(x.rows, line)
}

// characters returns the characters that simplified script writes otherwise, and what it
// writes, so that a search finds either by either.
var characters = sync.OnceValues(func() (from, to string) {
	var a, b strings.Builder
	for r := rune(0x3400); r <= 0x9fff; r++ {
		if s := simplify.Convert(string(r)); s != string(r) {
			a.WriteRune(r)
			b.WriteString(s)
		}
	}
	return a.String(), b.String()
})

func newHay(text string) hay {
	h := hay{Own: text, Simple: simplify.Convert(text)}
	if h.Simple == h.Own {
		h.Simple = ""
	}
	return h
}

// Fail puts a document into the index that could not be read.
func (x *Index) Fail(e *record.Error) { x.failed = append(x.failed, e) }

// Write writes the index to w. The errors are those of w and of the word lists.
func (x *Index) Write(w io.Writer) error {
	wording := words(x.options.Lang)
	p := indexPage{
		frame: newFrame(x.options, shared(), wording["index.title"]),
		Rows:  x.rows, Failed: slices.Clone(x.failed), Counts: x.collector.counts,
		Partly: x.size > maxIndexText,
		Charts: x.collector.charts(),
	}
	var err error
	if p.Charts.Promises, err = x.pledges.charts(wording); err != nil {
		return fmt.Errorf("review: index: %w", err)
	}
	p.Data = indexData{Page: "index", Words: interfaceWords(wording), Documents: []hay{}, Charts: p.Charts}
	p.Data.From, p.Data.To = characters()
	for _, r := range x.rows {
		h := r.full
		if p.Partly {
			h = r.brief
		}
		p.Data.Documents = append(p.Data.Documents, h)
	}
	if err := templates().ExecuteTemplate(w, "index", p); err != nil {
		return fmt.Errorf("review: index: %w", err)
	}
	return nil
}
