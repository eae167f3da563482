package dict

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestClassesAreChecked(t *testing.T) {
	for _, c := range []struct{ file, row, want string }{
		{"word_classes.tsv", "共建\tn v a\tours", "one or two of the classes"},
		{"word_classes.tsv", "共建\tn n\tours", "one or two of the classes"},
		{"word_classes.tsv", "共建\tnoun\tours", "one or two of the classes"},
		{"class_rules.tsv", "my1\tn v\tn\t-\ta\tours", `class "a" is none of "n v"`},
		{"class_rules.tsv", "my1\tn v\tQ\t-\tn\tours", "one or two of the classes"},
		{"class_rules.tsv", "my1\tn v\t-\tn/v/a\tn\tours", "one or two of the classes"},
	} {
		header := "# word\tclasses\tsource\n"
		if c.file == "class_rules.tsv" {
			header = "# rule\tclasses\tleft\tright\tclass\tsource\n"
		}
		_, err := Parse(fstest.MapFS{c.file: {Data: []byte(header + c.row + "\n")}})
		require.Error(t, err, c.row)
		assert.Contains(t, err.Error(), c.want)
	}
	d, err := Parse(fstest.MapFS{
		"word_classes.tsv": {Data: []byte("# word\tclasses\tsource\n共建\tv n\tours\n")},
		"class_rules.tsv":  {Data: []byte("# rule\tclasses\tleft\tright\tclass\tsource\naa\tv n\t^\t区/县\tn\tours\nab\tv n\t^\tn/v\tn\tours\n")},
	})
	require.NoError(t, err)
	word, _ := d.Classes.Words.Get("共建")
	assert.Equal(t, WordClasses{ClassVerb, ClassNoun}, word)
	assert.Equal(t, Neighbour{Word: "区/县"}, d.Classes.Rules[0].Right, "own rules stand where their names put them")
	assert.Equal(t, ClassRule{ID: "ab", Of: word, Left: Neighbour{Edge: true}, Right: Neighbour{Classes: WordClasses{ClassNoun, ClassVerb}}, Class: ClassNoun}, d.Classes.Rules[1])
	assert.Equal(t, "v", ClassVerb.String())
}
