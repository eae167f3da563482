// Package sheet reads tables: workbooks of Excel, and comma-separated values.
package sheet

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
)

// MaxCells is how many cells a row has at most; the rest is an error.
const MaxCells = 16384

// ErrWide is wrapped by the error for a row with too many cells.
var ErrWide = errors.New("a row has too many cells")

// standardName reports whether a sheet has the name that a new one gets.
func standardName(name string) bool {
	for _, standard := range []string{"Sheet", "sheet", "工作表", "表"} {
		if number, ok := strings.CutPrefix(name, standard); ok {
			if _, err := strconv.Atoi(number); err == nil || number == "" {
				return true
			}
		}
	}
	return false
}

// CSV returns the rows of s as lines with tabs between the cells. The sign between the
// cells of s is the comma, semicolon or tab that its first line has most. Rows may differ
// in length; a quotation mark inside a cell is taken as it is. All rows are one table.
func CSV(s string) (string, []pipeline.Part, []extractors.Table, error) {
	r := csv.NewReader(strings.NewReader(s))
	r.Comma = separator(s)
	r.FieldsPerRecord = -1
	r.LazyQuotes = true
	r.ReuseRecord = true
	var out strings.Builder
	var parts []pipeline.Part
	for number := 1; ; number++ {
		cells, err := r.Read()
		if err == io.EOF {
			return out.String(), parts, []extractors.Table{{Last: len(parts)}}, nil
		}
		if err != nil {
			return "", nil, nil, err
		}
		line, err := join(cells)
		if err != nil {
			return "", nil, nil, fmt.Errorf("row %d: %w", number, err)
		}
		if line != "" {
			parts = append(parts, pipeline.Part{Kind: "row", Name: strconv.Itoa(number), Start: out.Len(), End: out.Len() + len(line)})
			out.WriteString(line + "\n")
		}
	}
}

func separator(s string) rune {
	line, _, _ := strings.Cut(s, "\n")
	best := ','
	most := strings.Count(line, ",")
	for _, c := range ";\t" {
		if n := strings.Count(line, string(c)); n > most {
			best, most = c, n
		}
	}
	return best
}

// join returns a row as a line, "" where nothing stands in it.
func join(cells []string) (string, error) {
	if len(cells) > MaxCells {
		return "", fmt.Errorf("%w: %d, at most %d", ErrWide, len(cells), MaxCells)
	}
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	var b strings.Builder
	for i, c := range cells {
		if i > 0 {
			b.WriteByte('\t')
		}
		b.WriteString(oneLine(c))
	}
	return b.String(), nil
}

// oneLine returns a cell without line breaks and tabs.
func oneLine(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, "\n\r\t") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' || r == '\t' }), " ")
}
