// Package record holds the records that huiyao writes, one struct for each type, with
// their keys in the order in which they are written. The fields and their meaning are a
// contract with the users: docs/schema.md explains them, Schema publishes them.
package record

// Type names as they stand in the records' "type" key.
const (
	TypeDocument      = "document"
	TypeQuantity      = "quantity"
	TypeTaskCount     = "task_count"
	TypeBody          = "body"
	TypeTime          = "time"
	TypePerson        = "person"
	TypePlace         = "place"
	TypeMeeting       = "meeting"
	TypeNamedDocument = "named_document"
	TypeNumber        = "number"
	TypeError         = "error"
)

// A Record is one line of output: a pointer to one of the structs of this package that begin
// with Head or Common.
type Record interface {
	Appender
	// Kind returns the record's type name.
	Kind() string
}

// A Fact is a record that states where in the document's text it stands: every record but
// *Document and *Error.
type Fact interface {
	Record
	// Where returns the fields that all facts share; the caller may change them.
	Where() *Common
}

// Head begins every record.
type Head struct {
	Type string `json:"type" jsonschema:"description=The record's type."`
	Doc  string `json:"doc" jsonschema:"description=The document's id: its path below the input root\\, the id of a JSONL input\\, or stdin."`
}

// Kind returns the record's type name.
func (h *Head) Kind() string { return h.Type }

// Common is what every fact states: where it stands and what found it.
type Common struct {
	Head
	Start      int    `json:"start" jsonschema:"minimum=0,description=Start in code points of the document's text."`
	End        int    `json:"end" jsonschema:"minimum=0,description=End in code points\\, exclusive."`
	ByteStart  int    `json:"byte_start" jsonschema:"minimum=0,description=Start in UTF-8 bytes."`
	ByteEnd    int    `json:"byte_end" jsonschema:"minimum=0,description=End in UTF-8 bytes\\, exclusive."`
	Text       string `json:"text" jsonschema:"minLength=1,description=The document's text between start and end."`
	Simplified string `json:"simplified" jsonschema:"description=The same words in simplified script."`
	Sentence   string `json:"sentence" jsonschema:"description=The sentence it stands in\\, line breaks removed."`
	Section    string `json:"section" jsonschema:"description=The nearest heading above it\\, or empty."`
	Rule       string `json:"rule" jsonschema:"minLength=1,description=The rule or word list entry that found it."`
}

// Where returns c itself.
func (c *Common) Where() *Common { return c }

// Document describes one input; it comes before the input's facts.
type Document struct {
	Head
	Source    string  `json:"source" jsonschema:"description=Path or URL."`
	SHA256    string  `json:"sha256" jsonschema:"pattern=^[0-9a-f]{64}$,description=Of the input's bytes."`
	MediaType string  `json:"media_type" jsonschema:"description=text/plain\\, text/html and the like: what the input was read as."`
	Charset   string  `json:"charset" jsonschema:"description=What the bytes were decoded from."`
	Replaced  int     `json:"replaced" jsonschema:"minimum=0,description=How many U+FFFD decoding had to put in."`
	Script    string  `json:"script" jsonschema:"enum=traditional,enum=simplified,enum=mixed,enum=none,description=Which script the text is in; none where no character says."`
	Region    string  `json:"region" jsonschema:"enum=CN,enum=HK,enum=MO,enum=TW,description=Whose usage it is written in\\, and so what 元 and 政府 mean."`
	Title     string  `json:"title" jsonschema:"description=The title that the document states\\, or empty."`
	Date      string  `json:"date" jsonschema:"description=The date that the document states as ISO 8601\\, or empty." jsonschema_extras:"x-column=date"`
	Place     string  `json:"place" jsonschema:"description=The place that the whole document is about\\, in full\\, or empty."`
	PlaceCode string  `json:"place_code" jsonschema:"description=Its code by GB/T 2260 or ISO 3166\\, or empty."`
	Period    string  `json:"period" jsonschema:"description=The year or span that it reports on as ISO 8601\\, or empty."`
	Publisher string  `json:"publisher" jsonschema:"description=Who published it\\, as the document states\\, or empty."`
	Chars     int     `json:"chars" jsonschema:"minimum=0,description=Code points of the text."`
	Sentences int     `json:"sentences" jsonschema:"minimum=0,description=How many sentences the text has."`
	Counts    Counts  `json:"counts" jsonschema:"description=How many records of each type follow."`
	Text      *string `json:"text" jsonschema:"nullable,description=The document's text\\, null unless asked for."`
}

