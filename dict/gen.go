//go:build ignore

// Gen writes compiled.bin from the word lists and rules.
package main

import (
	"fmt"
	"os"

	"github.com/huiyao/huiyao/dict"
)

func main() {
	d, err := dict.Parse(nil)
	if err == nil {
		err = os.WriteFile("compiled.bin", dict.Compile(d), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
