package export_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/huiyao/huiyao/export"
	"github.com/huiyao/huiyao/record"
)

func ExampleWrite() {
	dir, err := os.MkdirTemp("", "tables")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	records := strings.NewReader(`{"type":"error","doc":"=a.txt","stage":"decode","message":"no text"}`)
	result, err := export.Write(context.Background(), record.Read(records), dir, export.Options{Forms: []string{export.CSV}, NoBOM: true})
	if err != nil {
		panic(err)
	}
	table, err := os.ReadFile(filepath.Join(dir, "error.csv"))
	fmt.Printf("%d files\n%s%v\n", len(result.Files), table, err)
	// Output:
	// 14 files
	// type,doc,stage,message
	// error,'=a.txt,decode,no text
	// <nil>
}

func ExampleTables() {
	for _, t := range export.Tables() {
		fmt.Println(t.Name, len(t.Columns) > 0)
	}
	// Output:
	// columns true
	// document true
	// quantity true
	// task_count true
	// body true
	// time true
	// person true
	// place true
	// meeting true
	// named_document true
	// number true
	// error true
	// panel true
	// promises true
}
