// Package batch runs huiyao over any number of inputs into a folder: records in shards,
// lists of documents and errors, a manifest and checksums.
//
// A run has one pass. The result of each document is kept in a store inside the folder,
// under a hash of all that it depends on; a document whose result is there already is not
// worked on again. The results are written in input order to a staging folder, and when
// all are there the finished files are renamed into place, the manifest last. A run that
// is stopped at any moment therefore loses only what it was working on: the next one
// finds the store, takes from it what it can and writes the same files from the beginning.
//
// Nothing in the store is believed because it is there: an entry carries the hash of its
// content, and one that does not agree with it, as after a power cut, counts as missing.
// Only the finished files are therefore synced to the disk.
package batch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"sync"
	"sync/atomic"
	"time"

	"github.com/huiyao/huiyao/pipeline"
)

const name = "batch"

// ErrInterrupted is wrapped by the error of a run that was cancelled before all documents
// were done. What was done is kept; the same run started again goes on from there.
var ErrInterrupted = errors.New("interrupted")

// Options say what to run and where to. Out, Docs, Stages and ShardSize must be set.
type Options struct {
	Out    string                  // folder for the output; made where it is not there
	Inputs []string                // the paths that Docs reads, to see that Out is in none of them
	Docs   iter.Seq[*pipeline.Doc] // the documents; read once
	Stages []pipeline.Stage        // as pipeline.Run takes them

	Workers   int           // documents at once, below 1 means 1
	Timeout   time.Duration // for one document, 0 means as long as it takes
	ShardSize int64         // bytes of records, before compression, after which a new shard begins
	Compress  Compression   // of the shards
	Part      *Part         // Docs gives the documents that Part.Wants, the others with Unread set; nil means all
	Fresh     bool          // forget what earlier runs have done

	Version  string // the program's version
	Build    string // what tells two builds of one version apart; it is in no output
	Data     string // hash of word lists and rules
	Settings any    // what else the records depend on; written to the manifest as JSON

	// Progress, unless nil, is called with the state of the run before the first document
	// and after each one, from one goroutine.
	Progress func(Stats)

	// step, unless nil, is called before each change of the folder, and its error ends
	// the run at once: tests fill the disk and cut the power with it.
	step func(what string) error
	// hasty leaves out the syncing to the disk, for tests of many runs.
	hasty bool
}

// Stats say how far a run is.
type Stats struct {
	Documents int   // done, in any way
	Reused    int   // of these, taken from an earlier run
	Failed    int   // of these, with an error in place of records, or beside them
	Read      int64 // bytes of the documents
	Written   int64 // bytes of records, before compression
	Shards    int

	// Changed says what is not as it was in the run before ("the word lists or rules"),
	// so that its results cannot be used. Nil if nothing is, or there was none.
	Changed []string
}

// identity is what all results of a run depend on beside the documents.
type identity struct {
	Format   int             `json:"format"` // of the store
	Version  string          `json:"version"`
	Build    string          `json:"build"`
	Data     string          `json:"data"`
	Settings json.RawMessage `json:"settings"`
}

// storeFormat changes when entries of the store do.
const storeFormat = 1

// changes returns in what id differs from old.
func (id *identity) changes(old *identity) []string {
	var all []string
	if id.Format != old.Format || id.Version != old.Version || id.Build != old.Build {
		all = append(all, "the program")
	}
	if id.Data != old.Data {
		all = append(all, "the word lists or rules")
	}
	if string(id.Settings) != string(old.Settings) {
		all = append(all, "the options")
	}
	return all
}

// Run takes the documents through the stages and puts the output into the folder
// o.Out. The files there are the same bytes for the same documents, stages and options
// whatever the number of workers and whatever happened to earlier runs.
//
// A folder that holds anything that is not from Run is refused, and so is one that
// another run is working in, and one inside an input. Nothing is written outside of it.
//
// A cancelled run finishes the documents under way, keeps their results and returns an
// error that wraps ErrInterrupted. The files of an earlier run stay as they were until
// all new ones are ready. Memory does not grow with the number of documents.
func Run(ctx context.Context, o Options) (Stats, error) {
	r, err := newRun(o)
	if err != nil {
		return Stats{}, err
	}
	defer r.folder.close()
	defer r.assembly.abandon()
	began := time.Now()
	err = r.end(began, r.documents(ctx))
	return r.stats, err
}

