package layout

import (
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// write returns the glyphs of text that begins at x and y, in a size of 10.
func write(x, y float64, text string) []Glyph {
	var glyphs []Glyph
	for _, r := range text {
		advance := 10.0
		if r < 0x80 {
			advance = 5
		}
		if r != ' ' {
			glyphs = append(glyphs, Glyph{Rune: r, X: x, Y: y, Advance: advance, Em: 10, Size: 10})
		} else if len(glyphs) > 0 {
			glyphs[len(glyphs)-1].Spaced = true
		}
		x += advance
	}
	return glyphs
}

func texts(lines []Line) []string {
	var all []string
	for _, l := range lines {
		all = append(all, l.Text)
	}
	return all
}

func TestLines(t *testing.T) {
	at := func(runs ...[]Glyph) []Glyph {
		var all []Glyph
		for _, r := range runs {
			all = append(all, r...)
		}
		return all
	}
	for _, c := range []struct {
		name   string
		glyphs []Glyph
		want   []string
	}{
		{"none", nil, nil},
		{"order", at(write(0, 40, "二"), write(10, 10.4, "行"), write(0, 10, "一")), []string{"一行", "二"}},
		{"cells", at(write(0, 0, "项目"), write(60, 0, "3亿元")), []string{"项目\t3亿元"}},
		{"space_between_latin_words", at(write(0, 0, "GDP up"), write(30, 0, "年")), []string{"GDP up年"}},
		{"no_place", []Glyph{{Rune: '甲', X: math.NaN(), Advance: 1, Em: 1, Size: 1}, {Rune: '乙', X: math.Inf(1), Em: 1, Size: 1}, {Rune: '丙'}}, nil},
		{"no_advance", []Glyph{{Rune: '1', Em: 10, Size: 10}, {Rune: '2', X: 5, Em: 10, Size: 10}}, []string{"12"}},
		{"two_ones_are_no_double", write(0, 0, "11亿"), []string{"11亿"}},
		{"double", at(write(0, 0, "11亿"), write(0.5, 0.5, "11亿")), []string{"11亿"}},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, texts(Lines(&Page{Glyphs: c.glyphs}))) })
	}
}

func TestText(t *testing.T) {
	lines := func(all ...string) []Line {
		var l []Line
		for _, s := range all {
			l = append(l, Line{Text: s})
		}
		return l
	}
	page := func(n int, l ...string) []Line {
		return lines(append(append([]string{"某市统计公报"}, l...), fmt.Sprintf("— %d —", n))...)
	}
	text, parts, _ := Text([][]Line{page(1, "一", "二"), page(2, "三"), page(3, "四", "5")})
	assert.Equal(t, "某市统计公报\n一\n二\n三\n四\n5\n", text)
	require.Len(t, parts, 3)
	assert.Equal(t, "三", text[parts[1].Start:parts[1].End])
	assert.Equal(t, "2", parts[1].Name)

	text, _, _ = Text([][]Line{lines("文", "7"), lines("文二", "8"), lines("文三", "42")})
	assert.Equal(t, "文\n文二\n文三\n42\n", text, "numbers that go on are those of pages")
	text, _, _ = Text([][]Line{lines("投资", "6700")})
	assert.Equal(t, "投资\n6700\n", text)
	text, parts, _ = Text([][]Line{nil, lines("文")})
	assert.Equal(t, "文\n", text)
	assert.Len(t, parts, 2)

	for line, number := range map[string]bool{
		"- 3 -": true, "第3页": true, "第 3 页 共 12 页": true, "3/12": true, "Page 3 of 12": true, "—３—": true,
		"3": false, "第一页": false, "3.5": false, "3%": false, "3亿元": false, "—": false, "第3季度": false,
	} {
		text, _, _ := Text([][]Line{lines("文", line)})
		assert.Equal(t, number, !strings.Contains(text, line), "%q", line)
	}
}

// TestMany reads pages of very many glyphs and rules, as no document has them.
func TestMany(t *testing.T) {
	const n = 100_000
	row, heap, stairs := make([]Glyph, n), make([]Glyph, n), make([]Glyph, n)
	rules := make([]Rule, 0, n)
	for i := range n {
		row[i] = Glyph{Rune: '1', X: float64(30 * i), Advance: 5, Em: 10, Size: 10}
		heap[i] = Glyph{Rune: rune(0x4E00 + i%20_000), X: float64(i % 7), Y: float64(i % 5), Advance: 10, Em: 10, Size: 10}
		stairs[i] = Glyph{Rune: '三', X: float64(i % 500), Y: float64(i), Advance: 10, Em: 10, Size: float64(1 + i%9)}
		rules = append(rules, Rule{0, float64(i), 1000, float64(i)}, Rule{float64(i), 0, float64(i), 1000})
	}
	for name, p := range map[string]*Page{"row": {Glyphs: row}, "heap": {Glyphs: heap}, "stairs": {Glyphs: stairs}, "rules": {Glyphs: stairs, Rules: rules}, "few_rules": {Glyphs: stairs, Rules: rules[:maxRules-1]}} {
		start := time.Now()
		Lines(p)
		assert.Less(t, time.Since(start), 20*time.Second, name)
	}
}

// FuzzLines puts glyphs and rules into lines: whatever they are, no character comes twice or from
// nowhere, and each but doubles and what stands askew comes.
func FuzzLines(f *testing.F) {
	f.Add([]byte("12345678901234567890"), []byte("1234567890123456"))
	f.Fuzz(func(t *testing.T, b, r []byte) {
		p := &Page{}
		for ; len(b) >= 8; b = b[8:] {
			n := len(p.Glyphs)
			p.Glyphs = append(p.Glyphs, Glyph{
				Rune: rune(0x4E00 + n), X: float64(binary.LittleEndian.Uint16(b)) / 64, Y: float64(binary.LittleEndian.Uint16(b[2:])) / 64,
				Advance: float64(int8(b[4])), Em: float64(b[5]) / 8, Size: float64(b[6]) / 8, Angle: float64(b[7]%4) * math.Pi / 2,
			})
		}
		for ; len(r) >= 8; r = r[8:] {
			p.Rules = append(p.Rules, Rule{
				float64(binary.LittleEndian.Uint16(r)) / 64, float64(binary.LittleEndian.Uint16(r[2:])) / 64,
				float64(binary.LittleEndian.Uint16(r[4:])) / 64, float64(binary.LittleEndian.Uint16(r[6:])) / 64,
			})
		}
		lines := Lines(p)
		require.Equal(t, lines, Lines(p))
		text, _, _ := Text([][]Line{lines})
		seen := map[rune]int{}
		for _, r := range text {
			seen[r]++
		}
		for i, g := range p.Glyphs {
			want := 1
			if g.Em == 0 || g.Size == 0 {
				want = 0
			}
			require.Equal(t, want, seen[rune(0x4E00+i)], "%+v", g)
		}
	})
}
