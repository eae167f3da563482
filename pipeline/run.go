package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync"
	"time"

	"github.com/huiyao/huiyao/record"
)

// ErrMissing is wrapped by the error that Missing returns.
var ErrMissing = errors.New("is not set")

// Missing returns the error of a stage that finds a field unset which an earlier stage
// sets: "simplify: Doc.MediaType is not set; the text stage comes first".
func Missing(stage, field, setBy string) error {
	return fmt.Errorf("%s: Doc.%s %w; the %s stage comes first", stage, field, ErrMissing, setBy)
}

// Options are the settings of Run. The zero value is usable.
type Options struct {
	// Workers is how many documents are worked on at once; below 1 means 1.
	Workers int
	// Window is how many documents may be between the source and the sink, those waiting
	// for a slow one before them included; below Workers+1 means 64 for each worker.
	Window int
	// Pending is how many bytes of finished output may wait for a slow document before
	// the source pauses; below 1 means 32 MiB. One document is never too large.
	Pending int64
	// Timeout is how long a document may be worked on; 0 means as long as it takes.
	Timeout time.Duration
}

// ErrTimeout is wrapped by the failure of a document that took longer than the limit.
var ErrTimeout = errors.New("took longer than the limit")

// Summary says what a run did.
type Summary struct {
	Documents int   // given to the sink
	Failed    int   // of these, with Doc.Failure or Doc.Faults set
	Read      int64 // bytes of input of these
	Written   int64 // bytes of output of these
}

const (
	windowPerWorker = 64
	pendingBytes    = 32 << 20
)

// Run takes each document of docs through the stages, in order, and gives it to sink.
// Several documents are worked on at once, but the sink is called from one goroutine,
// for one document at a time, in the order of docs.
//
// A stage that returns an error or panics sets Doc.Failure; of the stages after it only
// the last runs, which turns the document or its failure into Doc.Output. A document that
// comes with Doc.Failure set (the source could not read it) goes to the last stage at
// once. The sink gets the document without its texts and facts: what is left is small.
//
// Memory holds Workers+1 documents, and of those that wait for their turn only the
// output, which Options.Window and Options.Pending bound; the source then pauses.
//
// Run ends when docs ends, when ctx is cancelled, when the sink returns an error or when
// the last stage cannot even write a failure; it returns the first of these errors. The
// sink is never called after ctx was cancelled, so that whole documents are written or
// nothing. Run does not wait for a source that is blocked in a read; its goroutine ends
// with the read.
func Run(ctx context.Context, o Options, docs iter.Seq[*Doc], stages []Stage, sink func(*Doc) error) (Summary, error) {
	if len(stages) == 0 {
		return Summary{}, errors.New("pipeline: no stages")
	}
	o.Workers = max(o.Workers, 1)
	if o.Window <= o.Workers {
		o.Window = o.Workers * windowPerWorker
	}
	if o.Pending < 1 {
		o.Pending = pendingBytes
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)

	r := &run{ctx: ctx, cancel: cancel, options: o, stages: stages}
	r.gate = newGate(o.Window, o.Pending)
	defer context.AfterFunc(ctx, r.gate.close)()
	jobs := make(chan *job)
	order := make(chan *job, o.Window)
	go r.feed(docs, jobs, order)
	var workers sync.WaitGroup
	for range o.Workers {
		workers.Go(func() { r.work(jobs) })
	}
	summary, err := r.write(order, sink)
	cancel(err)
	workers.Wait()
	return summary, err
}

// job is a document under way; done is closed when its output is ready.
type job struct {
	doc  *Doc
	read int64
	done chan struct{}
}

type run struct {
	ctx     context.Context
	cancel  context.CancelCauseFunc
	options Options
	stages  []Stage
	gate    *gate
}

// feed hands the documents of the source to the workers and, in their order, to write.
func (r *run) feed(docs iter.Seq[*Doc], jobs, order chan<- *job) {
	defer close(order)
	defer close(jobs)
	if !r.gate.enter() {
		return
	}
	for doc := range docs {
		j := &job{doc, int64(len(doc.Raw)), make(chan struct{})}
		order <- j // has room for all that the gate lets in
		select {
		case jobs <- j:
		case <-r.ctx.Done():
			return
		}
		if !r.gate.enter() {
			return
		}
	}
}

// work takes documents through the stages until there are no more.
func (r *run) work(jobs <-chan *job) {
	for {
		select {
		case <-r.ctx.Done():
			return
		case j, ok := <-jobs:
			if !ok {
				return
			}
			if err := r.timed(j); err != nil {
				r.cancel(err)
				return
			}
			release(j.doc)
			r.gate.finished(int64(len(j.doc.Output)))
			close(j.done)
		}
	}
}

