package batch

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

// worker is a first stage that counts its documents, and writer a last one that gives a
// document record and a fact for each word.
type worker struct{ worked atomic.Int64 }

func (*worker) Name() string { return "work" }

func (w *worker) Run(_ context.Context, d *pipeline.Doc) error {
	w.worked.Add(1)
	if bytes.Contains(d.Raw, []byte("bad")) {
		return errors.New("work: bad")
	}
	d.Text, d.Charset = string(d.Raw), "utf-8"
	return nil
}

type writer struct{}

func (writer) Name() string { return "write" }

func (writer) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Failure != nil {
		line, err := encode(d.Failure)
		d.Output = line
		return err
	}
	d.Output = fmt.Appendf(d.Output, `{"type":"document","doc":%q}`+"\n", d.ID)
	for word := range strings.FieldsSeq(d.Text) {
		d.Output = fmt.Appendf(d.Output, `{"type":"number","doc":%q,"text":%q}`+"\n", d.ID, word)
	}
	return nil
}

// texts returns documents named by their number.
func texts(all ...string) iter.Seq[*pipeline.Doc] {
	return func(yield func(*pipeline.Doc) bool) {
		for i, text := range all {
			d := &pipeline.Doc{ID: fmt.Sprint("d", i), Source: fmt.Sprint("in/d", i), Raw: []byte(text)}
			if text == "" {
				d.Raw, d.Failure = nil, record.NewError(d.ID, "source", errors.New("source: not there"))
			}
			if !yield(d) {
				return
			}
		}
	}
}

func options(out string, docs iter.Seq[*pipeline.Doc]) (Options, *worker) {
	w := &worker{}
	return Options{
		Out: out, Docs: docs, Stages: []pipeline.Stage{w, writer{}}, Workers: 2, ShardSize: 200,
		Version: "1", Build: "b", Data: "d", Settings: struct{}{}, hasty: true,
	}, w
}

// files returns the hashes of the files of a run, but for run.json.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	all := map[string]string{}
	for _, e := range entries {
		if !e.Type().IsRegular() || e.Name() == runFile {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		all[e.Name()] = fmt.Sprintf("%d %x", len(data), sha256.Sum256(data))
	}
	return all
}

func read(t testing.TB, path ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(path...))
	require.NoError(t, err)
	return string(data)
}

var five = []string{"one two", "three", "bad", "", "four five six seven eight nine ten"}

func TestRunWritesTheFolder(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "out")
	o, _ := options(out, texts(five...))
	o.hasty = false
	var seen []Stats
	o.Progress = func(s Stats) { seen = append(seen, s) }
	stats, err := Run(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, Stats{Documents: 5, Failed: 2, Read: 7 + 5 + 3 + 34, Written: stats.Written, Shards: 3}, stats)
	require.Len(t, seen, 6)
	assert.Zero(t, seen[0].Documents)
	assert.Equal(t, stats, seen[5])

	assert.Equal(t, `{"type":"document","doc":"d0"}
{"type":"number","doc":"d0","text":"one"}
{"type":"number","doc":"d0","text":"two"}
{"type":"document","doc":"d1"}
{"type":"number","doc":"d1","text":"three"}
`, read(t, out, "records-00000.jsonl"))
	assert.Equal(t, `{"type":"error","doc":"d2","stage":"work","message":"work: bad"}
{"type":"error","doc":"d3","stage":"source","message":"source: not there"}
`, read(t, out, "records-00001.jsonl"))
	assert.Equal(t, 8, strings.Count(read(t, out, "records-00002.jsonl"), "\n"), "a document larger than a shard stays whole")
	assert.Equal(t, read(t, out, "records-00001.jsonl"), read(t, out, "errors.jsonl"))
	assert.Equal(t, `{"type":"document","doc":"d0"}
{"type":"document","doc":"d1"}
{"type":"document","doc":"d4"}
`, read(t, out, "documents.jsonl"))

	var m struct {
		manifest
		Inputs []input
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, out, "manifest.json")), &m))
	assert.Equal(t, totals{5, 2, 15, stats.Read, stats.Written}, m.Totals)
	require.Len(t, m.Inputs, 5)
	for _, in := range m.Inputs { // each place is that of the document's lines
		part := read(t, out, in.Shard)[in.Offset : in.Offset+in.Length]
		assert.Equal(t, in.Records, strings.Count(part, fmt.Sprintf(`"doc":%q`, in.Doc)))
	}
	seven := int64(7)
	first := m.Inputs[0]
	assert.Equal(t, input{"d0", "in/d0", &seven, fmt.Sprintf("%x", sha256.Sum256([]byte(five[0]))), "utf-8", "done", "", "records-00000.jsonl", 0, first.Length, 3, nil}, first)
	assert.Equal(t, "work", m.Inputs[2].Stage)
	assert.Nil(t, m.Inputs[3].Size)

	sums := read(t, out, "SHA256SUMS")
	for name, hash := range files(t, out) {
		if name != "SHA256SUMS" {
			assert.Contains(t, sums, strings.Fields(hash)[1]+"  "+name+"\n")
		}
	}
	assert.NotContains(t, sums, "run.json")
	assert.Contains(t, read(t, out, "run.json"), `"reused": 0`)
}

