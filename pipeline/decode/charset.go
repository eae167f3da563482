package decode

import (
	"bytes"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// charset is an encoding that decode knows. read puts U+FFFD for what it cannot read and
// returns how often.
type charset struct {
	name string // by IANA, in lower case
	read func(raw []byte) (text []byte, replaced int)
	wide bool // two bytes even for ASCII
}

var (
	utf8Charset    = &charset{name: "utf-8", read: readUTF8}
	gb18030Charset = &charset{name: "gb18030", read: readGB18030}
	big5Charset    = &charset{name: "big5-hkscs", read: readBig5}
	utf16LECharset = &charset{name: "utf-16le", read: readUTF16LE, wide: true}
	utf16BECharset = &charset{name: "utf-16be", read: readUTF16BE, wide: true}

	// charsets is the order in which they win where several read the bytes alike.
	charsets = []*charset{utf8Charset, gb18030Charset, big5Charset, utf16LECharset, utf16BECharset}
)

// sampleSize is how many bytes are looked at to tell the charset.
const sampleSize = 64 << 10

// Scores; a text of common characters alone has 1.
const (
	declaredBonus = 0.15 // for the charset that the document says it is in
	formBonus     = 0.5  // for UTF-8, whose form hardly comes about by chance, where all of it has that form
	wideScore     = 0.5  // what UTF-16 without a mark needs where the bytes are valid UTF-8
	leastScore    = -0.1 // what is below is no Chinese
	leastSigns    = 8    // fewer characters outside of ASCII do not tell
)

// detect returns the charset of raw and how plausible the text is that it gives; certain
// where that does not matter. A byte order mark tells, then valid UTF-8; else the charset
// that gives the most plausible Chinese, where what the document declares tips the scales.
// valid says that raw is valid UTF-8.
func detect(raw []byte, valid bool) (c *charset, s score, certain bool) {
	switch {
	case bytes.HasPrefix(raw, byteOrderMark):
		return utf8Charset, s, true
	case bytes.HasPrefix(raw, byteOrderMarkLE):
		return utf16LECharset, s, true
	case bytes.HasPrefix(raw, byteOrderMarkBE):
		return utf16BECharset, s, true
	case bytes.HasPrefix(raw, byteOrderMarkGB18030):
		return gb18030Charset, s, true
	}
	if valid {
		if manyNUL(raw) {
			for _, c := range charsets {
				if s := plausible(c, raw); c.wide && s.signs > 0 && s.mean() > wideScore {
					return c, s, true
				}
			}
		}
		return utf8Charset, s, true
	}
	declared := declaration(raw)
	var best float64
	for _, candidate := range charsets {
		found := plausible(candidate, raw)
		value := found.mean()
		if candidate == utf8Charset {
			value += formBonus * found.formed
		}
		if candidate == declared {
			value += declaredBonus
		}
		if c == nil || value > best {
			c, s, best = candidate, found, value
		}
	}
	return c, s, false
}

// score is how plausible a text is as Chinese.
type score struct {
	sum    float64
	signs  int     // characters that count: those outside of ASCII, and control characters
	formed float64 // the share of them that was read
}

func (s score) mean() float64 { return s.sum / float64(max(s.signs, 1)) }

// plausible scores what c makes of a part of raw.
func plausible(c *charset, raw []byte) score {
	part := raw
	if c.wide {
		part = part[:min(len(part), sampleSize)]
	} else {
		part = sample(raw)
	}
	text, replaced := c.read(part)
	weights := runeWeights()
	var s score
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(text[i:])
		}
		i += size
		if r < utf8.RuneSelf && (r >= ' ' && r != 0x7F || r == '\n' || r == '\t' || r == '\r' || r == '\f') {
			if c.wide {
				s.sum++
				s.signs++
			}
			continue
		}
		s.signs++
		if r < 0x10000 {
			s.sum += float64(weights[r]) / 10
		} else {
			s.sum += float64(weightAbove(r)) / 10
		}
	}
	s.formed = 1 - float64(replaced)/float64(max(s.signs, 1))
	return s
}

