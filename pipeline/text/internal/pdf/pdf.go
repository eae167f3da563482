// Package pdf reads the text layer of PDF files with PDFium, which runs as WebAssembly:
// it sees no files, no network and no fonts of the machine.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

// MaxPages is how many pages a document has at most.
const MaxPages = 20_000

// ErrPages is wrapped by the error for a document with too many pages.
var ErrPages = errors.New("too many pages")

const (
	// memoryPages is how much memory one document may take, in pages of 64 KiB.
	memoryPages = 16384
	// interpreted is how many pages are read before it pays to compile PDFium, which
	// takes seconds: the interpreter is at once there and some thirty times slower.
	interpreted = 60
	// wait is how long a document waits for its turn.
	wait = time.Hour
)

// engine is a PDFium that is made when it is first asked for.
type engine struct {
	config func() wazero.RuntimeConfig
	once   sync.Once
	pool   pdfium.Pool
	err    error
}

var (
	interpreter = &engine{config: wazero.NewRuntimeConfigInterpreter}
	compiler    = &engine{config: wazero.NewRuntimeConfig}
	pagesRead   atomic.Int64
)

func (e *engine) instance() (pdfium.Pdfium, error) {
	e.once.Do(func() {
		workers := runtime.GOMAXPROCS(0)
		e.pool, e.err = webassembly.Init(webassembly.Config{
			MaxIdle: 1, MaxTotal: workers,
			FSConfig: wazero.NewFSConfig(), // nothing of the machine's files
			Stdout:   io.Discard, Stderr: io.Discard,
			RandomSource: zeros{},
			RuntimeConfig: e.config().WithMemoryLimitPages(memoryPages).WithCloseOnContextDone(true).
				WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling),
		})
	})
	if e.err != nil {
		return nil, e.err
	}
	return e.pool.GetInstance(wait)
}

// zeros is a source of numbers that are random to nobody: the same in, the same out.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// Read returns the lines of each page. Pages without a text layer, such as scans, have
// none.
func Read(ctx context.Context, raw []byte) ([][]string, error) {
	if pagesRead.Load() < interpreted {
		pages, done, err := read(ctx, interpreter, raw, interpreted)
		if done || err != nil {
			return pages, err
		}
	}
	pages, _, err := read(ctx, compiler, raw, MaxPages)
	return pages, err
}

// read reads a document that has most pages or fewer; done says whether it has.
func read(ctx context.Context, e *engine, raw []byte, most int) (pages [][]string, done bool, err error) {
	in, err := e.instance()
	if err != nil {
		return nil, false, err
	}
	stop := context.AfterFunc(ctx, func() { _ = in.Kill() })
	defer func() {
		if stop() {
			_ = in.Close()
		} else if ctx.Err() != nil {
			err = ctx.Err()
		}
	}()
	document, err := in.OpenDocument(&requests.OpenDocument{File: &raw})
	if err != nil {
		return nil, false, err
	}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: document.Document})
	if err != nil {
		return nil, false, err
	}
	switch {
	case count.PageCount > MaxPages:
		return nil, false, fmt.Errorf("%w: %d, at most %d", ErrPages, count.PageCount, MaxPages)
	case count.PageCount > most:
		return nil, false, nil
	}
	for i := range count.PageCount {
		if err := ctx.Err(); err != nil {
			return nil, false, err
		}
		page, err := in.GetPageTextStructured(&requests.GetPageTextStructured{
			Page: requests.Page{ByIndex: &requests.PageByIndex{Document: document.Document, Index: i}},
			Mode: requests.GetPageTextStructuredModeRects,
		})
		if err != nil {
			return nil, false, fmt.Errorf("page %d: %w", i+1, err)
		}
		words := make([]layout.Word, 0, len(page.Rects))
		for _, r := range page.Rects {
			at := r.PointPosition
			words = append(words, layout.Word{
				Text: clean(r.Text), X: at.Left, W: at.Right - at.Left,
				// The middle of the box: tops differ between scripts. y grows upwards in PDF.
				Y: -(at.Top + at.Bottom) / 2, Size: at.Top - at.Bottom,
			})
		}
		pages = append(pages, layout.Lines(words))
	}
	pagesRead.Add(int64(count.PageCount))
	return pages, true, nil
}

// clean returns s without what PDFium puts for hyphens at line ends and for glyphs that
// stand for no character.
func clean(s string) string {
	return strings.ToValidUTF8(strings.Map(func(r rune) rune {
		switch {
		case r < ' ' && r != '\t', r >= 0x7F && r < 0xA0, r == '\uFFFE', r == '\uFFFF':
			return -1
		}
		return r
	}, s), "")
}