func TestSameBytesForAnyWorkers(t *testing.T) {
	var docs []string
	for i := range 90 {
		docs = append(docs, strings.Repeat(fmt.Sprint("w", i, " "), i%17+1))
	}
	single, _ := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
	single.ShardSize = 1 << 30
	_, err := Run(t.Context(), single)
	require.NoError(t, err)
	var want map[string]string
	for _, workers := range []int{1, 8} {
		for _, c := range []Compression{None, Zstd, Gzip} {
			o, _ := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
			o.Workers, o.Compress, o.ShardSize = workers, c, 5000
			_, err := Run(t.Context(), o)
			require.NoError(t, err)
			if c == None && want == nil {
				want = files(t, o.Out)
			} else if c == None {
				assert.Equal(t, want, files(t, o.Out))
			}
			var all strings.Builder
			shards, err := filepath.Glob(filepath.Join(o.Out, "records-*.jsonl"+c.ending()))
			require.NoError(t, err)
			assert.Greater(t, len(shards), 3)
			for _, s := range shards {
				all.Write(plain(t, s))
			}
			require.Equal(t, read(t, single.Out, "records-00000.jsonl"), all.String())
		}
	}
}

// plain returns what a shard holds.
func plain(t *testing.T, path string) []byte {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	var in io.Reader = f
	switch filepath.Ext(path) {
	case ".zst":
		d, err := zstd.NewReader(f)
		require.NoError(t, err)
		defer d.Close()
		in = d
	case ".gz":
		in, err = gzip.NewReader(f)
		require.NoError(t, err)
	}
	data, err := io.ReadAll(in)
	require.NoError(t, err)
	return data
}

func TestReuse(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	run := func(change func(*Options), docs ...string) (Stats, int64) {
		t.Helper()
		o, w := options(out, texts(docs...))
		if change != nil {
			change(&o)
		}
		stats, err := Run(t.Context(), o)
		require.NoError(t, err)
		fresh, _ := options(filepath.Join(t.TempDir(), "fresh"), texts(docs...))
		if change != nil {
			change(&fresh)
		}
		_, err = Run(t.Context(), fresh)
		require.NoError(t, err)
		require.Equal(t, files(t, fresh.Out), files(t, out), "as if it were the first run")
		return stats, w.worked.Load()
	}
	_, worked := run(nil, five...)
	assert.EqualValues(t, 4, worked)

	stats, worked := run(nil, five...)
	assert.Equal(t, 3, stats.Reused)
	assert.EqualValues(t, 1, worked, "what failed is tried again")

	stats, worked = run(nil, "one two", "changed", "three")
	assert.Equal(t, 1, stats.Reused)
	assert.EqualValues(t, 2, worked, "one changed; one has another name")
	assert.NoFileExists(t, filepath.Join(out, "records-00002.jsonl"), "a shard that is not needed any more")

	// What is not used in a run is forgotten after it.
	_, worked = run(nil, five...)
	assert.EqualValues(t, 3, worked)

	for _, c := range []struct {
		name   string
		change func(*Options)
		want   []string
	}{
		{"data", func(o *Options) { o.Data = "e" }, []string{"the word lists or rules"}},
		{"version", func(o *Options) { o.Version = "2" }, []string{"the program"}},
		{"build", func(o *Options) { o.Build = "c" }, []string{"the program"}},
		{"settings", func(o *Options) { o.Settings = []int{1} }, []string{"the options"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			run(nil, five...)
			stats, worked := run(c.change, five...)
			assert.Equal(t, c.want, stats.Changed)
			assert.Zero(t, stats.Reused)
			assert.EqualValues(t, 4, worked)
			stats, _ = run(c.change, five...)
			assert.Nil(t, stats.Changed)
			assert.Equal(t, 3, stats.Reused)
		})
	}
	run(nil, five...)
	stats, worked = run(func(o *Options) { o.ShardSize, o.Compress = 100, Zstd }, five...)
	assert.Equal(t, 3, stats.Reused, "shards are made of the same results")
	assert.EqualValues(t, 1, worked)
	_, worked = run(func(o *Options) { o.Fresh = true }, five...)
	assert.EqualValues(t, 4, worked)
}

