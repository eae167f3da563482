package decode

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// readGB18030 decodes GB18030, which holds GBK and GB2312. It knows more codes than the
// decoder of x/text: the characters that GB18030-2005 and 2022 gave to FE59, A6D9 and
// others, and the areas for private use.
func readGB18030(raw []byte) ([]byte, int) {
	table := gb18030Pairs()
	four := simplifiedchinese.GB18030.NewDecoder()
	out := make([]byte, 0, len(raw)+len(raw)/2)
	replaced := 0
	for i := 0; i < len(raw); {
		lead := raw[i]
		switch {
		case lead < utf8.RuneSelf:
			out = append(out, lead)
			i++
			continue
		case lead == 0x80: // as GBK on Windows has it
			out = append(out, "€"...)
			i++
			continue
		case lead == 0xFF, i+1 == len(raw):
			out = utf8.AppendRune(out, utf8.RuneError)
			replaced++
			i++
			continue
		}
		trail := raw[i+1]
		if isDigitByte(trail) {
			if i+4 > len(raw) || raw[i+2] < 0x81 || raw[i+2] == 0xFF || !isDigitByte(raw[i+3]) {
				out = utf8.AppendRune(out, utf8.RuneError)
				replaced++
				i++
				continue
			}
			four.Reset()
			var buffer [8]byte
			n, _, err := four.Transform(buffer[:], raw[i:i+4], true)
			r, size := utf8.DecodeRune(buffer[:n])
			if err != nil || size != n || r == utf8.RuneError && [4]byte(raw[i:i+4]) != [4]byte{0x84, 0x31, 0xA4, 0x37} {
				r = utf8.RuneError
				replaced++
			}
			out = utf8.AppendRune(out, r)
			i += 4
			continue
		}
		r := table[int(lead-0x81)<<8|int(trail)]
		if r == 0 {
			out = utf8.AppendRune(out, utf8.RuneError)
			replaced++
			i++
			if trail >= utf8.RuneSelf {
				i++
			}
			continue
		}
		out = utf8.AppendRune(out, r)
		i += 2
	}
	return out, replaced
}

func isDigitByte(c byte) bool { return '0' <= c && c <= '9' }

// gb18030Pairs returns the characters of two bytes, 0 where there is none, by lead less
// 0x81 and trail.
var gb18030Pairs = sync.OnceValue(func() *[126 << 8]rune {
	var table [126 << 8]rune
	decoder := simplifiedchinese.GB18030.NewDecoder()
	for lead := range 126 {
		for trail := 0x40; trail < 0xFF; trail++ {
			if trail == 0x7F {
				continue
			}
			b, err := decoder.Bytes([]byte{byte(lead + 0x81), byte(trail)})
			if r, size := utf8.DecodeRune(b); err == nil && size == len(b) && r != utf8.RuneError {
				table[lead<<8|trail] = r
			}
		}
	}
	for _, m := range gb18030More {
		r := m.first
		for lead := m.from >> 8; lead <= m.to>>8; lead++ {
			for trail := m.from & 0xFF; trail <= m.to&0xFF; trail++ {
				if trail == 0x7F {
					continue
				}
				table[(lead-0x81)<<8|trail] = r
				r++
			}
		}
	}
	return &table
})

// gb18030More are the codes that x/text does not decode: blocks of leads and trails, the
// first of which is the character first.
var gb18030More = []struct {
	from, to int
	first    rune
}{
	{0xAAA1, 0xAFFE, 0xE000}, {0xF8A1, 0xFEFE, 0xE234}, {0xA140, 0xA7A0, 0xE4C6}, // for private use
	{0xA2AB, 0xA2B0, 0xE766}, {0xA2E4, 0xA2E4, 0xE76D}, {0xA2EF, 0xA2F0, 0xE76E}, {0xA2FD, 0xA2FE, 0xE770},
	{0xA4F4, 0xA4FE, 0xE772}, {0xA5F7, 0xA5FE, 0xE77D}, {0xA6B9, 0xA6C0, 0xE785},
	{0xA6D9, 0xA6D9, 0xFE10}, {0xA6DA, 0xA6DA, 0xFE12}, {0xA6DB, 0xA6DB, 0xFE11}, {0xA6DC, 0xA6DF, 0xFE13},
	{0xA6EC, 0xA6ED, 0xFE17}, {0xA6F3, 0xA6F3, 0xFE19},
	{0xA6F6, 0xA6FE, 0xE797}, {0xA7C2, 0xA7D0, 0xE7A0}, {0xA7F2, 0xA7FE, 0xE7AF}, {0xA896, 0xA8A0, 0xE7BC},
	{0xA8BC, 0xA8BC, 0x1E3F}, {0xA8C1, 0xA8C4, 0xE7C9}, {0xA8EA, 0xA8FE, 0xE7CD},
	{0xA958, 0xA958, 0xE7E2}, {0xA95B, 0xA95B, 0xE7E3}, {0xA95D, 0xA95F, 0xE7E4}, {0xA997, 0xA9A3, 0xE7F4}, {0xA9F0, 0xA9FE, 0xE801},
	{0xD7FA, 0xD7FE, 0xE810},
	{0xFE51, 0xFE51, 0x20087}, {0xFE52, 0xFE52, 0x20089}, {0xFE53, 0xFE53, 0x200CC},
	{0xFE59, 0xFE59, 0x9FB4}, {0xFE61, 0xFE61, 0x9FB5}, {0xFE66, 0xFE67, 0x9FB6}, {0xFE6C, 0xFE6C, 0x215D7}, {0xFE6D, 0xFE6D, 0x9FB8},
	{0xFE76, 0xFE76, 0x2298F}, {0xFE7E, 0xFE7E, 0x9FB9}, {0xFE90, 0xFE90, 0x9FBA}, {0xFE91, 0xFE91, 0x241FE}, {0xFEA0, 0xFEA0, 0x9FBB},
}
