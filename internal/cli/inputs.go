package cli

import (
	"io"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/pipeline/source"
)

// inputs are the flags that say how inputs are read.
type inputs struct {
	format      string
	maxSize     string
	maxUnpacked string
	maxRatio    int64
	maxNesting  int
	maxEntries  int
	timeout     time.Duration
}

func (in *inputs) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&in.format, "input-format", "", "read every input as `FORMAT` (default by content, and by name where that does not tell):\n"+
		"text, html, jsonl, csv, docx, xlsx, pptx, odt, ods, epub, ofd, pdf; or want an archive: warc, zip, tar, gz, zst")
	f.StringVar(&in.maxSize, "max-size", sizeText(source.DefaultMaxSize), "the `SIZE` that a document, or a line of JSONL, has at most")
	f.StringVar(&in.maxUnpacked, "max-unpacked", sizeText(source.DefaultMaxUnpacked), "the `SIZE` that one input unpacks to at most")
	f.Int64Var(&in.maxRatio, "max-ratio", source.DefaultMaxRatio, "how many times its packed size a thing unpacks to at most, once that is more than 8 MiB: `N`")
	f.IntVar(&in.maxNesting, "max-nesting", source.DefaultMaxNesting, "how many archives and compressions stand in one another at most: `N`")
	f.IntVar(&in.maxEntries, "max-entries", source.DefaultMaxEntries, "how many entries the archives of one input have at most: `N`")
	f.DurationVar(&in.timeout, "timeout", 10*time.Minute, "give a document up after this `TIME`; 0 never")
	values(c, "input-format", formatNames()...)
}

// formatNames returns the values of --input-format.
func formatNames() []string {
	var names []string
	for _, f := range source.Formats() {
		names = append(names, string(f))
	}
	return names
}

// options returns the settings of the source, checked.
func (in *inputs) options(stdin io.Reader) (source.Options, error) {
	o := source.Options{
		Format: source.Format(in.format), Stdin: stdin,
		MaxRatio: in.maxRatio, MaxNesting: in.maxNesting, MaxEntries: in.maxEntries,
	}
	if in.format != "" {
		if err := oneOf("--input-format", in.format, formatNames()...); err != nil {
			return o, err
		}
	}
	var err error
	if o.MaxSize, err = parseSize(in.maxSize); err != nil {
		return o, errorf("--max-size: %w", err)
	}
	if o.MaxUnpacked, err = parseSize(in.maxUnpacked); err != nil {
		return o, errorf("--max-unpacked: %w", err)
	}
	for _, n := range []struct {
		flag  string
		value int64
	}{
		{"--max-size", o.MaxSize}, {"--max-unpacked", o.MaxUnpacked}, {"--max-ratio", o.MaxRatio},
		{"--max-nesting", int64(o.MaxNesting)}, {"--max-entries", int64(o.MaxEntries)},
	} {
		if n.value < 1 {
			return o, errorf("%s is %d: it must be 1 or more", n.flag, n.value)
		}
	}
	if in.timeout < 0 {
		return o, errorf("--timeout is %v: it must not be negative", in.timeout)
	}
	return o, nil
}

// packed returns how many bytes a packed document may unpack to: as all of an input, but no
// more than four times the largest document.
func packed(o source.Options) int64 { return min(o.MaxUnpacked, o.MaxSize*4) }

// sizeText writes a number of bytes as parseSize reads it.
func sizeText(n int64) string {
	for _, unit := range []string{"", "KiB", "MiB"} {
		if n%1024 != 0 {
			return strconv.FormatInt(n, 10) + unit
		}
		n /= 1024
	}
	return strconv.FormatInt(n, 10) + "GiB"
}
