package cli

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/huiyao/huiyao/internal/batch"
)

// Between two lines of progress where there is no terminal, and between two states of the
// metrics file.
const progressEvery = 10 * time.Second

// progress shows how far a batch run is: a bar on a terminal, lines elsewhere. Its
// methods may be called from several goroutines.
type progress struct {
	s       *Streams
	quiet   bool
	metrics string // file, or ""
	inputs  []string
	began   time.Time
	bar     *progressbar.ProgressBar // nil without a terminal
	total   atomic.Int64             // bytes of the inputs, 0 while it is not known
	done    chan struct{}
	ended   sync.WaitGroup

	mu     sync.Mutex
	stats  batch.Stats
	failed error // of the metrics file
}

func newProgress(s *Streams, quiet bool, metrics string, inputs []string) *progress {
	p := &progress{s: s, quiet: quiet, metrics: metrics, inputs: inputs, began: time.Now(), done: make(chan struct{})}
	if f, ok := s.Err.(*os.File); ok && !quiet && movable(f) {
		p.bar = progressbar.NewOptions64(-1,
			progressbar.OptionSetWriter(f),
			progressbar.OptionShowBytes(true),
			progressbar.OptionSetWidth(20),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionClearOnFinish(),
		)
	}
	return p
}

// start begins to show the state and to keep the metrics file, whose first error it
// returns.
func (p *progress) start() error {
	if p.write(true); p.failed != nil {
		return p.failed
	}
	if !p.quiet {
		go p.measure()
	}
	p.ended.Go(func() {
		tick := time.NewTicker(progressEvery)
		defer tick.Stop()
		for {
			select {
			case <-p.done:
				return
			case <-tick.C:
				p.tick()
			}
		}
	})
	return nil
}

// stop ends what start began, writes the metrics of the end and returns the first error
// of the metrics file.
func (p *progress) stop() error {
	close(p.done)
	p.ended.Wait()
	if p.bar != nil {
		_ = p.bar.Clear()
	}
	p.write(false)
	return p.failed
}

// set takes the state of the run.
func (p *progress) set(stats batch.Stats) {
	p.mu.Lock()
	first := stats.Documents == 0
	p.stats = stats
	p.mu.Unlock()
	if first {
		if len(stats.Changed) > 0 && !p.quiet {
			p.s.message("not as in the run before: %s; all documents are worked on again", strings.Join(stats.Changed, ", "))
		}
		return
	}
	if p.bar == nil {
		return
	}
	if total := p.total.Load(); total > stats.Read && p.bar.GetMax64() != total {
		p.bar.ChangeMax64(total)
	} else if total <= stats.Read && p.bar.GetMax64() > 0 {
		p.bar.ChangeMax64(stats.Read + 1) // more came out of the inputs than they have bytes
	}
	p.bar.Describe(counts(stats).in(p.s.Language))
	_ = p.bar.Set64(stats.Read)
}

func counts(s batch.Stats) message {
	if s.Failed > 0 {
		return say("%d documents, %d failed", s.Documents, s.Failed)
	}
	return say("%d documents", s.Documents)
}

// tick shows the state where there is no bar.
func (p *progress) tick() {
	p.write(true)
	if p.quiet || p.bar != nil {
		return
	}
	p.mu.Lock()
	stats := p.stats
	p.mu.Unlock()
	took := time.Since(p.began)
	done, speed := counts(stats), float64(stats.Read)/1e6/took.Seconds()
	if total := p.total.Load(); stats.Read > 0 && total > stats.Read {
		left := time.Duration(float64(took) * float64(total-stats.Read) / float64(stats.Read))
		p.s.message("%s, %.1f MB/s, about %s left", done, speed, round(left))
		return
	}
	p.s.message("%s, %.1f MB/s", done, speed)
}

// write replaces the metrics file.
func (p *progress) write(running bool) {
	if p.metrics == "" {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := batch.WriteMetrics(p.metrics, p.stats, time.Since(p.began), running); err != nil && p.failed == nil {
		p.failed = errorf("--metrics: %w", err)
	}
}

// measure adds up the sizes of the inputs, as far as they are files.
func (p *progress) measure() {
	var total int64
	for _, in := range p.inputs {
		if in == "-" {
			return
		}
		_ = filepath.WalkDir(in, func(path string, e fs.DirEntry, err error) error {
			select {
			case <-p.done:
				return fs.SkipAll
			default:
			}
			if err != nil {
				return nil // the run will say so
			}
			if path != in && strings.HasPrefix(e.Name(), ".") {
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
				total += info.Size()
			}
			return nil
		})
	}
	p.total.Store(total)
}

// round returns a duration as people say it.
func round(d time.Duration) time.Duration {
	if d < 10*time.Second {
		return d.Round(100 * time.Millisecond)
	}
	return d.Round(time.Second)
}

// size returns a number of bytes as people say it.
func size(n int64) string {
	const unit = 1000
	if n < unit {
		return fmt.Sprintf("%d B", n)
	}
	value, prefix := float64(n)/unit, 0
	for value >= unit {
		value, prefix = value/unit, prefix+1
	}
	return fmt.Sprintf("%.1f %cB", value, "kMGTPE"[prefix])
}
