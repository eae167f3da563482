package pdf

import (
	"context"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

const (
	// mostMemory is how much memory PDFium may have for a document, beside the document's
	// own bytes; mostPages is what it can ever have, in pages of 64 KiB.
	mostMemory = 128 << 20
	mostPages  = 32768
	// interpreted is how many pages are read before it pays to compile PDFium where what
	// was compiled cannot be kept: that takes seconds, and the interpreter, which is
	// at once there, is some thirty times slower.
	interpreted = 60
)

// engine is a PDFium that is made when it is first asked for.
type engine struct {
	interpreter bool
	once        sync.Once
	pool        pdfium.Pool
	memories    memories
	err         error
}

var (
	interpreter = &engine{interpreter: true}
	compiler    = &engine{}
	pagesRead   atomic.Int64
	// turns bounds how many documents are read at once.
	turns = make(chan struct{}, runtime.GOMAXPROCS(0))
	// kept says whether compiled PDFium is kept for the next run.
	kept = sync.OnceValue(func() bool { return cacheFolder() != "" })
)

//go:generate go run gen.go

// fonts holds the one font that PDFium sees beside its own.
//
//go:embed fonts
var fonts embed.FS

// start makes the engine. Compiling leaves much garbage, which is collected at once: until it
// is over others collect more often too.
func (e *engine) start() {
	begun := time.Now()
	defer func(percent int) {
		debug.SetGCPercent(percent)
		if time.Since(begun) > time.Second {
			debug.FreeOSMemory() // before the document needs as much
		}
	}(debug.SetGCPercent(25))
	if e.interpreter {
		e.err = e.init(wazero.NewRuntimeConfigInterpreter())
		return
	}
	folder := cacheFolder()
	config, ok := cached(wazero.NewRuntimeConfig(), folder)
	if e.err = e.init(config); e.err == nil || !ok {
		return
	}
	// What was kept is damaged, or cannot be written: the next run makes it anew.
	removeCached(folder)
	e.err = e.init(wazero.NewRuntimeConfig())
}

func (e *engine) init(config wazero.RuntimeConfig) (err error) {
	e.pool, err = webassembly.Init(webassembly.Config{
		Context: e.memories.context(),
		MaxIdle: 1, MaxTotal: cap(turns) + 1,
		// Nothing of the machine's files.
		FSConfig: wazero.NewFSConfig().WithFSMount(fonts, "/usr/share"),
		Stdout:   io.Discard, Stderr: io.Discard,
		RandomSource: zeros{},
		RuntimeConfig: config.WithMemoryLimitPages(mostPages).WithCloseOnContextDone(true).WithDebugInfoEnabled(false).
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling),
	})
	return err
}

// zeros is a source of numbers that are random to nobody: the same in, the same out.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// machine is one PDFium for one document, used by one goroutine.
type machine struct {
	instance pdfium.Pdfium
	memory   *memory
	find     interface {
		Fn(name string) api.Function
	}
	functions map[string]api.Function
	stack     [8]uint64
	scratch   uint32 // address of memory for what functions return by pointer
	err       error  // the first error of a call; later calls do nothing
}

// machine returns a new PDFium that may take most bytes of memory.
func (e *engine) machine(ctx context.Context, most uint64) (*machine, error) {
	e.once.Do(e.start)
	if e.err != nil {
		return nil, e.err
	}
	e.memories.Lock()
	defer e.memories.Unlock()
	e.memories.limit = most
	in, err := e.pool.GetInstance(time.Minute)
	if err != nil {
		return nil, err
	}
	m := &machine{instance: in, memory: e.memories.latest, functions: map[string]api.Function{}}
	var ok bool
	if m.find, ok = in.GetImplementation().(interface {
		Fn(name string) api.Function
	}); !ok {
		_ = in.Close()
		return nil, errors.New("go-pdfium gives no functions")
	}
	m.scratch = m.alloc(ctx, 64)
	return m, m.err
}

// close ends the PDFium and gives its memory back.
func (m *machine) close() { _ = m.instance.Close() }

// call calls a function of PDFium and returns what it returns, 0 once a call has failed.
func (m *machine) call(ctx context.Context, name string, parameters ...uint64) uint64 {
	if m.err != nil {
		return 0
	}
	f := m.functions[name]
	if f == nil {
		if f = m.find.Fn(name); f == nil {
			m.err = fmt.Errorf("PDFium has no function %s", name)
			return 0
		}
		m.functions[name] = f
	}
	m.stack[0] = 0
	copy(m.stack[:], parameters)
	if err := f.CallWithStack(ctx, m.stack[:]); err != nil {
		switch {
		case ctx.Err() != nil:
			err = ctx.Err()
		case m.memory.full:
			err = ErrMemory
		default:
			err = fmt.Errorf("%w: PDFium gave up in %s", ErrBroken, name)
		}
		m.err = err
		return 0
	}
	return m.stack[0]
}

// alloc returns the address of size new bytes.
func (m *machine) alloc(ctx context.Context, size int) uint32 {
	at := uint32(m.call(ctx, "malloc", uint64(size)))
	if m.err == nil && (at == 0 || uint64(at)+uint64(size) > uint64(len(m.memory.pages))) {
		m.err = ErrMemory
	}
	return at
}

// int32At, float32At and float64At read what a function left in scratch, i values from its start.
func (m *machine) int32At(i uint32) int32 {
	if m.err != nil {
		return 0
	}
	return int32(binary.LittleEndian.Uint32(m.memory.pages[m.scratch+4*i:]))
}

func (m *machine) float32At(i uint32) float64 {
	if m.err != nil {
		return 0
	}
	at := m.scratch + 4*i
	return float64(math.Float32frombits(binary.LittleEndian.Uint32(m.memory.pages[at:])))
}

func (m *machine) float64At(i uint32) float64 {
	if m.err != nil {
		return 0
	}
	at := m.scratch + 8*i
	return math.Float64frombits(binary.LittleEndian.Uint64(m.memory.pages[at:]))
}

// removeCached takes away what is kept in the folder.
func removeCached(folder string) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() && len(e.Name()) > 7 && e.Name()[:7] == "wazero-" {
			_ = os.RemoveAll(folder + string(os.PathSeparator) + e.Name())
		}
	}
}
