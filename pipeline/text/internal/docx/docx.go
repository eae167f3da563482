// Package docx reads the text of documents in Office Open XML (Word).
package docx

import (
	"encoding/xml"
	"errors"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// Read returns the text of the document: paragraphs and rows of tables, a line each, cells
// with a tab between; lists with the numbers that Word shows. Deleted and hidden text,
// comments, headers, footers, notes, pictures, fields' codes and macros are left out, and
// no link is followed. All its parts together may unpack to limit bytes.
func Read(raw []byte, limit int64) (string, error) {
	p, err := pack.Open(raw, limit)
	if err != nil {
		return "", err
	}
	r := reader{lists: lists{counts: map[string]*[levels]int{}}}
	if p.Has("word/styles.xml") {
		if err := r.lists.readStyles(p); err != nil {
			return "", err
		}
	}
	if p.Has("word/numbering.xml") {
		if err := r.lists.readNumbering(p); err != nil {
			return "", err
		}
	}
	if err := p.Tokens("word/document.xml", r.token); err != nil {
		return "", err
	}
	if !r.body {
		return "", errors.New("word/document.xml: no body")
	}
	return r.out.String(), nil
}

// reader writes the text as it meets the elements.
type reader struct {
	out   strings.Builder
	lists lists
	body  bool

	skip   int         // depth inside an element that is left out
	tables int         // tables that stand around
	cells  int         // of the row under way
	stack  []paragraph // paragraphs under way: one in a text box stands in another
	row    strings.Builder
	filled bool // the cell under way holds text

	inText  bool
	inProps bool // in the properties of a paragraph
	inRun   bool // in the properties of a run
	hidden  bool // the run is
}

// paragraph is one under way.
type paragraph struct {
	text       []byte
	style      string
	num, level string
}

func (r *reader) token(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		if r.skip > 0 {
			r.skip++
			return nil
		}
		r.start(t)
	case xml.EndElement:
		if r.skip > 0 {
			r.skip--
			return nil
		}
		r.end(t.Name)
	case xml.CharData:
		if r.inText && r.skip == 0 && !r.hidden {
			r.write(string(t))
		}
	}
	return nil
}

func (r *reader) write(s string) {
	if n := len(r.stack); n > 0 {
		r.stack[n-1].text = append(r.stack[n-1].text, s...)
	}
}

func (r *reader) start(e xml.StartElement) {
	switch e.Name.Local {
	case "body":
		r.body = true
	case "del", "moveFrom", "Fallback", "instrText", "delText", "pPrChange", "rPrChange", "numberingChange", "object":
		r.skip = 1
	case "p":
		if foreign(e.Name) {
			return // of a drawing
		}
		r.stack = append(r.stack, paragraph{})
	case "pPr":
		r.inProps = true
	case "rPr":
		r.inRun = true
	case "pStyle":
		if n := len(r.stack); n > 0 && r.inProps {
			r.stack[n-1].style = pack.Attr(e, "val")
		}
	case "numId":
		if n := len(r.stack); n > 0 && r.inProps {
			r.stack[n-1].num = pack.Attr(e, "val")
		}
	case "ilvl":
		if n := len(r.stack); n > 0 && r.inProps {
			r.stack[n-1].level = pack.Attr(e, "val")
		}
	case "vanish":
		if v := pack.Attr(e, "val"); r.inRun && !r.inProps && v != "0" && v != "false" {
			r.hidden = true
		}
	case "r":
		r.hidden = false
	case "t":
		r.inText = true
	case "tab":
		if !r.inProps && !r.hidden {
			r.write("\t")
		}
	case "br", "cr":
		if !r.hidden {
			r.write("\n")
		}
	case "noBreakHyphen":
		if !r.hidden {
			r.write("-")
		}
	case "tbl":
		r.tables++
	case "tr":
		if r.tables == 1 {
			r.row.Reset()
			r.cells = 0
		}
	case "tc":
		if r.tables == 1 {
			if r.cells > 0 {
				r.row.WriteByte('\t')
			}
			r.cells++
			r.filled = false
		}
	}
}

func (r *reader) end(name xml.Name) {
	switch name.Local {
	case "t":
		r.inText = false
	case "pPr":
		r.inProps = false
	case "rPr":
		r.inRun = false
	case "r":
		r.hidden = false
	case "p":
		n := len(r.stack)
		if n == 0 || foreign(name) {
			return
		}
		p := r.stack[n-1]
		r.stack = r.stack[:n-1]
		r.paragraph(p)
	case "tr":
		if r.tables == 1 {
			if line := r.row.String(); strings.Trim(line, "\t ") != "" {
				r.out.WriteString(line)
				r.out.WriteByte('\n')
			}
		}
	case "tbl":
		r.tables = max(r.tables-1, 0)
	}
}

// foreign reports whether a name is none of Word's own.
func foreign(n xml.Name) bool {
	return n.Space != "" && !strings.Contains(n.Space, "wordprocessingml")
}

func (r *reader) paragraph(p paragraph) {
	text := string(p.text)
	if strings.TrimSpace(text) != "" {
		text = r.lists.label(p.style, p.num, p.level) + text
	}
	if r.tables == 0 {
		r.out.WriteString(text)
		r.out.WriteByte('\n')
		return
	}
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return
	}
	if r.filled {
		r.row.WriteByte(' ')
	}
	r.filled = true
	r.row.WriteString(text)
}

func atoi(s string, otherwise int) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return otherwise
	}
	return n
}