// end puts the files in their places unless err says that the documents are not all there,
// and returns what the run ends with.
func (r *run) end(began time.Time, err error) error {
	if err == nil {
		err = r.commit(began)
	}
	if err == nil {
		return nil
	}
	if !errors.Is(err, errCut) {
		// Room for whoever needs it; the next run would remove it too.
		_ = r.folder.work.RemoveAll(staging)
	}
	return fmt.Errorf("%s: %s: %w", name, r.Out, err)
}

// errCut is what Options.step returns to end a run as if the power had been cut.
var errCut = errors.New("power cut")

// run is one run under way.
type run struct {
	Options
	settings json.RawMessage
	prefix   []byte // of what the key of each document is the hash of
	folder   *folder
	store    *store
	assembly *assembly
	stats    Stats
	sources  sources
	items    sync.Map // *pipeline.Doc to *item, of the documents under way
	order    queue    // the same items in their order
	fail     context.CancelCauseFunc
}

// item is what the run knows of a document beside the document itself.
type item struct {
	doc    *pipeline.Doc // as it came; one that takes too long ends as another
	number *int64        // among all documents of a run that does a part of them, else nil
	size   *int64        // nil of a document that could not be read
	raw    [sha256.Size]byte
	key    string // set by lookUp, for keep
	reused bool   // set by lookUp
}

// queue holds the items under way. Documents leave the stages in the order in which they
// came.
type queue struct {
	mu    sync.Mutex
	items []*item
}

func (q *queue) push(it *item) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.items = append(q.items, it)
}

func (q *queue) pop() *item {
	q.mu.Lock()
	defer q.mu.Unlock()
	it := q.items[0]
	q.items[0] = nil
	q.items = q.items[1:]
	return it
}

func newRun(o Options) (_ *run, err error) {
	if o.ShardSize < 1 {
		return nil, fmt.Errorf("%s: shard size of %d bytes: at least one is needed", name, o.ShardSize)
	}
	if o.Part != nil && !o.Part.valid() {
		return nil, fmt.Errorf("%s: part %s: %w", name, o.Part, errPart)
	}
	if !o.Compress.valid() {
		return nil, fmt.Errorf("%s: compression %q is none of zstd, gzip", name, string(o.Compress))
	}
	r := &run{Options: o, sources: newSources()}
	if r.settings, err = json.Marshal(o.Settings); err != nil {
		return nil, fmt.Errorf("%s: settings: %w", name, err)
	}
	id := identity{storeFormat, o.Version, o.Build, o.Data, r.settings}
	if r.prefix, err = json.Marshal(id); err != nil {
		return nil, fmt.Errorf("%s: settings: %w", name, err)
	}
	if r.folder, err = openFolder(&o); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := r.prepare(&id); err != nil {
		r.folder.close()
		return nil, fmt.Errorf("%s: %s: %w", name, o.Out, err)
	}
	return r, nil
}

// prepare clears what an earlier run has left and opens the store.
func (r *run) prepare(id *identity) error {
	var old identity
	if last, err := r.folder.work.ReadFile(lastIdentity); err == nil && !r.Fresh && json.Unmarshal(last, &old) == nil {
		r.stats.Changed = id.changes(&old)
	}
	var err error
	if r.store, err = openStore(r.folder, r.Workers, r.Fresh); err != nil {
		return err
	}
	if err := r.folder.replace(lastIdentity, r.prefix); err != nil {
		return err
	}
	r.assembly, err = newAssembly(r.folder, r.ShardSize, r.Compress)
	return err
}

// documents takes all documents through the stages and into the assembly.
func (r *run) documents(interrupted context.Context) error {
	// The stages get a context that an interrupt does not cancel: what is under way is
	// finished. Only when nothing is, and the source still waits for input, does an
	// interrupt end the run from outside.
	ctx, fail := context.WithCancelCause(context.WithoutCancel(interrupted))
	defer fail(nil)
	r.fail = fail
	var underWay atomic.Int64
	defer context.AfterFunc(interrupted, func() {
		for underWay.Load() > 0 && ctx.Err() == nil {
			time.Sleep(10 * time.Millisecond)
		}
		fail(ErrInterrupted)
	})()
	docs := func(yield func(*pipeline.Doc) bool) {
		for d := range r.Docs {
			if interrupted.Err() != nil {
				return
			}
			number := r.sources.add(d)
			if r.Part == nil {
				number = nil
			}
			if d.Unread {
				continue
			}
			underWay.Add(1)
			r.take(d, number)
			if !yield(d) {
				return
			}
		}
	}
	r.progress()
	_, err := pipeline.Run(ctx, pipeline.Options{Workers: r.Workers, Timeout: r.Timeout}, docs, r.stages(), func(d *pipeline.Doc) error {
		defer underWay.Add(-1)
		return r.done(d)
	})
	if err == nil && interrupted.Err() != nil {
		err = ErrInterrupted
	}
	return err
}

