// Release builds what is given out of a version: for each platform an archive with the
// program, its manual pages, completions, documentation and licences, a bill of materials,
// and checksums of all. `make release` runs it; docs/release.md says how.
//
// The same source, version, time and Go give the same bytes, in any folder and on any
// machine.
package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"
)

// module is the path of the program's module.
const module = "github.com/huiyao/huiyao"

// platforms are those that releases are made for.
var platforms = []string{
	"darwin/amd64", "darwin/arm64", "linux/amd64", "linux/arm64", "windows/amd64", "windows/arm64",
}

// versions are those of Semantic Versioning, without "v".
var versions = regexp.MustCompile(`^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$`)

func main() {
	var r release
	var list string
	flag.StringVar(&r.version, "version", "", "the version, 1.2.3 or v1.2.3")
	flag.StringVar(&r.out, "out", "", "the folder to write to; it must be empty or not there")
	flag.StringVar(&list, "platforms", strings.Join(platforms, ","), "the platforms, OS/ARCHITECTURE")
	flag.Parse()
	r.version = strings.TrimPrefix(r.version, "v")
	if err := r.run(strings.Split(list, ","), os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is one version.
type release struct {
	version string
	out     string
	time    time.Time // of all files
	work    string    // a folder for what is built, removed at the end
}

// run makes the release. It runs at the root of the module.
func (r *release) run(list []string, epoch string) error {
	if !versions.MatchString(r.version) {
		return fmt.Errorf("-version is %q: it must be one such as 1.2.3 or v1.2.3-rc.1", r.version)
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil || seconds < 315532800 { // 1980: zip has nothing earlier
		return fmt.Errorf("SOURCE_DATE_EPOCH is %q: it must be the seconds from 1970 of the time that the files shall have, 1980 at the earliest", epoch)
	}
	r.time = time.Unix(seconds, 0).UTC()
	if r.out == "" {
		return errors.New("-out names no folder")
	}
	if entries, err := os.ReadDir(r.out); err == nil && len(entries) > 0 {
		return fmt.Errorf("-out %s: the folder is not empty", r.out)
	}
	for _, p := range list {
		if !slices.Contains(platforms, p) {
			return fmt.Errorf("-platforms: %q is none of %s", p, strings.Join(platforms, ", "))
		}
	}
	if err := os.MkdirAll(r.out, 0o777); err != nil {
		return err
	}
	if r.work, err = os.MkdirTemp("", "huiyao-release-"); err != nil {
		return err
	}
	defer os.RemoveAll(r.work)

	common, err := r.common()
	if err != nil {
		return err
	}
	sums := map[string][]byte{}
	for _, p := range list {
		files, err := r.platform(p, common)
		if err != nil {
			return fmt.Errorf("%s: %w", p, err)
		}
		for name, data := range files {
			if err := os.WriteFile(filepath.Join(r.out, name), data, 0o666); err != nil {
				return err
			}
			sums[name] = data
			fmt.Printf("%s  %d bytes\n", name, len(data))
		}
	}
	return os.WriteFile(filepath.Join(r.out, "SHA256SUMS"), checksums(sums), 0o666)
}

// checksums returns the lines of sha256sum, sorted by name.
func checksums(files map[string][]byte) []byte {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	var b bytes.Buffer
	for _, name := range names {
		sum := sha256.Sum256(files[name])
		fmt.Fprintf(&b, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	}
	return b.Bytes()
}

// documents are the files of the source that go into every archive, by glob.
var documents = []string{"LICENSE", "NOTICE", "README.md", "CHANGELOG.md", "docs/*.md", "docs/pictures/*"}

// common returns the files that are the same on every platform. Manual pages and
// completions are written by the program itself, built for this machine.
func (r *release) common() ([]file, error) {
	var files []file
	for _, pattern := range documents {
		paths, err := filepath.Glob(filepath.FromSlash(pattern))
		if err != nil {
			return nil, err
		}
		if len(paths) == 0 {
			return nil, fmt.Errorf("there is no %s: run it at the root of the source", pattern)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			files = append(files, file{filepath.ToSlash(path), data, false})
		}
	}
	program, err := r.build(runtime.GOOS, runtime.GOARCH)
	if err != nil {
		return nil, err
	}
	for name, shell := range map[string]string{
		"completions/bash/huiyao": "bash", "completions/zsh/_huiyao": "zsh", "completions/fish/huiyao.fish": "fish", "completions/powershell/huiyao.ps1": "powershell",
	} {
		script, err := run(program, "C", "completion", shell)
		if err != nil {
			return nil, err
		}
		files = append(files, file{name, script, false})
	}
	for folder, locale := range map[string]string{"man/man1": "C", "man/zh_CN/man1": "zh_CN.UTF-8", "man/zh_TW/man1": "zh_TW.UTF-8"} {
		dir := filepath.Join(r.work, folder)
		if _, err := run(program, locale, "man", "--out", dir); err != nil {
			return nil, err
		}
		pages, err := os.ReadDir(dir)
		if err != nil {
			return nil, err
		}
		for _, page := range pages {
			data, err := os.ReadFile(filepath.Join(dir, page.Name()))
			if err != nil {
				return nil, err
			}
			files = append(files, file{folder + "/" + page.Name(), data, false})
		}
	}
	return files, nil
}

// run returns what a program prints.
func run(program, locale string, args ...string) ([]byte, error) {
	c := exec.Command(program, args...)
	c.Env = append(os.Environ(), "LC_ALL="+locale, "LANGUAGE=")
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", strings.Join(args, " "), err)
	}
	return out, nil
}

// build builds the program for a platform and returns its path. What the machine's
// environment could change of it is set here.
func (r *release) build(system, architecture string) (string, error) {
	path := filepath.Join(r.work, system+"_"+architecture, "huiyao")
	if system == "windows" {
		path += ".exe"
	}
	flags := "-s -w -buildid= -X " + module + "/internal/cli.version=" + r.version
	c := exec.Command("go", "build", "-trimpath", "-buildvcs=false", "-ldflags", flags, "-o", path, "./cmd/huiyao")
	c.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOWORK=off", "GOEXPERIMENT=", "GOFIPS140=off",
		"GOOS="+system, "GOARCH="+architecture, "GOAMD64=v1", "GOARM64=v8.0")
	if out, err := c.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
}

// platform returns the files of a platform by name: its archive and its bill of materials.
func (r *release) platform(name string, common []file) (map[string][]byte, error) {
	system, architecture, _ := strings.Cut(name, "/")
	path, err := r.build(system, architecture)
	if err != nil {
		return nil, err
	}
	program, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	parts, err := partsOf(path)
	if err != nil {
		return nil, err
	}
	bill, err := r.bill(program, parts, name)
	if err != nil {
		return nil, err
	}
	base := fmt.Sprintf("huiyao_%s_%s_%s", r.version, system, architecture)
	files := append([]file{
		{filepath.Base(path), program, true},
		{"sbom.cdx.json", bill, false},
		{"THIRD_PARTY_LICENSES.txt", licences(parts), false},
	}, common...)
	slices.SortFunc(files, func(a, b file) int { return strings.Compare(a.name, b.name) })
	ending, pack := ".tar.gz", tarball
	if system == "windows" {
		ending, pack = ".zip", zipfile
	}
	archive, err := pack(base, files, r.time)
	if err != nil {
		return nil, err
	}
	return map[string][]byte{base + ending: archive, base + ".cdx.json": bill}, nil
}
