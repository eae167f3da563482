package batch

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// Errors that the refusal of a folder wraps.
var (
	ErrForeign = errors.New("is not from huiyao batch")
	ErrLocked  = errors.New("another run is at work in this folder")
	ErrInside  = errors.New("input and output must not lie inside each other")
)

// What stands in the work folder, and that itself. It begins with a dot: no source reads
// it by mistake.
const (
	workFolder   = ".huiyao-batch"
	lockFile     = "lock"
	cacheTag     = "CACHEDIR.TAG" // tells backup programs to leave it out
	lastIdentity = "last.json"
	staging      = "staging"
	loose        = "tmp"
)

const cacheTagText = `Signature: 8a477f597d28d172789f06886806bc55
# Results that huiyao batch keeps for the next run. It may be removed while no run is
# under way; the next one then works on all documents again.
`

// ours matches the names that a run puts into its folder.
var ours = regexp.MustCompile(`^(records-\d{5,}\.jsonl(\.zst|\.gz)?|documents\.jsonl|errors\.jsonl|manifest\.json|SHA256SUMS|run\.json)$`)

// folder is the output folder of a run. All is written through its roots, which nothing
// can lead out of.
type folder struct {
	out   *os.Root // the folder
	work  *os.Root // workFolder in it
	lock  *os.File
	step  func(string) error
	hasty bool // sync nothing
}

// openFolder makes or opens the folder and locks it.
func openFolder(o *Options) (*folder, error) {
	path := o.Out
	if err := apart(path, o.Inputs); err != nil {
		return nil, err
	}
	f := &folder{step: o.step, hasty: o.hasty}
	if err := f.change("make " + path); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(path, 0o777); err != nil {
		return nil, err
	}
	var err error
	if f.out, err = os.OpenRoot(path); err != nil {
		return nil, err
	}
	if err := f.open(); err != nil {
		f.close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func (f *folder) open() error {
	if err := f.refuse(); err != nil {
		return err
	}
	if err := f.change("make " + workFolder); err != nil {
		return err
	}
	if err := f.out.Mkdir(workFolder, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	var err error
	if f.work, err = f.out.OpenRoot(workFolder); err != nil {
		return err
	}
	if f.lock, err = f.work.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return err
	}
	if err := tryLock(f.lock); err != nil {
		return err
	}
	if _, err := f.work.Stat(cacheTag); err != nil {
		if err := f.replace(cacheTag, []byte(cacheTagText)); err != nil {
			return err
		}
	}
	for _, leftover := range []string{staging, loose} {
		if err := f.change("clear " + leftover); err != nil {
			return err
		}
		if err := f.work.RemoveAll(leftover); err != nil {
			return err
		}
		if err := f.work.Mkdir(leftover, 0o777); err != nil {
			return err
		}
	}
	return nil
}

// refuse returns an error where the folder holds what no run has put there. Names that
// begin with a dot are nobody's business.
func (f *folder) refuse() error {
	dir, err := f.out.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	empty := true
	for {
		entries, err := dir.ReadDir(256)
		for _, e := range entries {
			switch {
			case strings.HasPrefix(e.Name(), "."):
				if e.Name() == workFolder && !e.IsDir() {
					return fmt.Errorf("%s %w", e.Name(), ErrForeign)
				}
				continue
			case !ours.MatchString(e.Name()) || !e.Type().IsRegular():
				return fmt.Errorf("%s %w: the output goes to a folder of its own", e.Name(), ErrForeign)
			}
			empty = false
		}
		if err == io.EOF {
			break
		}
		if err != nil {
			return err
		}
	}
	if empty {
		return nil
	}
	// The names alone prove little: one of the two things that a run leaves must be there.
	if info, err := f.out.Lstat(workFolder); err == nil && info.IsDir() {
		return nil
	}
	m, err := f.out.Open(manifestFile)
	if err == nil {
		defer m.Close()
		head := make([]byte, len(manifestHead))
		if n, _ := io.ReadFull(m, head); bytes.Equal(head[:n], []byte(manifestHead)) {
			return nil
		}
	}
	return fmt.Errorf("what is in it %w: there is no manifest of a run", ErrForeign)
}

// apart returns an error where the output folder lies in an input or an input in it.
func apart(out string, inputs []string) error {
	outPath, err := realPath(out)
	if err != nil {
		return err
	}
	for _, in := range inputs {
		if in == "-" {
			continue
		}
		inPath, err := realPath(in)
		if err != nil {
			return err
		}
		if within(outPath, inPath) || within(inPath, outPath) {
			return fmt.Errorf("%s and %s: %w", in, out, ErrInside)
		}
	}
	return nil
}

// realPath returns path without links, as far as it exists.
func realPath(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rest := ""
	for {
		real, err := filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(real, rest), nil
		}
		parent := filepath.Dir(path)
		if !errors.Is(err, fs.ErrNotExist) || parent == path {
			return "", err
		}
		path, rest = parent, filepath.Join(filepath.Base(path), rest)
	}
}

// within reports whether path is dir or lies in it.
func within(path, dir string) bool {
	rel, err := filepath.Rel(dir, path)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// change is called before each change of the folder.
func (f *folder) change(what string) error {
	if f.step == nil {
		return nil
	}
	return f.step(what)
}

// replace puts data under a name in the work folder, whole or not at all.
func (f *folder) replace(name string, data []byte) error {
	if err := f.change("write " + name); err != nil {
		return err
	}
	temporary := name + ".new"
	if err := f.work.WriteFile(temporary, data, 0o666); err != nil {
		return err
	}
	return f.work.Rename(temporary, name)
}

// sync makes sure that the names in the output folder are on the disk.
func (f *folder) sync() error {
	if f.hasty {
		return nil
	}
	dir, err := f.out.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := dir.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !errors.Is(err, fs.ErrInvalid) && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

func (f *folder) close() {
	if f.lock != nil {
		f.lock.Close() // and with it the lock
	}
	if f.work != nil {
		f.work.Close()
	}
	f.out.Close()
}
