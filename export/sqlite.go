package export

import (
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	_ "modernc.org/sqlite" // the driver "sqlite", without cgo

	"github.com/huiyao/huiyao/pipeline/simplify"
	"github.com/huiyao/huiyao/record"
)

const sqliteFile = "huiyao.sqlite"

// sqliteSink writes a database with all tables and the distinct
// sentences of each document in both scripts with a full-text index.
//
// A decimal is a REAL, the nearest double, and beside it the exact digits as text: SQLite
// has no exact decimals. Null stays null, text stays text, an unknown date is null.
type sqliteSink struct {
	db       *sql.DB
	tx       *sql.Tx
	tables   []Table
	inserts  []*sql.Stmt
	sentence *sql.Stmt
	search   *sql.Stmt
	doc      string
	seen     map[string]bool // sentences of doc
	ids      int
	args     []any
	failed   bool
}

func newSQLite(out *outputs, tables []Table) (_ *sqliteSink, err error) {
	path, err := out.path(sqliteFile)
	if err != nil {
		return nil, err
	}
	s := &sqliteSink{tables: tables, seen: map[string]bool{}}
	if s.db, err = sql.Open("sqlite", path); err != nil {
		return nil, err
	}
	s.db.SetMaxOpenConns(1)
	defer func() {
		if err != nil {
			_ = s.db.Close()
		}
	}()
	// The file is thrown away if the run fails: it needs no journal. secure_delete makes
	// SQLite clear each page before use, so that no byte of memory gets into the file.
	for _, p := range []string{"page_size = 4096", "journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE", "secure_delete = ON"} {
		if _, err := s.db.Exec("PRAGMA " + p); err != nil {
			return nil, fmt.Errorf("sqlite: %s: %w", p, err)
		}
	}
	if s.tx, err = s.db.Begin(); err != nil {
		return nil, err
	}
	if err := s.create(); err != nil {
		_ = s.tx.Rollback()
		return nil, fmt.Errorf("sqlite: %w", err)
	}
	return s, nil
}

func (s *sqliteSink) create() error {
	for _, t := range s.tables {
		var columns, marks []string
		for _, c := range t.Columns {
			columns = append(columns, quoted(c.Name)+sqliteType(c))
			marks = append(marks, "?")
			if c.Kind == record.DecimalField {
				columns = append(columns, quoted(c.Name+exactText)+" TEXT"+notNull(c))
				marks = append(marks, "?")
			}
		}
		if _, err := s.tx.Exec("CREATE TABLE " + quoted(t.Name) + " (\n  " + strings.Join(columns, ",\n  ") + "\n)"); err != nil {
			return err
		}
		insert, err := s.tx.Prepare("INSERT INTO " + quoted(t.Name) + " VALUES (" + strings.Join(marks, ", ") + ")")
		if err != nil {
			return err
		}
		s.inserts = append(s.inserts, insert)
	}
	for _, statement := range []string{
		// SQLite's own tokenizers know no Chinese words: unicode61 takes a whole clause for
		// one, and trigram finds nothing shorter than three characters. So every character is
		// a word here, and a word of the language a phrase. It keeps no copy of the text.
		`CREATE TABLE sentence (id INTEGER PRIMARY KEY, doc TEXT NOT NULL, sentence TEXT NOT NULL, simplified TEXT NOT NULL)`,
		`CREATE VIRTUAL TABLE sentence_search USING fts5(sentence, simplified, content='', tokenize='unicode61')`,
	} {
		if _, err := s.tx.Exec(statement); err != nil {
			return err
		}
	}
	var err error
	if s.sentence, err = s.tx.Prepare(`INSERT INTO sentence VALUES (?, ?, ?, ?)`); err != nil {
		return err
	}
	s.search, err = s.tx.Prepare(`INSERT INTO sentence_search (rowid, sentence, simplified) VALUES (?, ?, ?)`)
	return err
}

func quoted(name string) string { return `"` + name + `"` }

func sqliteType(c record.Field) string {
	switch c.Kind {
	case record.IntegerField:
		return " INTEGER" + notNull(c)
	case record.BooleanField:
		return " BOOLEAN" + notNull(c)
	case record.DecimalField:
		return " REAL"
	case record.DateField:
		return " DATE"
	}
	return " TEXT" + notNull(c)
}

func notNull(c record.Field) string {
	if c.Nullable {
		return ""
	}
	return " NOT NULL"
}

func (s *sqliteSink) write(t int, row []any) error {
	s.args = s.args[:0]
	for i, v := range row {
		c := &s.tables[t].Columns[i]
		switch v := v.(type) {
		case record.Decimal:
			exact := v.String()
			s.args = append(s.args, double(exact), exact)
			continue
		case nil:
			if c.Kind == record.DecimalField {
				s.args = append(s.args, nil)
			}
		case []string:
			s.args = append(s.args, listJSON(v))
			continue
		case string:
			if c.Kind == record.DateField {
				_, known, err := day(v)
				if err != nil {
					return s.fail(err)
				}
				if !known {
					s.args = append(s.args, nil)
					continue
				}
			}
			if c.Name == "sentence" && s.tables[t].kind != "" {
				if err := s.addSentence(row[1].(string), v); err != nil {
					return s.fail(err)
				}
			}
		}
		s.args = append(s.args, v)
	}
	if _, err := s.inserts[t].Exec(s.args...); err != nil {
		return s.fail(err)
	}
	return nil
}

func (s *sqliteSink) fail(err error) error {
	s.failed = true
	return fmt.Errorf("sqlite: %w", err)
}

// addSentence adds a sentence of doc that is not there yet. Facts come document by
// document, so that only one document's sentences have to be remembered.
func (s *sqliteSink) addSentence(doc, sentence string) error {
	if doc != s.doc {
		s.doc = doc
		clear(s.seen)
	}
	if s.seen[sentence] {
		return nil
	}
	s.seen[sentence] = true
	s.ids++
	simple := simplify.Convert(sentence)
	if _, err := s.sentence.Exec(s.ids, doc, sentence, simple); err != nil {
		return err
	}
	_, err := s.search.Exec(s.ids, spaced(sentence), spaced(simple))
	return err
}

// border stands in the full-text index where a sentence has punctuation, so that no phrase
// reaches across: a private character, which unicode61 takes for a word.
const border = '\ue000'

// spaced puts spaces around every Chinese character, and a border for every mark that is
// not ASCII: those of 9.21 and of R&D stay inside.
func spaced(text string) string {
	var b strings.Builder
	b.Grow(2 * len(text))
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Han, r):
			b.WriteByte(' ')
			b.WriteRune(r)
			b.WriteByte(' ')
		case r >= utf8.RuneSelf && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
			b.WriteByte(' ')
			b.WriteRune(border)
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (s *sqliteSink) close() error {
	if s.failed {
		return errors.Join(s.tx.Rollback(), s.db.Close())
	}
	err := s.finish()
	if err != nil {
		_ = s.tx.Rollback() // of no use after a commit
		err = fmt.Errorf("sqlite: %w", err)
	}
	return errors.Join(err, s.db.Close())
}

func (s *sqliteSink) finish() error {
	for _, t := range s.tables {
		for _, column := range t.index {
			if _, err := s.tx.Exec("CREATE INDEX " + quoted(t.Name+"_"+column) + " ON " + quoted(t.Name) + " (" + quoted(column) + ")"); err != nil {
				return err
			}
		}
	}
	return s.tx.Commit()
}

// double returns the double nearest to an exact number, nil where none is near enough to
// be finite.
func double(exact string) any {
	f, err := strconv.ParseFloat(exact, 64)
	if err != nil {
		return nil
	}
	return f
}
