//go:build ignore

// Gen writes words.trie from the simplified dictionary that gse embeds.
package main

import (
	"log"
	"os"

	"github.com/go-ego/gse"

	"github.com/huiyao/huiyao/pipeline/segment/internal/trie"
)

func main() {
	log.SetFlags(0)
	seg := gse.Segmenter{NotLoadHMM: true, SkipLog: true}
	if err := seg.LoadDictEmbed("zh_s"); err != nil {
		log.Fatal(err)
	}
	words := make([]trie.Word, len(seg.Dict.Tokens))
	for i := range seg.Dict.Tokens {
		t := &seg.Dict.Tokens[i]
		words[i] = trie.Word{Text: t.Text(), Freq: t.Freq(), Tag: t.Pos()}
	}
	block, err := trie.Build(words)
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile("words.trie", block, 0o644); err != nil {
		log.Fatal(err)
	}
}