// Counts is the number of facts of each type that follow a document record.
type Counts struct {
	Quantity      int `json:"quantity" jsonschema:"minimum=0,description=How many quantity records follow."`
	TaskCount     int `json:"task_count" jsonschema:"minimum=0,description=How many task_count records follow."`
	Body          int `json:"body" jsonschema:"minimum=0,description=How many body records follow."`
	Time          int `json:"time" jsonschema:"minimum=0,description=How many time records follow."`
	Person        int `json:"person" jsonschema:"minimum=0,description=How many person records follow."`
	Place         int `json:"place" jsonschema:"minimum=0,description=How many place records follow."`
	Meeting       int `json:"meeting" jsonschema:"minimum=0,description=How many meeting records follow."`
	NamedDocument int `json:"named_document" jsonschema:"minimum=0,description=How many named_document records follow."`
	Number        int `json:"number" jsonschema:"minimum=0,description=How many number records follow."`
}

// of returns where facts of the given type are counted, nil for no type of fact.
func (c *Counts) of(kind string) *int {
	switch kind {
	case TypeQuantity:
		return &c.Quantity
	case TypeTaskCount:
		return &c.TaskCount
	case TypeBody:
		return &c.Body
	case TypeTime:
		return &c.Time
	case TypePerson:
		return &c.Person
	case TypePlace:
		return &c.Place
	case TypeMeeting:
		return &c.Meeting
	case TypeNamedDocument:
		return &c.NamedDocument
	case TypeNumber:
		return &c.Number
	}
	return nil
}

// Add counts one fact of the given type; other types are left out.
func (c *Counts) Add(kind string) {
	if n := c.of(kind); n != nil {
		*n++
	}
}

// Of returns how many facts of the given type were counted, 0 for what is no type of fact.
func (c *Counts) Of(kind string) int {
	if n := c.of(kind); n != nil {
		return *n
	}
	return 0
}

// Quantity is a number that measures or counts, with its unit.
type Quantity struct {
	Common
	Value          Decimal  `json:"value" jsonschema:"description=Exact\\, scales multiplied out; for a range the lower end."`
	ValueTo        *Decimal `json:"value_to" jsonschema:"nullable,description=The upper end of a range."`
	Unit           string   `json:"unit" jsonschema:"description=The unit as a code; for counts the measure word in simplified script."`
	Dimension      string   `json:"dimension" jsonschema:"enum=currency,enum=length,enum=area,enum=volume,enum=mass,enum=time,enum=energy,enum=power,enum=temperature,enum=speed,enum=data,enum=count,enum=person,enum=ratio,enum=multiple,enum=rate,enum=other,description=What kind of thing is measured."`
	BaseValue      *Decimal `json:"base_value" jsonschema:"nullable,description=The value in base_unit\\, where a fixed factor exists."`
	BaseUnit       string   `json:"base_unit" jsonschema:"description=The SI unit\\, or the currency; empty where no fixed factor exists."`
	Modifier       string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several,description=How exact the number is; empty is exact."`
	Change         string   `json:"change" jsonschema:"enum=,enum=increase,enum=decrease,description=Whether it is the size of a change\\, and which way."`
	Basis          string   `json:"basis" jsonschema:"description=What a change is against: yoy\\, qoq\\, mom\\, since:PERIOD or empty."`
	Role           string   `json:"role" jsonschema:"enum=actual,enum=target,enum=limit,description=A figure reached\\, one aimed at\\, or a threshold."`
	Indicator      string   `json:"indicator" jsonschema:"description=The words that name what is measured\\, simplified."`
	IndicatorStart *int     `json:"indicator_start" jsonschema:"nullable,description=Where the indicator stands\\, in code points."`
	IndicatorEnd   *int     `json:"indicator_end" jsonschema:"nullable,description=End of the indicator in code points\\, exclusive."`
	Concept        string   `json:"concept" jsonschema:"description=The id of the indicator in dict/concepts.tsv that those words name\\, or empty."`
	Measure        string   `json:"measure" jsonschema:"enum=,enum=level,enum=growth,enum=rate,enum=share,enum=multiple,description=What the figure is of that indicator; empty where there is none."`
	Noun           string   `json:"noun" jsonschema:"description=For counts\\, the counted noun."`
	PeriodText     string   `json:"period_text" jsonschema:"description=The words for the time it holds for\\, where the sentence has them."`
	Period         string   `json:"period" jsonschema:"description=The time as ISO 8601\\, or empty."`
	PeriodFrom     string   `json:"period_from" jsonschema:"enum=,enum=sentence,enum=section,enum=document,description=Where the period was read."`
	PlaceText      string   `json:"place_text" jsonschema:"description=The words for the place it holds for\\, as they stand."`
	Place          string   `json:"place" jsonschema:"description=The place's name in full\\, simplified\\, or empty."`
	PlaceCode      string   `json:"place_code" jsonschema:"description=Its code by GB/T 2260 or ISO 3166\\, or empty."`
	PlaceFrom      string   `json:"place_from" jsonschema:"enum=,enum=sentence,enum=section,enum=document,description=Where the place was read."`
}

