package record_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/huiyao/huiyao/record"
)

func ExampleParseDecimal() {
	d, err := record.ParseDecimal("670000000000.50")
	fmt.Println(d, err)
	_, err = record.ParseDecimal("6,700")
	fmt.Println(err != nil)
	// Output:
	// 670000000000.5 <nil>
	// true
}

func ExampleNewDecimal() {
	d := record.NewDecimal(67, 10)
	b, err := json.Marshal(d)
	fmt.Println(string(b), err)
	n, whole := d.Int()
	fmt.Println(n, whole)
	// Output:
	// 670000000000 <nil>
	// 670000000000 true
}

func ExampleNewError() {
	b, err := json.Marshal(record.NewError("a.txt", "decode", errors.New("byte 0xFF is not UTF-8")))
	fmt.Println(string(b), err)
	// Output:
	// {"type":"error","doc":"a.txt","stage":"decode","message":"byte 0xFF is not UTF-8"} <nil>
}

func ExampleCounts_Add() {
	var c record.Counts
	c.Add(record.TypeQuantity)
	c.Add(record.TypeQuantity)
	c.Add(record.TypeError) // no fact
	fmt.Printf("%+v\n", c)
	// Output:
	// {Quantity:2 TaskCount:0 Body:0 Time:0 Person:0 Place:0 Meeting:0 NamedDocument:0 Number:0}
}

func ExampleSchema() {
	b, err := record.Schema()
	fmt.Println(json.Valid(b), err)
	fmt.Println(strings.Contains(string(b), `"task_count"`))
	// Output:
	// true <nil>
	// true
}
