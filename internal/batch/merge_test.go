package batch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline"
)

// many returns texts of documents, some of which fail.
func many(n int) []string {
	var docs []string
	for i := range n {
		switch i % 13 {
		case 5:
			docs = append(docs, fmt.Sprint("bad ", i))
		case 11:
			docs = append(docs, "")
		default:
			docs = append(docs, strings.Repeat(fmt.Sprint("w", i, " "), i%17+1))
		}
	}
	return docs
}

// divide makes a run one of a part.
func divide(o *Options, index, count int) {
	o.Part = &Part{index, count}
	all := o.Docs
	o.Docs = func(yield func(*pipeline.Doc) bool) {
		for d := range all {
			d.Unread = !o.Part.Wants(d.ID)
			if !yield(d) {
				return
			}
		}
	}
}

// partsOf runs all parts into folders below dir.
func partsOf(t *testing.T, dir string, count int, change func(*Options), docs ...string) []string {
	t.Helper()
	var all []string
	for i := range count {
		o, _ := options(filepath.Join(dir, fmt.Sprint(count, "-", i)), texts(docs...))
		divide(&o, i, count)
		if change != nil {
			change(&o)
		}
		_, err := Run(t.Context(), o)
		require.NoError(t, err)
		all = append(all, o.Out)
	}
	return all
}

func TestMergeEqualsOneRun(t *testing.T) {
	docs := many(90)
	for _, c := range []Compression{None, Zstd, Gzip} {
		change := func(o *Options) { o.Compress, o.ShardSize = c, 2000 }
		one, _ := options(filepath.Join(t.TempDir(), "one"), texts(docs...))
		change(&one)
		whole, err := Run(t.Context(), one)
		require.NoError(t, err)
		want := files(t, one.Out)
		require.Greater(t, len(want), 6, "several shards")
		counts := []int{1, 2, 3, 7}
		if c == None {
			counts = append(counts, 100) // more than documents
		}
		for _, count := range counts {
			t.Run(fmt.Sprint(c, count), func(t *testing.T) {
				dir := t.TempDir()
				parts := partsOf(t, dir, count, change, docs...)
				parts[0], parts[count-1] = parts[count-1], parts[0] // any order
				out := filepath.Join(dir, "all")
				stats, err := Merge(t.Context(), MergeOptions{Out: out, Parts: parts, hasty: true})
				require.NoError(t, err)
				assert.Equal(t, whole, stats)
				assert.Equal(t, want, files(t, out))
			})
		}
	}
}

func TestMergeOfNothing(t *testing.T) {
	one, _ := options(filepath.Join(t.TempDir(), "one"), texts())
	_, err := Run(t.Context(), one)
	require.NoError(t, err)
	out := filepath.Join(t.TempDir(), "all")
	_, err = Merge(t.Context(), MergeOptions{Out: out, Parts: partsOf(t, t.TempDir(), 2, nil), hasty: true})
	require.NoError(t, err)
	assert.Equal(t, files(t, one.Out), files(t, out))
}

// TestPartsStay: a document that comes moves no other one, so that parts run again work on
// it alone.
func TestPartsStay(t *testing.T) {
	docs := many(40)
	dir := t.TempDir()
	partsOf(t, dir, 3, nil, docs...)
	worked := int64(0)
	more := append([]string{}, docs...)
	more[20] = "changed"
	for i := range 3 {
		o, w := options(filepath.Join(dir, fmt.Sprint("3-", i)), texts(append(more, "new")...))
		divide(&o, i, 3)
		_, err := Run(t.Context(), o)
		require.NoError(t, err)
		worked += w.worked.Load()
	}
	failed := int64(3) // these are tried again
	assert.Equal(t, 2+failed, worked)
}

