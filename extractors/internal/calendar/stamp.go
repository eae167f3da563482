package calendar

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// stamp is a date as far as it is known, 0 for what is not.
type stamp struct{ year, month, day int }

// parseStamp reads an ISO date, or the beginning of one.
func parseStamp(date string) stamp {
	var s stamp
	for i, part := range strings.SplitN(date, "-", 3) {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return s
		}
		switch i {
		case 0:
			s.year = n
		case 1:
			s.month = n
		case 2:
			s.day = n
		}
	}
	return s
}

// whole reports whether the day is known.
func (s stamp) whole() bool { return s.year > 0 && s.month > 0 && s.day > 0 }

func (s stamp) time() time.Time {
	return time.Date(s.year, time.Month(s.month), s.day, 0, 0, 0, 0, time.UTC)
}

func stampOf(t time.Time) stamp { return stamp{t.Year(), int(t.Month()), t.Day()} }

// add returns the day that comes n days after.
func (s stamp) add(days int) stamp { return stampOf(s.time().AddDate(0, 0, days)) }

// weekday returns 1 for Monday to 7 for Sunday.
func (s stamp) weekday() int { return (int(s.time().Weekday())+6)%7 + 1 }

// monday returns the first day of its week.
func (s stamp) monday() stamp { return s.add(1 - s.weekday()) }

// addMonths returns the month n months later; the day is kept where the month has it.
func (s stamp) addMonths(n int) stamp {
	m := s.year*12 + s.month - 1 + n
	out := stamp{m / 12, m%12 + 1, s.day}
	out.day = min(out.day, lastDay(out.year, out.month))
	return out
}

func (s stamp) before(t stamp) bool { return s.day0() < t.day0() }

func (s stamp) day0() int { return (s.year*100+s.month)*100 + s.day }

// lastDay returns how many days a month has; of February 29 where the year is not known.
func lastDay(year, month int) int {
	if year == 0 {
		year = 2000
	}
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// iso writes the stamp down to the smallest part that is known, with X for those above it.
func (s stamp) iso() string {
	year, month := "XXXX", "XX"
	if s.year > 0 {
		year = fmt.Sprintf("%04d", s.year)
	}
	if s.month > 0 {
		month = fmt.Sprintf("%02d", s.month)
	}
	switch {
	case s.day > 0:
		return fmt.Sprintf("%s-%s-%02d", year, month, s.day)
	case s.month > 0:
		return year + "-" + month
	}
	return year
}
