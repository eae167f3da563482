package name

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/internal/span"
)

func mention(k Kind, start, end int, name string) *Mention {
	return &Mention{Kind: k, Span: span.Span{Start: start, End: end}, Name: name}
}

func TestIndexAdd(t *testing.T) {
	x := NewIndex(1)
	body := mention(Body, 6, 18, "北京市委")
	assert.True(t, x.Add(body))
	assert.False(t, x.Add(mention(Place, 6, 15, "北京市")), "inside a longer name")
	assert.False(t, x.Add(mention(Place, 6, 18, "北京市委")), "as long as one that is there")
	assert.False(t, x.Add(mention(Place, 12, 21, "across")), "partly over another")
	assert.True(t, x.Add(mention(Person, 18, 24, "next to it")))
	assert.True(t, x.Add(mention(Place, 0, 6, "before it")))
	assert.True(t, x.Add(mention(Meeting, 6, 30, "holds two")))
	assert.Len(t, x.In(0), 2)
	assert.Nil(t, x.At(0, span.Span{Start: 30, End: 33}))
	assert.Equal(t, "holds two", x.At(0, span.Span{Start: 6, End: 7}).Name)
	assert.True(t, x.Covers(0, span.Span{Start: 6, End: 18}))
	assert.False(t, x.Covers(0, span.Span{Start: 6, End: 30}), "the name itself")
	assert.False(t, x.Covers(0, span.Span{Start: 3, End: 18}), "goes out of it")
}

func TestIndexResolve(t *testing.T) {
	x := NewIndex(2)
	first := mention(Place, 0, 6, "北京市")
	again := &Mention{Kind: Place, Sentence: 1, Span: span.Span{End: 9}, Name: "北京市"}
	other := mention(Body, 9, 12, "北京市")
	for _, m := range []*Mention{again, other, first} {
		assert.True(t, x.Add(m))
	}
	x.resolve()
	assert.Nil(t, first.RefersTo)
	assert.Same(t, first, again.RefersTo)
	assert.Nil(t, other.RefersTo, "of another kind")
	assert.Same(t, first, x.First(Place, "北京市"))
	assert.Nil(t, x.First(Person, "北京市"))
}
