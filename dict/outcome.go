package dict

import "fmt"

// Outcome is what a rule, or the program, makes of a number. The zero Outcome is Undecided.
type Outcome uint8

// The outcomes. All but Undecided and Measured say what a number is that measures nothing.
const (
	Undecided      Outcome = iota
	Measured               // a quantity
	Address                // of a house, a floor, a room
	Article                // 一 before a noun
	BareScale              // a scale that names a size: 亿元村
	BracketedUnit          // 产量（万吨）
	Clock                  // a time of the day, or a proportion written like one
	Code                   // part of a code
	Date                   // a date or part of one
	DocumentNumber         // 国发〔2023〕5号
	FixedWord              // a word that holds a numeral: 一体化
	ListHead               // numbers a part of the text
	ModelName              // C919
	Name                   // 985高校
	NamedParties           // 两国, named before
	NoUnit                 // nothing says what it counts
	Ordinal                // 第三批
	PageNumber             // 页码1/20
	PartOfWord             // 零 in 零部件
	PerPart                // 每万人
	PhoneNumber            // 拨打12345
	Rank                   // 前5位
	Reference              // 前二项规定
	RowLabel               // the label of a table's row or column
	RowNumber              // the number of a table's row or column
	RowUnit                // the cell of a table that states the unit of its row
	Slogan                 // “四个中心”
	Timespan               // 五年来
	Title                  // inside 《》
	Unlikely               // a unit or measure word that is mostly something else
)

// outcomes are the names of the outcomes, as rules write them and as people read them.
var outcomes = [...]string{
	Undecided: "undecided", Measured: "measured", Address: "address", Article: "article", BareScale: "a scale, not a figure",
	BracketedUnit: "unit in brackets", Clock: "clock", Code: "part of a code", Date: "date", DocumentNumber: "document number",
	FixedWord: "fixed word", ListHead: "list head", ModelName: "model name", Name: "name", NamedParties: "named parties",
	NoUnit: "no unit", Ordinal: "ordinal", PageNumber: "page number", PartOfWord: "part of a word", PerPart: "per part",
	PhoneNumber: "phone number", Rank: "rank", Reference: "reference", RowLabel: "label in a table", RowNumber: "number of a row or column", RowUnit: "unit of a table's row", Slogan: "slogan",
	Timespan: "time frame", Title: "title", Unlikely: "unit that is mostly no unit",
}

// String returns the name of the outcome.
func (o Outcome) String() string {
	if int(o) >= len(outcomes) {
		return fmt.Sprintf("outcome %d", uint8(o))
	}
	return outcomes[o]
}

// UnmarshalYAML reads the name of an outcome.
func (o *Outcome) UnmarshalYAML(read func(any) error) error {
	var name string
	if err := read(&name); err != nil {
		return err
	}
	for i, n := range outcomes {
		if n == name && Outcome(i) != Undecided {
			*o = Outcome(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no outcome", name)
}
