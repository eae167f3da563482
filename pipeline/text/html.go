package text

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/PuerkitoBio/goquery"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// ErrNesting is wrapped by the error for a page whose elements stand too deep in one
// another.
var ErrNesting = errors.New("elements are nested too deep")

// maxDepth is how deep elements may stand in one another. The parser has a limit of its
// own, of 512 open elements.
const maxDepth = 1000

// looksLikeHTML reports whether s begins like a page: with a document type or a tag of a
// page's frame, white space, comments and an XML declaration before it left out.
func looksLikeHTML(s string) bool {
	for {
		s = strings.TrimLeftFunc(s, isSpace)
		var end string
		switch {
		case strings.HasPrefix(s, "<!--"):
			end = "-->"
		case strings.HasPrefix(s, "<?xml"):
			end = "?>"
		default:
			if strings.HasPrefix(s, "<meta") || strings.HasPrefix(s, "<style") || strings.HasPrefix(s, "<table") || strings.HasPrefix(s, "<TABLE") {
				return strings.Contains(s, "<table") || strings.Contains(s, "<TABLE") // what programs save as .xls
			}
			for _, tag := range []string{"<!doctype html", "<html", "<head", "<body"} {
				if len(s) > len(tag) && strings.EqualFold(s[:len(tag)], tag) && !isNameByte(s[len(tag)]) {
					return true
				}
			}
			return false
		}
		_, rest, ok := strings.Cut(s, end)
		if !ok {
			return false
		}
		s = rest
	}
}

func isNameByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-'
}

// page takes the text, title, date and publisher from the HTML in s.
func page(s string) (found, error) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(s))
	if err != nil {
		if strings.Contains(err.Error(), "open stack of elements") {
			return found{}, fmt.Errorf("%w: more than 512 levels", ErrNesting)
		}
		return found{}, err
	}
	p := pageReader{mass: map[*html.Node]mass{}, score: map[*html.Node]int{}}
	body := doc.Find("body").First()
	if body.Length() == 0 { // a frameset
		return found{title: title(doc), note: "the page holds no text"}, nil
	}
	root := body.Get(0)
	if _, err := p.weigh(root, 0, false); err != nil {
		return found{}, err
	}
	if p.pruned = p.prune(root); len(p.pruned) > 0 {
		p.mass, p.score = map[*html.Node]mass{}, map[*html.Node]int{}
		if _, err := p.weigh(root, 0, false); err != nil {
			return found{}, err
		}
	}
	f := found{title: title(doc)}
	whole := p.read(root)
	shown := hasLine(whole, f.title) || hasHeading(doc, f.title)
	if t := aboveDate(whole); t != "" && !shown && meta(doc, titleTags...) == "" {
		f.title, shown = t, true
	}
	// The date and the publisher often stand outside what is read as the text.
	top := upToLast(head(fromLine(whole, f.title)))
	text, dropped := withoutAround(p.read(p.main(doc, root)...))
	f.text = strings.TrimLeft(text, "\n")
	f.tables = p.shapes(dropped, len(text)-len(f.text), strings.Count(f.text, "\n"))
	if body := strings.TrimRight(f.text, "\n"); body != "" {
		f.text = f.text[:len(body)+1]
	}
	if f.note = noArticle(f.text, p.mass[root].sentences, root); f.note != "" {
		f.text, f.tables = "", nil
	}
	if f.note == "" && f.title != "" && !hasLine(f.text, f.title) && shown {
		f.text = f.title + "\n" + f.text
		for i := range f.tables {
			f.tables[i].First++
			f.tables[i].Last++
		}
	}
	f.date = firstOf(pageDate(doc), topDate(top), dateBelow(doc, f.title))
	f.publisher = firstOf(meta(doc, "contentsource"), topPublisher(top), meta(doc, "og:site_name", "sitename", "application-name", "publisher"))
	return f, nil
}

// fragment returns all text of the HTML in s that a browser shows, whether it is an article or
// not.
func fragment(s string) (string, error) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(s))
	if err != nil {
		return "", err
	}
	body := doc.Find("body").First()
	if body.Length() == 0 {
		return "", nil
	}
	p := pageReader{mass: map[*html.Node]mass{}, score: map[*html.Node]int{}}
	if _, err := p.weigh(body.Get(0), 0, true); err != nil {
		return "", err
	}
	return p.read(body.Get(0)), nil
}

