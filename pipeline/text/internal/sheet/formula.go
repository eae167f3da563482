package sheet

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"github.com/huiyao/huiyao/pipeline/text/internal/pack"
)

// solver calculates formulas whose values a file does not hold, as programs other than Excel
// write them: arithmetic, and the functions below, over the cells of the same sheet. All
// else has no value.
type solver struct {
	pack   *pack.Reader
	part   string
	loaded bool
	failed bool
	cells  map[[2]int]*solved
	left   int // cells that formulas may still look at
}

// solved is a cell of the sheet.
type solved struct {
	formula string
	value   float64
	state   solvedState
}

type solvedState uint8

const (
	unknown solvedState = iota
	busy
	known
	none // no number
)

const (
	maxSolved  = 1 << 18 // cells that are kept
	maxLookups = 1 << 22 // cells that the formulas of a sheet look at altogether
	maxNested  = 64      // how deep formulas call on one another
)

func newSolver(p *pack.Reader, part string) *solver {
	return &solver{pack: p, part: part, left: maxLookups}
}

// value returns the value of the formula in a cell, and false where it is not calculated.
func (s *solver) value(row, column int) (float64, bool) {
	if !s.loaded {
		s.loaded = true
		s.cells = map[[2]int]*solved{}
		s.failed = s.load() != nil
	}
	if s.failed {
		return 0, false
	}
	return s.at(row, column, 0)
}

// load reads the numbers and formulas of the sheet.
func (s *solver) load() error {
	var row, column int
	var kind string
	var text strings.Builder
	in := ""
	var c *solved
	return s.pack.Tokens(s.part, func(t xml.Token) error {
		switch t := t.(type) {
		case xml.StartElement:
			switch in = t.Name.Local; in {
			case "c":
				row, column, _ = cellName(pack.Attr(t, "r"))
				kind, c = pack.Attr(t, "t"), &solved{state: none}
			case "f":
				if pack.Attr(t, "t") != "" {
					kind = "shared" // of another cell: not told here
				}
			}
			text.Reset()
		case xml.CharData:
			if in == "f" || in == "v" {
				text.Write(t)
			}
		case xml.EndElement:
			switch {
			case c == nil:
			case t.Name.Local == "f":
				if c.formula = text.String(); c.formula != "" && kind == "" {
					c.state = unknown
				}
			case t.Name.Local == "v":
				if v, err := strconv.ParseFloat(strings.TrimSpace(text.String()), 64); err == nil && (kind == "" || kind == "n" || kind == "shared") {
					c.value, c.state = v, known
				}
			case t.Name.Local == "c":
				if len(s.cells) >= maxSolved {
					return ErrWide
				}
				s.cells[[2]int{row, column}] = c
			}
			in = ""
		}
		return nil
	})
}

// at returns the number in a cell.
func (s *solver) at(row, column, depth int) (float64, bool) {
	c := s.cells[[2]int{row, column}]
	if s.left--; c == nil || s.left < 0 || depth > maxNested {
		return 0, false
	}
	switch c.state {
	case known:
		return c.value, true
	case unknown:
		c.state = busy
		p := parser{s: s, text: c.formula, depth: depth}
		v, ok := p.sum()
		if p.space(); ok && p.at == len(p.text) && !math.IsNaN(v) && !math.IsInf(v, 0) {
			c.value, c.state = v, known
			return v, true
		}
		c.state = none
	}
	return 0, false
}

// parser calculates one formula.
type parser struct {
	s     *solver
	text  string
	at    int
	depth int // of brackets and cells
}

func (p *parser) space() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n') {
		p.at++
	}
}

// sign takes one of the signs, 0 where none stands there.
func (p *parser) sign(signs string) byte {
	p.space()
	if p.at < len(p.text) && strings.IndexByte(signs, p.text[p.at]) >= 0 {
		p.at++
		return p.text[p.at-1]
	}
	return 0
}

func (p *parser) sum() (float64, bool) {
	if p.depth++; p.depth > maxNested {
		return 0, false
	}
	defer func() { p.depth-- }()
	v, ok := p.product()
	for ok {
		sign := p.sign("+-")
		if sign == 0 {
			break
		}
		var w float64
		if w, ok = p.product(); sign == '-' {
			w = -w
		}
		v += w
	}
	return v, ok
}

