package eval_test

import (
	"fmt"

	"github.com/huiyao/huiyao/internal/eval"
)

func ExampleMeasure() {
	labels, _ := eval.ParseRecords("labels", []byte(`{"type":"quantity","text":"5亿元","start":2,"end":5,"value":500000000,"unit":"元","indicator":"投资"}`))
	found, _ := eval.ParseRecords("records", []byte(`{"type":"quantity","text":"5亿元","start":2,"end":5,"value":500000000,"unit":"CNY","indicator":""}
{"type":"body","text":"投资","start":0,"end":2,"kind":"other"}`))
	result, err := eval.Measure([]eval.Document{{Name: "report", Text: "投资5亿元。", Labels: labels, Found: found}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range result.Findings {
		fmt.Println(f)
	}
	for _, t := range result.Types[:3] {
		fmt.Printf("%s: P %.2f R %.2f\n", t.Type, t.Exact.Precision(), t.Exact.Recall())
	}
	// Output:
	// attr  report quantity 5亿元  indicator: want "投资", saw ""
	// attr  report quantity 5亿元  indicator_exact: want "投资", saw ""
	// false report body 投资  saw other in …[投资]5亿元。…
	// quantity: P 1.00 R 1.00
	// task_count: P 0.00 R 0.00
	// body: P 0.00 R 0.00
}
