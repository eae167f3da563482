package dataset

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

func options() Options {
	return Options{
		Name: "corpus", Title: `The "corpus"`, Description: "Records of the corpus.", License: "CC-BY-4.0", URL: "https://example.org/corpus",
		Creator: "Us", Version: "1.0.0", Date: "2026-01-31", Cite: "Us (2026)", Program: "huiyao 0", Manifest: []byte("{}\n"),
	}
}

func input(t *testing.T) []byte {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("..", "golden", "regional-forum.hant.jsonl"))
	require.NoError(t, err)
	hard, err := os.ReadFile(filepath.Join("..", "export", "testdata", "hard.jsonl"))
	require.NoError(t, err)
	return slices.Concat(golden, hard)
}

func records(data []byte) iter.Seq2[record.Record, error] { return record.Read(bytes.NewReader(data)) }

func made(t *testing.T, o Options) (string, *Result) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "new")
	result, err := Write(context.Background(), records(input(t)), dir, o)
	require.NoError(t, err)
	return dir, result
}

func read(t *testing.T, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(parts...))
	require.NoError(t, err)
	return data
}

func TestWrite(t *testing.T) {
	dir, result := made(t, options())
	assert.Equal(t, input(t), read(t, dir, RecordsFile))
	assert.Equal(t, bytes.Count(input(t), []byte("\n")), result.Records)
	assert.Equal(t, []byte("{}\n"), read(t, dir, ManifestFile))

	var files []string
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if !e.IsDir() {
			files = append(files, name)
		}
		return err
	}))
	slices.Sort(files)
	assert.Equal(t, files, result.Files)
	var summed []string
	for line := range strings.Lines(string(read(t, dir, SumsFile))) {
		want, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		got := sha256.Sum256(read(t, dir, name))
		assert.Equal(t, want, hex.EncodeToString(got[:]), name)
		summed = append(summed, name)
	}
	assert.Equal(t, slices.DeleteFunc(files, func(n string) bool { return n == SumsFile }), summed)
}

func TestSameBytes(t *testing.T) {
	a, result := made(t, options())
	b, _ := made(t, options())
	for _, name := range result.Files {
		assert.Equal(t, read(t, a, name), read(t, b, name), name)
	}
}

func TestDataPackage(t *testing.T) {
	dir, _ := made(t, options())
	var p packageJSON
	require.NoError(t, json.Unmarshal(read(t, dir, PackageFile), &p))
	assert.Equal(t, "corpus", p.Name)
	assert.Equal(t, []licenceJSON{{"CC-BY-4.0", "https://spdx.org/licenses/CC-BY-4.0.html"}}, p.Licenses)
	require.Len(t, p.Resources, 1+len(export.Tables()))
	for i, table := range export.Tables() {
		r := p.Resources[i+1]
		content := read(t, dir, filepath.FromSlash(r.Path))
		hash := sha256.Sum256(content)
		assert.Equal(t, "sha256:"+hex.EncodeToString(hash[:]), r.Hash)
		assert.EqualValues(t, len(content), r.Bytes)
		var names []string
		for _, f := range r.Schema.Fields {
			names = append(names, f.Name)
		}
		header, _, _ := strings.Cut(string(content), "\n")
		assert.Equal(t, header, strings.Join(names, ","), table.Name)
	}

	o := options()
	o.License = "https://example.org/licence"
	dir, _ = made(t, o)
	require.NoError(t, json.Unmarshal(read(t, dir, PackageFile), &p))
	assert.Equal(t, "https://example.org/licence", p.Licenses[0].Path)
}

func TestCroissant(t *testing.T) {
	dir, _ := made(t, options())
	var c croissantJSON
	require.NoError(t, json.Unmarshal(read(t, dir, CroissantFile), &c))
	assert.Equal(t, conformsTo, c.ConformsTo)
	ids := map[string]bool{}
	for _, d := range c.Distribution {
		ids[d.ID] = true
		hash := sha256.Sum256(read(t, dir, filepath.FromSlash(d.ContentURL)))
		assert.Equal(t, hex.EncodeToString(hash[:]), d.SHA256)
	}
	for _, s := range c.RecordSet {
		for _, f := range s.Field {
			assert.False(t, ids[f.ID], f.ID)
			assert.True(t, ids[f.Source.FileObject.ID])
			ids[f.ID] = true
		}
	}
	for _, table := range export.Tables() {
		for _, column := range table.Columns {
			assert.True(t, ids[table.Name+"/"+column.Name], "%s.%s", table.Name, column.Name)
		}
	}
}

func TestCardAndDictionary(t *testing.T) {
	dir, _ := made(t, options())
	card := string(read(t, dir, CardFile))
	for _, want := range []string{
		"license: \"cc-by-4.0\"\n", "pretty_name: \"The \\\"corpus\\\"\"\n", "# The \"corpus\"\n", "| Cite as | Us (2026) |",
		"| `error` | 1 | What could not be read. |", "### quantity: role\n", "| `actual` | ", "| Dates of documents | 2024-",
	} {
		assert.Contains(t, card, want)
	}
	dictionary := string(read(t, dir, DictionaryFile))
	for _, table := range export.Tables() {
		assert.Contains(t, dictionary, "\n## "+table.Name+"\n")
		for _, c := range table.Columns {
			assert.Contains(t, dictionary, "| `"+c.Name+"` | "+export.TypeName(c.Kind)+" |")
		}
	}
	for n, want := range map[int]string{0: "n<1K", 999: "n<1K", 1000: "1K<n<10K", 5e5: "100K<n<1M", 2e9: "n>1B"} {
		assert.Equal(t, want, sizeCategory(n))
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	for message, change := range map[string]func(*Options){
		`the name is "A b"`:          func(o *Options) { o.Name = "A b" },
		"there is no description":    func(o *Options) { o.Description = " " },
		`the licence is ""`:          func(o *Options) { o.License = "" },
		`the licence is "CC BY 4.0"`: func(o *Options) { o.License = "CC BY 4.0" },
		`the date is "2026"`:         func(o *Options) { o.Date = "2026" },
	} {
		o := options()
		change(&o)
		_, err := Write(context.Background(), records(nil), dir, o)
		require.ErrorIs(t, err, ErrOptions)
		assert.ErrorContains(t, err, message)
	}
	_, err := Write(context.Background(), records([]byte("{}\n")), dir, options())
	require.ErrorIs(t, err, record.ErrRecord)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, left)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "notes.txt"), nil, 0o666))
	_, err = Write(context.Background(), records(nil), dir, options())
	assert.ErrorIs(t, err, ErrNotEmpty)
}