func (p *parser) product() (float64, bool) {
	v, ok := p.power()
	for ok {
		sign := p.sign("*/")
		if sign == 0 {
			break
		}
		var w float64
		w, ok = p.power()
		if sign == '*' {
			v *= w
		} else {
			v /= w // by 0: no number
		}
	}
	return v, ok
}

func (p *parser) power() (float64, bool) {
	v, ok := p.factor()
	if ok && p.sign("^") != 0 {
		var w float64
		w, ok = p.factor()
		v = math.Pow(v, w)
	}
	if ok && p.sign("%") != 0 {
		v /= 100
	}
	return v, ok
}

func (p *parser) factor() (float64, bool) {
	negative := false
	for sign := p.sign("+-"); sign != 0; sign = p.sign("+-") {
		negative = negative != (sign == '-')
	}
	v, ok := p.operand()
	if negative {
		v = -v
	}
	return v, ok
}

func (p *parser) operand() (float64, bool) {
	if p.sign("(") != 0 {
		v, ok := p.sum()
		return v, ok && p.sign(")") != 0
	}
	word := p.word()
	if word == "" {
		return 0, false
	}
	if word[0] >= '0' && word[0] <= '9' || word[0] == '.' {
		v, err := strconv.ParseFloat(word, 64)
		return v, err == nil
	}
	if p.sign("(") != 0 {
		return p.call(strings.ToUpper(word))
	}
	row, column, ok := cellName(strings.ReplaceAll(word, "$", ""))
	if !ok {
		return 0, false
	}
	c := p.s.cells[[2]int{row, column}]
	if c == nil {
		return 0, true // an empty cell
	}
	return p.s.at(row, column, p.depth)
}

// word takes a number, or a name of a cell or function.
func (p *parser) word() string {
	p.space()
	start := p.at
	for p.at < len(p.text) {
		c := p.text[p.at]
		if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || c == '.' || c == '$') {
			break
		}
		p.at++
	}
	return p.text[start:p.at]
}

// call calculates a function behind its opening bracket.
func (p *parser) call(name string) (float64, bool) {
	var values []float64
	for {
		more, ok := p.argument()
		if !ok {
			return 0, false
		}
		values = append(values, more...)
		switch p.sign(",;)") {
		case ')':
			return apply(name, values)
		case 0:
			return 0, false
		}
	}
}

// argument returns the numbers of an argument: of a range those of all its cells, of which
// texts are left out.
func (p *parser) argument() ([]float64, bool) {
	start := p.at
	from := p.word()
	if from != "" && p.sign(":") != 0 {
		top, left, ok1 := cellName(strings.ReplaceAll(from, "$", ""))
		bottom, right, ok2 := cellName(strings.ReplaceAll(p.word(), "$", ""))
		if !ok1 || !ok2 || bottom < top || right < left || (bottom-top+1)*(right-left+1) > p.s.left {
			return nil, false
		}
		var values []float64
		for row := top; row <= bottom; row++ {
			for column := left; column <= right; column++ {
				p.s.left--
				c := p.s.cells[[2]int{row, column}]
				if c == nil || c.state == none && c.formula == "" {
					continue
				}
				v, ok := p.s.at(row, column, p.depth)
				if !ok {
					return nil, false
				}
				values = append(values, v)
			}
		}
		return values, true
	}
	p.at = start
	v, ok := p.sum()
	return []float64{v}, ok
}

// apply calculates a function.
func apply(name string, values []float64) (float64, bool) {
	total := 0.0
	for _, v := range values {
		total += v
	}
	switch {
	case name == "SUM":
		return total, true
	case name == "COUNT":
		return float64(len(values)), true
	case len(values) == 0:
		return 0, false
	case name == "AVERAGE":
		return total / float64(len(values)), true
	case name == "PRODUCT":
		product := 1.0
		for _, v := range values {
			product *= v
		}
		return product, true
	case name == "MAX", name == "MIN":
		best := values[0]
		for _, v := range values {
			if name == "MAX" {
				best = max(best, v)
			} else {
				best = min(best, v)
			}
		}
		return best, true
	case name == "ROUND" && len(values) == 2 && math.Abs(values[1]) < 16:
		scale := math.Pow(10, values[1])
		return math.Round(values[0]*scale) / scale, true
	case name == "ABS" && len(values) == 1:
		return math.Abs(values[0]), true
	}
	return 0, false
}