func TestBrokenEntriesAreDoneAgain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	o, _ := options(out, texts("one", "two", "three", "four"))
	_, err := Run(t.Context(), o)
	require.NoError(t, err)
	want := files(t, out)
	entries, err := filepath.Glob(filepath.Join(out, workFolder, kept, "*", "*"))
	require.NoError(t, err)
	require.Len(t, entries, 4)
	whole := read(t, entries[0])
	for i, data := range []string{"", whole[:len(whole)-3], strings.Repeat("\x00", len(whole)), read(t, entries[0])} {
		require.NoError(t, os.WriteFile(entries[i], []byte(data), 0o666))
	}
	o, w := options(out, texts("one", "two", "three", "four"))
	_, err = Run(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, want, files(t, out))
	assert.EqualValues(t, 4, w.worked.Load(), "empty, cut, zeros, another's")
}

// TestCutAnywhere ends runs at each of their steps, as a power cut would, and goes on.
func TestCutAnywhere(t *testing.T) {
	first, second := []string{"one two", "bad", "three four"}, []string{"one two", "five", "six", "three four"}
	finished := func(docs []string) map[string]string {
		o, _ := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
		_, err := Run(t.Context(), o)
		require.NoError(t, err)
		return files(t, o.Out)
	}
	before, after := finished(first), finished(second)
	for faulty, stride := range map[error]int{errCut: 1, syscall.ENOSPC: 5} {
		steps := 0
		for n := 1; ; n += stride {
			out := filepath.Join(t.TempDir(), "out")
			o, _ := options(out, texts(first...))
			_, err := Run(t.Context(), o)
			require.NoError(t, err)

			o, _ = options(out, texts(second...))
			o.Workers = 1
			var count atomic.Int64
			o.step = func(string) error {
				if count.Add(1) >= int64(n) {
					return faulty
				}
				return nil
			}
			_, err = Run(t.Context(), o)
			if err == nil {
				break
			}
			require.ErrorIs(t, err, faulty)
			steps++
			if _, err := os.Stat(filepath.Join(out, manifestFile)); err == nil {
				// Who finds a manifest finds a whole run: the old one or the new.
				got := files(t, out)
				if got[manifestFile] == before[manifestFile] {
					require.Equal(t, before, got)
				} else {
					require.Equal(t, after, got)
				}
			}

			o, w := options(out, texts(second...))
			_, err = Run(t.Context(), o)
			require.NoError(t, err)
			require.Equal(t, after, files(t, out), "after step %d", n)
			require.LessOrEqual(t, w.worked.Load(), int64(3))
		}
		assert.Greater(t, steps, 30/stride)
	}
}

func TestInterruptKeepsWhatIsDone(t *testing.T) {
	docs := strings.Fields(strings.Repeat("text ", 50))
	want, _ := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
	_, err := Run(t.Context(), want)
	require.NoError(t, err)

	ctx, cancel := context.WithCancel(t.Context())
	o, w := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
	o.Progress = func(s Stats) {
		if s.Documents == 10 {
			cancel()
		}
	}
	stats, err := Run(ctx, o)
	require.ErrorIs(t, err, ErrInterrupted)
	assert.EqualValues(t, stats.Documents, w.worked.Load(), "what was begun was finished")
	assert.NoFileExists(t, filepath.Join(o.Out, manifestFile))

	again, v := options(o.Out, texts(docs...))
	_, err = Run(t.Context(), again)
	require.NoError(t, err)
	assert.EqualValues(t, 50, w.worked.Load()+v.worked.Load())
	assert.Equal(t, files(t, want.Out), files(t, o.Out))
}

