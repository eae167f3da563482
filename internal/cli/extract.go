package cli

import (
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
	var lines stream
	var options standard.Options
	c := &cobra.Command{
		Use:   "extract [FILE|DIR|-]...",
		Short: "Read reports and write their records",
		Long: `extract reads reports and writes their records to standard output, a line of JSON
each, in the order of the inputs: for every document one "document" record and
after it its facts. What cannot be read gives an "error" record, the rest goes on
and the exit code is 1.

A folder is searched through, in sorted order, hidden files and the labels of others
(NAME.gold.jsonl) apart. "-", or no argument at all, is standard input. Text may be
UTF-8, GB18030, Big5 or UTF-16. Archives (zip, tar, WARC) and compressed files (gzip,
Zstandard) are opened; what they hold is named ARCHIVE/NAME.

A line of a .jsonl file is a document: {"id": "...", "text": "..."}, or in place of
"text" "html", a page, "data", the bytes of a file in base64, or, with --paths,
"path", a file. "source" may say where it is from. With --stream, each line on
standard input is answered before the next one has to be there (docs/stream.md).`,
		Example: `  huiyao extract report.txt
  huiyao extract --types quantity,body --workers 8 reports/ > records.jsonl
  curl -s https://example.org/report.html | huiyao extract --input-format html
  huiyao extract --input-format jsonl --date 2024-05-13 - < documents.jsonl
  crawler | huiyao extract --input-format jsonl --stream - | consumer`,
		ValidArgsFunction: anyFiles,
		RunE: func(c *cobra.Command, args []string) error {
			from, err := in.options(s.In)
			if err != nil {
				return err
			}
			if err := lines.check(c, args, &from); err != nil {
				return err
			}
			if from.Paths != nil {
				defer from.Paths.Close()
			}
			return o.run(c, s, args, in, from, func(d *dict.Dict, common standard.Options) ([]pipeline.Stage, error) {
				options.Date, options.MaxUnpacked = common.Date, common.MaxUnpacked
				return standard.Stages(d, options)
			})
		},
	}
	f := c.Flags()
	typesFlag(c, &options.Types, "write only facts of these `TYPES`: quantity, task_count, body, time, person, place, meeting, named_document, number (default all but number)")
	f.BoolVar(&options.WithText, "with-text", false, "put the document's text, which the offsets count in, into its record")
	f.BoolVar(&lines.on, "stream", false, "answer each line of JSONL on standard input as soon as it has come; wants --input-format jsonl")
	f.StringVar(&lines.paths, "paths", "", "let lines of JSONL name files below the folder `DIR`, and no others, by \"path\"")
	complete(c, "paths", folders)
	in.flags(c)
	o.flags(c)
	return c
}

// stream are the flags for programs that write lines of JSONL and read the answers.
type stream struct {
	on    bool
	paths string
}

// check puts the flags into the settings of the source, whose Paths then has to be closed.
func (l *stream) check(c *cobra.Command, args []string, from *source.Options) error {
	if l.on && (from.Format != source.JSONL || len(args) > 1 || len(args) == 1 && args[0] != "-") {
		return seeHelp(c, errorf("--stream reads lines from standard input: it goes with --input-format jsonl - and no other input"))
	}
	from.Stream = l.on
	if l.paths == "" {
		return nil
	}
	if err := isFolder("--paths", l.paths); err != nil {
		return err
	}
	var err error
	if from.Paths, err = os.OpenRoot(l.paths); err != nil {
		return errorf("--paths: %w", err)
	}
	return nil
}

// run sends the inputs that args name, standard input for none, through stages and writes
// their output; from is what in says.
func (o *settings) run(c *cobra.Command, s *Streams, args []string, in inputs, from source.Options, stages func(*dict.Dict, standard.Options) ([]pipeline.Stage, error)) error {
	if len(args) == 0 {
		if isTerminal(s.In) {
			return seeHelp(c, errorf("nothing to read: name a file or a folder, or - for standard input"))
		}
		args = []string{"-"}
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
		return found("%d of %d documents failed", sum.Failed, sum.Documents)
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
	case len(d.Faults) > 0:
		if n.failed++; n.failed <= toldFailures {
			for _, f := range d.Faults {
				s.message("%s: %s", d.ID, f.Message)
			}
		} else if n.failed == toldFailures+1 {
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
