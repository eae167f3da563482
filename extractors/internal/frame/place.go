package frame

import (
	"strings"

	"github.com/huiyao/huiyao/extractors/internal/context"
	"github.com/huiyao/huiyao/internal/span"
)

// From says where something was read.
const (
	FromSentence = "sentence"
	FromSection  = "section"
	FromDocument = "document"
)

// Where is the place that a quantity holds for.
type Where struct {
	Span span.Span // the words, empty where none are in the text
	Line int       // the sentence that they stand in, counted from 1; 0 for this one
	Name string
	Code string // "" for several places too
	From string // "" with no place
}

// Place returns the place that the k-th amount holds for: the nearest one before it up to a
// semicolon, else carried, the one that the paragraph speaks of, else that of the section,
// else that of the document. A place that something is compared with, belongs to as a share, or
// goes to is none.
func (r *Reader) Place(s *Sentence, k int, carried context.Place) Where {
	end := s.Amounts[k].Span.Start
	start := 0
	if i := strings.LastIndex(s.Text[:end], "；"); i >= 0 {
		start = i
	}
	for i := len(s.Places) - 1; i >= 0; i-- {
		p := &s.Places[i]
		if p.Span.End > end || p.Span.Start < start {
			continue
		}
		if between := s.Text[p.Span.End:end]; between == "的" || between == "之" || between == "之 " {
			return r.several(s, i) // 高于全国的5%
		}
		if r.elsewhere(s, p.Span, end) {
			continue
		}
		w := r.several(s, i)
		if strings.Contains(w.Span.Of(s.Text), "、") && members(s.Text[w.Span.End:end]) {
			for i > 0 && s.Places[i-1].Span.Start >= w.Span.Start {
				i--
			}
			continue // 上海、北京等5个城市: those are counted
		}
		return w
	}
	if carried.Line > 0 {
		return Where{Span: carried.Span, Line: carried.Line, Name: carried.Name, Code: carried.Code, From: FromSection}
	}
	if p := s.Section.Place; p.Name != "" {
		return Where{Span: p.Span, Line: p.Line, Name: p.Name, Code: p.Code, From: FromSection}
	}
	if p := s.Place; p.Name != "" {
		return Where{Span: p.Span, Line: p.Line, Name: p.Name, Code: p.Code, From: FromDocument}
	}
	return Where{}
}

// members reports whether what follows a list of places up to a number counts its members.
func members(between string) bool {
	switch between {
	case "", "等", "等共", "这", "共":
		return true
	}
	return false
}

// Subject returns the place that a sentence is about, for those behind it that name none: the
// first one, where it opens the sentence or one of its first clauses and figures behind it
// would have it; of a heading wherever it stands. line is the
// sentence's number. Zero where there is none.
func (r *Reader) Subject(s *Sentence, line int, heading bool) context.Place {
	for i := range s.Places {
		p := &s.Places[i]
		if r.elsewhere(s, p.Span, len(s.Text)) {
			continue
		}
		if before := s.Text[clauseStart(s.Text, p.Span.Start):p.Span.Start]; !heading && runes(before) > opensClause {
			continue
		}
		last := i
		for last+1 < len(s.Places) && joined(s.Text[s.Places[last].Span.End:s.Places[last+1].Span.Start]) {
			last++
		}
		w := r.several(s, last)
		return context.Place{Text: w.Span.Of(s.Text), Span: w.Span, Line: line, Name: w.Name, Code: w.Code}
	}
	return context.Place{}
}

// opensClause is within how many characters of its beginning a place is what a clause is about.
const opensClause = 6

func joined(between string) bool {
	switch between {
	case "、", "和", "与", "及", "":
		return true
	}
	return false
}

// elsewhere reports whether the place at the span is not where the figures behind it hold.
func (r *Reader) elsewhere(s *Sentence, p span.Span, end int) bool {
	if inTitle(s.Text, p.Start) {
		return true
	}
	left := strings.TrimRight(s.Text[:p.Start], " 了")
	if _, n := r.d.Words.ElsewhereBefore.Suffix(left); n > 0 {
		return true
	}
	if _, n := r.d.Words.ElsewhereAfter.Prefix(s.Text[p.End:end]); n > 0 {
		return true
	}
	return false
}

// several returns the i-th place with those that it is listed with: 天津、河北.
func (r *Reader) several(s *Sentence, i int) Where {
	last := s.Places[i]
	w := Where{Span: last.Span, Name: last.Name, Code: last.Code, From: FromSentence}
	if last.FromDoc {
		w.From = FromDocument
		return w
	}
	for ; i > 0; i-- {
		before := s.Places[i-1]
		if before.FromDoc {
			break
		}
		between := s.Text[before.Span.End:w.Span.Start]
		if !joined(between) {
			return w
		}
		if between != "" { // 云南省红河州 is the smaller one
			w.Name, w.Code = before.Name+"、"+w.Name, ""
		}
		w.Span.Start = before.Span.Start
	}
	return w
}
