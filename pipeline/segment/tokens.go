package segment

import (
	"errors"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/go-ego/gse"

	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/internal/span"
)

// Frequency and tag of the words that are added to gse's own.
const (
	addedFreq = 1000
	addedTag  = "nz"
)

func checkWord(w string) error {
	if !utf8.ValidString(w) {
		return errors.New("not valid UTF-8")
	}
	if utf8.RuneCountInString(w) < 2 {
		return errors.New("fewer than two characters")
	}
	if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }) {
		return errors.New("white space or control character")
	}
	return nil
}

var whole = sync.OnceValues(func() (*gse.Segmenter, error) {
	seg := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	err := seg.LoadDictEmbed("zh_s")
	return seg, err
})

type tokenizer struct{ stage *Stage }

// Tokens cuts text into words.
func (t *tokenizer) Tokens(text string) []extractors.Token {
	seg, err := whole()
	if err != nil {
		panic(err)
	}
	parts := seg.Segment([]byte(text))
	out := make([]extractors.Token, len(parts))
	for i := range parts {
		out[i] = extractors.Token{Span: span.Span{Start: parts[i].Start(), End: parts[i].End()}, Tag: parts[i].Token().Pos()}
	}
	return out
}