// timed runs the stages on the document of j, for as long as a document may take. What
// takes longer is left behind: its goroutine ends with the stage that it is in, and the
// document given on in its place is a failure.
func (r *run) timed(j *job) error {
	if r.options.Timeout <= 0 {
		return r.process(r.ctx, j.doc)
	}
	ctx, cancel := context.WithTimeout(r.ctx, r.options.Timeout)
	defer cancel()
	slow, id, source := j.doc, j.doc.ID, j.doc.Source
	done := make(chan error, 1)
	go func() { done <- r.process(ctx, slow) }()
	select {
	case err := <-done:
		if r.ctx.Err() == nil && ctx.Err() != nil && err != nil {
			break // a stage saw the time pass
		}
		return err
	case <-ctx.Done():
		if r.ctx.Err() != nil {
			return context.Cause(r.ctx)
		}
	}
	j.doc = &Doc{ID: id, Source: source}
	j.doc.Failure = record.NewError(id, "pipeline", fmt.Errorf("pipeline: %s: %w of %v", id, ErrTimeout, r.options.Timeout))
	return r.process(r.ctx, j.doc)
}

// process runs the stages on d. An error means that the run cannot go on.
func (r *run) process(ctx context.Context, d *Doc) error {
	last := len(r.stages) - 1
	for _, s := range r.stages[:last] {
		if d.Failure != nil {
			break
		}
		r.step(ctx, s, d)
	}
	if ctx.Err() != nil {
		return context.Cause(ctx) // what failed may have failed for this
	}
	failed := d.Failure
	r.step(ctx, r.stages[last], d)
	if d.Failure == failed {
		return nil
	}
	if failed == nil { // could not write the document: write why
		d.Output = nil
		reason := d.Failure
		r.step(ctx, r.stages[last], d)
		if d.Failure == reason {
			return nil
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return fmt.Errorf("pipeline: document %q: %s: %s", d.ID, d.Failure.Stage, d.Failure.Message)
}

// step runs one stage and turns its error or panic into d.Failure.
func (r *run) step(ctx context.Context, s Stage, d *Doc) {
	defer func() {
		if p := recover(); p != nil {
			d.Failure = record.NewError(d.ID, s.Name(), fmt.Errorf("panic: %v", p))
		}
	}()
	if err := s.Run(ctx, d); err != nil {
		d.Failure = record.NewError(d.ID, s.Name(), err)
	}
}

// release drops what only the stages need, so that a finished document waiting for its
// turn costs no more than its output.
func release(d *Doc) {
	d.Raw, d.Decoded, d.Text, d.Simple = nil, "", "", ""
	d.Sentences, d.Tokenizer, d.Facts, d.Parts = nil, nil, nil, nil
}

// write gives the finished documents to the sink in order.
func (r *run) write(order <-chan *job, sink func(*Doc) error) (Summary, error) {
	var sum Summary
	for {
		var j *job
		var ok bool
		select {
		case <-r.ctx.Done():
			return sum, context.Cause(r.ctx)
		case j, ok = <-order:
		}
		if !ok {
			// A cancelled source ends early: that is not the end of the input.
			return sum, context.Cause(r.ctx)
		}
		select {
		case <-r.ctx.Done():
			return sum, context.Cause(r.ctx)
		case <-j.done:
		}
		if r.ctx.Err() != nil { // both were ready
			return sum, context.Cause(r.ctx)
		}
		if err := sink(j.doc); err != nil {
			return sum, err
		}
		sum.Documents++
		if j.doc.Failure != nil || len(j.doc.Faults) > 0 {
			sum.Failed++
		}
		sum.Read += j.read
		sum.Written += int64(len(j.doc.Output))
		r.gate.leave(int64(len(j.doc.Output)))
	}
}

// gate keeps the source from running ahead: at most window documents inside, and none
// let in while more than pending bytes of finished output wait.
type gate struct {
	mu      sync.Mutex
	change  sync.Cond
	window  int
	pending int64

	inside  int
	waiting int64
	closed  bool
}

func newGate(window int, pending int64) *gate {
	g := &gate{window: window, pending: pending}
	g.change.L = &g.mu
	return g
}

// enter waits until one more document may come in; false means that the run is over.
func (g *gate) enter() bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	for !g.closed && (g.inside >= g.window || g.inside > 0 && g.waiting > g.pending) {
		g.change.Wait()
	}
	g.inside++
	return !g.closed
}

// finished says that a document's output of n bytes waits for its turn.
func (g *gate) finished(n int64) {
	g.mu.Lock()
	g.waiting += n
	g.mu.Unlock()
}

// leave says that a document with n bytes of output was written.
func (g *gate) leave(n int64) {
	g.mu.Lock()
	g.inside--
	g.waiting -= n
	g.mu.Unlock()
	g.change.Signal()
}

func (g *gate) close() {
	g.mu.Lock()
	g.closed = true
	g.mu.Unlock()
	g.change.Broadcast()
}
