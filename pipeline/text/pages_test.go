package text

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/pipeline/text/internal/layout"
)

func TestPaged(t *testing.T) {
	written := func(text string) *layout.Page {
		p := &layout.Page{}
		for i, r := range []rune(text) {
			p.Glyphs = append(p.Glyphs, layout.Glyph{Rune: r, X: float64(10 * i), Advance: 10, Em: 10, Size: 10})
		}
		return p
	}
	scan := func() *layout.Page { return &layout.Page{Pictured: 1} }
	for _, c := range []struct {
		name  string
		pages []*layout.Page
		text  string
		fault string
		fails bool
	}{
		{"all_read", []*layout.Page{written("投资"), written("消费")}, "投资\n消费\n", "", false},
		{"blank_page", []*layout.Page{{}, written("消费")}, "消费\n", "", false},
		{"some_scans", []*layout.Page{scan(), written("投资"), scan(), scan(), {Broken: true}}, "投资\n",
			"pages 1, 3-4: " + layout.ErrNoText.Error() + "; page 5: " + layout.ErrBroken.Error(), false},
		{"all_scans", []*layout.Page{scan(), scan()}, "", "pages 1-2: " + layout.ErrNoText.Error(), true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f, fault, err := paged(func(each func(p *layout.Page) error) error {
				for _, p := range c.pages {
					if err := each(p); err != nil {
						return err
					}
				}
				return nil
			})
			switch {
			case c.fails:
				require.EqualError(t, err, c.fault)
				return
			case c.fault != "":
				require.EqualError(t, fault, c.fault)
			default:
				require.NoError(t, fault)
			}
			require.NoError(t, err)
			assert.Equal(t, c.text, f.text)
		})
	}
	_, _, err := paged(func(func(p *layout.Page) error) error { return errors.New("damaged") })
	assert.EqualError(t, err, "damaged")
}
