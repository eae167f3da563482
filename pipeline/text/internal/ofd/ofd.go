// Package ofd reads the text of documents in the format of GB/T 33190 (OFD).
package ofd

import (
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// MaxPages is how many pages a document has at most.
const MaxPages = 20_000

// ErrPages is wrapped by the error for a document with too many pages.
var ErrPages = errors.New("too many pages")

// Read returns the lines of each page, in reading order. Templates of pages, which hold
// headers and footers, pictures, annotations and attachments are left out. All parts of
// the file together may unpack to limit bytes.
func Read(raw []byte, limit int64) ([][]layout.Line, error) {
	p, err := pack.Open(raw, limit)
	if err != nil {
		return nil, err
	}
	roots, err := texts(p, "OFD.xml", "DocRoot")
	if err != nil {
		return nil, err
	}
	var pages [][]layout.Line
	for _, root := range roots {
		root = strings.TrimLeft(root, "/")
		var locations []string
		inPages := false
		err := p.Tokens(root, func(t xml.Token) error {
			switch t := t.(type) {
			case xml.StartElement:
				inPages = inPages || t.Name.Local == "Pages"
				if inPages && t.Name.Local == "Page" {
					locations = append(locations, pack.Attr(t, "BaseLoc"))
				}
			case xml.EndElement:
				inPages = inPages && t.Name.Local != "Pages"
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
		if len(pages)+len(locations) > MaxPages {
			return nil, fmt.Errorf("%w: %d, at most %d", ErrPages, len(pages)+len(locations), MaxPages)
		}
		for _, at := range locations {
			words, err := page(p, resolve(p, path.Dir(root), at))
			if err != nil {
				return nil, err
			}
			pages = append(pages, layout.Lines(&words))
		}
	}
	return pages, nil
}

// resolve returns the name of a part that one in the folder dir names.
func resolve(p *pack.Reader, dir, name string) string {
	if strings.HasPrefix(name, "/") {
		return strings.TrimLeft(name, "/")
	}
	if full := path.Join(dir, name); p.Has(full) {
		return full
	}
	return path.Clean(name)
}

// texts returns the texts of the elements with the local name.
func texts(p *pack.Reader, part, local string) ([]string, error) {
	var all []string
	in := false
	err := p.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			if in = t.Name.Local == local; in {
				all = append(all, "")
			}
		case xml.EndElement:
			in = false
		case xml.CharData:
			if in {
				all[len(all)-1] += strings.TrimSpace(string(t))
			}
		}
		return nil
	})
	return all, err
}

// page returns what is drawn on a page.
func page(p *pack.Reader, part string) (layout.Page, error) {
	var drawn layout.Page
	var box, size, scaleX, scaleY, shiftX, shiftY = [4]float64{}, 0.0, 1.0, 1.0, 0.0, 0.0
	var x, y float64
	var delta []float64
	object, code := false, false
	var text strings.Builder
	err := p.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "TextObject":
				object = pack.Attr(t, "Visible") != "false"
				copy(box[:], append(numbers(pack.Attr(t, "Boundary")), 0, 0, 0, 0))
				size = number(pack.Attr(t, "Size"))
				scaleX, scaleY, shiftX, shiftY = 1, 1, 0, 0
				if m := numbers(pack.Attr(t, "CTM")); len(m) == 6 {
					scaleX, scaleY, shiftX, shiftY = m[0], m[3], m[4], m[5]
				}
				x, y = 0, 0
			case "TextCode":
				if code = object; !code {
					return nil
				}
				if s := pack.Attr(t, "X"); s != "" { // else as the one before
					x = number(s)
				}
				if s := pack.Attr(t, "Y"); s != "" {
					y = number(s)
				}
				delta = deltas(pack.Attr(t, "DeltaX"))
				text.Reset()
			}
		case xml.EndElement:
			switch t.Name.Local {
			case "TextObject":
				object = false
			case "TextCode":
				if code {
					height := size * scaleY
					if height <= 0 {
						height = size
					}
					at, i := x, 0
					for _, r := range text.String() {
						advance := size
						if r < 0x80 {
							advance = size / 2
						}
						step := advance
						if i < len(delta) {
							step = delta[i]
						}
						if r > ' ' {
							drawn.Glyphs = append(drawn.Glyphs, layout.Glyph{
								Rune: r, X: box[0] + at*scaleX + shiftX, Y: box[1] + y*scaleY + shiftY,
								Advance: min(step, advance) * scaleX, Em: size * scaleX, Size: height,
							})
						}
						at += step
						i++
					}
				}
				code = false
			}
		case xml.CharData:
			if code {
				text.Write(t)
			}
		}
		return nil
	})
	return drawn, err
}

func number(s string) float64 {
	f, err := strconv.ParseFloat(strings.TrimSpace(s), 64)
	if err != nil {
		return 0
	}
	return f
}

func numbers(s string) []float64 {
	var all []float64
	for _, f := range strings.Fields(s) {
		all = append(all, number(f))
	}
	return all
}

// maxSteps is how many steps a text has at most.
const maxSteps = 1 << 16

// deltas reads the steps between characters; "g 3 4.2" is 4.2 three times.
func deltas(s string) []float64 {
	var all []float64
	fields := strings.Fields(s)
	for i := 0; i < len(fields) && len(all) < maxSteps; i++ {
		if fields[i] == "g" && i+2 < len(fields) {
			n, _ := strconv.Atoi(fields[i+1])
			step := number(fields[i+2])
			for range min(max(n, 0), maxSteps-len(all)) {
				all = append(all, step)
			}
			i += 2
			continue
		}
		all = append(all, number(fields[i]))
	}
	return all
}