// TestTimeout gives up a document that takes too long. The manifest knows it all the same,
// and it is tried again.
func TestTimeout(t *testing.T) {
	o, _ := options(filepath.Join(t.TempDir(), "out"), texts("one", "slow", "three"))
	o.Stages = append([]pipeline.Stage{slow{}}, o.Stages...)
	o.Timeout = 50 * time.Millisecond
	stats, err := Run(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, 1, stats.Failed)
	assert.EqualValues(t, len("one"+"slow"+"three"), stats.Read)
	assert.Contains(t, read(t, o.Out, "errors.jsonl"), `"doc":"d1"`)
	assert.Contains(t, read(t, o.Out, "manifest.json"), fmt.Sprintf(`"size":4,"sha256":"%x"`, sha256.Sum256([]byte("slow"))))
	o.Docs = texts("one", "slow", "three")
	stats, err = Run(t.Context(), o)
	require.NoError(t, err)
	assert.Equal(t, 2, stats.Reused)
}

// slow is a stage that does not look at its context.
type slow struct{}

func (slow) Name() string { return "slow" }

func (slow) Run(_ context.Context, d *pipeline.Doc) error {
	if string(d.Raw) == "slow" {
		time.Sleep(150 * time.Millisecond)
	}
	return nil
}

func TestInterruptOfASourceThatWaits(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	hang := make(chan struct{})
	defer close(hang)
	o, _ := options(filepath.Join(t.TempDir(), "out"), func(yield func(*pipeline.Doc) bool) {
		yield(&pipeline.Doc{ID: "a", Raw: []byte("x")})
		<-hang
	})
	o.Progress = func(s Stats) {
		if s.Documents == 1 {
			cancel()
		}
	}
	_, err := Run(ctx, o)
	require.ErrorIs(t, err, ErrInterrupted)
}

func TestOneRunAtATime(t *testing.T) {
	o, _ := options(t.TempDir(), texts("a"))
	o.Progress = func(s Stats) {
		second, _ := options(o.Out, texts("a"))
		_, err := Run(t.Context(), second)
		assert.ErrorIs(t, err, ErrLocked)
	}
	_, err := Run(t.Context(), o)
	require.NoError(t, err)
}

func TestRefusedFolders(t *testing.T) {
	finished := func(t *testing.T) string {
		o, _ := options(t.TempDir(), texts("a"))
		_, err := Run(t.Context(), o)
		require.NoError(t, err)
		return o.Out
	}
	put := func(t *testing.T, dir, name, data string) string {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(data), 0o666))
		return dir
	}
	for _, c := range []struct {
		name string
		make func(t *testing.T) string
		want string // "" where it is not refused
	}{
		{"empty", func(t *testing.T) string { return t.TempDir() }, ""},
		{"dots", func(t *testing.T) string { return put(t, t.TempDir(), ".gitignore", "x") }, ""},
		{"finished", finished, ""},
		{"store_removed", func(t *testing.T) string {
			dir := finished(t)
			require.NoError(t, os.RemoveAll(filepath.Join(dir, workFolder)))
			return dir
		}, ""},
		{"something_else", func(t *testing.T) string { return put(t, t.TempDir(), "thesis.doc", "x") }, "thesis.doc is not from huiyao batch: the output goes to a folder of its own"},
		{"something_else_beside", func(t *testing.T) string { return put(t, finished(t), "thesis.doc", "x") }, "thesis.doc is not from huiyao batch: the output goes to a folder of its own"},
		{"a_folder_of_our_name", func(t *testing.T) string {
			dir := t.TempDir()
			require.NoError(t, os.Mkdir(filepath.Join(dir, manifestFile), 0o777))
			return dir
		}, "manifest.json is not from huiyao batch: the output goes to a folder of its own"},
		{"names_alone", func(t *testing.T) string { return put(t, t.TempDir(), documentsFile, "x") }, "what is in it is not from huiyao batch: there is no manifest of a run"},
		{"another_manifest", func(t *testing.T) string { return put(t, t.TempDir(), manifestFile, `{"name":"web app"}`) }, "what is in it is not from huiyao batch: there is no manifest of a run"},
		{"work_folder_is_a_link", func(t *testing.T) string {
			dir := t.TempDir()
			require.NoError(t, os.Symlink(t.TempDir(), filepath.Join(dir, workFolder)))
			return dir
		}, ".huiyao-batch is not from huiyao batch"},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := c.make(t)
			before := files(t, dir)
			o, _ := options(dir, texts("a"))
			_, err := Run(t.Context(), o)
			if c.want == "" {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, ErrForeign)
			assert.EqualError(t, err, "batch: "+dir+": "+c.want)
			assert.Equal(t, before, files(t, dir))
		})
	}
}

