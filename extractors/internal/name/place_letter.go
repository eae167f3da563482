package name

import (
	"strings"
	"unicode/utf8"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/internal/span"
)

// letters returns a list of places of one character each that begins at token k: 中美, 粤桂琼.
// What a single character stands for in a pair of countries follows from the countries that
// the document names.
func (s *placeScanner) letters(k int) (spot, bool) {
	first, at := k, s.tokens[k].Span.Start
	end := at
	for n := 0; n < maxLetters && k < len(s.tokens) && s.tokens[k].Span.Len() <= maxLetters*len("中") && s.lettered(s.tokens[k].Span); n++ {
		end = s.tokens[k].Span.End
		k++
	}
	in := span.Span{Start: at, End: end}
	if t := s.tokens[first]; t.Span == in && t.Tag != "j" && t.Tag != "ns" && t.Tag != "nz" && t.Tag != "nr" && t.Tag != "" {
		return spot{}, false // 非法
	}
	if n := utf8.RuneCountInString(in.Of(s.text)); n < 2 || n > maxLetters {
		return spot{}, false
	}
	return spot{span: in, pair: true, rule: "place.letters"}, true
}

// maxLetters bounds a list of one-character names.
const maxLetters = 5

// lettered reports whether every character in a span may stand for a place.
func (s *placeScanner) lettered(in span.Span) bool {
	for _, r := range in.Of(s.text) {
		if !s.isLetter(r) {
			return false
		}
	}
	return true
}

// continents are the characters that stand for more than a country.
var continents = map[string]bool{"非": true, "欧": true, "亚": true, "拉": true, "阿": true}

// pairCodes returns the codes of a list of letters, and false where it is none.
func (s *placeScanner) pairCodes(in span.Span) (codes []string, level string, ok bool) {
	words := in.Of(s.text)
	if codes, ok := s.divisions(words); ok {
		return codes, dict.LevelRegion, true
	}
	codes, sure, ok := s.countries(words)
	if !ok || !sure && !s.betweenCountries(in) {
		return nil, "", false
	}
	return codes, dict.LevelRegion, true
}

// divisions reads the letters as divisions of China. Two alone must not be a word.
func (s *placeScanner) divisions(words string) (codes []string, ok bool) {
	n := 0
	for _, r := range words {
		p, ok := s.d.Places.Letters.Get(string(r))
		if !ok {
			return nil, false
		}
		n++
		codes = append(codes, p.Code)
	}
	if n < 3 && strings.ContainsAny(words, "云贵新青宁台甘吉黑藏秦蒙深川港澳申杭陇") {
		return nil, false
	}
	return codes, true
}

// countries reads the letters as countries; sure says that the document names them or that
// they are common.
func (s *placeScanner) countries(words string) (codes []string, sure, ok bool) {
	sure = true
	home := false
	for _, r := range words {
		letter := string(r)
		if letter == "中" {
			codes, home = append(codes, "CN"), true
			continue
		}
		if p := s.context.opens(letter); p != nil {
			codes = append(codes, p.ISO)
			continue
		}
		if continents[letter] {
			continue
		}
		p, listed := s.d.Bodies.Letters.Get(letter)
		if !listed || p.ISO == "" || p.ISO == "CN" {
			return nil, false, false
		}
		codes, sure = append(codes, p.ISO), false
	}
	return codes, sure && home || sure && len(codes) > 1, len(codes) > 0
}

// opens returns the first country that the document names whose name begins with the letter,
// nil where there is none.
func (c *placeContext) opens(letter string) *dict.Place {
	for _, p := range c.named {
		if p.ISO != "CN" && p.ISO != "" && strings.HasPrefix(p.Name, letter) {
			return p
		}
	}
	return nil
}

// betweenCountries reports whether what stands after a list of letters is said of countries:
// 中美两国, 俄乌冲突.
func (s *placeScanner) betweenCountries(in span.Span) bool {
	return s.d.Words.BetweenCountries.Next(s.text[:min(len(s.text), in.End+len("关系关系"))], in.End) < min(len(s.text), in.End+len("关系")) || len(s.token(in.Start).Span.Of(s.text)) == in.Len()
}
