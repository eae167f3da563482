package text

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// paged reads the text of a document of pages, which read hands on one after the other. Pages that cannot be
// read, scans for example, are named in fault; where there are no others that is the error.
func paged(read func(each func(p *layout.Page) error) error) (f found, fault, err error) {
	var lines [][]layout.Line
	faults := map[error][]int{}
	legible := 0
	err = read(func(p *layout.Page) error {
		var l []layout.Line
		if why := p.Fault(); why != nil {
			faults[why] = append(faults[why], len(lines)+1)
		} else if l = layout.Lines(p); len(l) > 0 {
			legible++
		}
		lines = append(lines, l)
		return nil
	})
	if err != nil {
		return found{}, nil, err
	}
	var all []error
	for _, why := range layout.Faults {
		if pages := faults[why]; pages != nil {
			all = append(all, fmt.Errorf("%s: %w", ranges(pages), why))
		}
	}
	fault = joinFaults(all)
	if fault != nil && legible == 0 {
		return found{}, nil, fault
	}
	text, parts, tables := layout.Text(lines)
	f = plain(text)
	f.parts, f.tables = parts, tables
	return f, fault, nil
}

// joinFaults puts faults into one error of one line, nil for none.
func joinFaults(all []error) error {
	switch len(all) {
	case 0:
		return nil
	case 1:
		return all[0]
	}
	return fmt.Errorf("%w; %w", all[0], joinFaults(all[1:]))
}

// ranges names pages that are given in order: page 3, pages 1, 4-7.
func ranges(pages []int) string {
	var b strings.Builder
	for i := 0; i < len(pages); {
		j := i
		for j+1 < len(pages) && pages[j+1] == pages[j]+1 {
			j++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(strconv.Itoa(pages[i]))
		if j > i {
			b.WriteString("-" + strconv.Itoa(pages[j]))
		}
		i = j + 1
	}
	if len(pages) == 1 {
		return "page " + b.String()
	}
	return "pages " + b.String()
}
