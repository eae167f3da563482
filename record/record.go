// Package record holds the records that huiyao writes, one struct for each type, with
// their keys in the order in which they are written. The fields and their meaning are a
// contract with the users: docs/schema.md explains them, Schema publishes them.
package record

// Type names as they stand in the records' "type" key.
const (
	TypeDocument  = "document"
	TypeQuantity  = "quantity"
	TypeTaskCount = "task_count"
	TypeBody      = "body"
	TypeNumber    = "number"
	TypeError     = "error"
)

// A Record is one line of output: *Document, *Quantity, *TaskCount, *Body, *Number or *Error.
type Record interface {
	Appender
	// Kind returns the record's type name.
	Kind() string
}

// A Fact is a record that states where in the document's text it stands:
// *Quantity, *TaskCount, *Body or *Number.
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
	MediaType string  `json:"media_type"`
	Charset   string  `json:"charset"`
	Replaced  int     `json:"replaced" jsonschema:"minimum=0,description=How many U+FFFD decoding had to put in."`
	Script    string  `json:"script" jsonschema:"enum=traditional,enum=simplified,enum=mixed,enum=none"`
	Title     string  `json:"title"`
	Date      string  `json:"date" jsonschema:"description=ISO 8601 or empty."`
	Publisher string  `json:"publisher"`
	Chars     int     `json:"chars" jsonschema:"minimum=0"`
	Sentences int     `json:"sentences" jsonschema:"minimum=0"`
	Counts    Counts  `json:"counts" jsonschema:"description=How many records of each type follow."`
	Text      *string `json:"text" jsonschema:"nullable,description=The document's text\\, null unless asked for."`
}

// Counts is the number of facts of each type that follow a document record.
type Counts struct {
	Quantity  int `json:"quantity" jsonschema:"minimum=0"`
	TaskCount int `json:"task_count" jsonschema:"minimum=0"`
	Body      int `json:"body" jsonschema:"minimum=0"`
	Number    int `json:"number" jsonschema:"minimum=0"`
}

// Add counts one fact of the given type; other types are left out.
func (c *Counts) Add(kind string) {
	switch kind {
	case TypeQuantity:
		c.Quantity++
	case TypeTaskCount:
		c.TaskCount++
	case TypeBody:
		c.Body++
	case TypeNumber:
		c.Number++
	}
}

// Quantity is a number that measures or counts, with its unit.
type Quantity struct {
	Common
	Value          Decimal  `json:"value" jsonschema:"description=Exact\\, scales multiplied out; for a range the lower end."`
	ValueTo        *Decimal `json:"value_to" jsonschema:"nullable,description=The upper end of a range."`
	Unit           string   `json:"unit"`
	Dimension      string   `json:"dimension" jsonschema:"enum=currency,enum=length,enum=area,enum=volume,enum=mass,enum=time,enum=energy,enum=power,enum=temperature,enum=speed,enum=data,enum=count,enum=person,enum=ratio,enum=multiple,enum=rate,enum=other"`
	BaseValue      *Decimal `json:"base_value" jsonschema:"nullable,description=In base_unit\\, where a fixed factor exists."`
	BaseUnit       string   `json:"base_unit"`
	Modifier       string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several"`
	Change         string   `json:"change" jsonschema:"enum=,enum=increase,enum=decrease"`
	Basis          string   `json:"basis" jsonschema:"description=What a change is against: yoy\\, qoq\\, mom\\, since:PERIOD or empty."`
	Role           string   `json:"role" jsonschema:"enum=actual,enum=target,enum=limit"`
	Indicator      string   `json:"indicator" jsonschema:"description=The words that name what is measured\\, simplified."`
	IndicatorStart *int     `json:"indicator_start" jsonschema:"nullable"`
	IndicatorEnd   *int     `json:"indicator_end" jsonschema:"nullable"`
	Noun           string   `json:"noun" jsonschema:"description=For counts\\, the counted noun."`
	PeriodText     string   `json:"period_text" jsonschema:"description=The words for the time it holds for."`
	Period         string   `json:"period" jsonschema:"description=The same as ISO 8601\\, or empty."`
	Place          string   `json:"place"`
	PlaceCode      string   `json:"place_code" jsonschema:"description=GB/T 2260 code."`
}

// TaskCount is a stated number of items of work that are agreed or required.
type TaskCount struct {
	Common
	Count      int      `json:"count" jsonschema:"minimum=0"`
	Modifier   string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several"`
	Noun       string   `json:"noun"`
	Class      string   `json:"class" jsonschema:"enum=task,enum=measure,enum=document,enum=aspect,enum=project,enum=action,enum=group,enum=target,enum=agreement,enum=issue"`
	Items      []string `json:"items" jsonschema:"description=The members that the text lists\\, in the document's own script."`
	Listed     int      `json:"listed" jsonschema:"minimum=0"`
	Complete   bool     `json:"complete"`
	SetBy      string   `json:"set_by"`
	Status     string   `json:"status" jsonschema:"enum=,enum=planned,enum=done"`
	PeriodText string   `json:"period_text"`
	Period     string   `json:"period"`
}

// Body is a mention of a named body.
type Body struct {
	Common
	BodyKind  string `json:"kind" jsonschema:"enum=party,enum=government,enum=legislature,enum=judiciary,enum=military,enum=company,enum=finance,enum=education,enum=health,enum=research,enum=association,enum=alliance,enum=media,enum=international,enum=sport,enum=zone,enum=other"`
	Name      string `json:"name" jsonschema:"description=The full name where it is known\\, else the words themselves\\, simplified."`
	RefersTo  *int   `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same body."`
	PlaceCode string `json:"place_code"`
	Person    string `json:"person"`
	Position  string `json:"position"`
}

// Number is a numeral as such; written only when asked for.
type Number struct {
	Common
	Value    Decimal  `json:"value"`
	ValueTo  *Decimal `json:"value_to" jsonschema:"nullable"`
	Class    string   `json:"class" jsonschema:"enum=cardinal,enum=ordinal,enum=percent,enum=fraction"`
	Modifier string   `json:"modifier" jsonschema:"enum=,enum=about,enum=near,enum=over,enum=under,enum=at_least,enum=at_most,enum=several"`
}

// Error says that a document, or a part of one, could not be read. The run goes on.
type Error struct {
	Head
	Stage   string `json:"stage" jsonschema:"minLength=1"`
	Message string `json:"message" jsonschema:"minLength=1"`
}

// NewError returns the error record of a document that failed in a stage.
func NewError(doc, stage string, err error) *Error {
	return &Error{Head{TypeError, doc}, stage, err.Error()}
}
