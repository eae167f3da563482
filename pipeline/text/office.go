package text

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
	"github.com/huiyao/huiyao/pipeline/text/internal/docx"
	"github.com/huiyao/huiyao/pipeline/text/internal/flow"
	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// openDocument reads ODT and ODS.
func openDocument(raw []byte, room *budget.Budget) (found, error) {
	p, err := pack.Open(raw, room.Unpacked())
	if err != nil {
		return found{}, err
	}
	if p.Has("META-INF/manifest.xml") {
		locked := false
		err := p.Tokens("META-INF/manifest.xml", func(t xml.Token) error {
			e, ok := t.(xml.StartElement)
			locked = locked || ok && e.Name.Local == "encryption-data"
			return nil
		})
		if err == nil && locked {
			return found{}, errLocked
		}
	}
	r := flow.Reader{Dialect: flow.OpenDocument, Budget: room}
	if err := p.Tokens("content.xml", r.Token); err != nil {
		return found{}, err
	}
	return flowed(&r), nil
}

// flowed returns what a reader has read.
func flowed(r *flow.Reader) found {
	text, tables := r.Text()
	f := plain(text)
	f.tables = tables
	return f
}

// slides reads PPTX: the slides that are shown, in their order.
func slides(raw []byte, room *budget.Budget) (found, error) {
	p, err := pack.Open(raw, room.Unpacked())
	if err != nil {
		return found{}, err
	}
	targets, err := relations(p, "ppt/_rels/presentation.xml.rels", "ppt")
	if err != nil {
		return found{}, err
	}
	var parts []string
	err = p.Tokens("ppt/presentation.xml", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sldId" {
			for _, a := range e.Attr {
				if a.Name.Local == "id" && a.Name.Space != "" {
					parts = append(parts, targets[a.Value])
				}
			}
		}
		return nil
	})
	if err != nil {
		return found{}, err
	}
	r := flow.Reader{Budget: room}
	for _, part := range parts {
		if !p.Has(part) {
			return found{}, fmt.Errorf("%w %s", pack.ErrPart, part)
		}
		hidden := false
		r.Dialect = flow.Slides
		err := p.Tokens(part, func(t xml.Token) error {
			if e, ok := t.(xml.StartElement); ok && e.Name.Local == "sld" {
				hidden = pack.Attr(e, "show") == "0"
			}
			if hidden {
				return nil
			}
			return r.Token(t)
		})
		if err != nil {
			return found{}, err
		}
	}
	return flowed(&r), nil
}

// relations returns the parts that a part names, by their ids.
func relations(p *pack.Reader, part, dir string) (map[string]string, error) {
	targets := map[string]string{}
	if !p.Has(part) {
		return targets, nil
	}
	err := p.Tokens(part, func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "Relationship" && pack.Attr(e, "TargetMode") != "External" {
			target := pack.Attr(e, "Target")
			if !strings.HasPrefix(target, "/") {
				target = path.Join(dir, target)
			}
			targets[pack.Attr(e, "Id")] = strings.TrimLeft(path.Clean(target), "/")
		}
		return nil
	})
	return targets, err
}

// book reads EPUB: its chapters in their order, without the table of contents.
func book(raw []byte, room *budget.Budget) (found, error) {
	p, err := pack.Open(raw, room.Unpacked())
	if err != nil {
		return found{}, err
	}
	root := ""
	err = p.Tokens("META-INF/container.xml", func(t xml.Token) error {
		if e, ok := t.(xml.StartElement); ok && e.Name.Local == "rootfile" && root == "" {
			root = pack.Attr(e, "full-path")
		}
		return nil
	})
	if err != nil {
		return found{}, err
	}
	items := map[string]string{}
	var spine []string
	title, inTitle := "", false
	err = p.Tokens(root, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "item":
				if !strings.Contains(pack.Attr(t, "properties"), "nav") && strings.Contains(pack.Attr(t, "media-type"), "html") {
					items[pack.Attr(t, "id")] = path.Join(path.Dir(root), pack.Attr(t, "href"))
				}
			case "itemref":
				if pack.Attr(t, "linear") != "no" {
					spine = append(spine, items[pack.Attr(t, "idref")])
				}
			}
			inTitle = t.Name.Local == "title" && title == ""
		case xml.EndElement:
			inTitle = false
		case xml.CharData:
			if inTitle {
				title += string(t)
			}
		}
		return nil
	})
	if err != nil {
		return found{}, err
	}
	var out strings.Builder
	for _, part := range spine {
		if part == "" || !p.Has(part) {
			continue
		}
		raw, err := p.Bytes(part)
		if err != nil {
			return found{}, err
		}
		text, err := chunk(part, raw)
		if err != nil {
			return found{}, fmt.Errorf("%s: %w", part, err)
		}
		if err := room.Text(len(text)); err != nil {
			return found{}, err
		}
		out.WriteString(text)
	}
	f := plain(out.String())
	if title = collapse(title); title != "" {
		f.title = title
	}
	return f, nil
}