// take notes a document that comes.
func (r *run) take(d *pipeline.Doc, number *int64) {
	it := &item{doc: d, number: number}
	if d.Failure == nil {
		size := int64(len(d.Raw))
		it.size, it.raw = &size, sha256.Sum256(d.Raw)
		r.items.Store(d, it)
	}
	r.order.push(it)
}

// done takes a document that is finished.
func (r *run) done(d *pipeline.Doc) error {
	it := r.order.pop()
	r.items.Delete(it.doc)
	in := input{Doc: d.ID, Source: d.Source, Size: it.size, Charset: d.Charset, Outcome: done, Number: it.number}
	if it.size != nil {
		in.SHA256 = hex.EncodeToString(it.raw[:])
		r.stats.Read += *it.size
	}
	// Of a document that took too long, a stage may still be at work on the first one.
	if d == it.doc && it.reused {
		r.stats.Reused++
	}
	if d.Failure != nil {
		in.Outcome, in.Stage = failed, d.Failure.Stage
		r.stats.Failed++
	} else if len(d.Faults) > 0 {
		r.stats.Failed++
	}
	if err := r.assembly.add(in, d.Output); err != nil {
		return err
	}
	r.stats.Documents++
	r.stats.Written += int64(len(d.Output))
	r.stats.Shards = r.assembly.shards()
	r.progress()
	return nil
}

func (r *run) progress() {
	if r.Progress != nil {
		r.Progress(r.stats)
	}
}

// stages returns the run's stages between one that looks into the store and one that
// puts into it.
func (r *run) stages() []pipeline.Stage {
	all := []pipeline.Stage{lookUp{r}}
	for _, s := range r.Stages {
		all = append(all, unlessKept{s})
	}
	if last := len(all) - 1; last > 0 {
		all[last] = keep{r.Stages[last-1], r}
	}
	return all
}

// lookUp is the stage that gives a document its kept output.
type lookUp struct{ r *run }

func (lookUp) Name() string { return name }

// Run reads the fields that the source sets. Sets Doc.Output, Doc.SHA256 and Doc.Charset
// where the store has the document.
func (s lookUp) Run(_ context.Context, d *pipeline.Doc) error {
	it := s.r.item(d)
	if it == nil {
		return nil
	}
	var err error
	if it.key, err = s.r.key(d, it.raw); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if e, ok := s.r.store.get(it.key); ok {
		it.reused = true
		d.Output, d.SHA256, d.Charset = e.output, hex.EncodeToString(it.raw[:]), e.Charset
	}
	return nil
}

// item returns what was noted of d, nil where nothing was or d is not waited for any more.
func (r *run) item(d *pipeline.Doc) *item {
	it, ok := r.items.Load(d)
	if !ok {
		return nil
	}
	return it.(*item)
}

// key returns the hash of all that the output of d depends on: the run's identity and
// every field that the source has set, whichever these are.
func (r *run) key(d *pipeline.Doc, raw [sha256.Size]byte) (string, error) {
	given := *d
	given.Raw = nil
	fields, err := json.Marshal(given)
	if err != nil {
		return "", err
	}
	h := sha256.New()
	h.Write(r.prefix)
	h.Write(fields)
	h.Write(raw[:])
	return hex.EncodeToString(h.Sum(nil)), nil
}

// unlessKept is a stage that is left out where the store had the document.
type unlessKept struct{ pipeline.Stage }

// Run runs the stage unless Doc.Output is set.
func (s unlessKept) Run(ctx context.Context, d *pipeline.Doc) error {
	if d.Output != nil {
		return nil
	}
	return s.Stage.Run(ctx, d)
}

// keep is the last stage; what it makes goes to the store. A document that failed is
// tried again in the next run: the reason may have been of the moment.
type keep struct {
	pipeline.Stage
	r *run
}

// Run runs the stage unless Doc.Output is set.
func (s keep) Run(ctx context.Context, d *pipeline.Doc) error {
	if d.Output != nil {
		return nil
	}
	if err := s.Stage.Run(ctx, d); err != nil || d.Failure != nil {
		return err
	}
	it := s.r.item(d)
	if it == nil {
		return nil
	}
	// That results cannot be kept is no fault of the document: it ends the run.
	if err := s.r.store.put(it.key, entry{Charset: d.Charset, output: d.Output}); err != nil {
		s.r.fail(err)
	}
	return nil
}
