package batch

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Errors that the refusal of parts wraps.
var (
	ErrNoManifest = errors.New("there is no " + manifestFile + ": the run was not finished, or it is no run")
	ErrNoPart     = errors.New("is a whole run and no part of one")
	ErrParts      = errors.New("are not the parts of one run")
	ErrDamaged    = errors.New("is not as " + manifestFile + " says")
)

// MergeOptions say what to put together and where. Out and Parts must be set.
type MergeOptions struct {
	Out   string   // folder for the output, as in Options
	Parts []string // folders of the parts, in any order

	// Progress, unless nil, is called as Options.Progress is.
	Progress func(Stats)

	hasty bool
}

// Merge puts the parts of a run, each of which Run has made with Options.Part, together in
// the folder o.Out. Its files, run.json apart, are the same bytes as those of one run over
// all documents with the same options. No document is worked on again.
//
// All parts must be there, once each, and of the same version, data, options and inputs;
// the error says which are not. What the parts hold is compared with their manifests.
//
// A cancelled merge returns an error that wraps ErrInterrupted, and the next one begins
// anew. Memory holds a document, and for each part buffers of 100 KB, of 7 MB where the
// shards are compressed with zstd.
func Merge(ctx context.Context, o MergeOptions) (Stats, error) {
	parts, err := openParts(o.Parts)
	defer func() {
		for _, p := range parts {
			p.close()
		}
	}()
	if err != nil {
		return Stats{}, fmt.Errorf("%s: %w", name, err)
	}
	head := parts[0].head
	r := &run{settings: head.Options, Options: Options{
		Out: o.Out, Inputs: o.Parts, Progress: o.Progress, hasty: o.hasty,
		ShardSize: head.Output.ShardSize, Compress: Compression(head.Output.Compress),
		Version: head.Version, Data: head.Data,
	}}
	if r.folder, err = openFolder(&r.Options); err != nil {
		return Stats{}, fmt.Errorf("%s: %w", name, err)
	}
	defer r.folder.close()
	if r.store, err = openStore(r.folder, 1, false); err == nil {
		r.assembly, err = newAssembly(r.folder, r.ShardSize, r.Compress)
	}
	if err != nil {
		return Stats{}, fmt.Errorf("%s: %s: %w", name, o.Out, err)
	}
	defer r.assembly.abandon()
	began := time.Now()
	err = r.end(began, r.gather(ctx, parts))
	return r.stats, err
}

// gather adds the documents of the parts in their order.
func (r *run) gather(ctx context.Context, parts []*part) error {
	next := make(map[int64]*part, len(parts)) // by the number of the document that comes next
	advance := func(p *part) error {
		err := p.advance()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", p.dir, err)
		}
		if other := next[*p.next.Number]; other != nil {
			return fmt.Errorf("%s and %s %w: both hold %q", other.dir, p.dir, ErrParts, p.next.Doc)
		}
		next[*p.next.Number] = p
		return nil
	}
	for _, p := range parts {
		if err := advance(p); err != nil {
			return err
		}
	}
	r.progress()
	for number := range parts[0].head.Part.Documents {
		if ctx.Err() != nil {
			return ErrInterrupted
		}
		p := next[number]
		if p == nil {
			return fmt.Errorf("the folders %w: document %d of the run is in none of them", ErrParts, number+1)
		}
		delete(next, number)
		lines, err := p.lines()
		if err != nil {
			return fmt.Errorf("%s: %w", p.dir, err)
		}
		in := p.next
		in.Number, in.Records = nil, 0
		if err := r.assembly.add(in, lines); err != nil {
			return err
		}
		r.stats.Documents++
		if in.Outcome == failed {
			r.stats.Failed++
		}
		if in.Size != nil {
			r.stats.Read += *in.Size
		}
		r.stats.Written += int64(len(lines))
		r.stats.Shards = r.assembly.shards()
		r.progress()
		if err := advance(p); err != nil {
			return err
		}
	}
	for _, p := range parts {
		if err := p.end(); err != nil {
			return fmt.Errorf("%s: %w", p.dir, err)
		}
	}
	return nil
}

