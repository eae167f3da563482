package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// entry is what an archive says of a file.
type entry struct {
	mode int64
	time time.Time
	data []byte
}

// readTar returns the files of a compressed tar.
func readTar(t *testing.T, archive []byte) map[string]entry {
	t.Helper()
	plain, err := gzip.NewReader(bytes.NewReader(archive))
	require.NoError(t, err)
	assert.True(t, plain.ModTime.IsZero())
	files := map[string]entry{}
	for r := tar.NewReader(plain); ; {
		h, err := r.Next()
		if err == io.EOF {
			return files
		}
		require.NoError(t, err)
		assert.Zero(t, h.Uid+h.Gid)
		assert.Empty(t, h.Uname+h.Gname)
		data, err := io.ReadAll(r)
		require.NoError(t, err)
		files[h.Name] = entry{h.Mode, h.ModTime.UTC(), data}
	}
}

// readZip returns the files of a zip archive.
func readZip(t *testing.T, archive []byte) map[string]entry {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	require.NoError(t, err)
	files := map[string]entry{}
	for _, f := range r.File {
		in, err := f.Open()
		require.NoError(t, err)
		data, err := io.ReadAll(in)
		require.NoError(t, err)
		files[f.Name] = entry{int64(f.Mode().Perm()), f.Modified.UTC(), data}
	}
	return files
}

func TestArchives(t *testing.T) {
	at := time.Date(2026, 1, 31, 12, 34, 56, 0, time.UTC)
	files := []file{{"LICENSE", []byte("as is"), false}, {"docs/empty.md", nil, false}, {"huiyao", bytes.Repeat([]byte("program"), 1000), true}}
	for name, c := range map[string]struct {
		pack func(string, []file, time.Time) ([]byte, error)
		read func(*testing.T, []byte) map[string]entry
	}{"tar": {tarball, readTar}, "zip": {zipfile, readZip}} {
		t.Run(name, func(t *testing.T) {
			one, err := c.pack("huiyao_1.0.0", files, at)
			require.NoError(t, err)
			two, err := c.pack("huiyao_1.0.0", files, at)
			require.NoError(t, err)
			assert.Equal(t, one, two)
			got := c.read(t, one)
			require.Len(t, got, len(files))
			for _, f := range files {
				e := got["huiyao_1.0.0/"+f.name]
				assert.Equal(t, string(f.data), string(e.data), f.name)
				assert.Equal(t, at, e.time, f.name)
				assert.Equal(t, f.mode(), e.mode, f.name)
			}
		})
	}
}

// TestEveryModuleHasALicence wants a line of licences.tsv for each module that the program
// is built from on some platform, and no other.
func TestEveryModuleHasALicence(t *testing.T) {
	licences, err := known()
	require.NoError(t, err)
	used := map[string]bool{}
	for _, p := range platforms {
		system, architecture, _ := strings.Cut(p, "/")
		c := exec.Command("go", "list", "-mod=readonly", "-deps", "-f", "{{with .Module}}{{.Path}}{{end}}", module+"/cmd/huiyao")
		c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+architecture)
		out, err := c.Output()
		require.NoError(t, err)
		for _, m := range strings.Fields(string(out)) {
			used[m] = true
		}
	}
	require.True(t, used[module])
	delete(used, module)
	var want, got []string
	for m := range used {
		want = append(want, m)
	}
	for m := range licences {
		got = append(got, m)
	}
	slices.Sort(want)
	slices.Sort(got)
	assert.Equal(t, want, got, "read the licence of what is new, and take out what is gone")
}

func TestRefusals(t *testing.T) {
	full := t.TempDir()
	require.NoError(t, os.WriteFile(full+"/old", nil, 0o666))
	for name, c := range map[string]struct {
		version, epoch, out, platform, want string
	}{
		"no_version":    {"", "1700000000", t.TempDir(), "linux/amd64", `-version is ""`},
		"wrong_version": {"1.2", "1700000000", t.TempDir(), "linux/amd64", `-version is "1.2"`},
		"flags":         {"1.2.3 -X a=b", "1700000000", t.TempDir(), "linux/amd64", "-version is"},
		"no_time":       {"1.2.3", "", t.TempDir(), "linux/amd64", `SOURCE_DATE_EPOCH is ""`},
		"too_early":     {"1.2.3", "0", t.TempDir(), "linux/amd64", `SOURCE_DATE_EPOCH is "0"`},
		"no_folder":     {"1.2.3", "1700000000", "", "linux/amd64", "-out names no folder"},
		"full_folder":   {"1.2.3", "1700000000", full, "linux/amd64", "the folder is not empty"},
		"platform":      {"1.2.3", "1700000000", t.TempDir(), "plan9/amd64", `"plan9/amd64" is none of darwin/amd64, `},
	} {
		t.Run(name, func(t *testing.T) {
			r := release{version: c.version, out: c.out}
			assert.ErrorContains(t, r.run([]string{c.platform}, c.epoch), c.want)
		})
	}
}
