package decode

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/traditionalchinese"
)

// readBig5 decodes Big5 with the Hong Kong Supplementary Character Set, which the decoder
// that x/text calls Big5 knows.
func readBig5(raw []byte) ([]byte, int) {
	table := big5Pairs()
	out := make([]byte, 0, len(raw)+len(raw)/2)
	replaced := 0
	for i := 0; i < len(raw); {
		lead := raw[i]
		if lead < utf8.RuneSelf {
			out = append(out, lead)
			i++
			continue
		}
		if lead > 0x80 && lead < 0xFF && i+1 < len(raw) {
			if s := table[int(lead-0x81)<<8|int(raw[i+1])]; s != "" {
				out = append(out, s...)
				i += 2
				continue
			}
		}
		out = utf8.AppendRune(out, utf8.RuneError)
		replaced++
		i++
		if lead > 0x80 && lead < 0xFF && i < len(raw) && raw[i] >= utf8.RuneSelf {
			i++
		}
	}
	return out, replaced
}

// big5Pairs returns the text of two bytes, "" where there is none, by lead less 0x81 and
// trail. Four pairs stand for a letter and an accent after it.
var big5Pairs = sync.OnceValue(func() *[126 << 8]string {
	var table [126 << 8]string
	decoder := traditionalchinese.Big5.NewDecoder()
	for lead := range 126 {
		for trail := 0x40; trail < 0xFF; trail++ {
			if trail > 0x7E && trail < 0xA1 {
				continue
			}
			b, err := decoder.Bytes([]byte{byte(lead + 0x81), byte(trail)})
			if r, _ := utf8.DecodeRune(b); err == nil && r != utf8.RuneError {
				table[lead<<8|trail] = string(b)
			}
		}
	}
	return &table
})
