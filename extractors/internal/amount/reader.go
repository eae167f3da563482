package amount

import (
	"strings"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
)

// Token is a word of the tokenizer.
type Token = lexis.Token

// Reader reads the amounts of sentences. Make it with New. It is safe for concurrent use.
type Reader struct {
	d        *dict.Dict
	rules    *dict.RuleIndex
	numerals *numerals
	begins   dict.Lists // what a number begins with
	encloses dict.Lists // what a title or a quotation begins with
}

// New returns a Reader that works with the lists and rules of d.
func New(d *dict.Dict) *Reader {
	return &Reader{
		d: d, rules: dict.NewRuleIndex(d.Rules), numerals: &numerals{role: d.NumeralRoles, d: d},
		begins:   d.Numerals.Lists().Or(d.Characters.Half.Lists()),
		encloses: d.Characters.Quote.Lists().Or(d.Characters.Open.Lists()),
	}
}

// Sentence is what amounts are read from.
type Sentence struct {
	Lattice *lexis.Lattice // of the simplified text
	Region  string         // CN, HK, MO or TW: decides what 元 is
	// Tokens returns the tokens of the text; it is asked only where a word decides. Nil for none.
	Tokens func() []Token

	text string // the lattice's
}

// Room is memory that one sentence after another can use. The zero Room is ready. The amounts
// of all sentences read with it stay as they are until Reset.
type Room struct {
	numerals []Numeral // of one sentence
	amounts  []Amount
}

// Reset makes the memory ready for other sentences. It keeps no text.
func (r *Room) Reset() {
	clear(r.amounts)
	r.amounts = r.amounts[:0]
}

// Read returns the amounts of a sentence in text order, not overlapping, those that are no
// quantities included; nil for none. Time is linear in the text.
func (r *Reader) Read(s *Sentence, room *Room) []Amount {
	s.text = s.Lattice.Text()
	if !s.Lattice.Holds(r.begins) { // half of the sentences
		return nil
	}
	nums := r.numerals.scan(s.Lattice, room.numerals[:0])
	room.numerals = nums
	nums = r.numerals.halves(s.Lattice, nums)
	if len(nums) == 0 {
		return nil
	}
	if cap(room.amounts)-len(room.amounts) < len(nums) {
		room.amounts = make([]Amount, 0, max(len(nums), min(2*cap(room.amounts), 1<<10), 16))
	}
	var quotes *enclosures
	if s.Lattice.Holds(r.encloses) {
		quotes = findEnclosures(s.text)
	}
	out := room.amounts[len(room.amounts):]
	for k := range nums {
		if len(out) > 0 && (nums[k].Span.Start < out[len(out)-1].Span.End || joiningZero(s.text, nums, k, &out[len(out)-1])) {
			continue // the 千 of 千瓦, the 百 of 百分点, the 零 of 5年零9个月
		}
		out = out[:len(out)+1] // an amount is too large to be handed around
		a := &out[len(out)-1]
		*a = Amount{Numeral: nums[k], Span: nums[k].Span, Modifier: nums[k].Modifier, Ranged: nums[k].Ranged}
		r.one(s, quotes, a)
		if len(out) > 1 && r.joins(s, &out[len(out)-2], a) {
			*a = Amount{} // the room must not keep the text
			out = out[:len(out)-1]
		}
	}
	room.amounts = room.amounts[:len(room.amounts)+len(out)]
	out = out[:len(out):len(out)]
	r.share(s.text, out)
	ordinals(s.text, out)
	return out
}

// joiningZero reports whether the k-th numeral is a 零 between the amount before it and the
// numeral behind it.
func joiningZero(text string, nums []Numeral, k int, before *Amount) bool {
	return k+1 < len(nums) && nums[k].Span.Of(text) == "零" && nums[k+1].Span.Start == nums[k].Span.End && before.Span.End == nums[k].Span.Start
}

// one reads the unit of one numeral, which a has with its span, and judges it.
func (r *Reader) one(s *Sentence, quotes *enclosures, a *Amount) {
	num := &a.Numeral
	a.Value.Set(&num.Value)
	a.Upper.Set(&num.Upper)
	if num.doubled {
		a.Unit, a.Dimension = "times", "multiple"
		a.keep(Doubled)
		return
	}
	word, end := r.fixedWord(s.text, num.Span)
	if word == "" {
		r.attachUnit(s.text, s.Region, a)
	} else if withUnit := *a; strings.HasPrefix(s.text[num.Span.Start:], word) {
		r.attachUnit(s.text, s.Region, &withUnit)
		if withUnit.UnitSpan.End > end && (withUnit.Reading != nil || !withUnit.Word.Careful) {
			*a, word = withUnit, "" // 三环节, 5GW: the unit reaches further than the word
		}
	}
	if word != "" {
		a.Reject(dict.FixedWord, fixedWords+word)
		return
	}
	r.withoutUnit(s, a)
	r.judge(s, quotes, a)
	if a.Measured() && splitsWord(s, a) {
		a.dropUnit()
		r.withoutUnit(s, a)
		r.judge(s, quotes, a)
	}
}

// withoutUnit reads what may stand for a unit where there is none.
func (r *Reader) withoutUnit(s *Sentence, a *Amount) {
	if a.Unit == "" && !r.great(s.text, a) {
		r.people(s.text, a)
	}
}

// joins puts the amount c together with the one before it where the two are one, which then
// stands in a.
func (r *Reader) joins(s *Sentence, a, c *Amount) bool {
	if a.Span.End > c.Numeral.Span.Start {
		return false
	}
	switch between := gap(s.text, a.Span.End, c.Numeral.Span.Start); between {
	case "":
		return r.tenths(a, c) || r.shortDecimal(s, a, c) || r.compound(s, a, c)
	case "零", "又":
		return r.compound(s, a, c)
	default:
		return r.rangeOf(s.text, between, a, c)
	}
}
