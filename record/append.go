package record

import (
	"encoding/binary"
	"strconv"
	"unicode/utf8"
)

// An Appender is a record that writes itself as JSON: every Record of this package.
type Appender interface {
	// AppendJSON appends the record to b as encoding/json writes it without the escaping
	// of HTML: the same keys in the same order, the same bytes. It ends in no newline.
	AppendJSON(b []byte) []byte
}

// AppendJSON implements Appender.
func (d *Document) AppendJSON(b []byte) []byte {
	b = d.Head.append(b)
	b = appendString(b, `,"source":`, d.Source)
	b = appendString(b, `,"sha256":`, d.SHA256)
	b = appendString(b, `,"media_type":`, d.MediaType)
	b = appendString(b, `,"charset":`, d.Charset)
	b = appendInt(b, `,"replaced":`, d.Replaced)
	b = appendString(b, `,"script":`, d.Script)
	b = appendString(b, `,"region":`, d.Region)
	b = appendString(b, `,"title":`, d.Title)
	b = appendString(b, `,"date":`, d.Date)
	b = appendString(b, `,"place":`, d.Place)
	b = appendString(b, `,"place_code":`, d.PlaceCode)
	b = appendString(b, `,"period":`, d.Period)
	b = appendString(b, `,"publisher":`, d.Publisher)
	b = appendInt(b, `,"chars":`, d.Chars)
	b = appendInt(b, `,"sentences":`, d.Sentences)
	b = appendInt(b, `,"counts":{"quantity":`, d.Counts.Quantity)
	b = appendInt(b, `,"task_count":`, d.Counts.TaskCount)
	b = appendInt(b, `,"body":`, d.Counts.Body)
	b = appendInt(b, `,"time":`, d.Counts.Time)
	b = appendInt(b, `,"person":`, d.Counts.Person)
	b = appendInt(b, `,"place":`, d.Counts.Place)
	b = appendInt(b, `,"meeting":`, d.Counts.Meeting)
	b = appendInt(b, `,"named_document":`, d.Counts.NamedDocument)
	b = appendInt(b, `,"number":`, d.Counts.Number)
	if d.Text == nil {
		return append(b, `},"text":null}`...)
	}
	return append(appendString(b, `},"text":`, *d.Text), '}')
}