// TaskCount is a stated number of items of work that are agreed or required.
type TaskCount struct {
	Common
	Count      int      `json:"count" jsonschema:"minimum=0,description=How many pieces of work are stated."`
	Modifier   string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several,description=How exact the number is; empty is exact."`
	Noun       string   `json:"noun" jsonschema:"description=What is counted\\, simplified\\, without the measure word."`
	Class      string   `json:"class" jsonschema:"enum=task,enum=measure,enum=document,enum=aspect,enum=project,enum=action,enum=group,enum=target,enum=agreement,enum=issue,description=What kind of work is counted."`
	Items      []string `json:"items" jsonschema:"description=The members that the text lists\\, in the document's own script."`
	Listed     int      `json:"listed" jsonschema:"minimum=0,description=How many items the text lists."`
	Complete   bool     `json:"complete" jsonschema:"description=The list is stated to be whole\\, or is as long as the count."`
	SetBy      string   `json:"set_by" jsonschema:"description=The plan\\, meeting or file that sets them\\, or empty."`
	Status     string   `json:"status" jsonschema:"enum=,enum=planned,enum=done,description=Whether they are to be done or have been."`
	PeriodText string   `json:"period_text" jsonschema:"description=The words for the time set for them."`
	Period     string   `json:"period" jsonschema:"description=The same as ISO 8601\\, or empty."`
}

// Body is a mention of a named body.
type Body struct {
	Common
	BodyKind  string `json:"kind" jsonschema:"enum=party,enum=government,enum=legislature,enum=judiciary,enum=military,enum=company,enum=finance,enum=education,enum=health,enum=research,enum=association,enum=alliance,enum=media,enum=international,enum=sport,enum=zone,enum=other,description=What kind of body it is."`
	Name      string `json:"name" jsonschema:"description=The full name where it is known\\, else the words themselves\\, simplified."`
	RefersTo  *int   `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same body."`
	PlaceCode string `json:"place_code" jsonschema:"description=GB/T 2260 code of the place in its name\\, or empty."`
	Person    string `json:"person" jsonschema:"description=Who is named with it\\, or empty."`
	Position  string `json:"position" jsonschema:"description=What that person is in it\\, or empty."`
}

// Number is a numeral as such; written only when asked for.
type Number struct {
	Common
	Value    Decimal  `json:"value" jsonschema:"description=Exact; for a range the lower end."`
	ValueTo  *Decimal `json:"value_to" jsonschema:"nullable,description=The upper end of a range."`
	Class    string   `json:"class" jsonschema:"enum=cardinal,enum=ordinal,enum=percent,enum=fraction,description=What kind of numeral it is."`
	Modifier string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several,description=How exact the number is; empty is exact."`
}

// Error says that a document, or a part of one, could not be read. The run goes on.
type Error struct {
	Head
	Stage   string `json:"stage" jsonschema:"minLength=1,description=The stage that failed."`
	Message string `json:"message" jsonschema:"minLength=1,description=What was wrong."`
}

// NewError returns the error record of a document that failed in a stage.
func NewError(doc, stage string, err error) *Error {
	return &Error{Head{TypeError, doc}, stage, err.Error()}
}
