package diff

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Format is how differences are written.
type Format string

// The formats.
const (
	Text     Format = "text"     // for people; each document's id before its differences
	JSON     Format = "json"     // a line each, and one with the summary at the end
	Markdown Format = "markdown" // for a comment on a change
)

// Formats returns all formats.
func Formats() []Format { return []Format{Text, JSON, Markdown} }

// Writer writes differences as they come.
type Writer struct {
	// Colours makes text coloured, with the escape sequences of terminals.
	Colours bool

	to     io.Writer
	format Format
	limit  int
	count  int
	doc    string // the last one named
}

// NewWriter returns a writer to w that leaves out what comes after the first limit
// differences; below 1 there is no limit.
func NewWriter(w io.Writer, f Format, limit int) (*Writer, error) {
	if !slices.Contains(Formats(), f) {
		return nil, fmt.Errorf("diff: format %q is none of text, json, markdown", string(f))
	}
	return &Writer{to: w, format: f, limit: limit}, nil
}

// Write writes one difference.
func (w *Writer) Write(d Difference) error {
	w.count++
	if w.limit > 0 && w.count > w.limit {
		return nil
	}
	first := w.count == 1 || d.Doc != w.doc
	w.doc = d.Doc
	var b bytes.Buffer
	switch w.format {
	case JSON:
		if d.Fields == nil {
			d.Fields = []Field{}
		}
		if err := encode(&b, d); err != nil {
			return err
		}
	case Text:
		if first {
			fmt.Fprintf(&b, "%s\n", w.colour(bold, d.Doc))
		}
		for i, l := range d.Lines() {
			if i == 0 {
				l = w.colour(colours[d.Change], l)
			}
			fmt.Fprintf(&b, "  %s\n", l)
		}
	case Markdown:
		if first {
			if w.count > 1 {
				b.WriteByte('\n')
			}
			fmt.Fprintf(&b, "#### %s\n\n", code(d.Doc))
		}
		d.markdown(&b)
	}
	_, err := w.to.Write(b.Bytes())
	return err
}

// bold and colours are parameters of SGR, the escape sequence for how characters look.
const bold = "1"

var colours = map[string]string{Gone: "31", Added: "32", Changed: "33", Moved: "36"}

// colour returns text so that a terminal shows it in a colour, if that is wanted.
func (w *Writer) colour(parameter, text string) string {
	if !w.Colours {
		return text
	}
	return "\x1b[" + parameter + "m" + text + "\x1b[0m"
}

// End writes how many differences were left out and, but for text, the summary.
func (w *Writer) End(s Summary) error {
	left := 0
	if w.limit > 0 {
		left = max(w.count-w.limit, 0)
	}
	var b bytes.Buffer
	switch w.format {
	case JSON:
		err := encode(&b, struct {
			Change string `json:"change"`
			Summary
			Left int `json:"left_out"`
		}{"summary", s, left})
		if err != nil {
			return err
		}
	case Text:
		if left > 0 {
			fmt.Fprintf(&b, "%d differences more\n", left)
		}
	case Markdown:
		if left > 0 {
			fmt.Fprintf(&b, "\n…and %d differences more.\n", left)
		}
		if w.count > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "| | gone | added | changed | moved |\n|---|---|---|---|---|\n| records | %d | %d | %d | %d |\n| documents | %d | %d | %d of %d | |\n",
			s.Gone, s.Added, s.Changed, s.Moved, s.DocsGone, s.DocsAdded, s.Differ, s.Documents)
	}
	_, err := w.to.Write(b.Bytes())
	return err
}

// encode writes v as a line of JSON.
func encode(b *bytes.Buffer, v any) error {
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

func (d *Difference) markdown(b *bytes.Buffer) {
	fmt.Fprintf(b, "- **%s** ", d.Change)
	switch {
	case d.broken != "":
		fmt.Fprintf(b, "not a record: %s", code(d.broken))
	case d.Records > 0:
		fmt.Fprintf(b, "document with all its records, %d", d.Records)
	case d.Start == nil:
		b.WriteString(d.Type)
	default:
		fmt.Fprintf(b, "%s %d–%d %s (%s)", d.Type, *d.Start, *d.End, code(d.Text), code(d.Rule))
	}
	b.WriteByte('\n')
	for _, f := range d.Fields {
		fmt.Fprintf(b, "  - %s: %s → %s\n", code(f.Key), code(value(f.Old)), code(value(f.New)))
	}
}

// code returns s as a code span, whatever is in it.
func code(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if fence != "`" || s == "" {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}
