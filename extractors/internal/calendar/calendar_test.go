package calendar_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors/internal/calendar"
	"github.com/huiyao/huiyao/extractors/internal/lexis"
)

func load(t testing.TB) (*dict.Dict, *calendar.Reader) {
	d, err := dict.Load(nil)
	require.NoError(t, err)
	return d, calendar.New(d)
}

// read writes the expressions in text as "WORDS = VALUE MOD FROM..TO".
func read(d *dict.Dict, r *calendar.Reader, text string, ref calendar.Reference) []string {
	found, _ := r.Read(lexis.Read(d, text), ref)
	var out []string
	for _, e := range found {
		if e.Kind == "idle" {
			continue
		}
		line := e.Core.Of(text) + " = " + e.Value
		if e.Mod != "" {
			line += " " + e.Mod
		}
		if e.From+e.To != "" {
			line += " " + e.From + ".." + e.To
		}
		out = append(out, line)
	}
	return out
}

func TestRead(t *testing.T) {
	d, r := load(t)
	dated := calendar.Reference{Date: "2024-05-13"} // a Monday
	taiwan := calendar.Reference{Region: "TW"}
	for _, c := range []struct {
		name, text string
		ref        calendar.Reference
		want       []string
	}{
		{name: "empty"},
		{name: "none", text: "会议强调了三项任务。"},
		{name: "day", text: "2023年8月11日开幕", want: []string{"2023年8月11日 = 2023-08-11 2023-08-11..2023-08-11"}},
		{name: "day_chinese", text: "二〇二三年八月十一日开幕", want: []string{"二〇二三年八月十一日 = 2023-08-11 2023-08-11..2023-08-11"}},
		{name: "day_full_width", text: "２０２３年８月１１日开幕", want: []string{"２０２３年８月１１日 = 2023-08-11 2023-08-11..2023-08-11"}},
		{name: "day_in_figures", text: "2023-08-11开幕", want: []string{"2023-08-11 = 2023-08-11 2023-08-11..2023-08-11"}},
		{name: "no_such_day", text: "2月30日", want: []string{"2月30日 = "}},
		{name: "month", text: "2023年5月", want: []string{"2023年5月 = 2023-05 2023-05-01..2023-05-31"}},
		{name: "year_unknown", text: "5月11日—12日", want: []string{"5月11日—12日 = XXXX-05-11/XXXX-05-12"}},
		{name: "year_of_document", text: "5月11日—12日", ref: dated, want: []string{"5月11日—12日 = 2024-05-11/2024-05-12 2024-05-11..2024-05-12"}},
		{name: "year_stated_before", text: "2021年启动，7月20日完成", ref: dated, want: []string{"2021年 = 2021 2021-01-01..2021-12-31", "7月20日 = 2021-07-20 2021-07-20..2021-07-20"}},
		{name: "years", text: "2020—2023年", want: []string{"2020—2023年 = 2020/2023 2020-01-01..2023-12-31"}},
		{name: "two_alike", text: "2021年、2022年", want: []string{"2021年 = 2021 2021-01-01..2021-12-31", "2022年 = 2022 2022-01-01..2022-12-31"}},
		{name: "winter", text: "2023年11月至次年2月", want: []string{"2023年11月至次年2月 = 2023-11/2024-02 2023-11-01..2024-02-29"}},
		{name: "quarters", text: "2023年前三季度", want: []string{"2023年前三季度 = 2023-Q1/2023-Q3 2023-01-01..2023-09-30"}},
		{name: "half", text: "去年下半年", ref: dated, want: []string{"去年下半年 = 2023-H2 2023-07-01..2023-12-31"}},
		{name: "first_months", text: "今年前4个月", ref: dated, want: []string{"今年前4个月 = 2024-01/2024-04 2024-01-01..2024-04-30"}},
		{name: "week_day", text: "上周五、本周三", ref: dated, want: []string{"上周五 = 2024-05-10 2024-05-10..2024-05-10", "本周三 = 2024-05-15 2024-05-15..2024-05-15"}},
		{name: "month_relative", text: "上月20日", ref: dated, want: []string{"上月20日 = 2024-04-20 2024-04-20..2024-04-20"}},
		{name: "relative_unknown", text: "今年，昨天", want: []string{"今年 = ", "昨天 = "}},
		{name: "last_years", text: "近三年", ref: dated, want: []string{"近三年 = 2021-05-13/2024-05-13 2021-05-13..2024-05-13"}},
		{name: "vague", text: "近年来", ref: dated, want: []string{"近年来 = "}},
		{name: "end_of_month_before", text: "6月底前", ref: dated, want: []string{"6月底前 = 2024-06 before 2024-05-13..2024-06-30"}},
		{name: "since", text: "2023年以来", ref: dated, want: []string{"2023年以来 = 2023 since 2023-01-01..2024-05-13"}},
		{name: "end_of_year", text: "2020年底", want: []string{"2020年底 = 2020 end 2020-11-01..2020-12-31"}},
		{name: "third_of_month", text: "2003年12月下旬", want: []string{"2003年12月下旬 = 2003-12 end 2003-12-21..2003-12-31"}},
		{name: "plan", text: "“十四五”时期", want: []string{"“十四五”时期 = 2021/2025 2021-01-01..2025-12-31"}},
		{name: "plan_as_name", text: "“十四五”规划"},
		{name: "decade", text: "20世纪80年代", want: []string{"20世纪80年代 = 198X 1980-01-01..1989-12-31"}},
		{name: "clock", text: "5月11日下午3点半", ref: dated, want: []string{"5月11日下午3点半 = 2024-05-11T15:30 2024-05-11..2024-05-11"}},
		{name: "clock_alone", text: "上午9时", want: []string{"上午9时 = XXXX-XX-XXT09:00"}},
		{name: "clock_range", text: "16时至19时", want: []string{"16时至19时 = XXXX-XX-XXT16:00/XXXX-XX-XXT19:00"}},
		{name: "minguo", text: "民国113年3月", want: []string{"民国113年3月 = 2024-03 2024-03-01..2024-03-31"}},
		{name: "minguo_taiwan", text: "113年度", ref: taiwan, want: []string{"113年度 = 2024 2024-01-01..2024-12-31"}},
		{name: "duration_mainland", text: "历时108年"},
		{name: "era", text: "康熙三年", want: []string{"康熙三年 = 1664 1664-01-01..1664-12-31"}},
		{name: "lunar_holiday", text: "2025年中秋", want: []string{"2025年中秋 = 2025-10-06 2025-10-06..2025-10-06"}},
		{name: "spring_festival", text: "2024年春节", want: []string{"2024年春节 = 2024-02-10 2024-02-10..2024-02-10"}},
		{name: "qingming", text: "2023年清明节", want: []string{"2023年清明节 = 2023-04-05 2023-04-05..2023-04-05"}},
		{name: "gloss", text: "今天（3月12日）", want: []string{"今天（3月12日） = XXXX-03-12"}},
		{name: "duration", text: "3个月内完成，历时五年"},
		{name: "ordinal_year", text: "第三年"},
		{name: "every_year", text: "每年3月"},
		{name: "place", text: "今年前海合作区", want: []string{"今年 = "}},
		{name: "draft", text: "2023年起草", want: []string{"2023年 = 2023 2023-01-01..2023-12-31"}},
		{name: "points", text: "提出3点意见"},
		{name: "days_of_travel", text: "推出7日游"},
		{name: "ratio", text: "比例为1:20"},
	} {
		t.Run(c.name, func(t *testing.T) { assert.Equal(t, c.want, read(d, r, c.text, c.ref), c.text) })
	}
}