func TestOutputApartFromInputs(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "in", "deep"), 0o777))
	require.NoError(t, os.Symlink(filepath.Join(dir, "in"), filepath.Join(dir, "link")))
	for _, c := range []struct{ in, out string }{
		{"in", "in"}, {"in", "in/out"}, {"in", "in/new/out"}, {"in/deep", "in"}, {"link", "in/out"}, {"in", "link/deep/out"}, {".", "out"},
	} {
		o, _ := options(filepath.Join(dir, c.out), texts("a"))
		o.Inputs = []string{"-", filepath.Join(dir, c.in)}
		_, err := Run(t.Context(), o)
		assert.ErrorIs(t, err, ErrInside, "%s", c)
	}
	o, _ := options(filepath.Join(dir, "input-out"), texts("a"))
	o.Inputs = []string{filepath.Join(dir, "in"), filepath.Join(dir, "not-there")}
	_, err := Run(t.Context(), o)
	assert.NoError(t, err)
}

func TestWrongOptions(t *testing.T) {
	o, _ := options(t.TempDir(), texts())
	o.ShardSize = 0
	_, err := Run(t.Context(), o)
	assert.EqualError(t, err, "batch: shard size of 0 bytes: at least one is needed")
	o, _ = options(t.TempDir(), texts())
	o.Compress = "rar"
	_, err = Run(t.Context(), o)
	assert.EqualError(t, err, `batch: compression "rar" is none of zstd, gzip`)
	o, _ = options(t.TempDir(), texts())
	o.Settings = func() {}
	_, err = Run(t.Context(), o)
	assert.EqualError(t, err, "batch: settings: json: unsupported type: func()")
}

// TestNoDocuments gives a run without inputs a manifest and an empty shard.
func TestNoDocuments(t *testing.T) {
	o, _ := options(t.TempDir(), texts())
	_, err := Run(t.Context(), o)
	require.NoError(t, err)
	assert.Empty(t, read(t, o.Out, "records-00000.jsonl"))
	assert.True(t, json.Valid([]byte(read(t, o.Out, "manifest.json"))))
}

// TestFullDisk runs into a small file system that is full. It needs the right to mount one.
func TestFullDisk(t *testing.T) {
	disk, ok := smallDisk(t)
	if !ok {
		t.Skip("no right to mount a small file system")
	}
	var docs []string
	for i := range 40 {
		docs = append(docs, fmt.Sprintf("%d %x", i, sha256.Sum256([]byte{byte(i)}))+strings.Repeat(" word", 200))
	}
	want, _ := options(filepath.Join(t.TempDir(), "out"), texts(docs...))
	_, err := Run(t.Context(), want)
	require.NoError(t, err)
	filler := filepath.Join(disk, "filler")
	for _, free := range []int{0, 50_000, 200_000, 600_000} {
		out := filepath.Join(disk, fmt.Sprint("out-", free))
		require.NoError(t, os.MkdirAll(out, 0o777))
		fill(t, filler, free)
		o, _ := options(out, texts(docs...))
		_, err := Run(t.Context(), o)
		require.ErrorIs(t, err, syscall.ENOSPC)
		require.NoError(t, os.Remove(filler))
		o, _ = options(out, texts(docs...))
		_, err = Run(t.Context(), o)
		require.NoError(t, err)
		require.Equal(t, files(t, want.Out), files(t, out), "%d bytes were free", free)
		require.NoError(t, os.RemoveAll(out))
	}
}

// fill writes a file until the disk has only free bytes left.
func fill(t *testing.T, path string, free int) {
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	block := make([]byte, 4096)
	for err == nil {
		_, err = f.Write(block)
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
	info, err := f.Stat()
	require.NoError(t, err)
	require.NoError(t, f.Truncate(max(info.Size()-int64(free), 0)))
}