// xmlKind tells the formats that are one XML document by their first element.
func xmlKind(s string) string {
	if head := s[:min(len(s), 4096)]; strings.HasPrefix(strings.TrimLeftFunc(head, isSpace), "<?xml") || strings.HasPrefix(head, "<") {
		for at := 0; ; {
			i := strings.IndexByte(head[at:], '<')
			if i < 0 || at+i+1 >= len(head) {
				return ""
			}
			at += i + 1
			if head[at] == '?' || head[at] == '!' {
				continue
			}
			name := head[at:]
			if end := strings.IndexAny(name, " \t\r\n/>"); end >= 0 {
				name = name[:end]
			}
			if _, local, ok := strings.Cut(name, ":"); ok {
				name = local
			}
			switch name {
			case "wordDocument", "Workbook", "UOF", "rss", "feed", "RDF":
				return name
			}
			return ""
		}
	}
	return ""
}

// xmlDocument reads a document of a kind that xmlKind tells.
func xmlDocument(kind, s string, room *budget.Budget) (found, error) {
	switch kind {
	case "wordDocument":
		t, err := docx.ReadXML(each(s), docx.Options{Budget: room})
		if err != nil {
			return found{}, err
		}
		f := plain(t.Text)
		f.tables = t.Tables
		return f, nil
	case "Workbook", "UOF":
		r := flow.Reader{Dialect: flow.UOF, Budget: room}
		if kind == "Workbook" {
			r.Dialect = flow.Workbook2003
		}
		if err := each(s)(r.Token); err != nil {
			return found{}, err
		}
		return flowed(&r), nil
	}
	return feed(s, room)
}

// each returns what calls a function for every token of the XML in s.
func each(s string) func(func(xml.Token) error) error {
	return func(visit func(xml.Token) error) error {
		d := xml.NewDecoder(strings.NewReader(s))
		d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded already
		for depth := 0; ; {
			t, err := d.Token()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			switch t.(type) {
			case xml.StartElement:
				if depth++; depth > pack.MaxDepth {
					return fmt.Errorf("%w: more than %d", pack.ErrDepth, pack.MaxDepth)
				}
			case xml.EndElement:
				depth--
			}
			if err := visit(t); err != nil {
				return err
			}
		}
	}
}

// feed reads RSS and Atom: the title and the text of each entry.
func feed(s string, room *budget.Budget) (found, error) {
	var out strings.Builder
	var title, body, whole strings.Builder
	entry, in := false, ""
	err := each(s)(func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch name := t.Name.Local; {
			case name == "item" || name == "entry":
				entry = true
				title.Reset()
				body.Reset()
				whole.Reset()
			case entry && (name == "title" || name == "description" || name == "summary" || name == "content" || name == "encoded"):
				in = name
			}
		case xml.CharData:
			switch in {
			case "title":
				title.Write(t)
			case "description", "summary":
				body.Write(t)
			case "content", "encoded":
				whole.Write(t)
			}
		case xml.EndElement:
			if t.Name.Local == in {
				in = ""
			}
			if name := t.Name.Local; entry && (name == "item" || name == "entry") {
				entry = false
				text := body.String()
				if whole.Len() > 0 {
					text = whole.String()
				}
				inside, err := fragment(text)
				if err != nil {
					return err
				}
				out.WriteString(collapse(title.String()) + "\n" + inside + "\n")
				return room.Text(len(inside))
			}
		}
		return nil
	})
	if err != nil {
		return found{}, err
	}
	return plain(out.String()), nil
}
