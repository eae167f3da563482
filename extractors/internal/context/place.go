package context

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
	"github.com/huiyao/huiyao/internal/span"
)

// place returns the place that a document is about: the one that the input states, that its
// title or opening lines name first, that the words which speak for a place of their own
// (我市) go with, or that signs it.
func (r *Reader) place(g Given, title string, lines []Line) Place {
	if g.Place != "" {
		if p := r.Lookup(g.Place); p != nil {
			return Place{Name: p.Name, Code: p.Code, Level: p.Level}
		}
		return Place{Name: g.Place}
	}
	if p := r.first(g.Title, 0); titleLine(g.Title) && p.Name != "" && (r.titular(g.Title) || opens(g.Title, p.Text)) {
		return stands(p, lines)
	}
	for i := 0; i < len(lines) && i < openingLines; i++ {
		if !titleLine(lines[i].Text) {
			continue
		}
		if p := r.first(lines[i].Text, i+1); p.Name != "" && (r.titular(lines[i].Text) || i == 0 && opens(lines[i].Text, p.Text)) {
			return p
		}
	}
	if p := r.first(g.Publisher, 0); p.Name != "" {
		return p
	}
	if holds(r.d.Words.NationalTitles, title) {
		return r.country()
	}
	if p := r.ownPlace(lines); p.Name != "" {
		return p
	}
	if holds(r.d.Words.AnnualTitles, title) {
		return r.country()
	}
	return Place{}
}

// country returns the mainland as a document's place.
func (r *Reader) country() Place {
	if p := r.Lookup("中国"); p != nil {
		return Place{Name: p.Name, Code: "CN"}
	}
	return Place{}
}

// stands returns a place that a title names with the first of the opening lines that has the
// same words.
func stands(p Place, lines []Line) Place {
	for i := 0; i < len(lines) && i < openingLines; i++ {
		if at := strings.Index(lines[i].Text, p.Text); at >= 0 {
			p.Line, p.Span = i+1, span.Span{Start: at, End: at + len(p.Text)}
			break
		}
	}
	return p
}

// titular reports whether a line that names a place is about it: a work report, a congress, a
// bulletin, a plan of that place.
func (r *Reader) titular(line string) bool { return holds(r.d.Words.PlaceTitles, line) }

// opens reports whether a title begins with the place, as headlines of news about it do.
func opens(title, place string) bool {
	return strings.HasPrefix(strings.TrimLeft(title, " #“《「"), place) && !strings.ContainsAny(title, "，。；")
}

// Lookup returns the division or country with the name, short form or code, nil for none.
func (r *Reader) Lookup(name string) *dict.Place {
	if p := r.codes[name]; p != nil {
		return p
	}
	if t, ok := r.d.Bodies.Terms.Get(name); ok && t != nil && len(t.Places) > 0 {
		return t.Places[0]
	}
	return nil
}

// Own returns what a word for a document's own place of the level (全省, 我市) speaks for in a
// document about p: p itself where it is of that level, else the division above it; zero
// where neither is known.
func (r *Reader) Own(p Place, level string) Place {
	if p.Level == level || p.Level == "" || level == "city" && municipality(p.Code) {
		return p
	}
	code := ""
	switch {
	case len(p.Code) != 6 || p.Code[:2] > "70": // one code for all of Taiwan, Hong Kong, Macao
	case level == "province":
		code = p.Code[:2] + "0000"
	case level == "city" && p.Level == "county":
		if code = p.Code[:4] + "00"; r.codes[code] == nil {
			code = p.Code[:2] + "0000" // 北京市, 天津市: a city that is a province
		}
	}
	if above := r.codes[code]; above != nil {
		return Place{Name: above.Name, Code: above.Code, Level: above.Level}
	}
	return Place{}
}

// first returns the first division that a line names, with those that follow it directly: of
// 云南省红河州 the last. number is the line's.
func (r *Reader) first(line string, number int) Place {
	for i := r.d.Bodies.Places.Next(line, 0); i < len(line); i = r.d.Bodies.Places.Next(line, i+1) {
		place := Place{}
		for at := i; ; {
			t, n := r.d.Bodies.Terms.Prefix(line[at:])
			p := division(t, line[at:at+n])
			if n == 0 || p == nil || utf8.RuneCountInString(line[at:at+n]) < 2 {
				break
			}
			if line[at:at+n] != p.Name && p.Level != "province" && strings.Trim(line[:at], " \u3000#“《「年0123456789——") != place.Text {
				break // 南郑 in 河南郑州: a short form without its level is one at the beginning alone
			}
			place = Place{Text: line[i : at+n], Line: number, Span: span.Span{Start: i, End: at + n}, Name: p.Name, Code: p.Code, Level: p.Level}
			at += n
		}
		if place.Name != "" {
			if number == 0 {
				place.Span = span.Span{}
			}
			return place
		}
	}
	return Place{}
}

// division returns the division of China that the words of a term name, nil where they name
// none or, as a short form, more than one.
func division(t *dict.BodyTerm, words string) *dict.Place {
	if t == nil {
		return nil
	}
	var found *dict.Place
	for _, p := range t.Places {
		if p.Foreign || p.Code == "" || p.Level == "region" || p.Level == "" {
			continue
		}
		if p.Level == "county" && utf8.RuneCountInString(p.Name) == 2 && strings.HasSuffix(p.Name, "区") {
			continue // 城区, 郊区: mostly a part of a town
		}
		if p.Name == words {
			return p
		}
		if found != nil && found.Code != p.Code {
			return nil
		}
		found = p
	}
	return found
}

// ownPlace returns, of a document with words that speak for a place of their own (我市, 全省),
// the division of that level that it names most often, the first of those named as often.
func (r *Reader) ownPlace(lines []Line) Place {
	levels := map[string]int{}
	counts := map[string]int{}
	var order []Place
	for i := range lines {
		l := lines[i].Words
		text := l.Text()
		for at := range starts(l, r.d.OwnPlaces.Lists()) {
			w, _ := lexis.Longest(l, r.d.OwnPlaces, at)
			levels[w.Value]++
		}
		end := 0
		for at := range starts(l, r.d.Bodies.Places.Lists()) {
			if at < end {
				continue
			}
			w, _ := lexis.Longest(l, r.d.Bodies.Terms, at)
			words := w.Span.Of(text)
			p := division(w.Value, words)
			if p == nil || utf8.RuneCountInString(words) < 2 {
				continue
			}
			key := p.Level + p.Name
			if counts[key]++; counts[key] == 1 {
				order = append(order, Place{Text: words, Line: i + 1, Span: w.Span, Name: p.Name, Code: p.Code, Level: p.Level})
			}
			end = w.Span.End
		}
	}
	level := ""
	for _, l := range []string{"county", "city", "province"} {
		if levels[l] > levels[level] {
			level = l
		}
	}
	if level == "" {
		return Place{}
	}
	best, most := Place{}, 0
	for _, p := range order {
		if p.Level != level && !(level == "city" && municipality(p.Code)) {
			continue
		}
		if n := counts[p.Level+p.Name]; n > most {
			best, most = p, n
		}
	}
	return best
}

// starts goes through the byte offsets at which words of the lists begin.
func starts(l *lexis.Lattice, lists dict.Lists) iter.Seq[int] {
	return func(yield func(int) bool) {
		for at := l.Next(lists, 0); at < len(l.Text()) && yield(at); at = l.Next(lists, at+1) {
		}
	}
}

// municipality reports whether the code is that of a city that is a province.
func municipality(code string) bool {
	switch code {
	case "110000", "120000", "310000", "500000":
		return true
	}
	return false
}
