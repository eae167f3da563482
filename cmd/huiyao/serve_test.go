package main

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestServe starts the server, asks it once and ends it by each of the two signals.
func TestServe(t *testing.T) {
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(signal.String(), func(t *testing.T) {
			self, err := os.Executable()
			require.NoError(t, err)
			c := exec.CommandContext(t.Context(), self)
			c.Args = []string{"huiyao", "serve", "--addr", "127.0.0.1:0"}
			c.Env = english()
			messages, err := c.StderrPipe()
			require.NoError(t, err)
			require.NoError(t, c.Start())
			lines := bufio.NewReader(messages)
			line, err := lines.ReadString('\n')
			require.NoError(t, err)
			address, ok := strings.CutPrefix(strings.TrimSpace(line), "huiyao: listening on ")
			require.True(t, ok, line)

			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address+"/api/extract", strings.NewReader("会议确定了三项任务。"))
			require.NoError(t, err)
			request.Header.Set("Content-Type", "text/plain")
			request.Header.Set("Accept", "application/x-ndjson")
			answer, err := http.DefaultClient.Do(request)
			require.NoError(t, err)
			defer answer.Body.Close()
			body, err := io.ReadAll(answer.Body)
			require.NoError(t, err)
			assert.Equal(t, http.StatusOK, answer.StatusCode)
			assert.Contains(t, string(body), `"type":"task_count"`)

			require.NoError(t, c.Process.Signal(signal))
			rest, err := io.ReadAll(lines)
			require.NoError(t, err)
			assert.Equal(t, "huiyao: stopped\n", string(rest))
			assert.NoError(t, c.Wait(), "exit code 0")
		})
	}
}