// openParts opens the folders and sees that they are the parts of one run. What it has
// opened is returned in any case.
func openParts(dirs []string) ([]*part, error) {
	if len(dirs) == 0 {
		return nil, errors.New("no folders to put together")
	}
	var parts []*part
	for _, dir := range dirs {
		p, err := openPart(dir)
		if err != nil {
			return parts, fmt.Errorf("%s: %w", dir, err)
		}
		parts = append(parts, p)
	}
	first := parts[0]
	byIndex := map[int]*part{}
	for _, p := range parts {
		if what := p.differs(first); what != nil {
			return parts, fmt.Errorf("%s and %s %w: they differ in %s", first.dir, p.dir, ErrParts, strings.Join(what, ", "))
		}
		if other := byIndex[p.head.Part.Index]; other != nil {
			return parts, fmt.Errorf("%s and %s %w: both are part %s", other.dir, p.dir, ErrParts, p.which())
		}
		byIndex[p.head.Part.Index] = p
	}
	count := first.head.Part.Count
	if len(byIndex) == count {
		return parts, nil
	}
	const most = 10 // are named
	var missing []string
	for i := 0; i < count && len(missing) < most; i++ {
		if byIndex[i] == nil {
			missing = append(missing, Part{i, count}.String())
		}
	}
	if rest := count - len(byIndex) - len(missing); rest > 0 {
		missing = append(missing, fmt.Sprintf("and %d more", rest))
	}
	return parts, fmt.Errorf("the folders %w: not among them: %s", ErrParts, strings.Join(missing, ", "))
}

// part is the folder of a part while it is read.
type part struct {
	dir      string
	root     *os.Root
	file     *os.File // the manifest
	manifest *json.Decoder
	head     manifest
	next     input // the document whose lines come next

	shards []*output // that come after the one that is read
	shard  *shard    // that is read
}

func openPart(dir string) (_ *part, err error) {
	p := &part{dir: dir}
	defer func() {
		if err != nil {
			p.close()
		}
	}()
	if p.root, err = os.OpenRoot(dir); err != nil {
		return nil, err
	}
	if p.file, err = p.root.Open(manifestFile); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			err = ErrNoManifest
		}
		return nil, err
	}
	p.manifest = json.NewDecoder(p.file)
	if err := p.readHead(); err != nil {
		return nil, fmt.Errorf("%s: %w", manifestFile, err)
	}
	switch of := p.head.Part; {
	case p.head.Manifest != manifestForm:
		return nil, fmt.Errorf("%s: %q is not %q", manifestFile, p.head.Manifest, manifestForm)
	case of == nil:
		return nil, ErrNoPart
	case !p.which().valid():
		return nil, fmt.Errorf("%s: part %s: %w", manifestFile, p.which(), errPart)
	}
	for _, o := range p.head.Outputs {
		if strings.HasPrefix(o.File, "records-") {
			p.shards = append(p.shards, o)
		}
	}
	return p, nil
}

// which returns which part it is.
func (p *part) which() Part { return Part{p.head.Part.Index, p.head.Part.Count} }

// readHead reads the manifest up to its inputs: these can be too many for the memory.
func (p *part) readHead() error {
	if err := p.delimiter('{'); err != nil {
		return err
	}
	head := map[string]json.RawMessage{}
	for p.manifest.More() {
		key, err := p.manifest.Token()
		if err != nil {
			return err
		}
		if key == "inputs" {
			all, err := json.Marshal(head)
			if err != nil {
				return err
			}
			if err := json.Unmarshal(all, &p.head); err != nil {
				return err
			}
			return p.delimiter('[')
		}
		var value json.RawMessage
		if err := p.manifest.Decode(&value); err != nil {
			return err
		}
		head[fmt.Sprint(key)] = value
	}
	return errors.New("no inputs")
}

func (p *part) delimiter(want json.Delim) error {
	got, err := p.manifest.Token()
	if err == nil && got != want {
		err = fmt.Errorf("%v in place of %v", got, want)
	}
	return err
}

// differs returns in what p differs from a part of the same run.
func (p *part) differs(first *part) []string {
	a, b := &p.head, &first.head
	var all []string
	for _, c := range []struct {
		same bool
		what string
	}{
		{a.Version == b.Version, "the program"},
		{a.Data == b.Data, "the word lists or rules"},
		{bytes.Equal(a.Options, b.Options), "the options"},
		{a.Output == b.Output, "the size or compression of their shards"},
		{a.Part.Count == b.Part.Count, fmt.Sprintf("the number of parts, %d and %d", b.Part.Count, a.Part.Count)},
		{a.Part.Documents == b.Part.Documents && a.Part.Sources == b.Part.Sources, "the inputs"},
	} {
		if !c.same {
			all = append(all, c.what)
		}
	}
	return all
}

