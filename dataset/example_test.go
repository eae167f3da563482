package dataset_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/huiyao/huiyao/dataset"
	"github.com/huiyao/huiyao/record"
)

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "dataset")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	records := strings.NewReader(`{"type":"error","doc":"a.txt","stage":"decode","message":"no text"}`)
	result, err := dataset.Write(context.Background(), record.Read(records), dir, dataset.Options{
		Name: "reports", Description: "Figures from reports.", License: "CC-BY-4.0",
	})
	if err != nil {
		panic(err)
	}
	fmt.Println(result.Records, result.Files[:7])
	// Output: 1 [DATA_DICTIONARY.md README.md SHA256SUMS croissant.json datapackage.json records.jsonl schema.json]
}
