package pdf

import (
	"context"
	"sync"

	"github.com/tetratelabs/wazero/experimental"
)

// memory is the memory of one PDFium. It may grow to limit bytes, which is set for each
// document; growing further fails, and PDFium then ends.
type memory struct {
	pages []byte // what is in use; its capacity is what was reserved
	limit uint64
	full  bool // it was asked for more than limit
	free  func([]byte)
}

// Reallocate returns the memory at its new size, nil beyond the limit.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.limit {
		m.full = true
		return nil
	}
	if size > uint64(cap(m.pages)) {
		// A little more than asked for, so that growing page by page stays linear.
		grown := make([]byte, size, min(size+size/4, m.limit))
		copy(grown, m.pages)
		m.release()
		m.pages = grown
	}
	m.pages = m.pages[:size]
	return m.pages
}

// Free gives the memory back; nothing may use it afterwards.
func (m *memory) Free() {
	m.release()
	m.pages = nil
}

func (m *memory) release() {
	if m.free != nil {
		m.free(m.pages[:cap(m.pages)])
		m.free = nil
	}
}

// memories hands out the memory of each new PDFium, and tells whose it is.
type memories struct {
	sync.Mutex
	limit  uint64 // of the next, beyond what it begins with
	latest *memory
}

// Allocate is called once for each new PDFium.
func (a *memories) Allocate(first, most uint64) experimental.LinearMemory {
	m := &memory{limit: min(most, first+a.limit)}
	if pages, ok := reserve(m.limit); ok {
		m.pages, m.free = pages[:0], unreserve
	}
	a.latest = m
	return m
}

// context returns a context that has the memory of PDFium come from a.
func (a *memories) context() context.Context {
	return experimental.WithMemoryAllocator(context.Background(), a)
}
