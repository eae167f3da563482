package record

// Time is a date, a span or a clock time.
type Time struct {
	Common
	Value      string `json:"value" jsonschema:"description=ISO 8601 with X for what is not known; empty for vague words."`
	Mod        string `json:"mod" jsonschema:"enum=,enum=start,enum=mid,enum=end,enum=before,enum=after,enum=since,enum=approx,description=Which part of the value is meant\\, as TIMEX3 has it."`
	From       string `json:"from" jsonschema:"description=The first day as YYYY-MM-DD\\, or empty."`
	To         string `json:"to" jsonschema:"description=The last day as YYYY-MM-DD\\, or empty."`
	ResolvedBy string `json:"resolved_by" jsonschema:"enum=,enum=text,enum=document,description=What made the value whole: the words themselves or the document's date."`
}

// Person is a mention of a named person.
type Person struct {
	Common
	Name     string   `json:"name" jsonschema:"description=The name\\, simplified."`
	Position []string `json:"position" jsonschema:"description=The titles that stand with it\\, in the document's own script."`
	BodyText string   `json:"body_text" jsonschema:"description=The words for the body or place of the last title\\, as they stand."`
	Body     string   `json:"body" jsonschema:"description=The full name of that body\\, or empty."`
	RefersTo *int     `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same person."`
}

// Place is a mention of a named place.
type Place struct {
	Common
	Name     string   `json:"name" jsonschema:"description=The name in full\\, simplified."`
	Codes    []string `json:"codes" jsonschema:"description=GB/T 2260 of a division\\, ISO 3166 of a country\\, those of the members of a compressed list."`
	Level    string   `json:"level" jsonschema:"enum=country,enum=province,enum=prefecture,enum=county,enum=town,enum=region,enum=natural,enum=other,description=What kind of place it is."`
	RefersTo *int     `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same place."`
}

// Meeting is a mention of a named meeting.
type Meeting struct {
	Common
	Name        string   `json:"name" jsonschema:"description=The name\\, simplified."`
	MeetingKind string   `json:"kind" jsonschema:"enum=congress,enum=session,enum=working,enum=symposium,enum=forum,enum=talks,enum=press,enum=fair,enum=hearing,enum=ceremony,enum=other,description=What kind of meeting it is."`
	DateText    string   `json:"date_text" jsonschema:"description=The words for when it was held."`
	Date        string   `json:"date" jsonschema:"description=The same as ISO 8601\\, or empty."`
	PlaceText   string   `json:"place_text" jsonschema:"description=The words for where it was held."`
	Place       string   `json:"place" jsonschema:"description=The place's name in full\\, simplified."`
	PlaceCode   string   `json:"place_code" jsonschema:"description=Its code by GB/T 2260 or ISO 3166\\, or empty."`
	Topic       string   `json:"topic" jsonschema:"description=What it was on\\, in the document's own script."`
	People      []string `json:"people" jsonschema:"description=Names said to chair\\, attend or speak\\, in order."`
	RefersTo    *int     `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same meeting."`
}

// NamedDocument is a mention of a plan, agreement, law, notice or report.
type NamedDocument struct {
	Common
	Name         string `json:"name" jsonschema:"description=The title without its marks\\, simplified."`
	DocumentKind string `json:"kind" jsonschema:"enum=plan,enum=agreement,enum=law,enum=notice,enum=opinion,enum=report,enum=standard,enum=budget,enum=work,enum=other,description=What kind of document it is."`
	Number       string `json:"number" jsonschema:"description=Its number as it stands\\, or empty."`
	Status       string `json:"status" jsonschema:"enum=,enum=adopted,enum=signed,enum=issued,enum=drafted,enum=in_force,description=What the clause says was done with it."`
	IssuedByText string `json:"issued_by_text" jsonschema:"description=The words for who adopted\\, signed or issued it\\, as they stand."`
	IssuedBy     string `json:"issued_by" jsonschema:"description=The full name of that body\\, or empty."`
	Date         string `json:"date" jsonschema:"description=When it was adopted\\, signed or issued\\, ISO 8601\\, or empty."`
	RefersTo     *int   `json:"refers_to" jsonschema:"nullable,description=Start of the first mention of the same document."`
}
