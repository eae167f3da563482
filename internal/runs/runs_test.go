package runs

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

func line(doc string) string {
	return string(record.NewError(doc, "decode", assert.AnError).AppendJSON(nil)) + "\n"
}

func docs(t *testing.T, r *Run) []string {
	t.Helper()
	var names []string
	for r, err := range r.Records() {
		require.NoError(t, err)
		names = append(names, r.(*record.Error).Doc)
	}
	return names
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, data, 0o666))
		return path
	}
	var zipped bytes.Buffer
	z := gzip.NewWriter(&zipped)
	_, err := z.Write([]byte(line("b")))
	require.NoError(t, err)
	require.NoError(t, z.Close())
	encoder, err := zstd.NewWriter(nil)
	require.NoError(t, err)

	_, err = Open(dir, nil)
	require.ErrorIs(t, err, ErrNoRecords)
	_, err = Open(filepath.Join(dir, "missing"), nil)
	require.ErrorIs(t, err, os.ErrNotExist)

	plain := write("records-00000.jsonl", []byte(line("a")))
	write("records-00001.jsonl.gz", zipped.Bytes())
	write("records-00002.jsonl.zst", encoder.EncodeAll([]byte(line("c")), nil))
	write("errors.jsonl", []byte("not read"))
	write("documents.jsonl", []byte("not read"))

	r, err := Open(plain, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"a"}, docs(t, r))
	r, err = Open(dir, nil)
	require.NoError(t, err)
	assert.Equal(t, []string{"a", "b", "c"}, docs(t, r))
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".huiyao-batch"), 0o777))
	_, err = Open(dir, nil)
	require.ErrorIs(t, err, ErrUnfinished)
	write("manifest.json", []byte("{}"))
	_, err = Open(dir, nil)
	require.NoError(t, err)
	r, err = Open("-", strings.NewReader(line("s")))
	require.NoError(t, err)
	assert.Equal(t, []string{"s"}, docs(t, r))
	r, err = Open("-", strings.NewReader(""))
	require.NoError(t, err)
	assert.Empty(t, docs(t, r))
}

func TestRecordsNamesFileAndLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "r.jsonl")
	require.NoError(t, os.WriteFile(path, []byte(line("a")+"{\n"), 0o666))
	r, err := Open(path, nil)
	require.NoError(t, err)
	var last error
	for _, last = range r.Records() {
	}
	assert.ErrorContains(t, last, path+": line 2: ")
	for range r.Records() {
		break
	}
}

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 200_000)
	r, err := Open("-", strings.NewReader("a\n\n \n"+long+"\nb"))
	require.NoError(t, err)
	var got []string
	for l, err := range r.Lines() {
		require.NoError(t, err)
		got = append(got, string(l))
	}
	assert.Equal(t, []string{"a\n", long + "\n", "b"}, got)

	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "records-00000.jsonl"), []byte("a\n"), 0o666))
	broken := filepath.Join(dir, "records-00001.jsonl.zst")
	require.NoError(t, os.WriteFile(broken, []byte("\x28\xb5\x2f\xfdx"), 0o666))
	r, err = Open(dir, nil)
	require.NoError(t, err)
	got = nil
	for l, lineErr := range r.Lines() {
		if err = lineErr; err == nil {
			got = append(got, string(l))
		}
	}
	assert.Equal(t, []string{"a\n"}, got)
	assert.ErrorContains(t, err, broken+": ")
}