func firstOf(values ...string) string {
	for _, v := range values {
		if v != "" {
			return v
		}
	}
	return ""
}

// hasHeading reports whether the title stands in a heading of the page, one in a header
// too, which is not read.
func hasHeading(doc *goquery.Document, title string) bool { return heading(doc, title) != nil }

// heading returns the heading that is the title, nil where there is none.
func heading(doc *goquery.Document, title string) *html.Node {
	title = withoutSpace(title)
	for _, n := range doc.Find("h1, h2, h3").Nodes {
		if withoutSpace(shortText(n)) == title {
			return n
		}
	}
	return nil
}

// shortText returns the text of an element on one line, "" where it has more than
// maxTopLine bytes: elements may stand in one another, and are not read again and again.
func shortText(n *html.Node) string {
	var b strings.Builder
	var visit func(n *html.Node) bool
	visit = func(n *html.Node) bool {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
			return b.Len() <= 4*maxTopLine // white space goes
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if !visit(c) {
				return false
			}
		}
		return true
	}
	if !visit(n) {
		return ""
	}
	if s := collapse(b.String()); len(s) <= maxTopLine {
		return s
	}
	return ""
}

// aboveDate returns the line above the first one of the page that states the date of
// publication after a label: the title where the window has that of the site. It is "" where
// there is none, or the line is no title.
func aboveDate(text string) string {
	above := ""
	for line := range strings.Lines(text) {
		line = strings.TrimFunc(line, isSpace)
		if line == "" {
			continue
		}
		if len(line) <= maxTopLine {
			if _, in, ok := findDate(line); ok && labelBefore(line[:in.Start]) {
				if n := utf8.RuneCountInString(above); n >= minTitle && n <= maxTitle && !isPath(above) {
					return above
				}
				return ""
			}
		}
		above = line
	}
	return ""
}

// dateBelow returns the first date between the heading that is the title and the first
// running text: of a short element that is named as a time, or with a time of day after it.
// Such lines are left out with buttons at times. It is "" where there is none.
func dateBelow(doc *goquery.Document, title string) string {
	n := heading(doc, title)
	if n == nil {
		return ""
	}
	for n.LastChild != nil { // past what the heading holds
		n = n.LastChild
	}
	for n = next(n); n != nil; n = next(n) {
		var text string
		named := false
		switch {
		case n.Type == html.TextNode && n.Parent.DataAtom != atom.Script && n.Parent.DataAtom != atom.Style:
			if text = collapse(n.Data); len(text) >= paragraphText && strings.ContainsAny(text, "，。") {
				return ""
			}
		case n.Type == html.ElementNode && strings.Contains(strings.ToLower(attribute(n, "class")+" "+attribute(n, "id")), "time"):
			text, named = shortText(n), true
		}
		if len(text) > maxAroundLine {
			continue
		}
		if date, in, ok := findDate(text); ok && (in.Start == 0 || labelBefore(text[:in.Start])) && (named || clock(text[in.End:])) {
			return date
		}
	}
	return ""
}

// next returns the node after n in the order of the page.
func next(n *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}

// hasLine reports whether line is a line of text, spaces in it aside.
func hasLine(text, line string) bool {
	at := fromLine(text, line)
	first, _, _ := strings.Cut(at, "\n")
	return withoutSpace(first) == withoutSpace(line)
}

// fromLine returns text from the line on that is line, spaces in it aside, or all of text
// where there is none.
func fromLine(text, line string) string {
	want := withoutSpace(line)
	for rest := text; rest != ""; {
		l, after, _ := strings.Cut(rest, "\n")
		if withoutSpace(l) == want {
			return rest
		}
		rest = after
	}
	return text
}

