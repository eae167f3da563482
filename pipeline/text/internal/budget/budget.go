// Package budget bounds what is made of a document: a small file can hold a text that fills
// any memory, as one string that many cells show.
package budget

import (
	"errors"
	"fmt"
)

// ErrLimit is wrapped by the errors for documents that grow beyond their budget.
var ErrLimit = errors.New("grows beyond its limit")

const (
	// base is how many bytes of text a document of any size may have, and ratio how many more
	// for each of its own bytes. Office files hold some twenty times their size.
	base  = 16 << 20
	ratio = 64
	// baseUnpacked and ratioUnpacked are the same for the bytes that its parts unpack to, marks
	// and all.
	baseUnpacked  = 32 << 20
	ratioUnpacked = 128
	// maxCells is how many cells the tables of a document have at most.
	maxCells = 8 << 20
)

// A Budget is what one document may still grow to. All that read its parts share it; it
// belongs to one goroutine at a time.
type Budget struct {
	limit, text, unpacked int64
	cells                 int
}

// New returns the budget of a document of size bytes, which may never unpack to more than
// most, nor have a text of more.
func New(size int, most int64) *Budget {
	limit := min(most, base+ratio*int64(size))
	return &Budget{limit: limit, text: limit, unpacked: min(most, baseUnpacked+ratioUnpacked*int64(size)), cells: maxCells}
}

// Unpacked returns how many bytes the parts of the document may unpack to altogether.
func (b *Budget) Unpacked() int64 { return b.unpacked }

// Text counts n bytes of text. The error wraps ErrLimit.
func (b *Budget) Text(n int) error {
	if b.text -= int64(n); b.text < 0 {
		return fmt.Errorf("%w: text of more than %d bytes", ErrLimit, b.limit)
	}
	return nil
}

// Cells counts n cells of tables. The error wraps ErrLimit.
func (b *Budget) Cells(n int) error {
	if b.cells -= n; b.cells < 0 {
		return fmt.Errorf("%w: more than %d cells", ErrLimit, maxCells)
	}
	return nil
}
