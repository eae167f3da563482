package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// reports writes n reports, made of the corpus with changes, into a folder. Those whose
// number edition divides differ from edition to edition.
func reports(t *testing.T, dir string, n, edition int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("..", "..", "corpus", "*.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	require.NoError(t, os.MkdirAll(dir, 0o777))
	for i := range n {
		data, err := os.ReadFile(files[i%len(files)])
		require.NoError(t, err)
		change := i
		if edition > 0 && i%edition == 0 {
			change += n * edition
		}
		text := fmt.Sprintf("会议确定了%d项任务。\n", change) + string(data)
		require.NoError(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("%06d.txt", i)), []byte(text), 0o666))
	}
}

// output returns the hashes of the files of a run, but for run.json, and holds them
// against SHA256SUMS where the run was finished.
func output(t *testing.T, dir string) (hashes map[string]string, finished bool) {
	t.Helper()
	hashes = map[string]string{}
	for _, e := range entries(t, dir) {
		if e.IsDir() || e.Name() == "run.json" {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		require.NoError(t, err)
		hashes[e.Name()] = fmt.Sprintf("%x", sha256.Sum256(data))
	}
	if _, finished = hashes["manifest.json"]; !finished {
		return hashes, false
	}
	sums, err := os.ReadFile(filepath.Join(dir, "SHA256SUMS"))
	require.NoError(t, err)
	listed := 0
	for line := range strings.Lines(string(sums)) {
		hash, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		require.Equal(t, hashes[name], hash, name)
		listed++
	}
	require.Equal(t, len(hashes)-1, listed, "all files but SHA256SUMS itself")
	return hashes, true
}

func entries(t *testing.T, dir string) []fs.DirEntry {
	t.Helper()
	all, err := os.ReadDir(dir)
	if !os.IsNotExist(err) {
		require.NoError(t, err)
	}
	return all
}

func batchCommand(t *testing.T, in, out string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c := exec.CommandContext(t.Context(), self)
	c.Args = []string{"huiyao", "batch", in, "--out", out, "--workers", "2", "--shard-size", "200KB", "--compress", "zstd"}
	c.Dir, c.Env = filepath.Dir(in), english()
	return c
}

// TestKill kills runs at moments that look random and starts them again. Every folder
// ends with the bytes of an undisturbed run, and at no moment is there a manifest whose
// files are not whole.
func TestKill(t *testing.T) {
	const (
		documents = 48
		rounds    = 5
		kills     = 4 // in each round
	)
	dir := t.TempDir()
	old, in := filepath.Join(dir, "old", "in"), filepath.Join(dir, "new", "in")
	reports(t, old, documents, 0)
	reports(t, in, documents, 2)
	run := func(in, out string) {
		message, err := batchCommand(t, in, out).CombinedOutput()
		require.NoError(t, err, "%s", message)
	}
	began := time.Now()
	run(in, filepath.Join(dir, "undisturbed"))
	took := time.Since(began)
	want, finished := output(t, filepath.Join(dir, "undisturbed"))
	require.True(t, finished)
	require.Greater(t, len(want), 6, "several shards")

	random := rand.New(rand.NewPCG(7, 20))
	killed := 0
	for round := range rounds {
		out := filepath.Join(dir, fmt.Sprint("out", round))
		var before map[string]string
		if round%2 == 1 { // there is a finished run over other inputs
			run(old, out)
			before, _ = output(t, out)
		}
		window := took
		for range kills {
			c := batchCommand(t, in, out)
			require.NoError(t, c.Start())
			time.Sleep(time.Duration(random.Int64N(int64(window))))
			require.NoError(t, c.Process.Kill())
			_ = c.Wait()
			if c.ProcessState.Sys().(syscall.WaitStatus).Signaled() {
				killed++
			} else {
				window /= 2 // the machine is less busy now, or less was left to do
			}
			if got, finished := output(t, out); finished && got["manifest.json"] != before["manifest.json"] {
				require.Equal(t, want, got)
			}
		}
		run(in, out)
		got, _ := output(t, out)
		require.Equal(t, want, got, "round %d", round)
	}
	// The parts of a run as well, before they are put together.
	merge := batchCommand(t, in, filepath.Join(dir, "merged"))
	merge.Args = []string{"huiyao", "merge", "--out", filepath.Join(dir, "merged")}
	for i := range 2 {
		out := filepath.Join(dir, fmt.Sprint("part", i))
		part := func() *exec.Cmd {
			c := batchCommand(t, in, out)
			c.Args = append(c.Args, "--shard", fmt.Sprintf("%d/2", i))
			return c
		}
		for range kills / 2 {
			c := part()
			require.NoError(t, c.Start())
			time.Sleep(time.Duration(random.Int64N(int64(took) / 2)))
			require.NoError(t, c.Process.Kill())
			_ = c.Wait()
		}
		message, err := part().CombinedOutput()
		require.NoError(t, err, "%s", message)
		merge.Args = append(merge.Args, out)
	}
	message, err := merge.CombinedOutput()
	require.NoError(t, err, "%s", message)
	got, _ := output(t, filepath.Join(dir, "merged"))
	require.Equal(t, want, got)
	t.Logf("%d of %d runs were killed before their end, an undisturbed one took %s", killed, rounds*kills, took)
	assert.Greater(t, killed, rounds)
}

// TestInterruptBatch: what is under way is finished and kept, and the message says how to
// go on.
func TestInterruptBatch(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	c, in, _, messages := start(t, "batch", "--input-format", "jsonl", "-", "--out", out, "--workers", "2")
	_, err := io.WriteString(in, twoDocuments)
	require.NoError(t, err)
	kept := filepath.Join(out, ".huiyao-batch", "seen")
	require.Eventually(t, func() bool {
		found, err := filepath.Glob(filepath.Join(kept, "*", "*"))
		return err == nil && len(found) == 2
	}, 10*time.Second, 10*time.Millisecond)
	require.NoError(t, c.Process.Signal(os.Interrupt))
	assert.Error(t, c.Wait())
	assert.Equal(t, 130, c.ProcessState.ExitCode())
	assert.Equal(t, "huiyao: interrupted: 2 documents are done and kept in "+out+"; start the same command again to go on\n", messages.String())
	assert.NoFileExists(t, filepath.Join(out, "manifest.json"))

	c, in, _, messages = start(t, "batch", "--input-format", "jsonl", "-", "--out", out)
	_, err = io.WriteString(in, twoDocuments)
	require.NoError(t, err)
	require.NoError(t, in.Close())
	require.NoError(t, c.Wait())
	assert.Contains(t, messages.String(), ": 0 new, 2 as before, 0 failed;")
}

// TestManyDocuments runs over as many documents as HUIYAO_DOCUMENTS says, once from
// nothing and once with all of them kept, and tells how much memory that took at its
// peak, beside a run over a tenth of them. `make bench-batch` calls it.
func TestManyDocuments(t *testing.T) {
	var documents int
	if _, err := fmt.Sscan(os.Getenv("HUIYAO_DOCUMENTS"), &documents); err != nil {
		t.Skip("takes long; make bench-batch runs it")
	}
	dir := t.TempDir()
	peak := func(name string, n int) int64 {
		in, out := filepath.Join(dir, name), filepath.Join(dir, name+"-out")
		reports(t, in, n, 0)
		var most int64
		for _, state := range []string{"new", "as before"} {
			began := time.Now()
			c := batchCommand(t, in, out)
			c.Args = append(c.Args, "--shard-size", "4MiB")
			message, err := c.CombinedOutput()
			require.NoError(t, err, "%s", message)
			kilobytes := c.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
			t.Logf("%d documents, %s: %s, %d MB at the peak", n, state, time.Since(began).Round(time.Millisecond), kilobytes>>10)
			most = max(most, kilobytes)
		}
		_, finished := output(t, out)
		require.True(t, finished)
		return most
	}
	few, many := peak("few", documents/10), peak("many", documents)
	assert.Less(t, many, few*3/2, "memory must not grow with the number of documents")
	lines(t, filepath.Join(dir, "many-out", "documents.jsonl"), documents)
}

// lines wants that many lines in a file.
func lines(t *testing.T, path string, want int) {
	f, err := os.Open(path)
	require.NoError(t, err)
	defer f.Close()
	got := 0
	for s := bufio.NewScanner(f); s.Scan(); {
		got++
	}
	assert.Equal(t, want, got)
}
