package dict_test

import (
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/huiyao/huiyao/dict"
)

func ExampleLoad() {
	d, err := dict.Load(nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, _ := d.Units.Get("元")
	fmt.Println(readings.In("CN").Code, readings.In("HK").Code)
	class, n := d.TaskNouns.Suffix("约束性指标")
	fmt.Println(class, "约束性指标"[len("约束性指标")-n:])
	// Output:
	// CNY HKD
	// target 指标
}

// A user's own files lie over the built-in ones; a fault has its place.
func ExampleLoad_overlay() {
	own := fstest.MapFS{
		"task_nouns.tsv": {Data: []byte("# noun\tclass\tsource\n揭榜项目\tproject\tour reports\n")},
	}
	d, err := dict.Load(own)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.TaskNouns.Get("揭榜项目"))

	own["task_nouns.tsv"].Data = []byte("# noun\tclass\tsource\n揭榜项目\tprojects\tour reports\n")
	_, err = dict.Load(own)
	var fault *dict.Error
	fmt.Println(errors.As(err, &fault), fault.File, fault.Line, fault.Column)
	// Output:
	// project true
	// true task_nouns.tsv 2 6
}

func ExampleNewLexicon() {
	l := dict.NewLexicon([]string{"增长", "增长到", "下降"}, []string{"increase", "increase", "decrease"})
	value, n := l.Prefix("增长到300家")
	fmt.Println(value, "增长到300家"[:n])
	value, n = l.Suffix("同比下降")
	fmt.Println(value, n)
	_, n = l.Prefix("300家")
	fmt.Println(n)
	// Output:
	// increase 增长到
	// decrease 6
	// 0
}

func ExampleUnitReadings_In() {
	u := dict.UnitReadings{{Surface: "斤", Code: "斤", Region: "CN"}, {Surface: "斤", Code: "斤", Region: "TW"}}
	fmt.Println(u.In("TW").Region, u.In("HK").Region)
	// Output:
	// TW CN
}
