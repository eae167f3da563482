package extractors

import (
	"strings"
	"unicode/utf8"

	"github.com/cockroachdb/apd/v3"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/amount"
	"github.com/huiyao/huiyao/record"
)

// candidate is a numeral with its unit and what was decided about it.
type candidate = amount.Amount

// measure finds the numerals of a document's sentences with their units, and decides
// which are quantities. All extractors that need numbers share it.
type measure struct {
	d      *dict.Dict
	reader *amount.Reader
	times  *times
}

func newMeasure(d *dict.Dict) *measure { return &measure{d, amount.New(d), newTimes(d)} }

// candidates returns the candidates of a sentence in text order, rejected ones included.
func (m *measure) candidates(d *Document, sentence int) []candidate {
	if d.scans == nil {
		d.scans = make([][]candidate, len(d.Sentences))
	}
	if d.scans[sentence] == nil {
		d.scans[sentence] = []candidate{}
		s := amount.Sentence{Lattice: d.lattice(m.d, sentence), Region: d.Region, Tokens: func() []Token { return d.Tokens(sentence) }}
		if read := m.reader.Read(&s, &d.scratch().amounts); read != nil {
			m.tableCells(d, sentence, read)
			d.scans[sentence] = read
		}
	}
	return d.scans[sentence]
}

func skipSpaces(text string, i int) int { return amount.SkipSpaces(text, i) }

func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || r == '〇'
}

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }

func isLetterRune(r rune) bool { return r < utf8.RuneSelf && isLetter(byte(r)) }

func isClauseMark(r rune) bool { return strings.ContainsRune("，。；、：！？,;:!?）)", r) }

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// decimal returns the number for a record.
func decimal(d *apd.Decimal) record.Decimal { return record.FromAPD(d) }
