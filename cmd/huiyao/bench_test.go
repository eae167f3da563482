package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-ego/gse"
	"github.com/stretchr/testify/require"
)

// built returns the path of the program, built for the benchmark.
func built(b *testing.B) string {
	b.Helper()
	bin := filepath.Join(b.TempDir(), "huiyao")
	if runtime.GOOS == "windows" {
		bin += ".exe"
	}
	out, err := exec.Command("go", "build", "-trimpath", "-o", bin, ".").CombinedOutput()
	require.NoError(b, err, "%s", out)
	return bin
}

// BenchmarkWorkers takes the program in turn with one worker and with two, from the start of
// its process to its exit, over JSON Lines with the reports of the corpus, or of the folder
// in BENCH_TEXTS, often enough to make 6 MB, five times. It reports how many times as fast two are, in the
// median round and in the fastest of each, and
// the greatest memory that a run took. It comes first in this file, before gse is loaded: the
// kernel counts what a process held when it started another as that one's, too.
func BenchmarkWorkers(b *testing.B) {
	bin := built(b)
	folder := cmp.Or(os.Getenv("BENCH_TEXTS"), "../../corpus")
	paths, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	require.NoError(b, err)
	require.NotEmpty(b, paths)
	var lines []byte
	for n := 0; len(lines) < 6_000_000; n++ {
		raw, err := os.ReadFile(paths[n%len(paths)])
		require.NoError(b, err)
		line, err := json.Marshal(map[string]string{"id": fmt.Sprint(n), "text": strings.ToValidUTF8(string(raw), "")})
		require.NoError(b, err)
		lines = append(append(lines, line...), '\n')
	}
	input := filepath.Join(b.TempDir(), "reports.jsonl")
	require.NoError(b, os.WriteFile(input, lines, 0o600))
	var best [2]float64
	var ratios []float64
	var peak int64
	for b.Loop() {
		for range 5 {
			var spent [2]float64
			for k := range spent {
				c := exec.Command(bin, "extract", "--workers", fmt.Sprint(k+1), input)
				start := time.Now()
				require.NoError(b, c.Run())
				spent[k] = time.Since(start).Seconds()
				peak = max(peak, peakMemory(c.ProcessState))
				if best[k] == 0 || spent[k] < best[k] {
					best[k] = spent[k]
				}
			}
			ratios = append(ratios, spent[0]/spent[1])
		}
	}
	slices.Sort(ratios)
	b.ReportMetric(float64(len(lines))/1e6/best[0], "MB/s_one")
	b.ReportMetric(ratios[len(ratios)/2], "x_one")
	b.ReportMetric(best[0]/best[1], "best_x_one")
	b.ReportMetric(float64(peak)/1e6, "MB_peak")
}

// BenchmarkStart takes in turn the program, from the start of its process to its exit, with
// one report, and the load of gse's embedded dictionary. It reports how many such runs fit
// into one load.
func BenchmarkStart(b *testing.B) {
	bin := built(b)
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
