package review_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/internal/review"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

func ExamplePage() {
	d := &pipeline.Doc{ID: "a.txt", Text: "國務院會議", Simple: "国务院会议", Facts: []record.Fact{&record.Body{
		Common:   record.Common{Head: record.Head{Type: record.TypeBody, Doc: "a.txt"}, Start: 0, End: 3, Text: "國務院", Simplified: "国务院", Rule: "body.list"},
		BodyKind: "government", Name: "国务院",
	}}}
	report, err := review.New(&record.Document{Head: record.Head{Type: record.TypeDocument, Doc: "a.txt"}, Script: "traditional"}, d)
	if err != nil {
		fmt.Println(err)
		return
	}
	var page bytes.Buffer
	if err := review.Page(&page, report, review.Options{}); err != nil {
		fmt.Println(err)
		return
	}
	_, article, _ := strings.Cut(page.String(), `aria-labelledby="report-title">`)
	article, _, _ = strings.Cut(article, "</article>")
	fmt.Println(article)
	// Output: <p><a id="p1" class="m k-body l0-body" href="#r0" data-f="0">國務院</a>會議</p>
}

func ExampleIndex() {
	x := review.NewIndex(review.Options{})
	report, err := review.New(&record.Document{Head: record.Head{Doc: "a.txt"}, Title: "會議"}, &pipeline.Doc{ID: "a.txt", Text: "會議", Simple: "会议"})
	if err != nil {
		fmt.Println(err)
		return
	}
	x.Add(report, "pages/000001.html")
	var page bytes.Buffer
	if err := x.Write(&page); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.Contains(page.String(), `<a href="pages/000001.html" lang="zh">會議</a>`))
	// Output: true
}

func ExampleIsRecords() {
	fmt.Println(review.IsRecords([]byte(`{"type":"document","doc":"a.txt"}` + "\n")))
	fmt.Println(review.IsRecords([]byte(`{"id":"a.txt","text":"會議"}` + "\n")))
	// Output:
	// true
	// false
}
