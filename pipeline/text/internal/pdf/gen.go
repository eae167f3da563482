//go:build ignore

// Gen writes fonts/box.ttf, a font in which every character is the same box of a full em. PDFium has no font of Chinese and leaves out text whose
// glyphs have no extent: with it, the text of fonts that are not embedded is read. The shapes do not matter.
package main

import (
	"bytes"
	"encoding/binary"
	"log"
	"os"
	"unicode/utf16"
)

type table struct {
	tag  string
	data []byte
}

func pack(values ...any) []byte {
	var b bytes.Buffer
	for _, v := range values {
		if err := binary.Write(&b, binary.BigEndian, v); err != nil {
			log.Fatal(err)
		}
	}
	return b.Bytes()
}

func main() {
	// All glyphs are this box: four points, from the descent to the ascent.
	glyph := pack(int16(1), int16(0), int16(-120), int16(1000), int16(880), // one contour and its bounds
		uint16(3), uint16(0), // last point, no instructions
		[]byte{1, 1, 1, 1},
		[]int16{0, 1000, 0, -1000}, []int16{-120, 0, 1000, 0}, []byte{0, 0})
	ranges := [][2]uint32{{0x20, 0xD7FF}, {0xE000, 0xFFEF}, {0x10000, 0x3FFFF}}
	groups := []any{}
	for _, r := range ranges {
		groups = append(groups, r[0], r[1], uint32(1))
	}
	characters := pack(uint16(0), uint16(1), uint16(3), uint16(10), uint32(12),
		uint16(13), uint16(0), uint32(16+12*len(ranges)), uint32(0), uint32(len(ranges)), pack(groups...))
	name := pack(utf16.Encode([]rune("WenQuanYi Micro Hei")))
	tables := []table{
		{"OS/2", pack(uint16(1), int16(1000), uint16(400), uint16(5), uint16(0), make([]int16, 10), int16(0),
			make([]byte, 10), []uint32{0, 0x2BDF0000, 0, 0}, []byte("huiy"), uint16(0x40), uint16(0x2010), uint16(0xFFEF),
			int16(880), int16(-120), int16(0), uint16(880), uint16(120), []uint32{0x003F0001, 0})},
		{"cmap", characters},
		{"glyf", append(append([]byte{}, glyph...), glyph...)},
		{"head", pack(uint32(0x10000), uint32(0x10000), uint32(0), uint32(0x5F0F3CF5), uint16(0), uint16(1000), uint64(0), uint64(0),
			int16(0), int16(-120), int16(1000), int16(880), uint16(0), uint16(8), int16(2), int16(0), int16(0))},
		{"hhea", pack(uint32(0x10000), int16(880), int16(-120), int16(0), uint16(1000), int16(0), int16(0), int16(1000),
			int16(1), make([]int16, 6), int16(0), uint16(2))},
		{"hmtx", pack([]uint16{1000, 0, 1000, 0})},
		{"loca", pack([]uint16{0, uint16(len(glyph) / 2), uint16(len(glyph))})},
		{"maxp", pack(uint32(0x10000), uint16(2), uint16(4), uint16(1), make([]uint16, 2), uint16(1), make([]uint16, 8))},
		{"name", pack(uint16(0), uint16(3), uint16(6+3*12),
			[]uint16{3, 1, 0x409, 1, uint16(len(name)), 0}, []uint16{3, 1, 0x409, 4, uint16(len(name)), 0}, []uint16{3, 1, 0x409, 6, uint16(len(name)), 0}, name)},
		{"post", pack(uint32(0x30000), uint32(0), make([]int16, 2), make([]uint32, 5))},
	}
	head := pack(uint32(0x10000), uint16(len(tables)), uint16(128), uint16(3), uint16(len(tables)*16-128))
	var body []byte
	at := len(head) + 16*len(tables)
	for _, t := range tables {
		for len(t.data)%4 != 0 {
			t.data = append(t.data, 0)
		}
		sum := uint32(0)
		for i := 0; i < len(t.data); i += 4 {
			sum += binary.BigEndian.Uint32(t.data[i:])
		}
		head = append(head, pack([]byte(t.tag), sum, uint32(at+len(body)), uint32(len(t.data)))...)
		body = append(body, t.data...)
	}
	if err := os.WriteFile("fonts/box.ttf", append(head, body...), 0o644); err != nil {
		log.Fatal(err)
	}
}
