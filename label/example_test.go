package label_test

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/huiyao/huiyao/label"
)

func Example() {
	dir, err := os.MkdirTemp("", "labels")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	root, err := os.OpenRoot(dir)
	if err != nil {
		panic(err)
	}
	defer root.Close()
	documents := func(yield func(label.Document, error) bool) {
		yield(label.Document{Name: "a.txt", Text: "😀确定了三项任务。", Labels: []label.Label{
			{Type: "task_count", Start: 4, End: 8, Text: "三项任务"},
		}}, nil)
	}
	if _, err := label.Write(label.Doccano, documents, root); err != nil {
		panic(err)
	}
	written, _ := os.ReadFile(filepath.Join(dir, "doccano.jsonl"))
	fmt.Printf("%s", written)
	read, err := label.Read(label.Doccano, root.FS())
	fmt.Println(read[0].Labels[0].Start, read[0].Labels[0].Text, err)
	// Output:
	// {"doc":"a.txt","text":"😀确定了三项任务。","label":[[5,9,"task_count"]]}
	// 4 三项任务 <nil>
}
