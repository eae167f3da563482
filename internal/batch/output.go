package batch

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"os"
	"slices"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Compression is how shards are compressed.
type Compression string

// The compressions. Their bytes hang on the version of the module that makes them, and on
// nothing else.
const (
	None Compression = ""
	Zstd Compression = "zstd"
	Gzip Compression = "gzip"
)

func (c Compression) valid() bool { return slices.Contains([]Compression{None, Zstd, Gzip}, c) }

// ending returns what c adds to a file's name.
func (c Compression) ending() string {
	switch c {
	case Zstd:
		return ".zst"
	case Gzip:
		return ".gz"
	}
	return ""
}

// writer returns a writer that compresses into w and has to be closed.
func (c Compression) writer(w io.Writer) (io.WriteCloser, error) {
	switch c {
	case Zstd:
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1))
	case Gzip:
		return gzip.NewWriterLevel(w, gzip.DefaultCompression)
	}
	return nopCloser{w}, nil
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// output is a file of the staging folder while it is written.
type output struct {
	File    string `json:"file"`
	Size    int64  `json:"size"`
	SHA256  string `json:"sha256"`
	Records int    `json:"records"` // lines

	folder     *folder
	file       *os.File
	hash       hash.Hash
	buffer     *bufio.Writer
	compressor io.WriteCloser
	plain      int64 // bytes before compression
}

// create begins a file in the staging folder.
func create(f *folder, file string, c Compression) (*output, error) {
	if err := f.change("create " + file); err != nil {
		return nil, err
	}
	o := &output{File: file, folder: f, hash: sha256.New()}
	var err error
	if o.file, err = f.work.Create(staging + "/" + file); err != nil {
		return nil, err
	}
	o.buffer = bufio.NewWriterSize(onDisk{o}, 1<<16)
	if o.compressor, err = c.writer(o.buffer); err != nil {
		o.file.Close()
		return nil, err
	}
	return o, nil
}

// write adds whole lines.
func (o *output) write(p []byte, records int) error {
	n, err := o.compressor.Write(p)
	o.plain += int64(n)
	o.Records += records
	return err
}

// finish closes the file when all of it is on the disk.
func (o *output) finish() error {
	if err := o.compressor.Close(); err != nil {
		return err
	}
	if err := o.buffer.Flush(); err != nil {
		return err
	}
	if err := o.folder.change("sync " + o.File); err != nil {
		return err
	}
	if !o.folder.hasty {
		if err := o.file.Sync(); err != nil {
			return err
		}
	}
	o.SHA256 = hex.EncodeToString(o.hash.Sum(nil))
	file := o.file
	// The entry in the manifest lives on; a compressor holds megabytes.
	o.file, o.hash, o.buffer, o.compressor = nil, nil, nil, nil
	return file.Close()
}

// onDisk writes to the file of an output and counts and hashes what is written.
type onDisk struct{ o *output }

func (w onDisk) Write(p []byte) (int, error) {
	if err := w.o.folder.change("write " + w.o.File); err != nil {
		return 0, err
	}
	n, err := w.o.file.Write(p)
	w.o.hash.Write(p[:n])
	w.o.Size += int64(n)
	return n, err
}
