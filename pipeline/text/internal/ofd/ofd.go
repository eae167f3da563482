// Package ofd reads the text of documents in the format of GB/T 33190 (OFD).
package ofd

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"path"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// Limits of a document.
const (
	MaxPages      = 20_000
	MaxCharacters = 5_000_000
	// maxUses is how often composite objects may be used, and maxDepth how deep in one another.
	maxUses  = 100_000
	maxDepth = 8
	// maxName is how long the name of a part may be.
	maxName = 1000
)

// Errors that the errors of the package wrap.
var (
	ErrPages      = errors.New("too many pages")
	ErrCharacters = errors.New("too many characters")
	ErrName       = errors.New("names a part in too many characters")
)

// Read calls each for every page, in order; an error of each ends the reading and is
// returned. Text of the templates of pages and of composite objects is that of the page; annotations, as stamps
// are, and attachments are left out. All parts of the file together may unpack to limit bytes.
func Read(ctx context.Context, raw []byte, limit int64, each func(p *layout.Page) error) error {
	p, err := pack.Open(raw, limit)
	if err != nil {
		return err
	}
	var roots []string
	if err := texts(p, "OFD.xml", func(element, text string) {
		if element == "DocRoot" {
			roots = append(roots, text)
		}
	}); err != nil {
		return err
	}
	r := reader{pack: p}
	pages := 0
	for _, root := range roots {
		d, err := r.document(strings.TrimLeft(root, "/"))
		if err != nil {
			return err
		}
		if pages += len(d.pages); pages > MaxPages {
			return fmt.Errorf("%w: %d, at most %d", ErrPages, pages, MaxPages)
		}
		for _, part := range d.pages {
			if err := ctx.Err(); err != nil {
				return err
			}
			page, err := r.page(d, part)
			if err == nil {
				err = each(page)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// reader reads the documents of a file.
type reader struct {
	pack       *pack.Reader
	characters int // of all pages
	uses       int // of composite objects
}

// document is what the pages of a document have in common.
type document struct {
	pages     []string            // the names of their parts
	templates map[string]string   // the names of the parts of templates, by id
	units     map[string]*content // composite objects, by id
	width     float64
	height    float64
}

// document reads what the part at root says of a document, and its resources.
func (r *reader) document(root string) (*document, error) {
	d := &document{templates: map[string]string{}, units: map[string]*content{}}
	folder := path.Dir(root)
	inPages := false
	err := r.pack.Tokens(root, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "Pages":
				inPages = true
			case "Page":
				if inPages {
					d.pages = append(d.pages, resolve(r.pack, folder, pack.Attr(t, "BaseLoc")))
				}
			case "TemplatePage":
				d.templates[pack.Attr(t, "ID")] = resolve(r.pack, folder, pack.Attr(t, "BaseLoc"))
			}
		case xml.EndElement:
			inPages = inPages && t.Name.Local != "Pages"
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var resources []string
	err = texts(r.pack, root, func(element, text string) {
		switch element {
		case "PublicRes", "DocumentRes":
			resources = append(resources, resolve(r.pack, folder, text))
		case "PhysicalBox":
			if box := numbers(text); len(box) == 4 && d.width == 0 {
				d.width, d.height = box[2], box[3]
			}
		}
	})
	if err != nil {
		return nil, err
	}
	for _, part := range resources {
		if r.pack.Has(part) {
			if err := r.units(part, d.units); err != nil {
				return nil, err
			}
		}
	}
	return d, nil
}

// units reads the composite objects of a part with resources into units.
func (r *reader) units(part string, units map[string]*content) error {
	var under *tracer
	return r.pack.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			if t.Name.Local == "CompositeGraphicUnit" {
				under = newTracer()
				units[pack.Attr(t, "ID")] = under.content
				return nil
			}
		case xml.EndElement:
			if t.Name.Local == "CompositeGraphicUnit" {
				under = nil
				return nil
			}
		}
		if under != nil {
			return under.token(t)
		}
		return nil
	})
}

// page reads a page, its templates and the resources of its own.
func (r *reader) page(d *document, part string) (*layout.Page, error) {
	p := &layout.Page{Width: d.width, Height: d.height}
	t := newTracer()
	if err := r.pack.Tokens(part, t.token); err != nil {
		return nil, err
	}
	units := d.units
	if len(t.resources) > 0 {
		units = map[string]*content{}
		for id, c := range d.units {
			units[id] = c
		}
		for _, name := range t.resources {
			if name = resolve(r.pack, path.Dir(part), name); r.pack.Has(name) {
				if err := r.units(name, units); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, id := range t.templates {
		name, ok := d.templates[id]
		if !ok {
			continue
		}
		below := newTracer()
		if err := r.pack.Tokens(name, below.token); err != nil {
			return nil, err
		}
		if err := r.draw(p, below.content, units, layout.Identity, 0); err != nil {
			return nil, err
		}
	}
	return p, r.draw(p, t.content, units, layout.Identity, 0)
}

// draw draws content on a page.
func (r *reader) draw(p *layout.Page, c *content, units map[string]*content, at layout.Matrix, depth int) error {
	if r.characters += len(c.glyphs); r.characters > MaxCharacters {
		return fmt.Errorf("%w: at most %d", ErrCharacters, MaxCharacters)
	}
	for _, g := range c.glyphs {
		p.Glyphs = append(p.Glyphs, at.Glyph(g))
	}
	for _, rule := range c.rules {
		p.Rules = append(p.Rules, at.Rule(rule))
	}
	p.Drawn += c.drawn
	if area := p.Width * p.Height; area > 0 {
		p.Pictured += c.pictured * at.Area() / area
	}
	for _, u := range c.uses {
		unit := units[u.id]
		if unit == nil || depth >= maxDepth {
			continue
		}
		if r.uses++; r.uses > maxUses {
			return fmt.Errorf("%w: composite objects are used more than %d times", ErrCharacters, maxUses)
		}
		if err := r.draw(p, unit, units, u.at.Times(at), depth+1); err != nil {
			return err
		}
	}
	return nil
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

// texts calls each with the text of every element of a part that holds text alone, as names
// of parts are.
func texts(p *pack.Reader, part string, each func(element, text string)) error {
	var text strings.Builder
	in := false
	return p.Tokens(part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			in = true
			text.Reset()
		case xml.EndElement:
			if in {
				each(t.Name.Local, strings.TrimSpace(text.String()))
			}
			in = false
		case xml.CharData:
			if !in {
				return nil
			}
			if text.Len()+len(t) > maxName {
				return ErrName
			}
			text.Write(t)
		}
		return nil
	})
}
