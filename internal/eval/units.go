package eval

import "strings"

// spellings maps the words that labels may use for a unit to the unit's code.
var spellings = map[string]string{
	"人": "person", "名": "person", "位": "person", "persons": "person",
	"农民": "person", "用户": "person", "沼气用户": "person",
	"人次": "person-time", "户": "household",
	"倍": "times", "pct": "%", "percent": "%", "permille": "‰", "百分点": "pp", "个百分点": "pp",
	"元": "CNY", "人民币": "CNY", "美元": "USD", "港元": "HKD",
	"吨": "t", "tonne": "t", "标箱": "TEU",
	"公里": "km", "千米": "km", "米": "m",
	"公顷": "ha", "亩": "mu", "平方公里": "km2", "平方米": "m2", "立方米": "m3",
	"秒": "s", "分钟": "min", "小时": "h", "天": "day", "日": "day", "周": "week",
	"月": "month", "个月": "month", "年": "year",
	"千瓦": "kW", "万千瓦": "kW", "千瓦时": "kWh",
	"间": "间", "歲": "岁",
}

var signs = strings.NewReplacer("²", "2", "³", "3", "μ", "u", "µ", "u")

// unit returns the code of a unit however it is written.
func unit(u string) string {
	u = signs.Replace(strings.TrimSpace(u))
	if code, ok := spellings[u]; ok {
		return code
	}
	return u
}
