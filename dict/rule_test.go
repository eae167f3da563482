package dict

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/internal/span"
)

const soundRule = `id: "not_quantity.batch"
order: 5
note: "Batches are numbered."
source: "usage of official reports"
patterns:
  - "第{数}{量词}"
number:
  whole: true
  max: 99
outcome: "ordinal"
examples:
  - {text: "第三批", find: "三"}
  - {text: "三批", find: ""}
`

func TestParseRule(t *testing.T) {
	lists := map[string]Matcher{"量词": NewLexicon([]string{"批", "个"}, make([]struct{}, 2))}
	const file = "rules/not_quantity/batch.yaml"
	parse := func(text string) (*Rule, []error) { return parseRule(file, []byte(text), lists) }
	r, faults := parse(soundRule)
	require.Empty(t, faults)
	assert.Equal(t, "not_quantity.batch", r.ID)
	assert.EqualValues(t, 99, *r.Number.Max)
	assert.Nil(t, r.Number.Min)
	assert.Len(t, r.Compiled, 1)
	assert.Equal(t, []Example{{"第三批", "三"}, {"三批", ""}}, r.Examples)

	for _, c := range []struct{ name, old, new, want string }{
		{"id_is_not_the_file", `"not_quantity.batch"`, `"not_quantity.group"`, `id is "not_quantity.group", the file's name makes it "not_quantity.batch"`},
		{"no_note", `note: "Batches are numbered."`, `note: ""`, "has no note"},
		{"no_source", `"usage of official reports"`, `""`, "has no source"},
		{"no_outcome", "outcome: \"ordinal\"\n", "", "has no outcome"},
		{"unknown_outcome", `outcome: "ordinal"`, `outcome: "star"`, `"star" is no outcome`},
		{"kept", `outcome: "ordinal"`, `outcome: "measured"`, "rules/not_quantity/ rejects them"},
		{"no_order", "order: 5\n", "", "has no order"},
		{"unknown_form", "  whole: true\n", "  form: [\"round\"]\n", `number.form is "round"`},
		{"unknown_kind", "outcome:", "unit:\n  kind: [\"verb\"]\noutcome:", `unit.kind is "verb"`},
		{"unknown_unit_list", "outcome:", "unit:\n  words: \"星座\"\noutcome:", `unit.words: no list is called "星座"`},
		{"no_patterns", "patterns:\n  - \"第{数}{量词}\"\n", "patterns: []\n", "has no patterns"},
		{"unknown_key", "outcome:", "why:", `unknown field "why"`},
		{"doubled_key", `outcome: "ordinal"`, "outcome: \"ordinal\"\noutcome: \"date\"", "outcome"},
		{"not_quoted", `outcome: "ordinal"`, "outcome: ordinal", "value ordinal is not quoted"},
		{"bad_region", "  whole: true\n", "  region: \"DE\"\n", `number.region is "DE"`},
		{"bad_script", "  whole: true\n", "  written: \"latin\"\n", `number.written is "latin"`},
		{"no_miss", `find: ""`, `find: "三"`, "needs one example that it finds and one look-alike"},
		{"no_hit", `find: "三"`, `find: ""`, "needs one example that it finds and one look-alike"},
		{"find_is_not_there", `find: "三"`, `find: "四"`, `example "第三批" does not hold "四"`},
		{"no_number", "第{数}{量词}", "第{量词}", "must hold {数} or {量} exactly once"},
		{"two_numbers", "第{数}{量词}", "{数}第{数}", "must hold {数} or {量} exactly once"},
		{"unknown_list", "{量词}", "{星座}", `no list is called "星座"`},
		{"slot_not_closed", "{数}{量词}", "{数}{量词", "is not closed"},
		{"bad_run", "{量词}", "{字9-1}", "write {字1-8}"},
		{"no_yaml", "patterns:", "patterns: [", "dict/rules/not_quantity/batch.yaml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(soundRule, c.old, c.new, 1)
			require.NotEqual(t, soundRule, text)
			_, faults := parse(text)
			require.NotEmpty(t, faults)
			assert.ErrorContains(t, faults[0], c.want)
			assert.True(t, strings.HasPrefix(faults[0].Error(), "dict/"+file), "names the file: %v", faults[0])
		})
	}
}

