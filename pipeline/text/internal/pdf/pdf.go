// Package pdf reads the text layer of PDF files with PDFium, which runs as WebAssembly:
// it sees no files, no network and no fonts of the machine.
package pdf

import (
	"context"
	"errors"
	"fmt"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// Limits of a document.
const (
	MaxPages          = 20_000
	MaxCharacters     = 20_000_000
	maxPageCharacters = 1_000_000
)

// Errors that the errors of the package wrap.
var (
	ErrPages      = errors.New("too many pages")
	ErrCharacters = errors.New("too many characters")
	ErrMemory     = errors.New("needs more memory than a document may take: split it")
	ErrBroken     = errors.New("is damaged")
	ErrPassword   = errors.New("needs a password: save it without one")
)

// Read calls each for every page, in order; an error of each ends the reading and is returned.
// Other errors say that the document cannot be read at all, or that ctx is done. A page that cannot be read is Broken.
// Glyphs stand where the file has them, in points, and none of them is blank. Safe for
// concurrent use: as many documents as there are processors are read at once.
func Read(ctx context.Context, raw []byte, each func(p *layout.Page) error) error {
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-ctx.Done():
		return ctx.Err()
	}
	if !kept() && pagesRead.Load() < interpreted {
		done, err := read(ctx, interpreter, raw, interpreted, each)
		if done || err != nil {
			return err
		}
	}
	_, err := read(ctx, compiler, raw, MaxPages, each)
	return err
}

// read reads a document that has most pages or fewer; done says whether it has.
func read(ctx context.Context, e *engine, raw []byte, most int, each func(p *layout.Page) error) (done bool, err error) {
	m, err := e.machine(ctx, mostMemory+uint64(len(raw)))
	if err != nil {
		return false, err
	}
	defer m.close()
	document, err := m.open(ctx, raw)
	if err != nil {
		return false, err
	}
	count := int(int32(m.call(ctx, "FPDF_GetPageCount", document)))
	switch {
	case m.err != nil:
		return false, m.err
	case count > MaxPages:
		return false, fmt.Errorf("%w: %d, at most %d", ErrPages, count, MaxPages)
	case count > most:
		return false, nil
	}
	characters := 0
	for i := range count {
		page := m.page(ctx, document, i)
		if characters += len(page.Glyphs); characters > MaxCharacters {
			m.err = fmt.Errorf("%w: at most %d", ErrCharacters, MaxCharacters)
		}
		if m.err != nil {
			return false, fmt.Errorf("page %d: %w", i+1, m.err)
		}
		if err := each(&page); err != nil {
			return false, err
		}
	}
	pagesRead.Add(int64(count))
	return true, nil
}

// open gives the document to PDFium, which keeps what it needs of raw for itself.
func (m *machine) open(ctx context.Context, raw []byte) (uint64, error) {
	if len(raw) == 0 {
		return 0, ErrBroken
	}
	data := m.alloc(ctx, len(raw))
	if m.err != nil {
		return 0, m.err
	}
	copy(m.memory.pages[data:], raw)
	document := m.call(ctx, "FPDF_LoadMemDocument", uint64(data), uint64(len(raw)), 0)
	if m.err == nil && document == 0 {
		switch code := m.call(ctx, "FPDF_GetLastError"); code {
		case 4:
			m.err = ErrPassword
		default:
			m.err = fmt.Errorf("%w: PDFium cannot open it (%d)", ErrBroken, code)
		}
	}
	return document, m.err
}
