package layout

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// furniture returns which lines of each page are furniture: the numbers of
// pages and the lines that stand at the top or bottom of most pages, at the top but for the first.
func furniture(pages [][]Line) []map[int]bool {
	counts := map[string]int{}
	runs := map[int]int{} // how many pages have a bare number that many more than their own
	for number, lines := range pages {
		for _, i := range outermost(lines) {
			if n, ok := bareNumber(lines[i].Text); ok {
				runs[n-number]++
			}
		}
		seen := map[string]bool{}
		for _, i := range edges(lines) {
			if key := edgeKey(lines[i].Text); key != "" && !seen[key] {
				seen[key] = true
				counts[key]++
			}
		}
	}
	drops := make([]map[int]bool, len(pages))
	kept := map[string]bool{}
	for number, lines := range pages {
		drop := map[int]bool{}
		for _, i := range outermost(lines) {
			n, bare := bareNumber(lines[i].Text)
			drop[i] = bare && (runs[n-number] > 1 || len(pages) == 1 && n == 1) || !bare && isPageNumber(lines[i].Text)
		}
		for _, i := range edges(lines) {
			key := edgeKey(lines[i].Text)
			if len(pages) < 3 || counts[key]*2 <= len(pages) {
				continue
			}
			// The first at a top may be a title, or head a table that goes on.
			drop[i] = drop[i] || kept[key] || i > 1
			kept[key] = true
		}
		drops[number] = drop
	}
	return drops
}

// edges returns the indices of the two first and two last lines.
func edges(lines []Line) []int {
	var at []int
	for _, i := range []int{0, 1, len(lines) - 2, len(lines) - 1} {
		if i >= 0 && i < len(lines) && !slices.Contains(at, i) {
			at = append(at, i)
		}
	}
	return at
}

// outermost returns the indices of the first and the last line.
func outermost(lines []Line) []int {
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
