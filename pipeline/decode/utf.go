package decode

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/huiyao/huiyao/internal/span"
)

var (
	byteOrderMark        = []byte("\uFEFF")
	byteOrderMarkLE      = []byte{0xFF, 0xFE}
	byteOrderMarkBE      = []byte{0xFE, 0xFF}
	byteOrderMarkGB18030 = []byte{0x84, 0x31, 0x95, 0x33}
)

// readUTF8 replaces each run of bytes that could begin a character but does not go on as
// one, and each other byte that is no part of a character.
func readUTF8(raw []byte) ([]byte, int) {
	if span.Valid(raw) {
		return raw, 0
	}
	out := make([]byte, 0, len(raw)+len(raw)/8)
	replaced := 0
	for i := 0; i < len(raw); {
		r, size := utf8.DecodeRune(raw[i:])
		if r == utf8.RuneError && size == 1 {
			replaced++
			size = brokenLen(raw[i:])
		}
		out = utf8.AppendRune(out, r)
		i += size
	}
	return out, replaced
}

// brokenLen returns how many bytes at the beginning of b, which is no character, were
// meant as one: the longest that a character begins with, at least one.
func brokenLen(b []byte) int {
	want, low, high := 0, byte(0x80), byte(0xBF)
	switch c := b[0]; {
	case c >= 0xC2 && c <= 0xDF:
		want = 2
	case c >= 0xE0 && c <= 0xEF:
		want = 3
		if c == 0xE0 {
			low = 0xA0
		} else if c == 0xED {
			high = 0x9F
		}
	case c >= 0xF0 && c <= 0xF4:
		want = 4
		if c == 0xF0 {
			low = 0x90
		} else if c == 0xF4 {
			high = 0x8F
		}
	}
	n := 1
	for n < want && n < len(b) && low <= b[n] && b[n] <= high {
		low, high = 0x80, 0xBF
		n++
	}
	return n
}

func readUTF16LE(raw []byte) ([]byte, int) { return readUTF16(raw, binary.LittleEndian) }
func readUTF16BE(raw []byte) ([]byte, int) { return readUTF16(raw, binary.BigEndian) }

// readUTF16 replaces halves of surrogate pairs and an odd byte at the end.
func readUTF16(raw []byte, order binary.ByteOrder) ([]byte, int) {
	out := make([]byte, 0, len(raw)+len(raw)/2)
	replaced := 0
	for len(raw) >= 2 {
		r := rune(order.Uint16(raw))
		raw = raw[2:]
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if len(raw) >= 2 {
				pair = utf16.DecodeRune(r, rune(order.Uint16(raw)))
			}
			if r = pair; pair == utf8.RuneError {
				replaced++
			} else {
				raw = raw[2:]
			}
		}
		out = utf8.AppendRune(out, r)
	}
	if len(raw) > 0 {
		out = utf8.AppendRune(out, utf8.RuneError)
		replaced++
	}
	return out, replaced
}

// manyNUL reports whether raw has so many zero bytes that it can hardly be UTF-8.
func manyNUL(raw []byte) bool {
	return bytes.IndexByte(raw, 0) >= 0 && bytes.Count(raw, []byte{0})*8 >= len(raw)
}
