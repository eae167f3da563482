// Package docx reads the text of documents in Office Open XML (Word).
package docx

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// Text is what is read of a document.
type Text struct {
	Text   string
	Tables []extractors.Table
	Fault  error // what could not be read, nil where all was
}

// Options say how documents are read.
type Options struct {
	Limit  int64 // how many bytes all parts of the file together may unpack to
	Budget *budget.Budget
	// Chunk returns the text of a file of another format that stands in the document.
	Chunk func(name string, raw []byte) (string, error)
}

// Read returns the text of the document: paragraphs and rows of tables, a line each, cells
// with a tab between; lists with the numbers that Word shows. A table of one column is a
// frame around paragraphs. Raised figures stay apart from what follows: 公园²18个. Deleted and hidden text,
// comments, headers, footers, notes, pictures, fields' codes, readings above characters and macros are left out, and
// no link is followed.
func Read(raw []byte, o Options) (Text, error) {
	p, err := pack.Open(raw, o.Limit)
	if err != nil {
		return Text{}, err
	}
	r := reader{pack: p, options: o, lists: lists{counts: map[string]*[levels]int{}}}
	if p.Has("word/styles.xml") {
		if err := r.lists.readStyles(p); err != nil {
			return Text{}, err
		}
	}
	if p.Has("word/numbering.xml") {
		if err := r.lists.readNumbering(p); err != nil {
			return Text{}, err
		}
	}
	if err := p.Tokens("word/document.xml", r.token); err != nil {
		return Text{}, err
	}
	if !r.body {
		return Text{}, errors.New("word/document.xml: no body")
	}
	return Text{r.out.String(), r.shapes, errors.Join(r.faults...)}, nil
}

// ReadXML returns the text of a document of Word 2003 in one XML, whose tokens each gives.
func ReadXML(each func(func(xml.Token) error) error, o Options) (Text, error) {
	r := reader{options: o, lists: lists{counts: map[string]*[levels]int{}}}
	if err := each(r.token); err != nil {
		return Text{}, err
	}
	if !r.body {
		return Text{}, errors.New("no body")
	}
	return Text{r.out.String(), r.shapes, nil}, nil
}

// reader writes the text as it meets the elements.
type reader struct {
	pack    *pack.Reader
	options Options
	out     strings.Builder
	lines   int // in out
	shapes  []extractors.Table
	faults  []error
	lists   lists
	body    bool

	skip    int         // depth inside an element that is left out
	tables  []*tbl      // under way, the innermost last
	stack   []paragraph // under way: one in a text box stands in another
	dropped string      // a large first letter, which Word keeps in a paragraph of its own

	inText      bool
	inProps     bool // in the properties of a paragraph
	inRun       bool // in the properties of a run
	inCell      bool // in the properties of a cell
	hidden      bool // the run is
	raised      bool // the run is
	power       int  // depth inside the exponent of a formula
	placeholder bool // what follows only says what is to be filled in
}

// paragraph is one under way.
type paragraph struct {
	text       []byte
	style      string
	num, level string
	drop       bool // a large first letter
	hid        bool // text in it was hidden
}

func (r *reader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 {
			r.skip++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		return r.end(t.Name)
	case xml.CharData:
		if r.inText && r.skip == 0 {
			return r.write(string(t))
		}
	}
	return nil
}

// write adds to the paragraph under way.
func (r *reader) write(s string) error {
	n := len(r.stack)
	if n == 0 {
		return nil
	}
	p := &r.stack[n-1]
	if r.hidden {
		p.hid = true
		return nil
	}
	if r.raised || r.power > 0 {
		s = raise(s)
	}
	p.text = append(p.text, s...)
	return r.options.Budget.Text(len(s))
}

// softBreak stands for the end of a line inside a paragraph until the paragraph ends.
const softBreak = "\v"

func (r *reader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "body":
		r.body = true
	case "del", "moveFrom", "Fallback", "instrText", "delText", "pPrChange", "rPrChange", "tcPrChange", "tblPrChange", "numberingChange", "object", "rt", "DocumentProperties", "fonts", "styles", "docPr", "hdr", "ftr", "binData":
		r.skip = 1
	case "showingPlcHdr":
		r.placeholder = isOn(e)
	case "sdtContent":
		if r.placeholder {
			r.skip = 1
		}
		r.placeholder = false
	case "p":
		if !foreign(e.Name) {
			r.stack = append(r.stack, paragraph{})
		}
	case "pPr":
		r.inProps = true
	case "rPr":
		r.inRun = true
	case "tcPr":
		r.inCell = true
	case "r":
		r.hidden, r.raised = false, false
		if n := len(r.stack); n > 0 && !foreign(e.Name) {
			r.hidden = r.lists.isHidden(r.stack[n-1].style)
		}
	case "t":
		r.inText = true
	case "sup":
		r.power++
	case "altChunk":
		return r.chunk(e)
	case "tbl":
		r.tables = append(r.tables, &tbl{})
	case "tr", "tc":
		r.startTable(e.Name.Local)
	default:
		return r.property(e)
	}
	return nil
}

