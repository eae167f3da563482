// Package name reads the names in a document: titles of documents, meetings, bodies, persons
// and places, with one grammar and one index of mentions for all of them.
//
// The kinds are read one after another over the whole document, in the order in which a name
// of one kind may hold names of the next: a document's title holds names of meetings, a
// meeting's those of bodies, a body's those of persons and places. What is inside a longer
// name is no mention of its own.
package name

import (
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// Kind says what a name names.
type Kind uint8

// The kinds in the order of reading.
const (
	Title    Kind = iota // what 《》 hold, marks included, where it is no named document
	Document             // a named document: a plan, law, notice …
	Meeting
	Body
	Person
	Place
	kinds
)

// Mention is a name as it stands in a sentence.
type Mention struct {
	Kind     Kind
	Sentence int       // index of the sentence
	Span     span.Span // bytes of the sentence's text
	Name     string    // in full, simplified; mentions of one thing share it
	Rule     string    // the rule or list entry that found it
	RefersTo *Mention  // the first mention of the same thing, nil for itself

	Body     *BodyDetail     // of a body
	Person   *PersonDetail   // of a person
	Place    *PlaceDetail    // of a place
	Meeting  *MeetingDetail  // of a meeting
	Document *DocumentDetail // of a named document
}

// BodyDetail is what is told of a body beside the name.
type BodyDetail struct {
	Index int    // its number among the bodies that were handed in
	Kind  string // as records have it
	Code  string // GB/T 2260, of the place in its name, or ""
}

// Text is what a Reader reads. It belongs to one goroutine at a time.
type Text interface {
	// Len returns the number of sentences.
	Len() int
	// Sentence returns the simplified text of a sentence.
	Sentence(i int) string
	// Heading reports whether a sentence is a heading or title line.
	Heading(i int) bool
	// Paragraph returns the number of the paragraph that a sentence stands in.
	Paragraph(i int) int
	// Tokens returns the words of a sentence, which tile it. They are cut when first asked for.
	Tokens(i int) []lexis.Token
	// Lattice returns the words of all lists in a sentence, looked for when first asked.
	Lattice(i int) *lexis.Lattice
	// Region returns CN, HK, MO or TW: where the text is from.
	Region() string
}

// A reader finds the names of one kind and adds them to the index, which holds those of the
// kinds read before. It is made once and safe for concurrent use with different documents.
type reader interface {
	read(t Text, x *Index)
}
