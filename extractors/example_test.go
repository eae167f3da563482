package extractors_test

import (
	"fmt"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
	"github.com/huiyao/huiyao/pipeline/segment"
	"github.com/huiyao/huiyao/record"
)

// A report is extracted by pipeline/standard; this is what its stages hand over.
func ExampleAll() {
	words, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	stage, err := segment.New(extractors.Words(words))
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "市水利局提出12项重点任务，2023年完成投资超6700亿元。"
	d := &extractors.Document{
		ID: "report", Text: text, Original: text, Sentences: segment.Sentences(text),
		Region: extractors.RegionMainland, Tokenizer: stage.Tokenizer(),
	}
	var facts []record.Fact
	for _, e := range extractors.All(words) {
		if e.Name() != record.TypeNumber {
			facts = append(facts, e.Extract(d)...)
		}
	}
	extractors.Sort(facts)
	for _, f := range facts {
		switch f := f.(type) {
		case *record.Quantity:
			fmt.Printf("%s: %s %s %q %s %q\n", f.Text, f.Value, f.Unit, f.Modifier, f.Indicator, f.Period)
		case *record.TaskCount:
			fmt.Printf("%s: %d %s %s\n", f.Text, f.Count, f.Class, f.Noun)
		case *record.Body:
			fmt.Printf("%s: %s\n", f.Text, f.BodyKind)
		}
	}
	// Output:
	// 市水利局: government
	// 12项重点任务: 12 task 重点任务
	// 12项: 12 项 "" 重点任务 ""
	// 6700亿元: 670000000000 CNY "over" 投资 "2023"
}

func ExampleDocument_SetRegion() {
	words, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, text := range []string{"国务院印发通知", "立法会财务委员会批准拨款3亿元"} {
		d := extractors.Document{Sentences: []extractors.Sentence{{Text: text}}}
		d.SetRegion(words)
		fmt.Println(d.Region)
	}
	// Output:
	// CN
	// HK
}

func ExampleSort() {
	facts := []record.Fact{
		&record.Body{Common: record.Common{Start: 6, End: 9, Text: "水利局"}},
		&record.Quantity{Common: record.Common{Start: 0, End: 3, Text: "12项"}},
		&record.TaskCount{Common: record.Common{Start: 0, End: 5, Text: "12项任务"}},
	}
	extractors.Sort(facts)
	for _, f := range facts {
		fmt.Println(f.Where().Text)
	}
	// Output:
	// 12项任务
	// 12项
	// 水利局
}

func ExampleSentence_DocumentSpan() {
	text := "投资30\n亿元。"
	s := segment.Sentences(text)
	whole := extractors.Sentence{
		Text: "投资30亿元。", Span: span.Span{End: len(text)},
		Joins: []extractors.Join{{At: len("投资30"), Skipped: len("\n")}},
	}
	at := whole.DocumentSpan(span.Span{Start: len("投资"), End: len("投资30亿元")})
	fmt.Printf("%d lines, %q\n", len(s), at.Of(text))
	// Output:
	// 2 lines, "30\n亿元"
}

func ExampleExplainer_Explain() {
	words, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	stage, err := segment.New(extractors.Words(words))
	if err != nil {
		fmt.Println(err)
		return
	}
	text := "第三批12个项目。"
	d := &extractors.Document{ID: "report", Text: text, Original: text, Sentences: segment.Sentences(text), Region: extractors.RegionMainland, Tokenizer: stage.Tokenizer()}
	for _, e := range extractors.NewExplainer(words).Explain(d) {
		fmt.Println(e.Text, e.Taken, e.Rule, e.Reason)
	}
	// Output:
	// 三批 false not_quantity.ordinal ordinal
	// 12个 true quantity.measured
}
