package label

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"unicode"
)

// lines writes one file of JSON Lines.
type lines struct {
	*folder
	name string
	line func(*Document) any
	f    *os.File
	b    *bufio.Writer
}

func (w *lines) add(d *Document) error {
	if err := w.open(); err != nil {
		return err
	}
	_, err := w.b.Write(append(inJSON(w.line(d)), '\n'))
	return err
}

func (w *lines) open() (err error) {
	if w.f != nil {
		return nil
	}
	if w.f, err = w.stream(w.name); err == nil {
		w.b = bufio.NewWriter(w.f)
	}
	return err
}

func (w *lines) close() error {
	if err := w.open(); err != nil { // a file without lines, where there are no documents
		return err
	}
	return w.b.Flush()
}

// readLines calls parse for each line of a file and names the line in its errors.
func readLines(dir fs.FS, name string, parse func(line []byte) (Document, error)) ([]Document, error) {
	data, err := fs.ReadFile(dir, name)
	if err != nil {
		return nil, fmt.Errorf("label: %w", err)
	}
	var all []Document
	number := 0
	for line := range strings.Lines(string(data)) {
		number++
		if strings.TrimSpace(line) == "" {
			continue
		}
		d, err := parse([]byte(line))
		if err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, number, err)
		}
		if d.Name == "" {
			d.Name = fmt.Sprintf("%s:%d", name, number)
		}
		all = append(all, d)
	}
	return all, nil
}

const doccanoFile = "doccano.jsonl"

// doccanoLine is a document as doccano imports and exports it for sequence labelling:
// offsets in UTF-16 units, as its pages count them. There is no room for attributes.
type doccanoLine struct {
	Doc   string `json:"doc"`
	Text  string `json:"text"`
	Label []any  `json:"label"`
}

func newDoccano(o *folder) writer {
	return &lines{folder: o, name: doccanoFile, line: func(d *Document) any {
		at := offsets(d.Text, utf16Units)
		line := doccanoLine{d.Name, d.Text, []any{}}
		for _, l := range d.Labels {
			line.Label = append(line.Label, []any{at[l.Start], at[l.End], l.Type})
		}
		return line
	}}
}

// readDoccano takes the labels as lists in "label" or "labels", or as objects in
// "entities", which doccano writes where a project has relations.
func readDoccano(dir fs.FS) ([]Document, error) {
	return readLines(dir, doccanoFile, func(data []byte) (Document, error) {
		var line struct {
			Doc, Text     string
			Label, Labels []json.RawMessage
			Entities      []struct {
				Label string
				Start int `json:"start_offset"`
				End   int `json:"end_offset"`
			}
		}
		if err := json.Unmarshal(data, &line); err != nil {
			return Document{}, err
		}
		p := newPlace(line.Text, utf16Units)
		d := Document{Name: line.Doc, Text: p.clean}
		add := func(kind string, start, end int) error {
			l, err := p.label(kind, start, end)
			d.Labels = append(d.Labels, l)
			return err
		}
		for _, raw := range append(line.Label, line.Labels...) {
			var start, end int
			var kind string
			if err := json.Unmarshal(raw, &[]any{&start, &end, &kind}); err != nil || kind == "" {
				return d, errors.Join(fmt.Errorf("label: %s is not [start, end, type]", raw), err)
			}
			if err := add(kind, start, end); err != nil {
				return d, err
			}
		}
		for _, e := range line.Entities {
			if err := add(e.Label, e.Start, e.End); err != nil {
				return d, err
			}
		}
		return d, nil
	})
}

const spacyFile = "spacy.jsonl"

// spacyDoc is a document as spaCy's Doc.from_json reads it: offsets in code points, a token
// for each character, as spaCy's own tokenizer for Chinese has them, the labels in the
// group "sc" of spans, which may overlap. There is no room for attributes.
type spacyDoc struct {
	Doc    string                 `json:"doc"` // ours: spaCy passes it over
	Text   string                 `json:"text"`
	Tokens []spacyToken           `json:"tokens"`
	Spans  map[string][]spacySpan `json:"spans"`
}

type spacyToken struct {
	ID    int `json:"id"`
	Start int `json:"start"`
	End   int `json:"end"`
}

type spacySpan struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Label string `json:"label"`
	KB    string `json:"kb_id"`
}

// spanGroup is the group of spans that spaCy's span categorizer learns from by default.
const spanGroup = "sc"

func newSpaCy(o *folder) writer {
	return &lines{folder: o, name: spacyFile, line: func(d *Document) any {
		doc := spacyDoc{d.Name, d.Text, spacyTokens(d.Text), map[string][]spacySpan{spanGroup: {}}}
		for _, l := range d.Labels {
			doc.Spans[spanGroup] = append(doc.Spans[spanGroup], spacySpan{l.Start, l.End, l.Type, ""})
		}
		return doc
	}}
}

// spacyTokens returns a token for each character, and one for each stretch of white space
// but for the one space that belongs to the token before it: as Doc.from_json wants them.
func spacyTokens(text string) []spacyToken {
	tokens := []spacyToken{}
	n := 0
	word, space := false, false // the token before is a character, white space
	for _, r := range text {
		blank := unicode.IsSpace(r) || r >= 0x1c && r <= 0x1f // as Python has it
		switch {
		case r == ' ' && word:
			word = false
		case blank && space:
			tokens[len(tokens)-1].End++
		default:
			tokens = append(tokens, spacyToken{len(tokens), n, n + 1})
			word, space = !blank, blank
		}
		n++
	}
	return tokens
}

// readSpaCy takes what Doc.to_json gives, a document a line: the spans of the group "sc",
// or the entities where it has no groups.
func readSpaCy(dir fs.FS) ([]Document, error) {
	return readLines(dir, spacyFile, func(data []byte) (Document, error) {
		var doc struct {
			Doc   string
			Text  string
			Ents  []spacySpan
			Spans map[string][]spacySpan
		}
		if err := json.Unmarshal(data, &doc); err != nil {
			return Document{}, err
		}
		p := newPlace(doc.Text, codePoints)
		d := Document{Name: doc.Doc, Text: p.clean}
		spans, ok := doc.Spans[spanGroup]
		if !ok && len(doc.Spans) > 0 {
			return d, fmt.Errorf("label: no group of spans %q", spanGroup)
		}
		if !ok {
			spans = doc.Ents
		}
		for _, s := range spans {
			l, err := p.label(s.Label, s.Start, s.End)
			if err != nil {
				return d, err
			}
			d.Labels = append(d.Labels, l)
		}
		return d, nil
	})
}