func TestMergeRefuses(t *testing.T) {
	docs := many(30)
	dir := t.TempDir()
	parts := partsOf(t, dir, 3, nil, docs...)
	other := func(name string, change func(*Options), docs ...string) string {
		o, _ := options(filepath.Join(dir, name), texts(docs...))
		divide(&o, 2, 3)
		change(&o)
		_, err := Run(t.Context(), o)
		require.NoError(t, err)
		return o.Out
	}
	damaged := func(name, file string, change func(string) string) string {
		to := filepath.Join(dir, name)
		require.NoError(t, os.CopyFS(to, os.DirFS(parts[2])))
		require.NoError(t, os.WriteFile(filepath.Join(to, file), []byte(change(read(t, to, file))), 0o666))
		return to
	}
	unfinished := damaged("unfinished", manifestFile, func(s string) string { return s })
	require.NoError(t, os.Remove(filepath.Join(unfinished, manifestFile)))
	for _, c := range []struct {
		name  string
		parts []string
		want  string
		is    error
	}{
		{"one_missing", parts[:2], "the folders are not the parts of one run: not among them: 2/3", ErrParts},
		{"two_missing", parts[1:2], "not among them: 0/3, 2/3", ErrParts},
		{"twice_the_same", []string{parts[0], parts[1], parts[2], parts[1]}, "3-1 and DIR/3-1 are not the parts of one run: both are part 1/3", ErrParts},
		{"none", nil, "no folders", nil},
		{"no_folder", []string{parts[0], filepath.Join(dir, "nowhere")}, "DIR/nowhere: ", os.ErrNotExist},
		{"unfinished", []string{parts[0], parts[1], unfinished}, "DIR/unfinished: there is no manifest.json: the run was not finished, or it is no run", ErrNoManifest},
		{"whole_run", []string{parts[0], other("whole", func(o *Options) { o.Part = nil; o.Docs = texts(docs...) }, docs...)}, "DIR/whole: is a whole run and no part of one", ErrNoPart},
		{"version", []string{parts[0], parts[1], other("v", func(o *Options) { o.Version = "2" }, docs...)}, "they differ in the program", ErrParts},
		{"data", []string{parts[0], parts[1], other("d", func(o *Options) { o.Data = "e" }, docs...)}, "they differ in the word lists or rules", ErrParts},
		{"options", []string{parts[0], parts[1], other("o", func(o *Options) { o.Settings = 1 }, docs...)}, "they differ in the options", ErrParts},
		{"shards", []string{parts[0], parts[1], other("c", func(o *Options) { o.Compress = Gzip }, docs...)}, "they differ in the size or compression of their shards", ErrParts},
		{"count", []string{parts[0], parts[1], other("n", func(o *Options) { o.Part.Count = 4 }, docs...)}, "they differ in the number of parts, 3 and 4", ErrParts},
		{"inputs", []string{parts[0], parts[1], other("i", func(o *Options) {}, docs[1:]...)}, "they differ in the inputs", ErrParts},
		{"shard_cut", []string{parts[0], parts[1], damaged("cut", "records-00000.jsonl", func(s string) string { return s[:len(s)-9] })}, "DIR/cut: records-00000.jsonl", nil},
		{"shard_changed", []string{parts[0], parts[1], damaged("changed", "records-00000.jsonl", func(s string) string { return strings.Replace(s, "w", "v", 1) })}, "DIR/changed: records-00000.jsonl is not as manifest.json says", ErrDamaged},
		{"shard_longer", []string{parts[0], parts[1], damaged("longer", "records-00000.jsonl", func(s string) string { return s + "{}\n" })}, "DIR/longer: records-00000.jsonl is not as manifest.json says", ErrDamaged},
		{"manifest_cut", []string{parts[0], parts[1], damaged("short", manifestFile, func(s string) string { return s[:len(s)-200] })}, "DIR/short: manifest.json: unexpected EOF", nil},
		{"manifest_of_another", []string{damaged("other", manifestFile, func(string) string { return `{"name": "x"}` })}, "DIR/other: manifest.json: no inputs", nil},
		{"path_out", []string{parts[0], parts[1], damaged("path", manifestFile, func(s string) string {
			return strings.ReplaceAll(s, "records-00000.jsonl", "records-/../../3-0/records-00000.jsonl")
		})}, "DIR/path: openat records-/../../3-0/records-00000.jsonl: ", nil},
		{"lines_of_another", []string{parts[0], parts[1], damaged("twice", manifestFile, func(s string) string {
			at := strings.LastIndex(s, `"number":`)
			return s[:at] + `"number":0` + s[at+strings.IndexByte(s[at:], '}'):]
		})}, "", ErrParts},
	} {
		t.Run(c.name, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "all")
			_, err := Merge(t.Context(), MergeOptions{Out: out, Parts: c.parts, hasty: true})
			require.Error(t, err)
			assert.Contains(t, strings.ReplaceAll(err.Error(), dir, "DIR"), c.want)
			if c.is != nil {
				assert.ErrorIs(t, err, c.is)
			}
			assert.NoFileExists(t, filepath.Join(out, manifestFile))
		})
	}
	_, err := Merge(t.Context(), MergeOptions{Out: filepath.Join(parts[0], "in"), Parts: parts, hasty: true})
	assert.ErrorIs(t, err, ErrInside)
}

func TestMergeInterrupted(t *testing.T) {
	parts := partsOf(t, t.TempDir(), 2, nil, many(30)...)
	ctx, cancel := context.WithCancel(t.Context())
	out := filepath.Join(t.TempDir(), "all")
	_, err := Merge(ctx, MergeOptions{Out: out, Parts: parts, hasty: true, Progress: func(s Stats) {
		if s.Documents == 7 {
			cancel()
		}
	}})
	require.ErrorIs(t, err, ErrInterrupted)
	assert.NoFileExists(t, filepath.Join(out, manifestFile))
	_, err = Merge(t.Context(), MergeOptions{Out: out, Parts: parts, hasty: true})
	require.NoError(t, err)
}

func TestPartRefused(t *testing.T) {
	for _, p := range []Part{{0, 0}, {1, 1}, {-1, 2}, {3, 2}} {
		o, _ := options(filepath.Join(t.TempDir(), "out"), texts("a"))
		o.Part = &p
		_, err := Run(t.Context(), o)
		assert.ErrorIs(t, err, errPart)
		assert.NoDirExists(t, o.Out)
	}
}
