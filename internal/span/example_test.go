package span_test

import (
	"fmt"

	"github.com/huiyao/huiyao/internal/span"
)

func ExampleSpan() {
	text := "投资3亿元"
	s := span.Span{Start: len("投资"), End: len("投资3亿元")}
	fmt.Println(s.Of(text), s.Len(), s.Overlaps(span.Span{End: len("投资")}))
	fmt.Println(s.Shift(10), s.Contains(span.Span{Start: 7, End: 10}))
	// Output:
	// 3亿元 7 false
	// {16 23} true
}

func ExampleNewIndex() {
	text := "投资3亿元"
	x := span.NewIndex(text)
	fmt.Println(x.Runes(), x.Rune(len("投资")), x.Byte(2))
	// Output:
	// 5 2 6
}

func ExampleUTF16Len() {
	fmt.Println(span.UTF16Len("億"), span.UTF16Len("𠮷"))
	// Output:
	// 1 2
}
