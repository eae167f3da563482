package cli

import (
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
	"github.com/huiyao/huiyao/record"
)

// settings are the flags that the commands share which run the stages.
type settings struct {
	dict    string
	date    string
	workers int
}

func (o *settings) flags(c *cobra.Command) {
	o.dictFlag(c)
	f := c.Flags()
	f.StringVar(&o.date, "date", "", "date of documents that state none, `YYYY-MM-DD`; resolves words such as 去年")
	f.IntVar(&o.workers, "workers", runtime.GOMAXPROCS(0), "how many documents to work on at once, by default one for each processor; the output is the same for any `N`")
	// The same words on every machine, in help and in manual pages.
	f.Lookup("workers").DefValue = "0"
}

// typesFlag adds the flag that chooses types of facts.
func typesFlag(c *cobra.Command, types *[]string, usage string) {
	c.Flags().StringSliceVar(types, "types", nil, usage)
	lists(c, "types", record.FactTypes()...)
}

func (o *settings) dictFlag(c *cobra.Command) {
	c.Flags().StringVar(&o.dict, "dict", "", "folder with own word lists, laid over the built-in ones: a `DIR` with files of their names and form")
	complete(c, "dict", folders)
}

// load returns the word lists.
func (o *settings) load() (*dict.Dict, error) { return o.read(dict.Load) }

// read reads the word lists, those of --dict included.
func (o *settings) read(with func(fs.FS) (*dict.Dict, error)) (*dict.Dict, error) {
	if o.dict == "" {
		return with(nil)
	}
	if err := isFolder("--dict", o.dict); err != nil {
		return nil, err
	}
	return with(os.DirFS(o.dict))
}

// stages loads the word lists and returns the stages that list makes of them.
func (o *settings) stages(list func(*dict.Dict) ([]pipeline.Stage, error)) ([]pipeline.Stage, error) {
	if o.workers < 1 {
		return nil, errorf("--workers is %d: at least one is needed", o.workers)
	}
	d, err := o.load()
	if err != nil {
		return nil, err
	}
	return list(d)
}

// stagesTo returns the stages up to extract with last after them.
func (o *settings) stagesTo(last pipeline.Stage, options standard.Options) ([]pipeline.Stage, error) {
	return o.stages(func(d *dict.Dict) ([]pipeline.Stage, error) {
		options.Date = o.date
		return standard.StagesTo(last, d, options)
	})
}

// records returns the stages that write records.
func (o *settings) records(options standard.Options) ([]pipeline.Stage, error) {
	return o.stages(func(d *dict.Dict) ([]pipeline.Stage, error) {
		options.Date = o.date
		return standard.Stages(d, options)
	})
}

// isFolder returns an error that names the flag or argument where path is no folder.
func isFolder(what, path string) error {
	info, err := os.Stat(path)
	if err == nil && !info.IsDir() {
		err = errorf("not a folder")
	}
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	if err != nil {
		return errorf("%s %s: %w", what, path, err)
	}
	return nil
}

// oneOf returns an error that names the flag where value is none of the values.
func oneOf(flag, value string, values ...string) error {
	if !slices.Contains(values, value) {
		return errorf("%s is %q: it must be one of %q", flag, value, values)
	}
	return nil
}

// join lists words as help has them.
func join(words []string) string { return strings.Join(words, ", ") }

// required marks flags of c without which it does not run.
func required(c *cobra.Command, flags ...string) {
	for _, f := range flags {
		if err := c.MarkFlagRequired(f); err != nil {
			panic(err) // a flag that c does not have: wrong from the first start on
		}
	}
}
