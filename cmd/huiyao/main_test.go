package main

import (
	"bufio"
	"encoding/hex"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"huiyao": main})
}

var update = flag.Bool("update", false, "write what the scripts print into their cmp files; read the difference before you commit")

// TestScripts runs testdata/script. Beside testscript's own commands there are
//
//	exits CODE PROGRAM ARG...   run a program and want exactly this exit code
//	bytes FILE HEX              write a file of bytes, for what txtar cannot hold
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                "testdata/script",
		RequireUniqueNames: true,
		UpdateScripts:      *update && os.Getenv("CI") == "",
		Setup: func(e *testscript.Env) error {
			e.Setenv("CI", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"bytes": writeBytes,
		},
	})
}

func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE PROGRAM ARG...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		code = exit.ExitCode()
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

func writeBytes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: bytes FILE HEX")
	}
	data, err := hex.DecodeString(args[1])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o666))
}

// english returns the environment with messages in English, whatever the caller's are in.
func english() []string { return append(os.Environ(), "LC_ALL=C") }

// start starts the program with an open standard input.
func start(t *testing.T, args ...string) (c *exec.Cmd, in io.WriteCloser, out io.ReadCloser, messages *strings.Builder) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	c = exec.CommandContext(t.Context(), self)
	c.Args = append([]string{"huiyao"}, args...)
	c.Env = english()
	messages = &strings.Builder{}
	c.Stderr = messages
	in, err = c.StdinPipe()
	require.NoError(t, err)
	out, err = c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	return c, in, out, messages
}

const twoDocuments = `{"id":"a","text":"一。"}` + "\n" + `{"id":"b","text":"二。"}` + "\n"

func TestInterrupt(t *testing.T) {
	c, in, out, messages := start(t, "extract", "--input-format", "jsonl", "-")
	_, err := io.WriteString(in, twoDocuments)
	require.NoError(t, err)
	lines := bufio.NewReader(out)
	for range 2 { // records come while the input is still open
		line, err := lines.ReadString('\n')
		require.NoError(t, err)
		assert.Contains(t, line, `"type":"document"`)
	}
	require.NoError(t, c.Process.Signal(os.Interrupt))
	rest, err := io.ReadAll(lines)
	require.NoError(t, err)
	assert.Empty(t, rest)
	assert.Error(t, c.Wait())
	assert.Equal(t, 130, c.ProcessState.ExitCode())
	assert.Equal(t, "huiyao: interrupted\n", messages.String())
}

func TestClosedOutput(t *testing.T) {
	c, in, out, messages := start(t, "extract", "--input-format", "jsonl", "-")
	require.NoError(t, out.Close())
	go func() {
		for { // until the program has ended and closed its input
			if _, err := io.WriteString(in, twoDocuments); err != nil {
				return
			}
		}
	}()
	require.Error(t, c.Wait())
	assert.Empty(t, messages.String())
	status := c.ProcessState.Sys().(syscall.WaitStatus)
	assert.True(t, status.Signaled() && status.Signal() == syscall.SIGPIPE || status.ExitStatus() == 1, c.ProcessState)
}
