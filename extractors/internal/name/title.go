package name

import (
	"strings"

	"github.com/huiyao/huiyao/internal/span"
)

// titles finds what stands in 《》, so that no name of another kind is looked for inside.
type titles struct{}

// maxTitle bounds a title's bytes: a mark that nothing closes opens none.
const maxTitle = 240

func (titles) read(t Text, x *Index) {
	for i := range t.Len() {
		text := t.Sentence(i)
		for at := 0; ; {
			n := strings.Index(text[at:], "《")
			if n < 0 {
				break
			}
			start := at + n
			end := closing(text, start)
			if end < 0 {
				at = start + len("《")
				continue
			}
			s := span.Span{Start: start, End: end}
			x.Add(&Mention{Kind: Title, Sentence: i, Span: s, Name: text[start+len("《") : end-len("》")], Rule: "title"})
			at = end
		}
	}
}

// closing returns the end of the title that opens at start, -1 where nothing closes it. Titles
// inside it are part of it.
func closing(text string, start int) int {
	depth := 0
	for i := start; i+3 <= len(text) && i < start+maxTitle; i++ {
		switch text[i : i+3] {
		case "《":
			depth++
		case "》":
			if depth--; depth == 0 {
				return i + 3
			}
		}
	}
	return -1
}
