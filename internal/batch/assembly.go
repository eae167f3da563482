package batch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"time"
)

// Names of the files of a run.
const (
	manifestFile  = "manifest.json"
	documentsFile = "documents.jsonl"
	errorsFile    = "errors.jsonl"
	sumsFile      = "SHA256SUMS"
	runFile       = "run.json"
	inputsFile    = "inputs.part" // the inputs of the manifest, a line each
)

// assembly is the output of a run while it is put together in the staging folder.
type assembly struct {
	folder    *folder
	shardSize int64
	compress  Compression

	shard                     *output // the one being written
	documents, errors, inputs *output
	done                      []*output // the shards before it, when all is finished all outputs
	count                     int       // shards begun
}

// input is an entry of the manifest.
type input struct {
	Doc     string `json:"doc"`
	Source  string `json:"source"`
	Size    *int64 `json:"size"` // nil if it could not be read
	SHA256  string `json:"sha256"`
	Charset string `json:"charset"`
	Outcome string `json:"outcome"` // done or failed
	Stage   string `json:"stage"`   // that failed
	Shard   string `json:"shard"`
	Offset  int64  `json:"offset"` // of its records in the shard, before compression
	Length  int64  `json:"length"`
	Records int    `json:"records"`
	Number  *int64 `json:"number,omitempty"` // in a part: that of the document in the whole run
}

// Outcomes of an input.
const (
	done   = "done"
	failed = "failed"
)

func newAssembly(f *folder, shardSize int64, c Compression) (*assembly, error) {
	a := &assembly{folder: f, shardSize: shardSize, compress: c}
	if err := a.begin(); err != nil {
		a.abandon()
		return nil, err
	}
	return a, nil
}

func (a *assembly) begin() (err error) {
	if a.documents, err = create(a.folder, documentsFile, None); err != nil {
		return err
	}
	if a.errors, err = create(a.folder, errorsFile, None); err != nil {
		return err
	}
	if a.inputs, err = create(a.folder, inputsFile, None); err != nil {
		return err
	}
	return a.nextShard()
}

func (a *assembly) nextShard() (err error) {
	a.shard, err = create(a.folder, fmt.Sprintf("records-%05d.jsonl%s", a.count, a.compress.ending()), a.compress)
	a.count++
	return err
}

// shards returns how many shards there are.
func (a *assembly) shards() int { return a.count }

var (
	documentLine = []byte(`{"type":"document"`)
	errorLine    = []byte(`{"type":"error"`)
)

// add writes the lines of a document. They are never split between two shards.
func (a *assembly) add(in input, lines []byte) error {
	if a.shard.plain > 0 && a.shard.plain+int64(len(lines)) > a.shardSize {
		if err := a.shard.finish(); err != nil {
			return err
		}
		a.done = append(a.done, a.shard)
		if err := a.nextShard(); err != nil {
			return err
		}
	}
	in.Shard, in.Offset, in.Length = a.shard.File, a.shard.plain, int64(len(lines))
	for line := range bytes.Lines(lines) {
		in.Records++
		var list *output
		switch {
		case bytes.HasPrefix(line, documentLine):
			list = a.documents
		case bytes.HasPrefix(line, errorLine):
			list = a.errors
		default:
			continue
		}
		if err := list.write(line, 1); err != nil {
			return err
		}
	}
	if err := a.shard.write(lines, in.Records); err != nil {
		return err
	}
	line, err := encode(in)
	if err != nil {
		return err
	}
	return a.inputs.write(line, 1)
}

