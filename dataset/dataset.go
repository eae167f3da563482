// Package dataset makes of records a folder that others can cite and load: the records,
// their tables as CSV and Parquet, descriptions for machines (Frictionless Data Package,
// Croissant) and for people (a data dictionary, a card), and checksums of all of it.
//
// Everything but what Options say is made from the records and their schema. The same
// records and options give the same bytes: there is no clock or host in them.
package dataset

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

// Names of the files.
const (
	RecordsFile     = "records.jsonl"
	SchemaFile      = "schema.json"
	ManifestFile    = "manifest.json"
	PackageFile     = "datapackage.json"
	CroissantFile   = "croissant.json"
	DictionaryFile  = "DATA_DICTIONARY.md"
	CardFile        = "README.md"
	SumsFile        = "SHA256SUMS"
	tables          = "tables"
	conformsTo      = "http://mlcommons.org/croissant/1.0"
	defaultLanguage = "zh"
)

// Options are what the records cannot say.
type Options struct {
	Name        string // letters a to z, digits, - _ and . (required)
	Title       string // Name where it is ""
	Description string // required
	License     string // an SPDX id such as CC-BY-4.0, or the URL of a licence (required)
	URL         string // where the dataset is found
	Creator     string // who is to be cited
	Version     string // of the dataset
	Date        string // of publication, YYYY-MM-DD
	Cite        string // how to cite it
	Program     string // what makes the dataset, such as "huiyao 1.0"
	Manifest    []byte // the manifest of the batch run, nil for none; it is put in as it is
}

// ErrOptions is wrapped by errors about Options.
var ErrOptions = errors.New("dataset")

// ErrNotEmpty means that there are files in the folder already.
var ErrNotEmpty = errors.New("dataset: the folder is not empty")

var name = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]*$`)

func (o *Options) check() error {
	switch {
	case !name.MatchString(o.Name):
		return fmt.Errorf("%w: the name is %q: it must be of the letters a to z, digits, - _ and .", ErrOptions, o.Name)
	case strings.TrimSpace(o.Description) == "":
		return fmt.Errorf("%w: there is no description", ErrOptions)
	case o.License == "" || strings.ContainsAny(o.License, " \n"):
		return fmt.Errorf("%w: the licence is %q: it must be an SPDX id such as CC-BY-4.0, or a URL", ErrOptions, o.License)
	}
	if o.Date != "" {
		if _, err := time.Parse(time.DateOnly, o.Date); err != nil {
			return fmt.Errorf("%w: the date is %q: it must be YYYY-MM-DD", ErrOptions, o.Date)
		}
	}
	return nil
}

func (o *Options) title() string {
	if o.Title != "" {
		return o.Title
	}
	return o.Name
}

// licenceURL returns where the licence can be read.
func (o *Options) licenceURL() string {
	if strings.Contains(o.License, "://") {
		return o.License
	}
	return "https://spdx.org/licenses/" + o.License + ".html"
}

// Result is what Write has written.
type Result struct {
	Files   []string // names in the folder, / between their parts, sorted
	Records int
}

// file is a file of the dataset that has been written.
type file struct {
	name   string
	bytes  int64
	sha256 string
}

// Write makes the dataset in the folder dir, which is made where it is not there and must
// be empty (ErrNotEmpty). It holds one record at a time. Where it fails it leaves the
// folder empty.
func Write(ctx context.Context, records iter.Seq2[record.Record, error], dir string, o Options) (*Result, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("%w: %s", ErrNotEmpty, dir)
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	result, err := write(ctx, records, dir, o)
	if err != nil {
		left, _ := os.ReadDir(dir)
		for _, e := range left { // all of it is ours: the folder was empty
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
		return nil, err
	}
	return result, nil
}

func write(ctx context.Context, records iter.Seq2[record.Record, error], dir string, o Options) (*Result, error) {
	s, err := writeRecords(ctx, records, dir)
	if err != nil {
		return nil, err
	}
	schema, err := record.Schema()
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	small := []struct {
		name string
		make func([]file) []byte
	}{
		{SchemaFile, func([]file) []byte { return schema }},
		{ManifestFile, func([]file) []byte { return o.Manifest }},
		{DictionaryFile, func([]file) []byte { return []byte(dictionary()) }},
		{PackageFile, func(all []file) []byte { return inJSON(dataPackage(o, s, all)) }},
		{CroissantFile, func(all []file) []byte { return inJSON(croissant(o, all)) }},
		{CardFile, func([]file) []byte { return []byte(card(o, s)) }},
		{SumsFile, func(all []file) []byte { return sums(all) }},
	}
	files, err := listed(dir)
	if err != nil {
		return nil, err
	}
	for _, f := range small {
		content := f.make(files)
		if content == nil {
			continue
		}
		if err := os.WriteFile(filepath.Join(dir, f.name), content, 0o666); err != nil {
			return nil, fmt.Errorf("dataset: %w", err)
		}
		hash := sha256.Sum256(content)
		files = append(files, file{f.name, int64(len(content)), hex.EncodeToString(hash[:])})
	}
	result := &Result{Records: s.records}
	for _, f := range files {
		result.Files = append(result.Files, f.name)
	}
	slices.Sort(result.Files)
	return result, nil
}

// writeRecords writes the records and their tables and counts them.
func writeRecords(ctx context.Context, records iter.Seq2[record.Record, error], dir string) (*summary, error) {
	f, err := os.Create(filepath.Join(dir, RecordsFile))
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	b := bufio.NewWriterSize(f, 1<<16)
	s := newSummary()
	var line []byte
	each := func(yield func(record.Record, error) bool) {
		for r, err := range records {
			if err == nil {
				s.add(r)
				line = append(r.(record.Appender).AppendJSON(line[:0]), '\n')
				_, err = b.Write(line)
			}
			if !yield(r, err) || err != nil {
				return
			}
		}
	}
	tabled, err := export.Write(ctx, each, filepath.Join(dir, tables), export.Options{Forms: []string{export.CSV, export.Parquet}, NoBOM: true})
	if err = errors.Join(err, b.Flush(), f.Close()); err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	s.records = tabled.Records
	return s, nil
}

// listed returns the files below dir by name, read once for their checksums.
func listed(dir string) ([]file, error) {
	var all []file
	root := os.DirFS(dir)
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		f, err := root.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		h := sha256.New()
		n, err := io.Copy(h, f)
		all = append(all, file{name, n, hex.EncodeToString(h.Sum(nil))})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("dataset: %w", err)
	}
	return all, nil
}

func find(all []file, name string) file {
	return all[slices.IndexFunc(all, func(f file) bool { return f.name == name })]
}

func tableFile(table, ending string) string { return path.Join(tables, table+ending) }

// sums returns what sha256sum --check reads, by name.
func sums(all []file) []byte {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b file) int { return strings.Compare(a.name, b.name) })
	var b bytes.Buffer
	for _, f := range all {
		fmt.Fprintf(&b, "%s  %s\n", f.sha256, f.name)
	}
	return b.Bytes()
}

// inJSON returns v as indented JSON without the escaping of HTML.
func inJSON(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		panic(err) // only called with values that are JSON
	}
	return b.Bytes()
}
