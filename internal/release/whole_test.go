//go:build release

package main

import (
	"bytes"
	"debug/buildinfo"
	"encoding/json"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestRelease makes a release for all platforms and looks into it; makes that for this
// machine again from a copy of the source, with an empty cache, in another place, language
// and time zone, and wants the same bytes.
func TestRelease(t *testing.T) {
	const version, epoch = "0.0.0-test.1", "1767225600"
	t.Chdir("../..")
	out := filepath.Join(t.TempDir(), "release")
	r := release{version: version, out: out}
	require.NoError(t, r.run(platforms, epoch))
	read := func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(out, name))
		require.NoError(t, err)
		return data
	}

	files := map[string][]byte{}
	entries, err := os.ReadDir(out)
	require.NoError(t, err)
	for _, e := range entries {
		if e.Name() != "SHA256SUMS" {
			files[e.Name()] = read(e.Name())
		}
	}
	assert.Len(t, files, 2*len(platforms))
	assert.Equal(t, string(checksums(files)), string(read("SHA256SUMS")))

	schema := billSchema(t)
	for _, p := range platforms {
		system, architecture, _ := strings.Cut(p, "/")
		base := "huiyao_" + version + "_" + system + "_" + architecture
		bill := read(base + ".cdx.json")
		var content map[string]entry
		program := "huiyao"
		if system == "windows" {
			program = "huiyao.exe"
			content = readZip(t, read(base+".zip"))
		} else {
			content = readTar(t, read(base+".tar.gz"))
		}
		for name, e := range content {
			assert.True(t, strings.HasPrefix(name, base+"/"), name)
			assert.Equal(t, time.Unix(1767225600, 0).UTC(), e.time, name)
			assert.Equal(t, name == base+"/"+program, e.mode == 0o755, name)
			assert.NotContains(t, string(e.data), r.work, name)
		}
		file := func(name string) []byte {
			require.Contains(t, content, base+"/"+name)
			return content[base+"/"+name].data
		}
		for _, name := range []string{
			"LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "docs/schema.md", "docs/pictures/review.png",
			"man/man1/huiyao.1", "man/man1/huiyao-extract.1", "man/zh_CN/man1/huiyao.1", "man/zh_TW/man1/huiyao-dict-check.1",
			"completions/bash/huiyao", "completions/zsh/_huiyao", "completions/fish/huiyao.fish", "completions/powershell/huiyao.ps1",
		} {
			assert.NotEmpty(t, file(name), name)
		}
		assert.Contains(t, string(file("man/man1/huiyao.1")), `"huiyao `+version+`"`)
		assert.Equal(t, string(bill), string(file("sbom.cdx.json")))

		// The program says itself what it is and what it was made from.
		info, err := buildinfo.Read(bytes.NewReader(file(program)))
		require.NoError(t, err)
		settings := map[string]string{}
		for _, s := range info.Settings {
			settings[s.Key] = s.Value
		}
		assert.Equal(t, p+" 0 true", settings["GOOS"]+"/"+settings["GOARCH"]+" "+settings["CGO_ENABLED"]+" "+settings["-trimpath"])
		instance, err := jsonschema.UnmarshalJSON(bytes.NewReader(bill))
		require.NoError(t, err)
		require.NoError(t, schema.Validate(instance))
		var b struct {
			Components []struct{ Name, Version string }
		}
		require.NoError(t, json.Unmarshal(bill, &b))
		notes := string(file("THIRD_PARTY_LICENSES.txt"))
		for _, m := range info.Deps {
			assert.True(t, slices.ContainsFunc(b.Components, func(c struct{ Name, Version string }) bool { return c.Name == m.Path && c.Version == m.Version }), m.Path)
			assert.Contains(t, notes, "\n"+m.Path+" "+m.Version+"\n")
		}
		assert.Len(t, b.Components, len(info.Deps)+3, "the modules, std, chart.js, pdfium")

		if system == runtime.GOOS && architecture == runtime.GOARCH {
			path := filepath.Join(t.TempDir(), program)
			require.NoError(t, os.WriteFile(path, file(program), 0o777))
			said, err := run(path, "C", "version")
			require.NoError(t, err)
			assert.True(t, strings.HasPrefix(string(said), "huiyao "+version+"\n"), string(said))
			extract := exec.Command(path, "extract", "regional-forum.hant.txt")
			extract.Dir = "corpus"
			said, err = extract.Output()
			require.NoError(t, err)
			golden, err := os.ReadFile("golden/regional-forum.hant.jsonl")
			require.NoError(t, err)
			assert.Equal(t, string(golden), string(said))
		}
	}

	again := filepath.Join(t.TempDir(), "again")
	c := exec.Command("go", "run", "./internal/release", "-version", "v"+version, "-out", again, "-platforms", runtime.GOOS+"/"+runtime.GOARCH)
	c.Dir = copySource(t)
	c.Env = append(os.Environ(), "SOURCE_DATE_EPOCH="+epoch, "GOCACHE="+t.TempDir(), "TZ=Asia/Shanghai", "LC_ALL=zh_CN.UTF-8", "GOAMD64=v2", "GOFLAGS=-mod=readonly")
	said, err := c.CombinedOutput()
	require.NoError(t, err, string(said))
	entries, err = os.ReadDir(again)
	require.NoError(t, err)
	assert.Len(t, entries, 3)
	for _, e := range entries {
		if e.Name() != "SHA256SUMS" {
			data, err := os.ReadFile(filepath.Join(again, e.Name()))
			require.NoError(t, err)
			assert.True(t, bytes.Equal(files[e.Name()], data), "%s is not the same when it is made again", e.Name())
		}
	}
}

// copySource copies the source, without what is built and without git.
func copySource(t *testing.T) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "somewhere", "else")
	require.NoError(t, filepath.WalkDir(".", func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if path == ".git" || path == "out" || path == "bin" {
			if e.IsDir() {
				return fs.SkipDir
			}
			return nil // of a worktree
		}
		if e.IsDir() {
			return os.MkdirAll(filepath.Join(to, path), 0o700)
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), data, 0o600)
	}))
	return to
}

// billSchema returns the JSON Schema of CycloneDX, which comes with its library.
func billSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/CycloneDX/cyclonedx-go").Output()
	require.NoError(t, err)
	dir := filepath.Join(strings.TrimSpace(string(out)), "schema")
	c := jsonschema.NewCompiler()
	for id, name := range map[string]string{
		"http://cyclonedx.org/schema/bom-1.6.schema.json": "bom-1.6.schema.json", "http://cyclonedx.org/schema/spdx.schema.json": "spdx.schema.json",
		"http://cyclonedx.org/schema/jsf-0.82.schema.json": "jsf-0.82.schemax.json",
	} {
		f, err := os.Open(filepath.Join(dir, name))
		require.NoError(t, err)
		defer f.Close()
		doc, err := jsonschema.UnmarshalJSON(f)
		require.NoError(t, err)
		require.NoError(t, c.AddResource(id, doc))
	}
	schema, err := c.Compile("http://cyclonedx.org/schema/bom-1.6.schema.json")
	require.NoError(t, err)
	return schema
}