// property reads elements that say something of what they stand in, and signs.
func (r *reader) property(e xml.StartElement) error {
	value := pack.Attr(e, "val")
	var p *paragraph
	if n := len(r.stack); n > 0 && r.inProps {
		p = &r.stack[n-1]
	}
	switch e.Name.Local {
	case "pStyle":
		if p != nil {
			p.style = value
		}
	case "numId":
		if p != nil {
			p.num = value
		}
	case "ilvl":
		if p != nil {
			p.level = value
		}
	case "framePr":
		if drop := pack.Attr(e, "dropCap"); p != nil {
			p.drop = drop == "drop" || drop == "margin"
		}
	case "rStyle":
		if r.inRun && !r.inProps {
			r.hidden = r.hidden || r.lists.isHidden(value)
			r.raised = r.raised || r.lists.isRaised(value)
		}
	case "vanish":
		if r.inRun && !r.inProps {
			r.hidden = isOn(e)
		}
	case "vertAlign":
		if r.inRun && !r.inProps {
			r.raised = value == "superscript"
		}
	case "gridSpan", "vMerge", "vmerge", "gridBefore":
		r.reach(e.Name.Local, value)
	case "tab":
		if !r.inProps {
			return r.write("\t")
		}
	case "br", "cr":
		return r.write(softBreak)
	case "noBreakHyphen":
		return r.write("-")
	}
	return nil
}

func (r *reader) end(name xml.Name) error {
	switch name.Local {
	case "t":
		r.inText = false
	case "pPr":
		r.inProps = false
	case "rPr":
		r.inRun = false
	case "tcPr":
		r.inCell = false
	case "r":
		r.hidden, r.raised = false, false
	case "sup":
		r.power = max(r.power-1, 0)
	case "num":
		if foreign(name) {
			return r.write("/") // of a fraction
		}
	case "p":
		n := len(r.stack)
		if n == 0 || foreign(name) {
			return nil
		}
		p := r.stack[n-1]
		r.stack = r.stack[:n-1]
		return r.paragraph(p)
	case "tbl":
		if n := len(r.tables); n > 0 {
			t := r.tables[n-1]
			if r.tables = r.tables[:n-1]; n > 1 {
				r.tables[n-2].add(block{table: t})
				return nil
			}
			return r.table(t)
		}
	}
	return nil
}

// isOn reports whether an element that is on or off is on.
func isOn(e xml.StartElement) bool {
	v := pack.Attr(e, "val")
	return v != "0" && v != "false" && v != "off"
}

// foreign reports whether a name is none of Word's own.
func foreign(n xml.Name) bool {
	return n.Space != "" && !strings.Contains(n.Space, "wordprocessingml") && !strings.Contains(n.Space, "wordml")
}

func (r *reader) paragraph(p paragraph) error {
	text := string(p.text)
	if p.hid && strings.TrimSpace(text) == "" {
		return nil
	}
	if p.drop {
		r.dropped += strings.TrimSpace(text)
		return nil
	}
	text, r.dropped = r.dropped+text, ""
	if strings.TrimSpace(text) != "" {
		label := r.lists.label(p.style, p.num, p.level)
		if err := r.options.Budget.Text(len(label)); err != nil {
			return err
		}
		text = label + text
	}
	if n := len(r.tables); n > 0 {
		r.tables[n-1].add(block{text: text})
		return nil
	}
	r.line(joinLines(text, "\n"))
	return nil
}

// line writes a line, or several.
func (r *reader) line(text string) {
	r.out.WriteString(text)
	r.out.WriteByte('\n')
	r.lines += strings.Count(text, "\n") + 1
}

// chunk writes the text of a file of another format that the document takes in.
func (r *reader) chunk(e xml.StartElement) error {
	id, part := pack.Attr(e, "id"), ""
	if r.pack == nil || !r.pack.Has("word/_rels/document.xml.rels") {
		return nil
	}
	err := r.pack.Tokens("word/_rels/document.xml.rels", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && pack.Attr(e, "Id") == id && pack.Attr(e, "TargetMode") != "External" {
			if part = pack.Attr(e, "Target"); !strings.HasPrefix(part, "/") {
				part = path.Join("word", part)
			}
			part = strings.TrimLeft(path.Clean(part), "/")
		}
		return nil
	})
	if err != nil || part == "" || r.options.Chunk == nil {
		return err
	}
	raw, err := r.pack.Bytes(part)
	if err != nil {
		return err
	}
	text, err := r.options.Chunk(part, raw)
	if err != nil {
		r.faults = append(r.faults, fmt.Errorf("%s: %w", part, err))
		return nil
	}
	if text = strings.TrimRight(text, "\n"); text != "" {
		if n := len(r.tables); n > 0 {
			r.tables[n-1].add(block{text: text})
		} else {
			r.line(text)
		}
	}
	return r.options.Budget.Text(len(text))
}

func atoi(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return otherwise
	}
	return n
}
