// Package context reads what a whole document and each of its sections fix for the figures
// in them: whose usage it is written in, which place and year it is about, whether a part
// says what was or what is to be. It looks at titles, headings and openings, and at no
// single fact.
package context

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// Given is what the input itself states of a document: taken as true, "" where it says nothing.
type Given struct {
	Title     string // simplified
	Publisher string // simplified
	Date      string // ISO 8601
	Region    string // CN, HK, MO or TW
	Place     string // a name, simplified, or a code
}

// Line is a sentence of the document.
type Line struct {
	Text      string         // simplified
	Words     *lexis.Lattice // of the text
	Heading   bool
	Paragraph int
}

// Place is a place that a document or a section is about.
type Place struct {
	Text  string    // the words that name it, simplified
	Line  int       // the line that they stand in, counted from 1; 0 where only the input names it
	Span  span.Span // where in the line, in bytes
	Name  string    // in full, simplified
	Code  string    // GB/T 2260 or ISO 3166, "" for what has none
	Level string    // province, city or county of a division of China, "" of all others
}

// Document is what holds for all of a document.
type Document struct {
	Region string // CN, HK, MO or TW
	Place  Place  // zero where it is about no one place
	Year   int    // in which it was written, 0 where it is not known
	Period string // what it reports on, ISO 8601, ""
	Plan   bool   // all of it says what is to be done
	Law    bool   // it is a law or regulation

	annual bool // a yearly report: reviews the year before the one it is written in
}

// Role is what the figures of a section are unless their sentence says otherwise.
type Role uint8

// The roles of a section.
const (
	Unknown Role = iota
	Review       // what was
	Plan         // what is to be done
)

// Section is what a heading fixes for what stands below it.
type Section struct {
	Period string // ISO 8601, ""
	Role   Role
	Place  Place // zero where the heading names none
}

// Reader reads contexts. Make it with New. It is safe for concurrent use.
type Reader struct {
	d     *dict.Dict
	codes map[string]*dict.Place // divisions by code, the first of each
}

// New returns a Reader that knows the places and words of d.
func New(d *dict.Dict) *Reader {
	r := &Reader{d: d, codes: map[string]*dict.Place{}}
	for _, w := range d.Bodies.Places.Words() {
		t, _ := d.Bodies.Terms.Get(w)
		if t == nil {
			continue
		}
		for _, p := range t.Places {
			if p.Code != "" && p.Name == w && r.codes[p.Code] == nil {
				r.codes[p.Code] = p
			}
		}
	}
	return r
}

// Dict returns the dictionary that the reader was made with.
func (r *Reader) Dict() *dict.Dict { return r.d }

// Read returns what holds for the document with these lines. Time is linear in the text.
func (r *Reader) Read(g Given, region string, lines []Line) Document {
	doc := Document{Region: region}
	if g.Region != "" {
		doc.Region = g.Region
	}
	doc.Year = r.year(g, lines)
	title := r.title(g, lines)
	doc.annual = holds(r.d.Words.AnnualTitles, title)
	doc.Law = law(lines)
	doc.Period = r.period(&doc, title)
	doc.Place = r.place(g, title, lines)
	return doc
}

// title returns the given title with the first lines, in which a document names itself.
func (r *Reader) title(g Given, lines []Line) string {
	var b strings.Builder
	if titleLine(g.Title) {
		b.WriteString(g.Title)
	}
	for i := 0; i < len(lines) && i < openingLines; i++ {
		if text := lines[i].Text; titleLine(text) {
			b.WriteByte('\n')
			b.WriteString(text)
		}
	}
	return b.String()
}

// Lines at the beginning that may say what a document is: how many, and how long they are.
const openingLines, titleRunes = 24, 48

// titleLine reports whether a line is as short as one that names a document.
func titleLine(text string) bool { return utf8.RuneCountInString(text) <= titleRunes }

// law reports whether the lines are those of a law or regulation: articles are numbered.
func law(lines []Line) bool {
	articles := 0
	for i := range lines {
		rest, ok := strings.CutPrefix(lines[i].Text, "第")
		if !ok {
			continue
		}
		if k := strings.Index(rest, "条"); k > 0 && k <= 18 {
			articles++
		}
	}
	return articles >= 3
}

// holds reports whether a word of the list stands in text.
func holds(list *dict.Lexicon[struct{}], text string) bool {
	for i := list.Next(text, 0); i < len(text); i = list.Next(text, i+1) {
		if list.PrefixLen(text[i:]) > 0 {
			return true
		}
	}
	return false
}
