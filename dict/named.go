package dict

// MeetingHead is what names of meetings end in.
type MeetingHead struct {
	Kind string // as records have it, NotMeeting for what only looks like one
	// Least is how many characters that tell it from others have to stand before it where no
	// proper name, number or quotation does.
	Least int
	// Theme says that the name of a body alone makes it no named meeting: a ministry's press
	// conference.
	Theme bool
}

// NotMeeting is the kind of heads that look like those of meetings: games, bodies, rooms.
const NotMeeting = "none"

// FixedMeeting is a meeting with a name of its own.
type FixedMeeting struct {
	Full, Kind string
	Party      bool // a name only where it is said whose it is: 党的七大
}

// Meetings holds the words that names of meetings are made of.
type Meetings struct {
	Heads *Lexicon[MeetingHead]
	Fixed *Lexicon[FixedMeeting]
}

// Forms of the heads of documents.
const (
	FormOpen   = "open"   // a phrase that ends in it may be a title without marks
	FormWeak   = "weak"   // it may where there is more to show that it is one
	FormMarked = "marked" // only what stands in 《》 is one
)

// DocumentHead is what titles of documents end in.
type DocumentHead struct{ Kind, Form string }

// FixedDocument is a document that has one name everywhere.
type FixedDocument struct{ Full, Kind string }

// Documents holds the words that titles are made of and that say what is done with documents.
type Documents struct {
	Heads *Lexicon[DocumentHead]
	Fixed *Lexicon[FixedDocument]
	// Verbs give a document its status: adopted signed issued drafted in_force.
	Verbs *Lexicon[string]
}

func (l *loader) meetings() *Meetings {
	kinds := []string{"ceremony", "congress", "fair", "forum", "hearing", NotMeeting, "other", "press", "session", "symposium", "talks", "working"}
	return &Meetings{
		Heads: loadTable(l, "meeting_heads.tsv", []string{"head", "kind", "least", "theme", "source"}, func(r row) (MeetingHead, error) {
			kind, err := oneOf(r, 1, kinds...)
			if err != nil {
				return MeetingHead{}, err
			}
			least, err := oneOf(r, 2, "0", "1", "2", "3", "4", "5", "6")
			if err != nil {
				return MeetingHead{}, err
			}
			theme, err := oneOf(r, 3, "-", "theme")
			return MeetingHead{kind, int(least[0] - '0'), theme != ""}, err
		}),
		Fixed: loadTable(l, "meetings.tsv", []string{"name", "full", "kind", "needs", "source"}, func(r row) (FixedMeeting, error) {
			kind, err := oneOf(r, 2, kinds...)
			if err != nil {
				return FixedMeeting{}, err
			}
			party, err := oneOf(r, 3, "-", "party")
			return FixedMeeting{r.cells[1], kind, party != ""}, err
		}),
	}
}

func (l *loader) documents() *Documents {
	kinds := []string{"agreement", "budget", "law", "notice", "opinion", "other", "plan", "report", "standard", "work"}
	return &Documents{
		Heads: loadTable(l, "document_heads.tsv", []string{"head", "kind", "form", "source"}, func(r row) (DocumentHead, error) {
			kind, err := oneOf(r, 1, kinds...)
			if err != nil {
				return DocumentHead{}, err
			}
			form, err := oneOf(r, 2, FormMarked, FormOpen, FormWeak)
			return DocumentHead{kind, form}, err
		}),
		Fixed: loadTable(l, "documents.tsv", []string{"name", "full", "kind", "source"}, func(r row) (FixedDocument, error) {
			kind, err := oneOf(r, 2, kinds...)
			return FixedDocument{r.cells[1], kind}, err
		}),
		Verbs: loadTable(l, "document_verbs.tsv", []string{"verb", "status", "source"}, func(r row) (string, error) {
			return oneOf(r, 1, "adopted", "drafted", "in_force", "issued", "signed")
		}),
	}
}

func (m *Meetings) code(c *codec) {
	lexicon(c, &m.Heads, func(c *codec, h *MeetingHead) {
		text(c, &h.Kind)
		number(c, &h.Least)
		flag(c, &h.Theme)
	})
	lexicon(c, &m.Fixed, func(c *codec, f *FixedMeeting) {
		text(c, &f.Full)
		text(c, &f.Kind)
		flag(c, &f.Party)
	})
}

func (p *Documents) code(c *codec) {
	lexicon(c, &p.Heads, func(c *codec, h *DocumentHead) {
		text(c, &h.Kind)
		text(c, &h.Form)
	})
	lexicon(c, &p.Fixed, func(c *codec, f *FixedDocument) {
		text(c, &f.Full)
		text(c, &f.Kind)
	})
	lexicon(c, &p.Verbs, text)
}
