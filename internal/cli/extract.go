package cli

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/source"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newExtract(s *Streams) *cobra.Command {
	var o settings
	var in inputs
	var options standard.Options
	c := &cobra.Command{
		Use:   "extract [FILE|DIR|-]...",
		Short: "Read reports and write their records",
		Long: `extract reads reports and writes their records to standard output, a line of JSON
each, in the order of the inputs: for every document one "document" record and
after it its facts. What cannot be read gives an "error" record, the rest goes on
and the exit code is 1.

A folder is searched through, in sorted order. "-", or no argument at all, is
standard input. A line of a .jsonl file is a document, {"id": "...", "text": "..."}
or {"id": "...", "html": "..."}. Text may be UTF-8, GB18030, Big5 or UTF-16. Archives
(zip, tar, WARC) and compressed files (gzip, Zstandard) are opened; what they hold is
named ARCHIVE/NAME.`,
		Example: `  huiyao extract report.txt
  huiyao extract --types quantity,body --workers 8 reports/ > records.jsonl
  curl -s https://example.org/report.html | huiyao extract --input-format html
  huiyao extract --input-format jsonl --date 2024-05-13 - < documents.jsonl`,
		ValidArgsFunction: anyFiles,
		RunE: func(c *cobra.Command, args []string) error {
			return o.run(c, s, args, in, func(d *dict.Dict, common standard.Options) ([]pipeline.Stage, error) {
				options.Date, options.MaxUnpacked = common.Date, common.MaxUnpacked
				return standard.Stages(d, options)
			})
		},
	}
	f := c.Flags()
	typesFlag(c, &options.Types, "write only facts of these `TYPES`: quantity, task_count, body, number (default all but number)")
	f.BoolVar(&options.WithText, "with-text", false, "put the document's text, which the offsets count in, into its record")
	in.flags(c)
	o.flags(c)
	return c
}

// run sends the inputs that args name, standard input for none, through stages and writes
// their output.
func (o *settings) run(c *cobra.Command, s *Streams, args []string, in inputs, stages func(*dict.Dict, standard.Options) ([]pipeline.Stage, error)) error {
	if len(args) == 0 {
		if isTerminal(s.In) {
			return fmt.Errorf("nothing to read: name a file or a folder, or - for standard input\nsee %s --help", c.CommandPath())
		}
		args = []string{"-"}
	}
	from, err := in.options(s.In)
	if err != nil {
		return err
	}
	list, err := o.stages(func(d *dict.Dict) ([]pipeline.Stage, error) {
		return stages(d, standard.Options{Date: o.date, MaxUnpacked: packed(from)})
	})
	if err != nil {
		return err
	}
	docs, err := source.Docs(args, from)
	if err != nil {
		return err
	}
	var failures failures
	sum, err := pipeline.Run(c.Context(), pipeline.Options{Workers: o.workers, Timeout: in.timeout}, docs, list, func(d *pipeline.Doc) error {
		failures.tell(s, d)
		// One write for each document: its lines are whole or not there at all.
		_, err := s.Out.Write(d.Output)
		return err
	})
	if err != nil {
		return err
	}
	if sum.Failed > 0 {
		return foundError(fmt.Sprintf("%d of %d documents failed", sum.Failed, sum.Documents))
	}
	return nil
}

// failures counts the documents of a run that failed, and those without text.
type failures struct{ failed, empty int }

// toldFailures is how many failures are told one by one: all are in the records, and a
// folder of the wrong files must not flood the terminal.
const toldFailures = 20

// tell says why a document failed or has no text.
func (n *failures) tell(s *Streams, d *pipeline.Doc) {
	switch {
	case d.Failure != nil:
		n.failed++
		switch {
		case n.failed <= toldFailures:
			s.message("%s: %s", d.ID, d.Failure.Message)
		case n.failed == toldFailures+1:
			s.message("more documents failed; their error records say why")
		}
	case d.Note != "":
		n.empty++
		switch {
		case n.empty <= toldFailures:
			s.message("%s: no text: %s", d.ID, d.Note)
		case n.empty == toldFailures+1:
			s.message("more documents have no text; their records have 0 chars")
		}
	}
}

// isTerminal reports whether in is a character device other than the null device.
func isTerminal(in any) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