func TestPattern(t *testing.T) {
	lists := map[string]Matcher{
		"量词": NewLexicon([]string{"批", "批次", "个"}, make([]struct{}, 3)),
		"尾":  NewLexicon([]string{"工程"}, make([]struct{}, 1)),
	}
	for _, c := range []struct{ name, pattern, text, number, took string }{
		{"literal", "第{数}届", "共第5届会", "5", "第5届"},
		{"literal_missing", "第{数}届", "共5届会", "5", ""},
		{"list_longest", "{数}{量词}", "5批次", "5", "5批次"},
		{"two_lists", "{数}{量词|尾}", "5工程", "5", "5工程"},
		{"optional_there", "{数}{量词?}{尾}", "5个工程", "5", "5个工程"},
		{"optional_left_out", "{数}{量词?}{尾}", "5工程", "5", "5工程"},
		{"other_number_right", "{数}—{数字}月", "1—12月", "1", "1—12月"},
		{"other_number_left", "{数字}月{数}日", "十二月31日", "31", "十二月31日"},
		{"letter", "{字母}{数}", "列车C919", "919", "C919"},
		{"letter_missing", "{字母}{数}", "列车919", "919", ""},
		{"run", "{数}{字1-3}工程", "5大重点工程", "5", "5大重点工程"},
		{"run_too_long", "{数}{字1-2}工程", "5大重点工程", "5", ""},
		{"run_ends_at_a_mark", "{数}{字1-5}工程", "5大，重点工程", "5", ""},
		{"beginning", "^{数}、", "5、工程", "5", "5、"},
		{"not_at_the_beginning", "^{数}、", "共5、工程", "5", ""},
		{"end", "{数}时$", "到5时", "5", "5时"},
		{"not_at_the_end", "{数}时$", "5时半", "5", ""},
		{"alternative", "第{数}(届|批次|批)", "第5批次", "5", "第5批次"},
		{"no_alternative", "第{数}(届|批)", "第5章", "5", ""},
		{"alternative_left_out", "第{数}(届)?批", "第5批", "5", "第5批"},
		{"two_groups", "(前|首){数}(届|批)", "首5批", "5", "首5批"},
		{"bracket_of_the_text", "({数})", "共(5)个", "5", "(5)"},
		{"nothing_of_a_list", "{数}{!量词}", "5工程", "5", "5"},
		{"something_of_a_list", "{数}{!量词}", "5批次", "5", ""},
		{"nothing_before", "{!尾}共{数}", "共5", "5", "共5"},
		{"something_before", "{!尾}共{数}", "工程共5", "5", ""},
		{"han", "{数}{汉字}", "5批", "5", "5批"},
		{"no_han", "{数}{汉字}", "5G", "5", ""},
		{"clause_begins", "{分句首}{数}", "好，5批", "5", "5"},
		{"clause_goes_on", "{分句首}{数}", "好5批", "5", ""},
		{"clause_ends", "{数}{分句尾}", "好5；", "5", "5"},
		{"four_digits", "{数字4}-{数}", "2020-23", "23", "2020-23"},
		{"not_four_digits", "{数字4}-{数}", "20-23", "23", ""},
		{"spaces_are_passed_over", "第{数}届", "第 5 届", "5", "第 5 届"},
	} {
		t.Run(c.name, func(t *testing.T) {
			patterns, err := parsePatterns(c.pattern, lists)
			require.NoError(t, err)
			at := strings.Index(c.text, c.number)
			number := span.Span{Start: at, End: at + len(c.number)}
			took, ok := span.Span{}, false
			for _, p := range patterns {
				if took, ok = p.Match(c.text, number, number); ok {
					break
				}
			}
			assert.Equal(t, c.took != "", ok)
			if ok {
				assert.Equal(t, c.took, took.Of(c.text))
			}
		})
	}
}

// TestRuleIndexHasAll fails where the index passes over a rule that may fit.
func TestRuleIndexHasAll(t *testing.T) {
	d, err := Load(nil)
	require.NoError(t, err)
	rules := slices.Concat(d.Rules, d.Rules, d.Rules) // more than 64
	x := NewRuleIndex(rules)
	characters := []rune{0, utf8.RuneError, '日', '时', '年', '第', '（', '(', '号', '代', '前', ':', '：', '的', '月', '至', '-', 'G', '.'}
	for _, next := range characters {
		for _, before := range characters {
			around := Around{Next: next, Before: before, After: next}
			fitting := x.Fitting(around)
			for i, r := range rules {
				may := fitting.Next(i) == i
				if !may && slices.ContainsFunc(r.Compiled, func(p *Pattern) bool { return p.May(around) }) {
					t.Errorf("%s may fit %q", r.ID, around)
				}
			}
			assert.Equal(t, -1, fitting.Next(len(rules)))
		}
	}
}
