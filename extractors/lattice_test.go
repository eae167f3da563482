package extractors

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
)

func TestWordClassesOfSentences(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	doc := &Document{
		Tokenizer: pieces{[]string{"已", "投入", "财政", "的"}, map[string]string{"已": "d", "投入": "v", "财政": "n", "的": "uj"}},
		Sentences: []Sentence{{Text: "财政的投入"}, {}, {Text: "已投入"}},
	}
	for range 2 {
		assert.Equal(t, []dict.Class{dict.ClassNoun, dict.ClassParticle, dict.ClassNoun}, doc.wordClasses(d, 0))
		assert.Empty(t, doc.wordClasses(d, 1))
		assert.Equal(t, []dict.Class{dict.ClassAdverb, dict.ClassVerb}, doc.wordClasses(d, 2))
	}
}
