package extractors_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestItems(t *testing.T) {
	check(t, []row{
		{name: "none", text: "方案明确了3项任务。", want: []string{"3项任务: 0 false"}},

		// Before the count.
		{name: "before", text: "实施技术研发、成果转化、人才培养等12项重点任务。", want: []string{"12项重点任务: 3 false 技术研发|成果转化|人才培养"}},
		{name: "before_whole", text: "实施技术研发、成果转化、人才培养等3项重点任务。", want: []string{"3项重点任务: 3 true 技术研发|成果转化|人才培养"}},
		{name: "before_without_etc", text: "聚焦教育、医疗、养老三个领域。", want: []string{"三个领域: 3 true 教育|医疗|养老"}},
		{name: "before_with_and", text: "围绕能源供应、水务保障和统计监测3个方面发力。", want: []string{"3个方面: 3 true 能源供应|水务保障|统计监测"}},
		{name: "before_traditional", text: "實施技術研發、成果轉化、人才培養等12項重點任務。", want: []string{"12項重點任務: 3 false 技術研發|成果轉化|人才培養"}},
		{name: "before_with_quotes", text: "推进“河长、湖长”制、水价改革等2项改革。", want: []string{"2项改革: 2 true “河长、湖长”制|水价改革"}},
		{name: "who_is_no_item", text: "交通部门会同水利部门、教育部门提出5项措施。", want: []string{"5项措施: 0 false"}},
		{name: "counts_are_no_items", text: "推出8项行动、37项举措。", want: []string{"8项行动: 0 false", "37项举措: 0 false"}},

		// After the count.
		{name: "after_including", text: "明确3项任务，包括疏浚河道、加固堤防、更新泵站。", want: []string{"3项任务: 3 true 疏浚河道|加固堤防|更新泵站"}},
		{name: "after_colon", text: "明确3项任务：疏浚河道；加固堤防；更新泵站。", want: []string{"3项任务: 3 true 疏浚河道|加固堤防|更新泵站"}},
		{name: "after_brackets_do_not_split", text: "明确2项任务：疏浚河道（含支流、沟渠）；加固堤防。", want: []string{"2项任务: 2 true 疏浚河道（含支流、沟渠）|加固堤防"}},
		{name: "after_etc", text: "明确5项任务，包括疏浚河道、加固堤防等。", want: []string{"5项任务: 2 false 疏浚河道|加固堤防"}},
		{name: "longer_than_the_count", text: "明确2项任务，包括疏浚河道、加固堤防、更新泵站。", want: []string{"2项任务: 3 false 疏浚河道|加固堤防|更新泵站"}},

		// Below it.
		{name: "numbered_in_the_sentence", text: "抓好3项工作：一是疏浚河道；二是加固堤防；三是更新泵站。", want: []string{"3项工作: 3 true 疏浚河道|加固堤防|更新泵站"}},
		{name: "numbered_sentences", text: "抓好3项工作。一是疏浚河道，改善水质。二是加固堤防。三是更新泵站。", want: []string{"3项工作: 3 true 疏浚河道|加固堤防|更新泵站"}},
		{name: "numbered_lines", text: "重点抓好以下3项工作：\n1.疏浚河道。\n2.加固堤防。\n3.更新泵站。\n", want: []string{"3项工作: 3 true 疏浚河道|加固堤防|更新泵站"}},
		{name: "numbered_first_second", text: "抓好两项工作。第一，疏浚河道。第二，加固堤防。", want: []string{"两项工作: 2 true 疏浚河道|加固堤防"}},
		{name: "list_of_another_count", text: "去年完成2项工作。今年抓好2项任务：一是疏浚河道；二是加固堤防。", want: []string{"2项工作: 0 false", "2项任务: 2 true 疏浚河道|加固堤防"}},
		{name: "numbered_not_from_one", text: "抓好3项工作。二是加固堤防。三是更新泵站。", want: []string{"3项工作: 0 false"}},
	}, func(text string, where from) []string {
		var out []string
		for _, c := range find[*taskCount](text, where) {
			out = append(out, join(c.Text+":", fmt.Sprint(c.Listed, " ", c.Complete), strings.Join(c.Items, "|")))
		}
		return out
	})
}
