package explain

import (
	"context"
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/pipeline"
	"github.com/huiyao/huiyao/record"
)

func TestRunWithoutInputs(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	assert.ErrorIs(t, New(d).Run(context.Background(), &pipeline.Doc{ID: "a"}), pipeline.ErrMissing)
}

func TestRunTellsAFailure(t *testing.T) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	doc := &pipeline.Doc{ID: "a", Failure: record.NewError("a", "decode", errors.New("byte 3 is no UTF-8"))}
	require.NoError(t, New(d).Run(context.Background(), doc))
	assert.Equal(t, "a\t-\t-\tfailed: byte 3 is no UTF-8\tdecode\n", string(doc.Output))
}
