package golden

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/huiyao/huiyao/internal/diff"
)

// compare returns how got differs from want, record by record, in the order of the text.
// Nil means that the two are the same bytes.
func compare(want, got []byte) []string {
	if bytes.Equal(want, got) {
		return nil
	}
	var all []string
	for _, d := range diff.Records(want, got) {
		all = append(all, d.Lines()...)
	}
	if len(all) == 0 {
		all = []string{"the same records in another order, first in " + firstDifference(want, got)}
	}
	return all
}

// firstDifference names the first line in which two texts differ.
func firstDifference(a, b []byte) string {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return fmt.Sprintf("line %d", i+1)
		}
	}
	return fmt.Sprintf("line %d", min(len(x), len(y))+1)
}

// compareText returns the lines that are only in one of two texts.
func compareText(want, got string) []string {
	if want == got {
		return nil
	}
	old, now := strings.Split(want, "\n"), strings.Split(got, "\n")
	var all []string
	for _, l := range old {
		if !slices.Contains(now, l) {
			all = append(all, "gone     "+l)
		}
	}
	for _, l := range now {
		if !slices.Contains(old, l) {
			all = append(all, "added    "+l)
		}
	}
	if len(all) == 0 {
		all = []string{"the same lines in another order"}
	}
	return all
}
