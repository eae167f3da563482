// Package extractors finds facts in simplified Chinese text: one file for each kind of
// fact. An extractor is made once from the dictionary (rules fail there) and then reads
// documents; reading cannot fail.
package extractors

import (
	"slices"
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/extractors/internal/name"
	"github.com/huiyao/huiyao/extractors/internal/table"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

// An Extractor finds the facts of one kind.
//
// Extract returns them in text order; nil means none found. It is safe for concurrent
// use with different documents and keeps no reference to d.
type Extractor interface {
	Name() string
	Extract(d *Document) []record.Fact
}

// Tokenizer cuts text into words.
//
// AppendTokens appends the tokens of text to a slice. They tile the text: each begins where
// the one before it ends. Their spans are those of a longer text in which this one begins
// at the byte offset at.
type Tokenizer interface {
	AppendTokens(to []Token, text string, at int) []Token
}

// Token is a word with its part of speech tag, by the tag set of ICTPOS (n, v, ns, nt …).
type Token = lexis.Token

// Sentence is a stretch of a document that extractors read on its own.
type Sentence struct {
	// Text is the simplified sentence with the line breaks inside it taken out.
	Text string
	// Span is where the sentence stands in Document.Text, in bytes.
	Span span.Span
	// Section is the span of the nearest heading above it in Document.Text, empty if none.
	Section span.Span
	// Heading says that the sentence is a heading or title line itself.
	Heading bool
	// Paragraph counts the paragraphs of the document from 0.
	Paragraph int
	// Joins lists the places where line breaks were taken out, in order.
	Joins []Join
}

// Join is a place in Sentence.Text at which Skipped bytes of the document were left out.
type Join struct {
	At      int // byte offset in Sentence.Text
	Skipped int // bytes of Document.Text left out just before At
}

// DocumentSpan returns where the span s of the sentence's Text stands in Document.Text.
func (s *Sentence) DocumentSpan(in span.Span) span.Span {
	out := in.Shift(s.Span.Start)
	for _, j := range s.Joins {
		if j.At <= in.Start {
			out.Start += j.Skipped
		}
		if j.At < in.End {
			out.End += j.Skipped
		}
	}
	return out
}

// Document is what extractors read. It belongs to one goroutine at a time.
type Document struct {
	ID        string
	Text      string     // simplified
	Original  string     // the document's own script; the same number of code points as Text
	Sentences []Sentence // in order, not overlapping
	Region    string     // CN, HK, TW or MO: decides what 元 is
	Given     Given      // what the input states of the document
	Date      string     // ISO 8601 date of the document, "" if not known
	Tokenizer Tokenizer
	Tables    []Table // in the order of the text, not overlapping; what its lines show by tabs need not be there

	// Scratch is memory that was given to another document before, nil for new one. It may
	// be given on once the facts are there: they keep nothing of it.
	Scratch *Scratch

	read                     *setting
	last                     *record.Quantity // of the sentences read so far
	lastSentence             int
	textIndex, originalIndex *span.Index // one for both where the document is simplified
	tokens                   [][]Token
	lattices                 []lexis.Lattice
	tables                   *table.Tables // see measure.tableOf
	classes                  [][]dict.Class
	moods                    []moods
	goesOn                   []bool // a sentence goes on with the statement of the one before
	takesOver                []int8 // see takesOver
	scans                    [][]candidate
	quantities               [][]*record.Quantity
	bodies                   []bodyMention // see Body.mentions
	bodiesRead               bool
	names                    *name.Index       // see names.read
	room                     []record.Quantity // see newQuantity
	shown                    struct {          // the last sentence that a fact was found in, as records have it
		sentence      *Sentence
		text, section string
	}
}

// Given is what the input itself states of a document, in simplified script, "" where it says
// nothing; what it states is taken as true.
type Given struct {
	Title     string
	Publisher string
	Date      string // ISO 8601
	Region    string // CN, HK, MO or TW
	Place     string // a name or a code
}

// Scratch is memory that one document after another can use. The zero Scratch is ready; it
// belongs to one goroutine at a time.
type Scratch struct {
	tokens  []Token           // of the document's sentences, one after another
	words   []dict.Occurrence // of lattices, likewise
	amounts amount.Room
	bodies  bodyBuffers
}

// scratch returns the document's scratch memory.
func (d *Document) scratch() *Scratch {
	if d.Scratch == nil {
		d.Scratch = &Scratch{}
	}
	return d.Scratch
}

// Reset makes the memory ready for another document.
func (s *Scratch) Reset() {
	// Strings of the last document must not be kept.
	s.amounts.Reset()
	clear(s.bodies.found)
	clear(s.bodies.clauses)
	s.tokens, s.words, s.bodies.found = s.tokens[:0], s.words[:0], s.bodies.found[:0]
}

// Tokens returns the tokens of the sentence with the given index, cut when first asked for.
func (d *Document) Tokens(sentence int) []Token {
	if d.tokens == nil {
		d.tokens = make([][]Token, len(d.Sentences))
	}
	if d.tokens[sentence] == nil {
		d.tokens[sentence] = d.cut(sentence, span.Span{End: len(d.Sentences[sentence].Text)})
	}
	return d.tokens[sentence]
}

// tokensIn returns the tokens in a stretch of the sentence that begins and ends at hard marks or
// where the sentence does.
func (d *Document) tokensIn(sentence int, s span.Span) []Token {
	if d.tokens == nil || d.tokens[sentence] == nil {
		return d.cut(sentence, s)
	}
	all := d.tokens[sentence]
	return all[tokenAt(all, s.Start):tokenAt(all, s.End)]
}

// cut gives the tokenizer a clause at a time: the words of one do not depend on whether the
// others are asked for. No word goes across a hard mark.
func (d *Document) cut(sentence int, s span.Span) []Token {
	text := d.Sentences[sentence].Text
	room := &d.scratch().tokens
	if most := s.Len()/3 + 1; cap(*room)-len(*room) < most { // characters of three bytes, mostly
		*room = make([]Token, 0, max(most, min(2*cap(*room), 1<<15), 512))
	}
	from, tokens := len(*room), *room
	for s.Start < s.End {
		end := hardMark(text[:s.End], s.Start) + len("，")
		end = min(end, s.End)
		tokens = d.Tokenizer.AppendTokens(tokens, text[s.Start:end], s.Start)
		s.Start = end
	}
	*room = tokens
	return tokens[from:len(tokens):len(tokens)]
}

// hardMark returns the byte offset of the first hard mark in text from the offset from
// on, len(text) where there is none. No word of the dictionary holds one.
func hardMark(text string, from int) int {
	for i := from; i+2 < len(text); i++ {
		if isHardMark(text, i) {
			return i
		}
	}
	return len(text)
}

// isHardMark reports whether one of ，；。！？ stands at the byte offset at, where a character
// of text begins.
func isHardMark(text string, at int) bool {
	switch text[at] {
	case 0xEF: // ，；！？
		return text[at+1] == 0xBC && (text[at+2] == 0x8C || text[at+2] == 0x9B || text[at+2] == 0x81 || text[at+2] == 0x9F)
	case 0xE3:
		return text[at+1] == 0x80 && text[at+2] == 0x82 // 。
	}
	return false
}

func (d *Document) index() {
	if d.textIndex != nil {
		return
	}
	d.textIndex = span.NewIndex(d.Text)
	d.originalIndex = d.textIndex
	if d.Original != d.Text {
		d.originalIndex = span.NewIndex(d.Original)
	}
}

// runes converts a byte span of d.Text into code points.
func (d *Document) runes(s span.Span) span.Span {
	d.index()
	return span.Span{Start: d.textIndex.Rune(s.Start), End: d.textIndex.Rune(s.End)}
}

// original returns the words of the document's own script that stand at the byte span s
// of d.Text, line breaks included, and their byte span in d.Original.
func (d *Document) original(s span.Span) (string, span.Span) {
	d.index()
	if d.originalIndex == d.textIndex {
		return s.Of(d.Original), s
	}
	return d.originalRunes(d.runes(s))
}

// originalRunes returns the same for a span in code points, where the scripts differ.
func (d *Document) originalRunes(r span.Span) (string, span.Span) {
	b := span.Span{Start: d.originalIndex.Byte(r.Start), End: d.originalIndex.Byte(r.End)}
	return b.Of(d.Original), b
}

// common returns the fields that every fact has for the words at the byte span in of the
// sentence with the given index.
func (d *Document) common(kind string, sentence int, in span.Span, rule string) record.Common {
	s := &d.Sentences[sentence]
	at := s.DocumentSpan(in)
	runes := d.runes(at)
	bytes := at
	if d.originalIndex != d.textIndex {
		_, bytes = d.originalRunes(runes)
	}
	if d.shown.sentence != s {
		d.shown.sentence = s
		whole, _ := d.original(s.Span)
		d.shown.text = withoutBreaks(whole)
		d.shown.section, _ = d.original(s.Section)
	}
	return record.Common{
		Head:       record.Head{Type: kind, Doc: d.ID},
		Start:      runes.Start,
		End:        runes.End,
		ByteStart:  bytes.Start,
		ByteEnd:    bytes.End,
		Text:       bytes.Of(d.Original),
		Simplified: in.Of(s.Text),
		Sentence:   d.shown.text,
		Section:    d.shown.section,
		Rule:       rule,
	}
}

// withoutBreaks returns text with its line breaks taken out.
func withoutBreaks(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	return strings.ReplaceAll(text, "\n", "")
}

// Sort puts facts in the order of output: by start, longer first, then by rule. It keeps
// the order of the extractors where all that is equal.
func Sort(facts []record.Fact) {
	slices.SortStableFunc(facts, func(a, b record.Fact) int {
		x, y := a.Where(), b.Where()
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		if x.End != y.End {
			return y.End - x.End
		}
		return strings.Compare(x.Rule, y.Rule)
	})
}
