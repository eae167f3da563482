// Package layout puts the words of pages, which stand at places, into the lines of a text.
package layout

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/huiyao/huiyao/pipeline"
)

// Word is a run of text on a page; y grows downwards. Size is its height.
type Word struct {
	Text          string
	X, Y, W, Size float64
}

// Lines puts the words of one page into lines, from top to bottom and from left to right.
// A gap of two characters or more becomes a tab, as between the cells of a table.
func Lines(words []Word) []string {
	words = slices.DeleteFunc(slices.Clone(words), func(w Word) bool {
		return strings.TrimSpace(w.Text) == "" || math.IsNaN(w.X+w.Y+w.W+w.Size) || math.IsInf(w.X+w.Y+w.W+w.Size, 0)
	})
	slices.SortStableFunc(words, func(a, b Word) int { return cmp.Compare(a.Y, b.Y) })
	var lines []string
	for len(words) > 0 {
		n := 1
		for n < len(words) && words[n].Y-words[0].Y < max(words[0].Size, 1)*0.5 {
			n++
		}
		row := words[:n]
		words = words[n:]
		slices.SortStableFunc(row, func(a, b Word) int { return cmp.Compare(a.X, b.X) })
		var b strings.Builder
		end := 0.0
		for i, w := range row {
			if i > 0 {
				switch gap := w.X - end; {
				case gap >= 2*w.Size:
					b.WriteByte('\t')
				case gap >= 0.3*w.Size && latin(b.String(), w.Text):
					b.WriteByte(' ')
				}
			}
			b.WriteString(strings.TrimSpace(w.Text))
			end = w.X + w.W
		}
		lines = append(lines, b.String())
	}
	return lines
}

// latin reports whether a space can stand between two runs: both sides are Latin letters
// or digits.
func latin(before, after string) bool {
	a, z := before, after
	if a == "" || z == "" {
		return false
	}
	return a[len(a)-1] < 0x80 && z[0] < 0x80
}

// Text returns the text of pages given as lines, and the pages as parts. The numbers of
// pages and the lines that stand at the top or bottom of most pages are left out, at the top but for the first.
func Text(pages [][]string) (string, []pipeline.Part) {
	counts := map[string]int{}
	runs := map[int]int{} // how many pages have a bare number that many more than their own
	for number, lines := range pages {
		for _, i := range outermost(lines) {
			if n, ok := bareNumber(lines[i]); ok {
				runs[n-number]++
			}
		}
		seen := map[string]bool{}
		for _, i := range edges(lines) {
			if key := edgeKey(lines[i]); key != "" && !seen[key] {
				seen[key] = true
				counts[key]++
			}
		}
	}
	var out strings.Builder
	var parts []pipeline.Part
	kept := map[string]bool{}
	for number, lines := range pages {
		drop := map[int]bool{}
		for _, i := range outermost(lines) {
			n, bare := bareNumber(lines[i])
			drop[i] = bare && (runs[n-number] > 1 || len(pages) == 1 && n == 1) || !bare && isPageNumber(lines[i])
		}
		for _, i := range edges(lines) {
			key := edgeKey(lines[i])
			if len(pages) < 3 || counts[key]*2 <= len(pages) {
				continue
			}
			// The first at a top may be a title, or head a table that goes on.
			drop[i] = drop[i] || kept[key] || i > 1
			kept[key] = true
		}
		start := out.Len()
		for i, line := range lines {
			if !drop[i] && strings.TrimSpace(line) != "" {
				out.WriteString(line)
				out.WriteByte('\n')
			}
		}
		parts = append(parts, pipeline.Part{Kind: "page", Name: strconv.Itoa(number + 1), Start: start, End: out.Len()})
	}
	return out.String(), parts
}

// edges returns the indices of the two first and two last lines.
func edges(lines []string) []int {
	var at []int
	for _, i := range []int{0, 1, len(lines) - 2, len(lines) - 1} {
		if i >= 0 && i < len(lines) && !slices.Contains(at, i) {
			at = append(at, i)
		}
	}
	return at
}

// outermost returns the indices of the first and the last line.
func outermost(lines []string) []int {
	switch len(lines) {
	case 0:
		return nil
	case 1:
		return []int{0}
	}
	return []int{0, len(lines) - 1}
}

// bareNumber returns the number that is all of a line.
func bareNumber(line string) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(line))
	return n, err == nil && n >= 0 && n < 100_000
}

// edgeKey is a line without digits and blanks.
func edgeKey(line string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, line)
}

// isPageNumber reports whether a line says that it is a page's number: - 3 -, 第3页, 3/12,
// 第3页共12页. A bare number is one only where the pages are counted so.
func isPageNumber(line string) bool {
	s := edgeKey(line)
	if len(s) == len(strings.ReplaceAll(line, " ", "")) || len(line) > 60 {
		return false // without a digit
	}
	if s == "" {
		return false // a number alone
	}
	for _, sign := range []string{"第", "页", "頁", "共", "/", "-", "—", "–", "－", "·", "|", "，", ",", "of", "Page", "page", "P."} {
		s = strings.ReplaceAll(s, sign, "")
	}
	return s == "" && !strings.ContainsAny(line, "%.")
}
