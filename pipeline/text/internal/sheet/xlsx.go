package sheet

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// Text is what is read of a workbook.
type Text struct {
	Text   string
	Parts  []pipeline.Part    // sheets and rows
	Tables []extractors.Table // the rows of each sheet
	Fault  error              // what could not be read, nil where all was
}

// Options say how workbooks are read.
type Options struct {
	Limit  int64 // how many bytes all parts of the file together may unpack to
	Hidden bool  // sheets, rows and columns that are hidden are read, too
	Budget *budget.Budget
}

// XLSX returns the text of a workbook: each row with a text or a number in it on a line,
// cells as Excel shows them in China with a tab between; what is negative has a minus,
// whether it is in brackets or red. Sheets that have a name of their own are
// headed by it. What is hidden is left out unless the options say otherwise. Of a sheet that is cut off or faulty the rows before the fault
// are read; the fault, and formulas whose values the file does not hold and that are not
// calculated here, are Text.Fault.
func XLSX(raw []byte, o Options) (Text, error) {
	p, err := pack.Open(raw, o.Limit)
	if err != nil {
		return Text{}, err
	}
	w := book{pack: p, options: o, formats: map[int]*format{}, codes: map[int]string{}}
	if err := w.open(); err != nil {
		return Text{}, err
	}
	for _, s := range w.sheets {
		if s.hidden && !o.Hidden {
			continue
		}
		if err := w.read(s); err != nil {
			if errors.Is(err, budget.ErrLimit) || errors.Is(err, pack.ErrLimit) || errors.Is(err, ErrWide) {
				return Text{}, fmt.Errorf("sheet %q: %w", s.name, err)
			}
			w.faults = append(w.faults, fmt.Errorf("sheet %q: %w", s.name, err))
		}
	}
	return Text{w.out.String(), w.parts, w.tables, errors.Join(w.faults...)}, nil
}

// book is one under way.
type book struct {
	pack     *pack.Reader
	options  Options
	sheets   []sheetPart
	date1904 bool
	shared   []string
	styles   []int // the number format of each style of a cell
	codes    map[int]string
	formats  map[int]*format

	out    strings.Builder
	lines  int
	parts  []pipeline.Part
	tables []extractors.Table
	faults []error
}

type sheetPart struct {
	name, part string
	hidden     bool
}

// open reads what stands beside the sheets.
func (w *book) open() error {
	main := "xl/workbook.xml"
	targets, err := w.relations("", "_rels/.rels", "officeDocument")
	if err != nil {
		return err
	}
	for _, t := range targets {
		main = t
	}
	dir := path.Dir(main)
	targets, err = w.relations(dir, path.Join(dir, "_rels", path.Base(main)+".rels"), "")
	if err != nil {
		return err
	}
	seen := false
	err = w.pack.Tokens(main, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if !ok {
			return nil
		}
		switch e.Name.Local {
		case "workbook":
			seen = true
		case "workbookPr":
			v := pack.Attr(e, "date1904")
			w.date1904 = v == "1" || v == "true"
		case "sheet":
			s := sheetPart{name: pack.Attr(e, "name")}
			for _, a := range e.Attr {
				switch {
				case a.Name.Local == "id" && a.Name.Space != "":
					s.part = targets[a.Value]
				case a.Name.Local == "state":
					s.hidden = a.Value == "hidden" || a.Value == "veryHidden"
				}
			}
			w.sheets = append(w.sheets, s)
		}
		return nil
	})
	if err != nil {
		return err
	}
	if !seen {
		return fmt.Errorf("%s: no workbook", main)
	}
	if err := w.readShared(path.Join(dir, "sharedStrings.xml")); err != nil {
		return err
	}
	return w.readStyles(path.Join(dir, "styles.xml"))
}

// relations returns the parts that a part names, by their ids; only those of the type if it
// is not empty.
func (w *book) relations(dir, part, kind string) (map[string]string, error) {
	targets := map[string]string{}
	if !w.pack.Has(part) {
		return targets, nil
	}
	err := w.pack.Tokens(part, func(t xml.Token) error {
		e, ok := t.(xml.StartElement)
		if ok && e.Name.Local == "Relationship" && pack.Attr(e, "TargetMode") != "External" && strings.HasSuffix(pack.Attr(e, "Type"), "/"+kind) || ok && e.Name.Local == "Relationship" && kind == "" {
			target := strings.ReplaceAll(pack.Attr(e, "Target"), `\`, "/")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			targets[pack.Attr(e, "Id")] = strings.TrimLeft(path.Clean(target), "/")
		}
		return nil
	})
	return targets, err
}

func (w *book) readShared(part string) error {
	if !w.pack.Has(part) {
		return nil
	}
	var text strings.Builder
	inText, phonetic := false, false
	return w.pack.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "si":
				text.Reset()
			case "rPh":
				phonetic = true
			case "t":
				inText = !phonetic
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "si":
				w.shared = append(w.shared, text.String())
				return w.options.Budget.Cells(1)
			case "rPh":
				phonetic = false
			case "t":
				inText = false
			}
		case xml.CharData:
			if inText {
				text.Write(t)
			}
		}
		return nil
	})
}

func (w *book) readStyles(part string) error {
	if !w.pack.Has(part) {
		return nil
	}
	inCells := false
	return w.pack.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "numFmt":
				if id, err := strconv.Atoi(pack.Attr(t, "numFmtId")); err == nil {
					w.codes[id] = pack.Attr(t, "formatCode")
				}
			case "cellXfs":
				inCells = true
			case "xf":
				if inCells {
					id, _ := strconv.Atoi(pack.Attr(t, "numFmtId"))
					w.styles = append(w.styles, id)
				}
			}
		case xml.EndElement:
			inCells = inCells && t.Name.Local != "cellXfs"
		}
		return nil
	})
}

// format returns the number format of a style.
func (w *book) format(style string) *format {
	id := 0
	if i, err := strconv.Atoi(style); err == nil && i >= 0 && i < len(w.styles) {
		id = w.styles[i]
	}
	f, ok := w.formats[id]
	if !ok {
		code, ok := builtin[id] // what these are hangs on the language, whatever the file says
		if !ok {
			code = w.codes[id]
		}
		f = parseFormat(code)
		w.formats[id] = f
	}
	return f
}