func withoutSpace(s string) string {
	if strings.IndexFunc(s, unicode.IsSpace) < 0 {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

// meta returns the content of the first meta tag that has one of the names, in the order
// of the names. Names are compared without regard to case.
func meta(doc *goquery.Document, names ...string) string {
	tags := doc.Find("meta")
	for _, name := range names {
		for _, n := range tags.Nodes {
			key := firstOf(attribute(n, "property"), attribute(n, "name"), attribute(n, "itemprop"))
			if strings.EqualFold(key, name) {
				if c := collapse(attribute(n, "content")); c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// titleTags are the names of meta tags with the title.
var titleTags = []string{"articletitle", "og:title"}

// title returns the page's title: the one that a meta tag names, or the first heading that
// has all of it and more, as quotes cut what a tag says; the only first heading where the
// title of the window holds it, else the title of the window up to the site's name.
func title(doc *goquery.Document) string {
	if t := withoutSite(meta(doc, titleTags...)); t != "" {
		for _, n := range doc.Find("h1").Nodes {
			if h := shortText(n); strings.HasPrefix(withoutSpace(h), withoutSpace(t)) {
				return h
			}
		}
		return t
	}
	window := collapse(doc.Find("head title").First().Text())
	if heads := doc.Find("h1"); heads.Length() > 0 {
		for _, n := range heads.Nodes {
			if t := shortText(n); t != "" && strings.Contains(withoutSpace(window), withoutSpace(t)) {
				return t
			}
		}
	}
	return withoutSite(window)
}

// withoutSite cuts the names of the site and its parts from the end of a title.
func withoutSite(t string) string {
	for _, mark := range []string{"_", "|", "｜", " - ", " – ", " — ", "-"} {
		head, tail, ok := strings.Cut(t, mark)
		if !ok || utf8.RuneCountInString(head) < 6 || mark == "-" && utf8.RuneCountInString(tail) > 12 {
			continue
		}
		return strings.TrimFunc(head, isSpace)
	}
	return t
}

// pageDate returns the date that meta tags or a time element state.
func pageDate(doc *goquery.Document) string {
	for _, name := range []string{
		"article:published_time", "og:release_date", "og:published_time", "pubdate", "publishdate", "publish_date", "publish-date",
		"publish_time", "datepublished", "dc.date", "dcterms.created", "weibo: article:create_at", "date",
	} {
		if d := metaDate(meta(doc, name)); d != "" {
			return d
		}
	}
	var dates dateSet
	for _, n := range doc.Find("time[datetime]").Nodes {
		if d := metaDate(attribute(n, "datetime")); d != "" {
			dates.add(d)
		}
	}
	return dates.one
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// collapse returns s as a browser shows it on one line.
func collapse(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return isSpace(r) }), " ")
}

// mass is what an element holds, what is left out not counted.
type mass struct {
	text      int  // bytes of text, white space left out
	linked    int  // of these, in links
	sentences int  // of these, in paragraphs of running text, links left out
	block     bool // holds an element that makes a table cell more than a cell
	marks     bool // holds a mark of running text outside of the paragraphs counted
}

// own returns the bytes of text that are no links.
func (m mass) own() int { return m.text - m.linked }

// pageReader writes the text of a page line by line.
type pageReader struct {
	mass   map[*html.Node]mass // of elements, those left out missing
	score  map[*html.Node]int  // how much running text stands close below an element
	pruned map[*html.Node]bool // elements that are left out for their names

	out     strings.Builder
	lines   int // in out
	tables  []tableRows
	inTable *html.Node // the table under way, nil outside
	current []byte     // the line under way
	space   bool       // white space stands between it and what follows
	blanks  int        // blank lines between the last line and it
	cell    int        // more than 0 inside a table cell: lines do not end
	pre     int        // more than 0 where white space counts
}

// weigh fills p.mass and p.score for n and all below it.
func (p *pageReader) weigh(n *html.Node, depth int, inArticle bool) (mass, error) {
	var m mass
	if depth > maxDepth {
		return m, fmt.Errorf("%w: more than %d levels", ErrNesting, maxDepth)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			m.text += blackBytes(c.Data)
			m.marks = m.marks || strings.ContainsAny(c.Data, "，。；！？")
		case html.ElementNode:
			if leftOut(c, inArticle) || p.pruned[c] {
				continue
			}
			inner, err := p.weigh(c, depth+1, inArticle || c.DataAtom == atom.Article || c.DataAtom == atom.Main)
			if err != nil {
				return m, err
			}
			switch c.DataAtom {
			case atom.A:
				inner.linked, inner.sentences = inner.text, 0
			case atom.Table, atom.Ul, atom.Ol, atom.H1, atom.H2, atom.H3, atom.H4, atom.Article, atom.Section:
				inner.block = true
			}
			if furniture(c, inner) {
				delete(p.mass, c)
				continue
			}
			p.mass[c] = inner
			m.text += inner.text
			m.linked += inner.linked
			m.sentences += inner.sentences
			m.block = m.block || inner.block
			m.marks = m.marks || inner.marks
		}
	}
	if own := m.own() - m.sentences; m.marks && own >= paragraphText && isBlock(n.DataAtom) {
		m.sentences += own
		m.marks = false
		// Running text speaks for the element around it, and less for those farther out.
		share := own
		for a := n.Parent; a != nil && a.DataAtom != atom.Html && share > 0; a = a.Parent {
			p.score[a] += share
			share /= 2
		}
	}
	p.mass[n] = m
	return m, nil
}

// blackBytes returns how many bytes of s are not white space in ASCII.
func blackBytes(s string) int {
	n := 0
	for i := range len(s) {
		if s[i] > ' ' {
			n++
		}
	}
	return n
}

// leftOut reports whether an element is no part of what a page says, whatever it holds.
func leftOut(n *html.Node, inArticle bool) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Nav, atom.Footer, atom.Aside, atom.Iframe, atom.Frame,
		atom.Object, atom.Embed, atom.Applet, atom.Svg, atom.Math, atom.Canvas, atom.Video, atom.Audio, atom.Map, atom.Head, atom.Link, atom.Meta,
		atom.Title, atom.Button, atom.Select, atom.Input, atom.Textarea, atom.Datalist, atom.Dialog, atom.Menu:
		return true
	case atom.Header:
		return !inArticle
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return true
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "role":
			switch a.Val {
			case "navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog":
				return true
			}
		case "style":
			if hiddenStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

func hiddenStyle(style string) bool {
	if !strings.Contains(style, "none") && !strings.Contains(style, "hidden") {
		return false
	}
	style = strings.ToLower(withoutSpace(style))
	return strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden")
}

// Limits in bytes of text.
const (
	formText = 600 // a form that holds less is one, with more it is the frame of a page
	linkText = 60  // links alone with less text are left to the reader

	paragraphText = 60 // a block with marks and less text is no paragraph
)

// furniture reports whether an element is left out for what it holds: forms, and blocks
// that are hardly more than links.
func furniture(n *html.Node, m mass) bool {
	switch n.DataAtom {
	case atom.Form:
		return m.text-m.linked < formText
	case atom.Ul, atom.Ol, atom.Div, atom.Section, atom.Table, atom.Dl, atom.Tr:
		return m.text >= linkText && m.linked*10 > m.text*7
	}
	return false
}

// main returns the elements that hold what the page says, in order: the only article or
// main element where most of the running text stands in it; else the element with most
// running text close below it, with the elements beside it that hold such text, headings,
// lists or tables too; else the body.
func (p *pageReader) main(doc *goquery.Document, body *html.Node) []*html.Node {
	total := p.mass[body]
	for _, selector := range []string{"article", "main, [role=main]"} {
		in := doc.Find(selector)
		if in.Length() != 1 {
			continue
		}
		n := in.Get(0)
		if m, ok := p.mass[n]; ok && m.sentences > 0 && m.sentences*2 > total.sentences {
			return []*html.Node{n}
		}
	}
	best := p.best(body)
	if best == nil || best == body {
		return []*html.Node{body}
	}
	most := p.mass[best]
	var nodes []*html.Node
	for c := best.Parent.FirstChild; c != nil; c = c.NextSibling {
		m, ok := p.mass[c]
		if !ok {
			continue
		}
		switch c.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.P, atom.Table, atom.Ul, atom.Ol, atom.Dl, atom.Pre, atom.Blockquote:
			ok = m.own()*2 > m.text
		default:
			ok = m.sentences*5 > most.sentences
		}
		if ok || c == best {
			nodes = append(nodes, c)
		}
	}
	return nodes
}

// best returns the element with the highest score below n or n itself, the first in the
// order of the page where several are even, nil where nothing has one. The text of a page
// that is all the body's counts for the body.
func (p *pageReader) best(n *html.Node) (best *html.Node) {
	most := 0
	var visit func(n *html.Node)
	visit = func(n *html.Node) {
		m, ok := p.mass[n]
		if !ok || m.text == 0 {
			return
		}
		if s := p.score[n] / 8 * (8 * m.own() / m.text) / 8; s > most {
			best, most = n, s
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			visit(c)
		}
	}
	visit(n)
	return best
}

// read returns the text of the elements.
func (p *pageReader) read(nodes ...*html.Node) string {
	p.out.Reset()
	p.blanks, p.lines, p.tables = 0, 0, nil
	for _, n := range nodes {
		p.line()
		if n.DataAtom == atom.Tr {
			p.row(n)
		} else {
			p.write(n)
		}
	}
	p.line()
	return p.out.String()
}

// write writes the text of n and all below it that was weighed.
func (p *pageReader) write(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			p.text(c.Data)
			continue
		}
		if c.Type != html.ElementNode {
			continue
		}
		if _, ok := p.mass[c]; !ok {
			if isBlock(c.DataAtom) {
				p.line()
			}
			continue
		}
		switch {
		case c.DataAtom == atom.Br:
			if !p.line() {
				p.blanks++
			}
		case c.DataAtom == atom.Tr:
			p.line()
			p.row(c)
			p.line()
		case c.DataAtom == atom.Table && p.cell == 0:
			p.line()
			p.table(c)
			p.line()
		case c.DataAtom == atom.Pre:
			p.line()
			p.pre++
			p.write(c)
			p.line()
			p.pre--
		case isBlock(c.DataAtom):
			p.line()
			size, blanks := p.out.Len(), p.blanks
			p.write(c)
			p.line()
			if c.DataAtom == atom.P && p.cell == 0 && p.out.Len() == size && p.blanks == blanks && isEmpty(c) {
				p.blanks++
			}
		default:
			p.write(c)
		}
	}
}

