package text

import (
	"bufio"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"

	"github.com/huiyao/huiyao/pipeline/decode"
	"github.com/huiyao/huiyao/pipeline/text/internal/budget"
)

// looksLikeMail reports whether s begins with the header of a mail or of a page saved as one
// (MHTML): lines of a name and a colon, one of which says so.
func looksLikeMail(s string) bool {
	mime, from := false, false
	for line := range strings.Lines(s[:min(len(s), 8192)]) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			return mime && from
		}
		if line[0] == ' ' || line[0] == '\t' {
			continue
		}
		name, _, ok := strings.Cut(line, ":")
		if !ok || name == "" || strings.ContainsFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) {
			return false
		}
		switch strings.ToLower(name) {
		case "mime-version", "content-type":
			mime = true
		case "from", "date", "subject", "received":
			from = true
		}
	}
	return false
}

// maxParts is how many parts a mail has at most, and how deep they stand in one another.
const (
	maxParts     = 1000
	maxMailDepth = 8
)

// mailText reads a mail: its subject, its date, and the first of its alternatives that is a
// page or text; what is attached is left out.
func mailText(s string, room *budget.Budget) (found, error) {
	m, err := mail.ReadMessage(bufio.NewReader(strings.NewReader(s)))
	if err != nil {
		return found{}, fmt.Errorf("mail: %w", err)
	}
	r := mailReader{room: room, parts: maxParts}
	if err := r.part(partHeader(m.Header), m.Body, 0); err != nil {
		return found{}, fmt.Errorf("mail: %w", err)
	}
	f := plain(r.plain)
	if r.html != "" {
		text, err := fragment(r.html)
		if err != nil {
			return found{}, err
		}
		f = plain(text)
		if article, err := page(r.html); err == nil && article.text != "" {
			f = article
		}
	}
	words := mime.WordDecoder{CharsetReader: func(_ string, in io.Reader) (io.Reader, error) {
		raw, err := io.ReadAll(in)
		if err != nil {
			return nil, err
		}
		text, err := decode.String(raw)
		return strings.NewReader(text), err
	}}
	if title, err := words.DecodeHeader(m.Header.Get("Subject")); err == nil && collapse(title) != "" {
		f.title = collapse(title)
	}
	if date, err := m.Header.Date(); err == nil && f.date == "" {
		f.date = date.Format("2006-01-02")
	}
	return f, nil
}

// partHeader is the header of a mail or of one of its parts.
type partHeader map[string][]string

func (h partHeader) get(key string) string {
	if v := h[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

type mailReader struct {
	room        *budget.Budget
	parts       int
	html, plain string
}

// part reads a part, and those in it.
func (r *mailReader) part(h partHeader, in io.Reader, depth int) error {
	if r.parts--; r.parts < 0 || depth > maxMailDepth {
		return fmt.Errorf("%w: more than %d parts, or %d deep", budget.ErrLimit, maxParts, maxMailDepth)
	}
	kind, parameters, err := mime.ParseMediaType(h.get("Content-Type"))
	if err != nil {
		kind = "text/plain"
	}
	if strings.HasPrefix(kind, "multipart/") {
		parts := multipart.NewReader(in, parameters["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
			if err := r.part(partHeader(p.Header), p, depth+1); err != nil {
				return err
			}
		}
	}
	if disposition := h.get("Content-Disposition"); strings.HasPrefix(strings.ToLower(disposition), "attachment") || kind != "text/plain" && kind != "text/html" {
		return nil
	}
	coded := true
	switch strings.ToLower(strings.TrimSpace(h.get("Content-Transfer-Encoding"))) {
	case "base64":
		in = base64.NewDecoder(base64.StdEncoding, in)
	case "quoted-printable":
		in = quotedprintable.NewReader(in)
	default:
		coded = false // decoded with the whole
	}
	raw, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	text := string(raw)
	if coded {
		if text, err = decode.String(raw); err != nil {
			return err
		}
	}
	if err := r.room.Text(len(text)); err != nil {
		return err
	}
	switch {
	case kind == "text/html" && r.html == "":
		r.html = text
	case kind == "text/plain" && r.plain == "":
		r.plain = text
	}
	return nil
}