var iso = regexp.MustCompile(`^([0-9X]{4}(-(0[1-9]|1[0-2]|XX)(-(0[1-9]|[12][0-9]|3[01]))?|-[QH][1-4]|-(SP|SU|AU|WI))?(T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?)?)(/[0-9X]{4}(-(0[1-9]|1[0-2]|XX)(-(0[1-9]|[12][0-9]|3[01]))?|-[QH][1-4])?(T[0-2][0-9]:[0-5][0-9](:[0-5][0-9])?)?)?$`)

// FuzzRead holds that spans lie in the text in order, on character boundaries, and that values
// and days are well formed.
func FuzzRead(f *testing.F) {
	d, r := load(f)
	for _, s := range []string{"2023年5月11日至12日上午9点半", "今年前两个月", "“十四五”期间", "近三年", "上周五（5月10日）", "二〇二三年三季度末", "民国一百一十三年", "农历八月十五", "2/30", "1—13月", "99时99分", "0年0月0日", "2020-23年底前", "半个多世纪以来", "今（103）年", "10月1日到2月"} {
		f.Add(s, "2024-01-31")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, text, date string) {
		if !utf8.ValidString(text) {
			return
		}
		found, _ := r.Read(lexis.Read(d, text), calendar.Reference{Date: date, Region: "TW"})
		end := 0
		for _, e := range found {
			require.True(t, e.Span.Start >= end && e.Span.Start <= e.Core.Start && e.Core.Start < e.Core.End && e.Core.End <= e.Span.End && e.Span.End <= len(text), "%q %+v", text, e)
			require.True(t, utf8.ValidString(e.Core.Of(text)) && utf8.ValidString(e.Span.Of(text)), "%q %+v", text, e)
			require.True(t, e.Value == "" || iso.MatchString(e.Value), "%q %+v", text, e)
			for _, day := range []string{e.From, e.To} {
				require.True(t, day == "" || len(day) == len("2006-01-02"), "%q %+v", text, e)
			}
			if e.From != "" && e.To != "" {
				require.LessOrEqual(t, e.From, e.To, "%q %+v", text, e)
			}
			end = e.Span.End
		}
	})
}

func BenchmarkRead(b *testing.B) {
	d, r := load(b)
	for _, unit := range []string{"2023年5月11日至", "（今年", "9", "前两"} {
		b.Run(unit, func(b *testing.B) {
			l := lexis.Read(d, strings.Repeat(unit, 4000))
			b.SetBytes(int64(len(l.Text())))
			for b.Loop() {
				r.Read(l, calendar.Reference{Date: "2024-05-13"})
			}
		})
	}
}
