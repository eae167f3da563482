package golden_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/golden"
	"github.com/huiyao/huiyao/pipeline/standard"
)

func ExampleCheck() {
	dir, err := os.MkdirTemp("", "golden")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "report.txt"), []byte("会议讨论了工作。\n"), 0o666); err != nil {
		fmt.Println(err)
		return
	}
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
	// Nothing was reviewed yet, so everything differs.
	differences, err := golden.Check(context.Background(), golden.Options{
		Corpus: dir, Golden: filepath.Join(dir, "reviewed"), Stages: stages,
	})
	for _, d := range differences {
		fmt.Println(d.File, d.Lines)
	}
	fmt.Println(err)
	// Output:
	// report.jsonl [there is no such golden file; the output has 1 lines]
	// <nil>
}
