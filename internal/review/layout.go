package review

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Limits of what a page draws for facts that lie over each other. All of them are in the
// lists in any case.
const (
	maxLanes = 4  // lines under a word
	maxOver  = 12 // facts named by one piece of text
)

// block is a line of the report with its newline.
type block struct {
	Heading bool
	Blank   bool
	Pieces  []piece
}

// piece is a stretch of text within a line in which the same facts hold.
type piece struct {
	ID    int // from 1; 0 where no fact holds
	Text  string
	Facts []int // the innermost first
	Class string
}

// Href returns the address of the innermost fact's entry in the lists.
func (p piece) Href() string { return "#r" + strconv.Itoa(p.Facts[0]) }

// Numbers returns the facts as the page's script reads them.
func (p piece) Numbers() string {
	var b strings.Builder
	for i, f := range p.Facts {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strconv.Itoa(f))
	}
	return b.String()
}

// layout cuts the text into lines and pieces. The pieces' texts, one after another, are
// the report's text. It also returns each fact's lane, the line under the words that is
// drawn for it, from 0, and the ID of the piece that each fact begins with.
func (r *Report) layout() (blocks []block, lanes, first []int) {
	lanes = r.depths()
	first = make([]int, len(r.spans))
	ends := make([]int, len(r.spans)) // the facts by where they end
	for i := range ends {
		ends[i] = i
	}
	slices.SortStableFunc(ends, func(a, b int) int { return cmp.Compare(r.spans[a].End, r.spans[b].End) })
	heading := map[int]bool{}
	for _, line := range r.Headings {
		heading[line] = true
	}
	var active []int // facts that hold at the place, in order of their start
	id, opened, closed, at, line := 0, 0, 0, 0, 0
	current := block{Heading: heading[0]}
	for at < len(r.Text) {
		for closed < len(ends) && r.spans[ends[closed]].End <= at {
			active = slices.DeleteFunc(active, func(f int) bool { return f == ends[closed] })
			closed++
		}
		from := opened
		for opened < len(r.spans) && r.spans[opened].Start <= at {
			active = append(active, opened)
			opened++
		}
		end := len(r.Text)
		if n := strings.IndexByte(r.Text[at:], '\n'); n >= 0 {
			end = at + n + 1
		}
		newline := end
		if opened < len(r.spans) {
			end = min(end, r.spans[opened].Start)
		}
		if closed < len(ends) {
			end = min(end, r.spans[ends[closed]].End)
		}
		p := piece{Text: r.Text[at:end]}
		if len(active) > 0 {
			id++
			p.ID = id
			for f := from; f < opened; f++ {
				first[f] = id
			}
			over := active[max(0, len(active)-maxOver):]
			p.Facts = slices.Clone(over)
			slices.SortStableFunc(p.Facts, func(a, b int) int { return cmp.Compare(r.spans[a].Len(), r.spans[b].Len()) })
			p.Class = r.class(p.Facts, lanes)
		}
		current.Pieces = append(current.Pieces, p)
		at = end
		if end == newline {
			current.Blank = len(current.Pieces) == 1 && strings.TrimSpace(p.Text) == ""
			blocks = append(blocks, current)
			line++
			current = block{Heading: heading[line]}
		}
	}
	return blocks, lanes, first
}

// class returns the classes of a piece: the type of its innermost fact and for each lane
// the type of the fact drawn in it.
func (r *Report) class(facts, lanes []int) string {
	class := "m k-" + r.Facts[facts[0]].Kind()
	used := [maxLanes]bool{}
	for _, f := range facts {
		if n := lanes[f]; !used[n] {
			used[n] = true
			class += " l" + strconv.Itoa(n) + "-" + r.Facts[f].Kind()
		}
	}
	return class
}

// depths gives the facts that lie over each other different lanes as far as there are
// some: the inner ones the lanes nearer to the words.
func (r *Report) depths() []int {
	depth := make([]int, len(r.spans))
	var busy []int // end of the fact in each depth
	begin, deepest, reach := 0, 0, 0
	closeGroup := func(end int) {
		for i := begin; i < end; i++ {
			depth[i] = min(deepest-depth[i], maxLanes-1)
		}
		begin, deepest, busy = end, 0, busy[:0]
	}
	for i, s := range r.spans {
		if s.Start >= reach {
			closeGroup(i)
		}
		reach = max(reach, s.End)
		at := slices.IndexFunc(busy, func(end int) bool { return end <= s.Start })
		if at < 0 && len(busy) < 8*maxLanes {
			at = len(busy)
			busy = append(busy, 0)
		}
		at = max(at, 0)
		busy[at] = s.End
		depth[i] = at
		deepest = max(deepest, at)
	}
	closeGroup(len(r.spans))
	return depth
}
