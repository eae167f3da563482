package review

import (
	"fmt"
	"io"
)

// Input is what a user has put into the form of the server.
type Input struct {
	Text  string
	Date  string
	Error string // why it could not be read, "" for a form that is new
}

// formPage is what the template of the form sees.
type formPage struct {
	frame
	Input
	Data struct {
		Page  string            `json:"page"`
		Words map[string]string `json:"words"`
	}
}

// Form writes the page to w on which a report is pasted or dropped. It sends it to
// /review as multipart form data with the fields text, file, date and lang. The errors
// are those of w.
func Form(w io.Writer, in Input, o Options) error {
	o.Serve = true
	p := formPage{frame: newFrame(o, plain(), words(o.Lang)["serve.title"]), Input: in}
	p.Data.Page, p.Data.Words = "form", interfaceWords(p.W)
	if err := templates().ExecuteTemplate(w, "form", p); err != nil {
		return fmt.Errorf("review: form: %w", err)
	}
	return nil
}
