package segment_test

import (
	"context"
	"fmt"

	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/segment"
)

func ExampleStage_Run() {
	stage, err := segment.New([]string{"京津冀协同发展"})
	if err != nil {
		fmt.Println(err)
		return
	}
	d := &pipeline.Doc{Simple: "一、重点任务\n会议确定了42项任务，推进京津冀协同发展。散会。", Script: "simplified"}
	if err := stage.Run(context.Background(), d); err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range d.Sentences {
		fmt.Println(s.Heading, s.Text)
	}
	text := d.Sentences[1].Text
	for _, token := range d.Tokenizer.AppendTokens(nil, text, 0) {
		fmt.Print(token.Span.Of(text), "/", token.Tag, " ")
	}
	fmt.Println()
	// Output:
	// true 一、重点任务
	// false 会议确定了42项任务，推进京津冀协同发展。
	// false 散会。
	// 会议/n 确定/v 了/ul 42/x 项/zg 任务/n ，/x 推进/v 京津冀协同发展/n 。/x
}

func ExampleSentences() {
	for _, s := range segment.Sentences("他说：“要做。快做。”会议结束！\n加快建设，\n稳步推进。") {
		fmt.Printf("%s %v\n", s.Text, s.Span)
	}
	// Output:
	// 他说：“要做。快做。” {0 33}
	// 会议结束！ {33 48}
	// 加快建设，稳步推进。 {49 80}
}
