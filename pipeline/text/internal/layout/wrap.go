package layout

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wrapped knows the paragraph under way: a line goes on with it where the line above ends at
// the edge of its column and the line begins at the other.
type wrapped struct {
	above  *Line
	left   float64 // where the lines of the paragraph begin but for the first, NaN until they are known
	pitch  float64 // how far apart its lines stand, 0 until that is known
	region *region
}

// next takes the next line of the text. It reports whether it goes on with the paragraph of the line
// above, and what stands between the two.
func (w *wrapped) next(l *Line) (between string, ok bool) {
	above := w.above
	ok = above != nil && w.goesOn(l)
	w.above = l
	if !ok {
		w.left, w.pitch = math.NaN(), 0
		return "", false
	}
	w.left = l.left
	if above.region == l.region {
		w.pitch = l.y - above.y
	} else {
		w.pitch = 0
	}
	return joint(above, l), true
}

// goesOn reports whether l goes on with the paragraph of the line above.
func (w *wrapped) goesOn(l *Line) bool {
	a := w.above
	if a.region == nil || l.region == nil || a.row || l.row || a.size == 0 || entry(a.Text) {
		return false
	}
	em := max(a.size, l.size)
	if math.Abs(a.size-l.size) > 0.15*em || a.region.right-a.region.left < 8*em || !a.full(l, em) {
		return false
	}
	if a.region == l.region {
		// The pitch of lines: of the paragraph, and no more than double spacing.
		pitch := l.y - a.y
		if pitch <= 0 || pitch > 2.9*em || w.pitch > 0 && pitch > 1.35*w.pitch {
			return false
		}
		if !math.IsNaN(w.left) {
			return math.Abs(l.left-w.left) <= 0.9*em
		}
	}
	indent, ok := a.begins(l, em)
	switch {
	case !ok:
		return false
	case indent <= 0.9*em:
		return true
	case a.region != l.region:
		return false
	}
	hang := l.left - a.left
	if marked(a.Text) && hang > 0 && hang <= 4.5*em {
		return true // text that hangs below the number of its first line
	}
	return math.Abs(hang) <= 0.5*em && !marked(l.Text) && indent > 2.5*em
}

// full reports whether the line ends at the edge of its column, or so near to it that what l
// begins with had no room.
func (a *Line) full(l *Line, em float64) bool {
	room := a.region.right - a.right
	if marked(l.Text) && room > 0.9*em {
		return false
	}
	if last, _ := utf8.DecodeLastRuneInString(a.Text); strings.ContainsRune("。！？：；.", last) {
		return room <= 1.6*em
	}
	// A mark may have had no room, or a word that is not broken.
	return room <= max(2.6, 1.2+ems(l.Text))*em
}

// begins returns how far from the edge of its column l begins; ok is false where its column
// cannot be one that goes on with that of a.
func (a *Line) begins(l *Line, em float64) (indent float64, ok bool) {
	if l.right <= a.region.right+em && l.left >= a.region.left-em {
		return l.left - a.region.left, true // the same, or that of the next page
	}
	width := a.region.right - a.region.left
	return l.left - l.region.left, math.Abs(width-(l.region.right-l.region.left)) <= 2.5*em
}

// ems is how wide the first word of a line is, with the marks after it: as much room had to be in
// the line above for it to stand there.
func ems(s string) float64 {
	n := 0.0
	for _, r := range s {
		switch {
		case narrow(r):
			if r == ' ' {
				return n
			}
			n += 0.6
		case n > 0 && strings.ContainsRune("，。；：、）％”》", r):
			n++
		default:
			return n
		}
		if n > 12 {
			return n
		}
	}
	return n
}

// entry reports whether a line is one of a list of contents, which ends with a page.
func entry(s string) bool {
	return strings.Contains(s, "……") && strings.TrimRightFunc(s, unicode.IsDigit) != s
}

// joint returns what stands between two lines that were one: nothing in Chinese and in a number,
// a blank between words.
func joint(a, b *Line) string {
	last, _ := utf8.DecodeLastRuneInString(a.Text)
	first, _ := utf8.DecodeRuneInString(b.Text)
	switch {
	case !narrow(last), !narrow(first), strings.ContainsRune("-–/~", last), !a.spaced && number(last) && number(first):
		return ""
	}
	return " "
}

func number(r rune) bool { return unicode.IsDigit(r) || r == '.' || r == ',' || r == '%' }

// marked reports whether a line begins with a mark of a list: 1. （一） • a）.
func marked(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("•●○■□◆◇▪▲△★☆※·-–—①②③④⑤⑥⑦⑧⑨⑩", r) {
		return true
	}
	if r == '（' || r == '(' {
		s = s[size:]
	}
	rest := strings.TrimLeftFunc(s, func(r rune) bool {
		return r >= '0' && r <= '9' || strings.ContainsRune("一二三四五六七八九十", r)
	})
	if rest == s {
		return false
	}
	r, size = utf8.DecodeRuneInString(rest)
	after, _ := utf8.DecodeRuneInString(rest[size:])
	return strings.ContainsRune("．、）)", r) || r == '.' && !unicode.IsDigit(after)
}
