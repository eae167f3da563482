package extractors

// candidate is a numeral with what stands around it.
type candidate struct{}
