package extractors_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/record"
)

type taskCount = record.TaskCount

// counted writes each count of text as "TEXT = COUNT CLASS NOUN MODIFIER".
func counted(text string, where from) []string {
	var out []string
	for _, c := range find[*taskCount](text, where) {
		out = append(out, join(c.Text, "=", strconv.Itoa(c.Count), c.Class, c.Noun, c.Modifier))
	}
	return out
}

func TestTaskCount(t *testing.T) {
	check(t, []row{
		{name: "empty"},
		{name: "no_count", text: "会议研究了重点任务。"},
		{name: "task", text: "方案明确了12项重点任务。", want: []string{"12项重点任务 = 12 task 重点任务"}},
		{name: "measure", text: "出台18条措施、5项政策。", want: []string{"18条措施 = 18 measure 措施", "5项政策 = 5 measure 政策"}},
		{name: "document", text: "审议通过5个文件。", want: []string{"5个文件 = 5 document 文件"}},
		{name: "aspect", text: "从五个方面作出安排。", want: []string{"五个方面 = 5 aspect 方面"}},
		{name: "project", text: "开工21个水利工程。", want: []string{"21个水利工程 = 21 project 水利工程"}},
		{name: "action", text: "开展8项专项行动。", want: []string{"8项专项行动 = 8 action 专项行动"}},
		{name: "group", text: "设立15个专题工作组。", want: []string{"15个专题工作组 = 15 group 专题工作组"}},
		{name: "target", text: "提出9项约束性指标。", want: []string{"9项约束性指标 = 9 target 约束性指标"}},
		{name: "agreement", text: "签署6份合作协议。", want: []string{"6份合作协议 = 6 agreement 合作协议"}},
		{name: "issue", text: "整改37个问题，收到12件提案。", want: []string{"37个问题 = 37 issue 问题", "12件提案 = 12 issue 提案"}},
		{name: "great", text: "实施十大行动，聚焦六大领域。", want: []string{"十大行动 = 10 action 行动", "六大领域 = 6 aspect 领域"}},
		{name: "noun_is_the_measure_word", text: "突出四方面发力。", want: []string{"四方面 = 4 aspect 方面"}},
		{name: "aspects_of_tasks", text: "部署6方面改革任务。", want: []string{"6方面改革任务 = 6 task 方面改革任务"}},
		{name: "noun_first", text: "重大水利工程21项。", want: []string{"21项 = 21 project 重大水利工程"}},
		{name: "noun_first_with_verb", text: "签约项目共152个。", want: []string{"152个 = 152 project 签约项目"}},
		{name: "two_alike", text: "甲市12项任务，乙市12项任务。", want: []string{"12项任务 = 12 task 任务", "12项任务 = 12 task 任务"}},
		{name: "chained", text: "推出8项行动、37项举措。", want: []string{"8项行动 = 8 action 行动", "37项举措 = 37 measure 举措"}},
		{name: "over", text: "推出30多项举措。", want: []string{"30多项举措 = 30 measure 举措 over"}},
		{name: "near", text: "推出近30项举措。", want: []string{"30项举措 = 30 measure 举措 near"}},
		{name: "full_width", text: "明确１２项任务。", want: []string{"１２项任务 = 12 task 任务"}},
		{name: "spaces_in_pdf", text: "明确 12 项 重点任务。", want: []string{"12 项 重点任务 = 12 task 重点任务"}},
		{name: "liang", text: "明确两项任务。", want: []string{"两项任务 = 2 task 任务"}},
		{name: "chinese", text: "明确四十二项任务。", want: []string{"四十二项任务 = 42 task 任务"}},
		{name: "traditional", text: "確定了42項任務、18項措施。", want: []string{"42項任務 = 42 task 任务", "18項措施 = 18 measure 措施"}},
		{name: "quoted_noun", text: "落实12项“硬措施”。", want: []string{"12项“硬措施” = 12 measure 硬措施"}},

		// Look-alikes.
		{name: "article", text: "这是一项重点任务。"},
		{name: "every", text: "抓好每一项工作。"},
		{name: "ordinal", text: "第三项任务是改革。"},
		{name: "many", text: "多项措施并举，各项任务落实。"},
		{name: "people_who_do_it", text: "30名干部承担任务。"},
		{name: "other_head", text: "建设5个数据中心，取得12项成果。"},
		{name: "target_of_an_attack", text: "空袭摧毁了3个目标。"},
		{name: "battle", text: "打好三大攻坚战。"},
		{name: "percentage", text: "30%的任务已完成。"},
		{name: "range_is_none", text: "每年3至5项任务。"},
		{name: "money", text: "3亿元项目。"},
	}, counted)
}

func TestTaskCountFields(t *testing.T) {
	for _, c := range []struct{ name, text, setBy, status, periodText, period string }{
		{"plain", "12项任务。", "", "", "", ""},
		{"title", "《河湖治理三年方案》提出12项任务。", "河湖治理三年方案", "planned", "", ""},
		{"title_before", "《河湖治理三年方案》印发。方案提出12项任务。", "河湖治理三年方案", "planned", "", ""},
		{"meeting", "市政府常务会议部署12项任务。", "市政府常务会议", "planned", "", ""},
		{"planned_by_role", "明年将实施12个项目。", "", "planned", "明年", ""},
		{"done", "去年完成12项任务。", "", "done", "去年", ""},
		{"deadline", "到2027年，完成12项任务。", "", "planned", "到2027年", "2027"},
	} {
		t.Run(c.name, func(t *testing.T) {
			found := find[*taskCount](c.text, from{})
			require.Len(t, found, 1)
			f := found[0]
			assert.Equal(t, []string{c.setBy, c.status, c.periodText, c.period}, []string{f.SetBy, f.Status, f.PeriodText, f.Period})
			assert.Equal(t, []string{}, f.Items, "no list is an empty array, not null")
		})
	}
}

// TestTaskCountIsAQuantity wants a quantity at the same place for every task count.
func TestTaskCountIsAQuantity(t *testing.T) {
	text := "方案提出五个方面19项重点任务，实施十大行动，新开工重大水利工程21项。"
	starts := map[int]bool{}
	for _, q := range find[*quantity](text, from{}) {
		starts[q.Start] = true
	}
	counts := find[*taskCount](text, from{})
	require.Len(t, counts, 4)
	for _, c := range counts {
		assert.True(t, starts[c.Start], c.Text)
	}
}
