package extractors_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/record"
)

func TestDocumentSpan(t *testing.T) {
	// The document is "序。\n建成30\n座。" with a break of one byte inside the second sentence,
	// and of two more before its end.
	text := "序。\n建成30\n座\n\n。"
	start := len("序。\n")
	s := extractors.Sentence{
		Text:  "建成30座。",
		Span:  span.Span{Start: start, End: len(text)},
		Joins: []extractors.Join{{At: len("建成30"), Skipped: 1}, {At: len("建成30座"), Skipped: 2}},
	}
	for _, c := range []struct{ name, words, want string }{
		{"before_the_break", "建成", "建成"},
		{"ends_at_the_break", "30", "30"},
		{"over_the_break", "30座", "30\n座"},
		{"begins_at_the_break", "座", "座"},
		{"over_both", "30座。", "30\n座\n\n。"},
		{"begins_at_the_second", "。", "。"},
	} {
		t.Run(c.name, func(t *testing.T) {
			at := indexOf(t, s.Text, c.words)
			assert.Equal(t, c.want, s.DocumentSpan(at).Of(text))
		})
	}
	t.Run("empty", func(t *testing.T) {
		assert.True(t, s.DocumentSpan(span.Span{}).Empty())
	})
	t.Run("no_joins", func(t *testing.T) {
		plain := extractors.Sentence{Text: "建成", Span: span.Span{Start: start, End: start + len("建成")}}
		assert.Equal(t, "成", plain.DocumentSpan(span.Span{Start: 3, End: 6}).Of(text))
	})
}

func indexOf(t *testing.T, text, words string) span.Span {
	t.Helper()
	for i := range text {
		if i+len(words) <= len(text) && text[i:i+len(words)] == words {
			return span.Span{Start: i, End: i + len(words)}
		}
	}
	require.Failf(t, "not there", "%q in %q", words, text)
	return span.Span{}
}

// TestWrappedLine wants a number that a line break cuts in two to be one quantity, whose
// text holds the break and whose sentence does not.
func TestWrappedLine(t *testing.T) {
	text := "全县各乡镇各部门认真落实会议精神，统筹推进各项重点工作任务，去年全年共完成投资30\n" +
		"亿元，带动社会各方面广泛参与项目建设，取得了明显的阶段性成效，得到群众的一致好评，\n" +
		"各项民生实事进展顺利，就业教育医疗养老等方面的保障水平继续稳步提高，社会大局保持和\n" +
		"谐稳定。\n"
	found := find[*quantity](text, from{})
	require.Len(t, found, 1)
	q := found[0]
	assert.Equal(t, "30\n亿元", q.Text)
	assert.Equal(t, "30亿元", q.Simplified)
	assert.Equal(t, q.Text, text[q.ByteStart:q.ByteEnd])
	assert.NotContains(t, q.Sentence, "\n")
}

func TestSort(t *testing.T) {
	fact := func(start, end int, rule string) record.Fact {
		return &record.Body{Common: record.Common{Start: start, End: end, Rule: rule}}
	}
	facts := []record.Fact{fact(5, 6, "a"), fact(2, 3, "b"), fact(2, 9, "z"), fact(2, 3, "a"), fact(0, 1, "q")}
	extractors.Sort(facts)
	var got []record.Common
	for _, f := range facts {
		got = append(got, *f.Where())
	}
	assert.Equal(t, []record.Common{
		{Start: 0, End: 1, Rule: "q"}, {Start: 2, End: 9, Rule: "z"}, {Start: 2, End: 3, Rule: "a"}, {Start: 2, End: 3, Rule: "b"}, {Start: 5, End: 6, Rule: "a"},
	}, got)
	extractors.Sort(nil)
}

// TestAll wants the extractors in their fixed order, each named after the type of its facts.
func TestAll(t *testing.T) {
	var names []string
	for _, e := range standard().extractors {
		names = append(names, e.Name())
	}
	assert.Equal(t, []string{record.TypeNumber, record.TypeQuantity, record.TypeTaskCount, record.TypeBody, record.TypeTime, record.TypePerson, record.TypePlace, record.TypeMeeting, record.TypeNamedDocument}, names)
}
