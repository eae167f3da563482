package main

import (
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/go-ego/gse"
	"github.com/stretchr/testify/require"
)

// BenchmarkStart takes in turn the program, from the start of its process to its exit, with
// one report, and the load of gse's embedded dictionary. It reports how many such runs fit
// into one load.
func BenchmarkStart(b *testing.B) {
	bin := filepath.Join(b.TempDir(), "huiyao")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	out, err := exec.Command("go", "build", "-trimpath", "-o", bin, ".").CombinedOutput()
	require.NoError(b, err, "%s", out)
	var ours, theirs time.Duration
	rounds := 0
	for b.Loop() {
		start := time.Now()
		for range 10 {
			require.NoError(b, exec.Command(bin, "extract", "../../corpus/regional-forum.hant.txt").Run())
		}
		ours += time.Since(start)
		start = time.Now()
		seg := &gse.Segmenter{NotLoadHMM: true, SkipLog: true}
		require.NoError(b, seg.LoadDictEmbed("zh_s"))
		theirs += time.Since(start)
		rounds++
	}
	b.ReportMetric(ours.Seconds()*1000/float64(10*rounds), "ms/run")
	b.ReportMetric(theirs.Seconds()*1000/float64(rounds), "ms/gse_load")
	b.ReportMetric(theirs.Seconds()/ours.Seconds()*10, "runs/gse_load")
}