// sample returns the lines of raw that hold more than ASCII, up to sampleSize bytes. No
// charset but UTF-16 has a line end inside a character.
func sample(raw []byte) []byte {
	if len(raw) <= sampleSize {
		return raw
	}
	out := make([]byte, 0, sampleSize)
	for i := 0; i < len(raw) && len(out) < sampleSize; {
		end := bytes.IndexByte(raw[i:], '\n') + 1
		if end == 0 {
			end = len(raw) - i
		}
		line := raw[i : i+end]
		i += end
		// Long lines are cut: a page can be one line, with its scripts before its text.
		if at := bytes.IndexFunc(line, func(r rune) bool { return r >= utf8.RuneSelf }); at >= 0 {
			line = line[at:]
			out = append(out, line[:min(len(line), sampleSize-len(out))]...)
		}
	}
	return out
}

// runeWeights returns ten times the score of each character of the basic plane.
var runeWeights = sync.OnceValue(func() *[0x10000]int8 {
	var w [0x10000]int8
	for r := range rune(0x10000) {
		w[r] = weight(r)
	}
	for _, r := range commonSimplified + commonTraditional + commonMarks {
		w[r] = 10
	}
	return &w
})

func weight(r rune) int8 {
	switch {
	case r == utf8.RuneError:
		return -30
	case r < 0xA0, r >= 0xE000 && r < 0xF900: // control characters, private use
		return -20
	case r >= 0x4E00 && r <= 0x9FFF:
		return 0
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return 10
	case r >= 0x3400 && r < 0x4E00, r >= 0xF900 && r < 0xFB00:
		return -5
	case r >= 0x2010 && r < 0x2030, r >= 0x2100 && r < 0x2500, r >= 0x25A0 && r < 0x2700, r >= 0x3000 && r < 0x3040, r == 0xFEFF, r == 0xA0, r == 0xB7:
		return 0
	case r < 0x500, r >= 0x3040 && r < 0x3130: // Latin, Greek, Cyrillic; kana, bopomofo
		return -3
	}
	return -10
}

func weightAbove(r rune) int8 {
	switch {
	case r >= 0x1F000 && r < 0x20000: // pictures
		return 0
	case unicode.Is(unicode.Han, r):
		return -5
	}
	return -20
}

// declarationSize is how far into a document a declaration can stand.
const declarationSize = 4 << 10

// declaration returns the charset that raw says it is in, as pages and XML do: charset=…,
// encoding="…". It returns nil where it says none or one that is not known.
func declaration(raw []byte) *charset {
	s := strings.ToLower(string(raw[:min(len(raw), declarationSize)]))
	for s != "" {
		i := strings.Index(s, "charset")
		if j := strings.Index(s, "encoding"); j >= 0 && (i < 0 || j < i) {
			i = j + 1 // as long as the other word
		}
		if i < 0 {
			return nil
		}
		s = s[i+len("charset"):]
		name := strings.TrimLeft(s, " \t\r\n")
		if !strings.HasPrefix(name, "=") {
			continue
		}
		name = strings.TrimLeft(name[1:], " \t\r\n\"'")
		if end := strings.IndexFunc(name, func(r rune) bool { return r >= utf8.RuneSelf || strings.ContainsRune(" \t\r\n\"';/>?", r) }); end >= 0 {
			name = name[:end]
		}
		switch name {
		case "utf-8", "utf8":
			return utf8Charset
		case "gb18030", "gbk", "x-gbk", "gb2312", "gb_2312-80", "cp936", "ms936", "windows-936":
			return gb18030Charset
		case "big5", "big5-hkscs", "big5hkscs", "cp950", "x-x-big5", "windows-950":
			return big5Charset
		}
	}
	return nil
}
