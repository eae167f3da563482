package batch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/batch"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func ExampleRun() {
	dir, err := os.MkdirTemp("", "batch")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	words, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	stages, err := standard.Stages(words, standard.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for range 2 {
		stats, err := batch.Run(context.Background(), batch.Options{
			Out:       filepath.Join(dir, "dataset"),
			Docs:      slices.Values([]*pipeline.Doc{{ID: "a", Raw: []byte("会议确定了42项任务。")}}),
			Stages:    stages,
			ShardSize: 64 << 20,
			Data:      words.Hash(),
		})
		fmt.Println(stats.Documents, "document,", stats.Reused, "as before,", err)
	}
	// Output:
	// 1 document, 0 as before, <nil>
	// 1 document, 1 as before, <nil>
}
