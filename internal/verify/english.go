package verify

import (
	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

// english prints the schema library's messages.
var english = message.NewPrinter(language.English)
