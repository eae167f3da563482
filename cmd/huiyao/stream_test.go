package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// answer reads the answer to one line: a document with as many records as its counts say,
// or an error.
func answer(in *bufio.Reader) (string, error) {
	line, err := in.ReadString('\n')
	if err != nil {
		return line, err
	}
	var head struct {
		Type   string
		Counts map[string]int
	}
	if err := json.Unmarshal([]byte(line), &head); err != nil {
		return line, err
	}
	if head.Type != "document" && head.Type != "error" {
		return line, fmt.Errorf("an answer begins with a record of type %q", head.Type)
	}
	left := 0
	for _, n := range head.Counts {
		left += n
	}
	all := line
	for range left {
		if line, err = in.ReadString('\n'); err != nil {
			return all, err
		}
		all += line
	}
	return all, nil
}

// streamLines returns a line for each report of the corpus in every form, and lines that
// hold no document.
func streamLines(t *testing.T) []string {
	t.Helper()
	line := func(keys map[string]string) string {
		b, err := json.Marshal(keys)
		require.NoError(t, err)
		return string(b)
	}
	lines := []string{"{}", "", "[", `{"id":"n"}`, `{"id":"p","path":"/etc/hostname"}`, "\xff"}
	files, err := filepath.Glob(filepath.Join("..", "..", "corpus", "*.txt"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		data, err := os.ReadFile(f)
		require.NoError(t, err)
		lines = append(lines,
			line(map[string]string{"id": f, "text": string(data)}),
			line(map[string]string{"id": f + ".html", "html": "<p>" + string(data), "source": "https://example.org"}),
			line(map[string]string{"id": "bytes/" + f, "data": base64.StdEncoding.EncodeToString(data)}))
	}
	return append(lines, `{"id":"picture","data":"iVBORw0KGgo="}`, "{}")
}

// TestStreamLockStep writes a line only when the one before is answered, as a program with
// one thread does: what is kept back anywhere would stop it for ever.
func TestStreamLockStep(t *testing.T) {
	lines := streamLines(t)
	for _, workers := range []string{"1", "4"} {
		t.Run(workers, func(t *testing.T) {
			c, in, out, _ := start(t, "extract", "--input-format", "jsonl", "--stream", "--workers", workers, "-")
			answers := bufio.NewReader(out)
			var all strings.Builder
			for _, l := range lines {
				_, err := io.WriteString(in, l+"\n")
				require.NoError(t, err)
				if l == "" {
					continue // the one kind of line that is not answered
				}
				a, err := answer(answers)
				require.NoError(t, err, "%.200s", l)
				all.WriteString(a)
			}
			require.NoError(t, in.Close())
			rest, err := io.ReadAll(answers)
			require.NoError(t, err)
			assert.Empty(t, rest)
			assert.Error(t, c.Wait())
			assert.Equal(t, 1, c.ProcessState.ExitCode())
			assert.True(t, all.String() == extracted(t, lines), "not the records of extract")
		})
	}
}

// extracted returns what extract writes for a file of the lines.
func extracted(t *testing.T, lines []string) string {
	t.Helper()
	c, in, out, _ := start(t, "extract", "--input-format", "jsonl", "-")
	go func() {
		_, _ = io.WriteString(in, strings.Join(lines, "\n"))
		in.Close()
	}()
	all, err := io.ReadAll(out)
	require.NoError(t, err)
	assert.Error(t, c.Wait())
	return string(all)
}

// TestStreamTimeout wants an error in place of a document that takes too long, and the
// stream to go on.
func TestStreamTimeout(t *testing.T) {
	long, err := json.Marshal(map[string]string{"id": "slow", "text": strings.Repeat("确定了42项任务，同比增长3.5%。\n", 200_000)})
	require.NoError(t, err)
	c, in, out, _ := start(t, "extract", "--input-format", "jsonl", "--stream", "--timeout", "50ms", "-")
	answers := bufio.NewReader(out)
	_, err = io.WriteString(in, string(long)+"\n")
	require.NoError(t, err)
	a, err := answer(answers)
	require.NoError(t, err)
	assert.Contains(t, a, `{"type":"error","doc":"slow","stage":"pipeline"`)
	_, err = io.WriteString(in, `{"id":"next","text":""}`+"\n")
	require.NoError(t, err)
	a, err = answer(answers)
	require.NoError(t, err)
	assert.Contains(t, a, `"doc":"next"`)
	require.NoError(t, in.Close())
	assert.Error(t, c.Wait())
	assert.Equal(t, 1, c.ProcessState.ExitCode())
}