// AppendJSON implements Appender.
func (q *Quantity) AppendJSON(b []byte) []byte {
	b = q.Common.append(b)
	b = appendDecimal(b, `,"value":`, &q.Value)
	b = appendDecimal(b, `,"value_to":`, q.ValueTo)
	b = appendString(b, `,"unit":`, q.Unit)
	b = appendString(b, `,"dimension":`, q.Dimension)
	b = appendDecimal(b, `,"base_value":`, q.BaseValue)
	b = appendString(b, `,"base_unit":`, q.BaseUnit)
	b = appendString(b, `,"modifier":`, q.Modifier)
	b = appendString(b, `,"change":`, q.Change)
	b = appendString(b, `,"basis":`, q.Basis)
	b = appendString(b, `,"role":`, q.Role)
	b = appendString(b, `,"indicator":`, q.Indicator)
	b = appendPlace(b, `,"indicator_start":`, q.IndicatorStart)
	b = appendPlace(b, `,"indicator_end":`, q.IndicatorEnd)
	b = appendString(b, `,"concept":`, q.Concept)
	b = appendString(b, `,"measure":`, q.Measure)
	b = appendString(b, `,"noun":`, q.Noun)
	b = appendString(b, `,"period_text":`, q.PeriodText)
	b = appendString(b, `,"period":`, q.Period)
	b = appendString(b, `,"period_from":`, q.PeriodFrom)
	b = appendString(b, `,"place_text":`, q.PlaceText)
	b = appendString(b, `,"place":`, q.Place)
	b = appendString(b, `,"place_code":`, q.PlaceCode)
	b = appendString(b, `,"place_from":`, q.PlaceFrom)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (t *TaskCount) AppendJSON(b []byte) []byte {
	b = t.Common.append(b)
	b = appendInt(b, `,"count":`, t.Count)
	b = appendString(b, `,"modifier":`, t.Modifier)
	b = appendString(b, `,"noun":`, t.Noun)
	b = appendString(b, `,"class":`, t.Class)
	b = appendList(b, `,"items":`, t.Items)
	b = appendInt(b, `,"listed":`, t.Listed)
	b = append(b, `,"complete":`...)
	b = strconv.AppendBool(b, t.Complete)
	b = appendString(b, `,"set_by":`, t.SetBy)
	b = appendString(b, `,"status":`, t.Status)
	b = appendString(b, `,"period_text":`, t.PeriodText)
	b = appendString(b, `,"period":`, t.Period)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (f *Body) AppendJSON(b []byte) []byte {
	b = f.Common.append(b)
	b = appendString(b, `,"kind":`, f.BodyKind)
	b = appendString(b, `,"name":`, f.Name)
	b = appendPlace(b, `,"refers_to":`, f.RefersTo)
	b = appendString(b, `,"place_code":`, f.PlaceCode)
	b = appendString(b, `,"person":`, f.Person)
	b = appendString(b, `,"position":`, f.Position)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (t *Time) AppendJSON(b []byte) []byte {
	b = t.Common.append(b)
	b = appendString(b, `,"value":`, t.Value)
	b = appendString(b, `,"mod":`, t.Mod)
	b = appendString(b, `,"from":`, t.From)
	b = appendString(b, `,"to":`, t.To)
	b = appendString(b, `,"resolved_by":`, t.ResolvedBy)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (p *Person) AppendJSON(b []byte) []byte {
	b = p.Common.append(b)
	b = appendString(b, `,"name":`, p.Name)
	b = appendList(b, `,"position":`, p.Position)
	b = appendString(b, `,"body_text":`, p.BodyText)
	b = appendString(b, `,"body":`, p.Body)
	b = appendPlace(b, `,"refers_to":`, p.RefersTo)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (p *Place) AppendJSON(b []byte) []byte {
	b = p.Common.append(b)
	b = appendString(b, `,"name":`, p.Name)
	b = appendList(b, `,"codes":`, p.Codes)
	b = appendString(b, `,"level":`, p.Level)
	b = appendPlace(b, `,"refers_to":`, p.RefersTo)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (m *Meeting) AppendJSON(b []byte) []byte {
	b = m.Common.append(b)
	b = appendString(b, `,"name":`, m.Name)
	b = appendString(b, `,"kind":`, m.MeetingKind)
	b = appendString(b, `,"date_text":`, m.DateText)
	b = appendString(b, `,"date":`, m.Date)
	b = appendString(b, `,"place_text":`, m.PlaceText)
	b = appendString(b, `,"place":`, m.Place)
	b = appendString(b, `,"place_code":`, m.PlaceCode)
	b = appendString(b, `,"topic":`, m.Topic)
	b = appendList(b, `,"people":`, m.People)
	b = appendPlace(b, `,"refers_to":`, m.RefersTo)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (n *NamedDocument) AppendJSON(b []byte) []byte {
	b = n.Common.append(b)
	b = appendString(b, `,"name":`, n.Name)
	b = appendString(b, `,"kind":`, n.DocumentKind)
	b = appendString(b, `,"number":`, n.Number)
	b = appendString(b, `,"status":`, n.Status)
	b = appendString(b, `,"issued_by_text":`, n.IssuedByText)
	b = appendString(b, `,"issued_by":`, n.IssuedBy)
	b = appendString(b, `,"date":`, n.Date)
	b = appendPlace(b, `,"refers_to":`, n.RefersTo)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (n *Number) AppendJSON(b []byte) []byte {
	b = n.Common.append(b)
	b = appendDecimal(b, `,"value":`, &n.Value)
	b = appendDecimal(b, `,"value_to":`, n.ValueTo)
	b = appendString(b, `,"class":`, n.Class)
	b = appendString(b, `,"modifier":`, n.Modifier)
	return append(b, '}')
}

// AppendJSON implements Appender.
func (e *Error) AppendJSON(b []byte) []byte {
	b = e.Head.append(b)
	b = appendString(b, `,"stage":`, e.Stage)
	b = appendString(b, `,"message":`, e.Message)
	return append(b, '}')
}

func (h *Head) append(b []byte) []byte {
	b = appendString(b, `{"type":`, h.Type)
	return appendString(b, `,"doc":`, h.Doc)
}

func (c *Common) append(b []byte) []byte {
	b = c.Head.append(b)
	b = appendInt(b, `,"start":`, c.Start)
	b = appendInt(b, `,"end":`, c.End)
	b = appendInt(b, `,"byte_start":`, c.ByteStart)
	b = appendInt(b, `,"byte_end":`, c.ByteEnd)
	b = appendString(b, `,"text":`, c.Text)
	b = appendString(b, `,"simplified":`, c.Simplified)
	b = appendString(b, `,"sentence":`, c.Sentence)
	b = appendString(b, `,"section":`, c.Section)
	return appendString(b, `,"rule":`, c.Rule)
}

func appendInt(b []byte, key string, n int) []byte {
	return strconv.AppendInt(append(b, key...), int64(n), 10)
}

func appendPlace(b []byte, key string, n *int) []byte {
	if n == nil {
		return append(append(b, key...), "null"...)
	}
	return appendInt(b, key, *n)
}

func appendList(b []byte, key string, list []string) []byte {
	b = append(b, key...)
	if list == nil {
		return append(b, "null"...)
	}
	b = append(b, '[')
	for i, item := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = appendString(b, "", item)
	}
	return append(b, ']')
}

func appendDecimal(b []byte, key string, d *Decimal) []byte {
	b = append(b, key...)
	if d == nil {
		return append(b, "null"...)
	}
	return d.append(b)
}

// appendString appends the key and s as a JSON string.
func appendString(b []byte, key, s string) []byte {
	const hex = "0123456789abcdef"
	if s == "" {
		return append(append(b, key...), '"', '"')
	}
	b = append(append(b, key...), '"')
	start := 0 // of what is not yet copied
	for i := 0; i < len(s); {
		// Two characters of three bytes that stay as they are, nearly all of Chinese: none
		// begins with E2, as the line ends of JavaScript do, or is only the form of one.
		for i+8 <= len(s) {
			w := binary.LittleEndian.Uint64([]byte(s[i : i+8]))
			if a, b := byte(w), byte(w>>24); w&0xC0C0F0C0C0F0 != 0x8080E08080E0 || a <= 0xE2 || a == 0xED || b <= 0xE2 || b == 0xED {
				break
			}
			i += 6
		}
		if i == len(s) {
			break
		}
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			b = append(b, s[start:i]...)
			switch c {
			case '"', '\\':
				b = append(b, '\\', c)
			case '\b':
				b = append(b, '\\', 'b')
			case '\f':
				b = append(b, '\\', 'f')
			case '\n':
				b = append(b, '\\', 'n')
			case '\r':
				b = append(b, '\\', 'r')
			case '\t':
				b = append(b, '\\', 't')
			default:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			}
			i++
			start = i
			continue
		}
		if c > 0xE2 && c < 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
			i += 3 // nearly all of Chinese
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			b = append(append(b, s[start:i]...), `\ufffd`...)
			start = i + size
		case r == '\u2028' || r == '\u2029': // line ends to JavaScript
			b = append(append(b, s[start:i]...), `\u202`...)
			b = append(b, hex[r&15])
			start = i + size
		}
		i += size
	}
	return append(append(b, s[start:]...), '"')
}
