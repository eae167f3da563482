package main

import (
	"bytes"
	"crypto/sha256"
	"debug/buildinfo"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/CycloneDX/cyclonedx-go"
)

// part is something by others that is in the program.
type part struct {
	name    string // module path
	version string
	purl    string
	licence string // SPDX expression
	sha256  string // of the module as the Go checksum database has it, or ""
	texts   []byte // of the licences
}

// table names the licence of each module that is in the program on some platform. A person
// has read it: a module that is not there is an error.
//
//go:embed licences.tsv
var table string

//go:embed pdfium.LICENSE.txt
var pdfium []byte

// chart is the one library of JavaScript in the pages of reports.
const chart = "internal/review/assets/chart"

// licenceFile is how files with licences, and what they want to have kept, are called.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents|authors|unlicense)([-._].*)?$`)

// partsOf returns the modules that a program was linked from, as itself says, the Go
// standard library, and what else is embedded, by name.
func partsOf(program string) ([]part, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, err
	}
	known, err := known()
	if err != nil {
		return nil, err
	}
	goLicence, err := os.ReadFile(filepath.Join(runtime.GOROOT(), "LICENSE"))
	if err != nil {
		return nil, err
	}
	goVersion := strings.TrimPrefix(info.GoVersion, "go")
	parts := []part{{name: "std", version: goVersion, purl: "pkg:golang/std@" + goVersion, licence: "BSD-3-Clause", texts: goLicence}}
	script, err := chartPart()
	if err != nil {
		return nil, err
	}
	parts = append(parts, script)
	var missing []error
	for _, m := range info.Deps {
		if m.Replace != nil {
			return nil, fmt.Errorf("%s is replaced: a release takes modules as they are", m.Path)
		}
		licence := known[m.Path]
		if licence == "" {
			missing = append(missing, fmt.Errorf("internal/release/licences.tsv: %s %s has no line: read its licence and add one", m.Path, m.Version))
			continue
		}
		texts, err := textsOf(m.Path)
		if err != nil {
			return nil, err
		}
		sum, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Sum, "h1:"))
		if err != nil || len(sum) != sha256.Size {
			return nil, fmt.Errorf("%s has the checksum %q", m.Path, m.Sum)
		}
		parts = append(parts, part{m.Path, m.Version, "pkg:golang/" + m.Path + "@" + m.Version, licence, hex.EncodeToString(sum), texts})
		if m.Path == "github.com/klippa-app/go-pdfium" {
			// The WebAssembly that it carries. It does not name its version.
			parts = append(parts, part{name: "pdfium", purl: "pkg:generic/pdfium", licence: "BSD-3-Clause AND Apache-2.0", texts: pdfium})
		}
	}
	if len(missing) > 0 {
		return nil, errors.Join(missing...)
	}
	slices.SortFunc(parts, func(a, b part) int { return strings.Compare(a.name, b.name) })
	return parts, nil
}

// known returns the licences of licences.tsv by module.
func known() (map[string]string, error) {
	licences := map[string]string{}
	last := ""
	for i, line := range strings.Split(strings.TrimSuffix(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		name, licence, ok := strings.Cut(line, "\t")
		if !ok || licence == "" || strings.Contains(licence, "\t") || name <= last {
			return nil, fmt.Errorf("internal/release/licences.tsv:%d: it must have a module and its licence, with a tab between, and be sorted", i+1)
		}
		licences[name], last = licence, name
	}
	return licences, nil
}

// textsOf returns the licences in the folder of a module.
func textsOf(module string) ([]byte, error) {
	out, err := exec.Command("go", "list", "-mod=readonly", "-m", "-json", module).Output()
	if err != nil {
		return nil, fmt.Errorf("go list -m %s: %w", module, err)
	}
	var m struct{ Dir string }
	if err := json.Unmarshal(out, &m); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(m.Dir)
	if err != nil {
		return nil, err
	}
	var texts bytes.Buffer
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		text, err := os.ReadFile(filepath.Join(m.Dir, e.Name()))
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&texts, "%s:\n\n%s\n", e.Name(), bytes.Trim(text, "\r\n"))
	}
	if texts.Len() == 0 {
		return nil, fmt.Errorf("%s has no file with a licence", module)
	}
	return texts.Bytes(), nil
}

func chartPart() (part, error) {
	script, err := os.ReadFile(chart + ".umd.min.js")
	if err != nil {
		return part{}, err
	}
	version := regexp.MustCompile(`Chart\.js v(\d+\.\d+\.\d+)`).FindSubmatch(script)
	if version == nil {
		return part{}, errors.New(chart + ".umd.min.js does not say its version")
	}
	text, err := os.ReadFile(chart + ".LICENSE.txt")
	v := string(version[1])
	return part{name: "chart.js", version: v, purl: "pkg:npm/chart.js@" + v, licence: "MIT", texts: text}, err
}

// licences returns the licences of all parts, one after the other.
func licences(parts []part) []byte {
	var b bytes.Buffer
	b.WriteString("huiyao is under the Apache License 2.0, see LICENSE. It contains work of others, under\nthe licences below. What its data are made from is in NOTICE.\n")
	for _, p := range parts {
		fmt.Fprintf(&b, "\n%s\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), strings.TrimSpace(p.name+" "+p.version), p.licence, bytes.TrimRight(p.texts, "\r\n"))
	}
	return bytes.ReplaceAll(b.Bytes(), []byte("\r\n"), []byte("\n"))
}

// bill returns the bill of materials of a program, in CycloneDX JSON.
func (r *release) bill(program []byte, parts []part, platform string) ([]byte, error) {
	sum := sha256.Sum256(program)
	self := "pkg:golang/" + module + "@v" + r.version
	b := cyclonedx.NewBOM()
	b.JSONSchema = "http://cyclonedx.org/schema/bom-1.6.schema.json"
	b.SpecVersion = cyclonedx.SpecVersion1_6
	b.Metadata = &cyclonedx.Metadata{
		Timestamp: r.time.Format(time.RFC3339),
		Component: &cyclonedx.Component{
			BOMRef: self, Type: cyclonedx.ComponentTypeApplication, Name: "huiyao", Version: r.version, PackageURL: self,
			Description: "for " + platform,
			Hashes:      &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: hex.EncodeToString(sum[:])}},
			Licenses:    &cyclonedx.Licenses{{Expression: "Apache-2.0"}},
		},
	}
	var components []cyclonedx.Component
	var refs []string
	for _, p := range parts {
		c := cyclonedx.Component{
			BOMRef: p.purl, Type: cyclonedx.ComponentTypeLibrary, Name: p.name, Version: p.version, PackageURL: p.purl,
			Licenses: &cyclonedx.Licenses{{Expression: p.licence}},
		}
		if p.sha256 != "" {
			c.Hashes = &[]cyclonedx.Hash{{Algorithm: cyclonedx.HashAlgoSHA256, Value: p.sha256}}
		}
		components = append(components, c)
		refs = append(refs, p.purl)
	}
	b.Components = &components
	b.Dependencies = &[]cyclonedx.Dependency{{Ref: self, Dependencies: &refs}}
	var out bytes.Buffer
	if err := cyclonedx.NewBOMEncoder(&out, cyclonedx.BOMFileFormatJSON).SetPretty(true).Encode(b); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
