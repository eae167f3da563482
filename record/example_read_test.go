package record_test

import (
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/record"
)

func ExampleRead() {
	lines := strings.NewReader(`{"type":"error","doc":"a.txt","stage":"decode","message":"no text"}
{"type":"error","doc":"b.txt","stage":"decode"}`)
	for r, err := range record.Read(lines) {
		if err != nil {
			fmt.Println(err)
			break
		}
		fmt.Println(r.Kind(), r.(*record.Error).Doc)
	}
	// Output:
	// error a.txt
	// line 2: not a record: error: key "message" is missing
}

func ExampleFields() {
	r := record.NewError("a.txt", "decode", fmt.Errorf("no text"))
	for _, f := range record.Fields(r.Kind()) {
		fmt.Println(f.Name, f.Of(r))
	}
	// Output:
	// type error
	// doc a.txt
	// stage decode
	// message no text
}
