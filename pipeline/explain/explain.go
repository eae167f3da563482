// Package explain writes, for every numeral and every head of a body's name in a document,
// what took or rejected it.
package explain

import (
	"context"
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/extract"
)

const name = "explain"

// Stage explains documents. Make it with New.
type Stage struct {
	words     *dict.Dict
	explainer *extractors.Explainer
}

// New returns a stage that explains with the rules and words of d.
func New(d *dict.Dict) *Stage {
	return &Stage{d, extractors.NewExplainer(d)}
}

// Name returns "explain".
func (*Stage) Name() string { return name }

// Run writes a line for every candidate: document, span in code points, the words, the
// verdict, the rule, with tabs between. A document that failed gives one line that says why.
//
// Reads Doc.Text, Doc.Simple, Doc.Script, Doc.Sentences and Doc.Tokenizer. Sets Doc.Output.
func (s *Stage) Run(_ context.Context, d *pipeline.Doc) error {
	if d.Failure != nil {
		d.Output = fmt.Appendf(nil, "%s\t-\t-\tfailed: %s\t%s\n", d.ID, d.Failure.Message, d.Failure.Stage)
		return nil
	}
	in, err := extract.Document(name, s.words, d, nil)
	if err != nil {
		return err
	}
	oneLine := strings.NewReplacer("\n", " ", "\t", " ")
	var out []byte
	for _, e := range s.explainer.Explain(in) {
		verdict := "rejected: " + e.Reason
		if e.Taken {
			verdict = e.Type + " " + e.Is
		}
		out = fmt.Appendf(out, "%s\t%d-%d\t%s\t%s\t%s\n", d.ID, e.Runes.Start, e.Runes.End, oneLine.Replace(e.Text), strings.TrimSpace(verdict), e.Rule)
	}
	d.Output = out
	return nil
}