// isEmpty reports whether an element holds nothing, not even a picture.
func isEmpty(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case 0, atom.Span, atom.Font, atom.B, atom.Strong, atom.I, atom.Em, atom.U: // 0: text, which wrote nothing
			if !isEmpty(c) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// text adds s to the line under way, its white space collapsed.
func (p *pageReader) text(s string) {
	for i, r := range s {
		switch {
		case p.pre > 0 && p.cell == 0:
			if r == '\r' {
				continue // written as an entity
			}
			if r != '\n' {
				p.current = append(p.current, s[i:i+utf8.RuneLen(r)]...)
			} else if !p.line() {
				p.blanks++
			}
		case r == '\u200B' || r == '\uFEFF' || r == '\u00AD':
		case isBlank(r):
			p.space = true
		default:
			if n := len(p.current); p.space && n > 0 && p.current[n-1] != '\t' {
				p.current = append(p.current, ' ')
			}
			p.space = false
			p.current = append(p.current, s[i:i+utf8.RuneLen(r)]...)
		}
	}
}

// isBlank reports whether r is white space that a browser collapses, or a blank that pages
// use like it, the non-breaking ones.
func isBlank(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\f', '\v', '\u00A0', '\u2002', '\u2003', '\u2009', '\u202F', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// line ends the line under way and reports whether there was one.
func (p *pageReader) line() bool {
	if p.cell > 0 {
		p.space = true
		return true
	}
	p.space = false
	line := p.current
	p.current = p.current[:0]
	if len(bytes.TrimFunc(line, isSpace)) == 0 {
		return false
	}
	if p.pre == 0 {
		line = bytes.TrimFunc(line, func(r rune) bool { return isSpace(r) && r != '\t' })
	}
	if p.out.Len() > 0 {
		for range p.blanks {
			p.out.WriteByte('\n')
		}
		p.lines += p.blanks
	}
	p.blanks = 0
	p.lines++
	p.out.Write(line)
	p.out.WriteByte('\n')
	return true
}

// isBlock reports whether a browser starts a new line for the element.
func isBlock(a atom.Atom) bool {
	switch a {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd, atom.Details, atom.Dir, atom.Div,
		atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4,
		atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr, atom.Legend, atom.Li, atom.Main, atom.Menu, atom.Nav, atom.Ol,
		atom.Option, atom.P, atom.Pre, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Tfoot, atom.Th,
		atom.Thead, atom.Tr, atom.Ul:
		return true
	}
	return false
}
