package cli

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/huiyao/huiyao/internal/eval"
	"github.com/huiyao/huiyao/label"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func newEval(s *Streams) *cobra.Command {
	var o settings
	var misses, wrong bool
	var only, least, gold string
	c := &cobra.Command{
		Use:   "eval DIR",
		Short: "Measure extraction against labels written by hand",
		Long: `eval extracts from every NAME.txt or NAME.html in the folder that has labels beside
it, in NAME.gold.jsonl, and prints for each type precision, recall and F1, the F1
when any overlap counts, and for what was found rightly the share of its attributes
that are right too.

A label is an object on a line of its own, with the type quantity, task_count, body
or ignore (counts neither way), start and end in code points of the document's text,
the text between them and the attributes as the records have them; of a range,
"value" is a list of both ends.

With --gold FORM the labels are those of an annotation tool, in the form in which
huiyao label writes them and the tool exports them: brat (NAME.txt, NAME.ann), conll
(NAME.txt, NAME.conll), doccano (doccano.jsonl), label-studio (label-studio.json) or
spacy (spacy.jsonl). A label without attributes wants a record of exactly its span.`,
		Example: `  huiyao eval labelled/
  huiyao eval -v -a --only body labelled/
  huiyao eval --gold label-studio annotated/
  huiyao eval --min quantity=0.9,body=0.8 labelled/`,
		Args:              arguments(1, 1),
		ValidArgsFunction: first(1, folders),
		RunE: func(c *cobra.Command, args []string) error {
			if only != "" {
				if err := oneOf("--only", only, eval.Types...); err != nil {
					return err
				}
			}
			if err := oneOf("--gold", gold, label.Forms()...); err != nil {
				return err
			}
			bounds, err := parseBounds(least)
			if err != nil {
				return err
			}
			if err := isFolder("DIR", args[0]); err != nil {
				return err
			}
			stages, err := o.records(standard.Options{WithText: true})
			if err != nil {
				return err
			}
			docs, err := eval.RunLabels(c.Context(), gold, os.DirFS(args[0]), pipeline.Options{Workers: o.workers}, stages)
			if err != nil {
				return err
			}
			result, err := eval.Measure(docs)
			if err != nil {
				return err
			}
			var report strings.Builder
			for _, f := range result.Findings {
				if shown := f.What == eval.Wrong && wrong || f.What != eval.Wrong && misses; shown && (only == "" || only == f.Type) {
					fmt.Fprintln(&report, f)
				}
			}
			report.WriteString(result.Summary())
			if _, err := fmt.Fprint(s.Out, report.String()); err != nil {
				return err
			}
			var low []error
			for _, t := range result.Types {
				if bound, ok := bounds[t.Type]; ok && t.Exact.F1() < bound {
					low = append(low, errorf("F1 of %s is %.3f, below %v", t.Type, t.Exact.F1(), bound))
				}
			}
			if len(low) > 0 {
				return foundError{errors.Join(low...)}
			}
			return nil
		},
	}
	f := c.Flags()
	f.BoolVarP(&misses, "verbose", "v", false, "print every miss and every false alarm")
	f.BoolVarP(&wrong, "attributes", "a", false, "print every wrong attribute")
	f.StringVar(&gold, "gold", label.Gold, fmt.Sprintf("the form of the labels, a `FORM` of %s", join(label.Forms())))
	f.StringVar(&only, "only", "", "print only those of this `TYPE`")
	f.StringVar(&least, "min", "", "exit with 1 where an F1 is below its bound in `TYPE=F1,...`")
	values(c, "gold", label.Forms()...)
	values(c, "only", eval.Types...)
	o.flags(c)
	return c
}

// parseBounds reads "quantity=0.9,body=0.8".
func parseBounds(s string) (map[string]float64, error) {
	bounds := map[string]float64{}
	if s == "" {
		return bounds, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		kind, value, _ := strings.Cut(part, "=")
		if err := oneOf("--min", kind, eval.Types...); err != nil {
			return nil, err
		}
		bound, err := strconv.ParseFloat(value, 64)
		if err != nil || !(bound >= 0 && bound <= 1) {
			return nil, errorf("--min %s: %q is not an F1 between 0 and 1", kind, value)
		}
		bounds[kind] = bound
	}
	return bounds, nil
}