// advance reads the next entry of the inputs; io.EOF says that there is none.
func (p *part) advance() error {
	if !p.manifest.More() {
		if err := p.delimiter(']'); err != nil {
			return fmt.Errorf("%s: %w", manifestFile, noEOF(err))
		}
		return io.EOF
	}
	p.next = input{}
	if err := p.manifest.Decode(&p.next); err != nil {
		return fmt.Errorf("%s: %w", manifestFile, noEOF(err))
	}
	if p.next.Number == nil || p.next.Length < 1 {
		return fmt.Errorf("%s: %q has no number or no records", manifestFile, p.next.Doc)
	}
	return nil
}

// lines returns the lines of the next document.
func (p *part) lines() ([]byte, error) {
	if p.shard == nil || p.shard.File != p.next.Shard {
		if err := p.closeShard(); err != nil {
			return nil, err
		}
		if len(p.shards) == 0 || p.shards[0].File != p.next.Shard {
			return nil, fmt.Errorf("%s: %q is not where it should be, in %s", manifestFile, p.next.Doc, p.next.Shard)
		}
		var err error
		if p.shard, err = openShard(p.root, p.shards[0]); err != nil {
			return nil, err
		}
		p.shards = p.shards[1:]
	}
	var lines bytes.Buffer
	// The length is not believed before the bytes are there.
	if n, err := io.CopyN(&lines, p.shard.plain, p.next.Length); err != nil {
		return nil, fmt.Errorf("%s: after %d of the %d bytes of %q: %w", p.next.Shard, n, p.next.Length, p.next.Doc, noEOF(err))
	}
	return lines.Bytes(), nil
}

// end sees that nothing is left.
func (p *part) end() error {
	if err := p.closeShard(); err != nil {
		return err
	}
	for _, o := range p.shards { // a run without documents has a shard too
		var err error
		if p.shard, err = openShard(p.root, o); err != nil {
			return err
		}
		if err := p.closeShard(); err != nil {
			return err
		}
	}
	return nil
}

func (p *part) closeShard() error {
	if p.shard == nil {
		return nil
	}
	err := p.shard.end()
	p.shard = nil
	return err
}

func (p *part) close() {
	if p.shard != nil {
		p.shard.close()
	}
	if p.file != nil {
		p.file.Close()
	}
	if p.root != nil {
		p.root.Close()
	}
}

// shard is a file of records while it is read.
type shard struct {
	*output
	file  *os.File
	read  hash.Hash // of what was read of the file
	plain *bufio.Reader
	done  func()
}

func openShard(root *os.Root, o *output) (*shard, error) {
	file, err := root.Open(o.File)
	if err != nil {
		return nil, err
	}
	s := &shard{output: o, file: file, read: sha256.New(), done: func() {}}
	var plain io.Reader = io.TeeReader(file, s.read)
	switch path.Ext(o.File) {
	case Gzip.ending():
		plain, err = gzip.NewReader(plain)
	case Zstd.ending():
		var z *zstd.Decoder
		if z, err = zstd.NewReader(plain, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true)); err == nil {
			plain, s.done = z, z.Close
		}
	}
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", o.File, err)
	}
	s.plain = bufio.NewReaderSize(plain, 1<<16)
	return s, nil
}

// end closes the shard; all that it holds must have been read, and be what was written.
func (s *shard) end() error {
	defer s.close()
	rest, err := io.Copy(io.Discard, s.plain)
	if err == nil {
		_, err = io.Copy(s.read, s.file) // after the end of what was compressed
	}
	if err != nil {
		return fmt.Errorf("%s: %w", s.File, err)
	}
	if rest > 0 || hex.EncodeToString(s.read.Sum(nil)) != s.SHA256 {
		return fmt.Errorf("%s %w", s.File, ErrDamaged)
	}
	return nil
}

func (s *shard) close() {
	s.done()
	s.file.Close()
}

func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}