// encode returns v as a line of JSON.
func encode(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// finish ends all files but the manifest.
func (a *assembly) finish() error {
	for _, o := range []*output{a.shard, a.documents, a.errors, a.inputs} {
		if err := o.finish(); err != nil {
			return err
		}
	}
	a.done = append(a.done, a.shard, a.documents, a.errors)
	return nil
}

// abandon closes what is still open.
func (a *assembly) abandon() {
	for _, o := range []*output{a.shard, a.documents, a.errors, a.inputs} {
		if o != nil && o.file != nil {
			o.file.Close()
		}
	}
}

// manifestForm says what a manifest is, and manifestHead is what every one begins with.
const (
	manifestForm = "huiyao batch 1"
	manifestHead = "{\n  \"manifest\": \"" + manifestForm + "\",\n"
)

// manifest is what stands in a manifest before its inputs.
type manifest struct {
	Manifest string          `json:"manifest"`
	Version  string          `json:"version"`
	Data     string          `json:"data"`
	Options  json.RawMessage `json:"options"`
	Output   outputOptions   `json:"output"`
	Part     *partOf         `json:"part,omitempty"`
	Totals   totals          `json:"totals"`
	Outputs  []*output       `json:"outputs"`
}

type outputOptions struct {
	ShardSize int64  `json:"shard_size"`
	Compress  string `json:"compress"`
}

type totals struct {
	Documents int   `json:"documents"`
	Failed    int   `json:"failed"`
	Records   int   `json:"records"`
	Read      int64 `json:"bytes_read"`
	Written   int64 `json:"bytes_written"`
}

// commit ends the files and puts them in their places. Where there is a manifest, all
// that it names is there and complete: it goes first and comes last.
func (r *run) commit(began time.Time) error {
	a := r.assembly
	if err := a.finish(); err != nil {
		return err
	}
	m, err := r.manifest()
	if err != nil {
		return err
	}
	sums, err := create(r.folder, sumsFile, None)
	if err != nil {
		return err
	}
	defer sums.file.Close()
	for _, o := range append(a.done, m) {
		if err := sums.write(fmt.Appendf(nil, "%s  %s\n", o.SHA256, o.File), 1); err != nil {
			return err
		}
	}
	if err := sums.finish(); err != nil {
		return err
	}

	for _, file := range []string{manifestFile, sumsFile} {
		if err := r.remove(file); err != nil {
			return err
		}
	}
	if err := r.folder.sync(); err != nil {
		return err
	}
	keep := map[string]bool{sumsFile: true, runFile: true}
	for _, o := range append(a.done, sums) {
		keep[o.File] = true
		if err := r.publish(o.File); err != nil {
			return err
		}
	}
	if err := r.removeOthers(keep); err != nil {
		return err
	}
	if err := r.remember(began); err != nil {
		return err
	}
	if err := r.folder.sync(); err != nil {
		return err
	}
	if err := r.publish(manifestFile); err != nil {
		return err
	}
	if err := r.folder.sync(); err != nil {
		return err
	}
	return r.store.finish()
}

// publish moves a file from the staging folder to its place.
func (r *run) publish(file string) error {
	if err := r.folder.change("publish " + file); err != nil {
		return err
	}
	return r.folder.out.Rename(workFolder+"/"+staging+"/"+file, file)
}

// remove removes a file of the output folder if it is there.
func (r *run) remove(file string) error {
	if err := r.folder.change("remove " + file); err != nil {
		return err
	}
	if err := r.folder.out.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// removeOthers removes the files of earlier runs that this one has not written.
func (r *run) removeOthers(keep map[string]bool) error {
	entries, err := fs.ReadDir(r.folder.out.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if ours.MatchString(e.Name()) && !keep[e.Name()] {
			if err := r.remove(e.Name()); err != nil {
				return err
			}
		}
	}
	return nil
}

// manifest writes the manifest to the staging folder.
func (r *run) manifest() (*output, error) {
	a := r.assembly
	m := manifest{
		Manifest: manifestForm,
		Version:  r.Version,
		Data:     r.Data,
		Options:  r.settings,
		Output:   outputOptions{r.ShardSize, string(r.Compress)},
		Totals:   totals{r.stats.Documents, r.stats.Failed, 0, r.stats.Read, r.stats.Written},
		Outputs:  a.done,
	}
	if r.Part != nil {
		m.Part = &partOf{r.Part.Index, r.Part.Count, r.sources.count, r.sources.sum()}
	}
	for _, o := range a.done[:a.count] {
		m.Totals.Records += o.Records
	}
	head, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return nil, err
	}
	out, err := create(r.folder, manifestFile, None)
	if err != nil {
		return nil, err
	}
	defer out.file.Close()
	if err := out.write(append(bytes.TrimSuffix(head, []byte("\n}")), ",\n  \"inputs\": ["...), 0); err != nil {
		return nil, err
	}
	if err := a.copyInputs(out); err != nil {
		return nil, err
	}
	if err := out.write([]byte("\n  ]\n}\n"), 0); err != nil {
		return nil, err
	}
	return out, out.finish()
}

// copyInputs writes the entries of the inputs as members of a JSON array.
func (a *assembly) copyInputs(to *output) error {
	file, err := a.folder.work.Open(staging + "/" + inputsFile)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewReader(file)
	before := "\n    "
	for {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil {
			return err
		}
		if err := to.write(append([]byte(before), bytes.TrimSuffix(line, []byte("\n"))...), 0); err != nil {
			return err
		}
		before = ",\n    "
	}
}

// remember writes what is true of this run alone: when and where it was made, and how
// much it had to do.
func (r *run) remember(began time.Time) error {
	host, _ := os.Hostname()
	took := time.Since(began)
	data, err := json.MarshalIndent(struct {
		Started   string  `json:"started"`
		Finished  string  `json:"finished"`
		Seconds   float64 `json:"seconds"`
		Host      string  `json:"host"`
		System    string  `json:"system"`
		Go        string  `json:"go"`
		Workers   int     `json:"workers"`
		Documents int     `json:"documents"`
		Reused    int     `json:"reused"`
		Failed    int     `json:"failed"`
	}{
		began.UTC().Format(time.RFC3339), began.Add(took).UTC().Format(time.RFC3339), took.Seconds(),
		host, runtime.GOOS + "/" + runtime.GOARCH, runtime.Version(), max(r.Workers, 1),
		r.stats.Documents, r.stats.Reused, r.stats.Failed,
	}, "", "  ")
	if err != nil {
		return err
	}
	if err := r.folder.replace(runFile, append(data, '\n')); err != nil {
		return err
	}
	return r.folder.out.Rename(workFolder+"/"+runFile, runFile)
}
