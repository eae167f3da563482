package verify_test

import (
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/internal/verify"
)

func ExampleChecker_Check() {
	checker, err := verify.New(verify.OwnText)
	if err != nil {
		fmt.Println(err)
		return
	}
	records := `{"type":"error","doc":"a.txt","stage":"decode","message":"not valid UTF-8"}
{"type":"error","doc":"b.txt","stage":"decode"}
`
	sum, err := checker.Check(strings.NewReader(records), func(f verify.Fault) {
		fmt.Printf("line %d: %s\n", f.Line, f.Message)
	})
	fmt.Println(sum.Records, "records,", sum.Faults, "fault,", err)
	// Output:
	// line 2: key "message" is missing
	// 2 records, 1 fault, <nil>
}
