package extractors_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/record"
)

// places returns the places that a text names, with their codes and level.
func places(text, region string) string {
	var got []string
	for _, f := range extract(text, from{region: region}) {
		if p, ok := f.(*record.Place); ok {
			got = append(got, fmt.Sprintf("%s/%s/%s", p.Simplified, strings.Join(p.Codes, "+"), p.Level))
		}
	}
	return strings.Join(got, " ")
}

func TestPlace(t *testing.T) {
	for _, c := range []struct{ name, region, text, want string }{
		{"empty", "CN", "", ""},
		{"none", "CN", "会议讨论了明年的工作安排。", ""},
		{"province and city", "CN", "考察组先到安徽省，再到合肥。", "安徽省/340000/province 合肥/340100/prefecture"},
		{"two alike", "CN", "苏州的企业在苏州设厂。", "苏州/320500/prefecture 苏州/320500/prefecture"},
		{"autonomous prefecture", "CN", "凉山州和红河州都在会上介绍了经验。", "凉山州/513400/prefecture 红河州/532500/prefecture"},
		{"city of the corps", "CN", "石河子市的棉田已经播种。", "石河子市/659001/county"},
		{"chain", "CN", "项目落户甘肃兰州。", "甘肃兰州/620100/prefecture"},
		{"chain to a county", "CN", "车队从浙江桐庐出发。", "浙江桐庐/330122/county"},
		{"address", "CN", "这里是河北省易县桥头镇南河村。", "河北省易县桥头镇南河村//town"},
		{"more than one place: by the parent", "CN", "南京市鼓楼区和开封市鼓楼区都参加。", "南京市鼓楼区/320106/county 开封市鼓楼区/410204/county"},
		{"more than one place: not told", "CN", "鼓楼区也参加。", "鼓楼区//county"},
		{"more than one place: by the list", "CN", "长春、吉林、四平三市的企业参展。", "长春/220100/prefecture 吉林/220200/prefecture 四平/220300/prefecture"},
		{"a province beside provinces", "CN", "辽宁、吉林、黑龙江的粮食丰收。", "辽宁/210000/province 吉林/220000/province 黑龙江/230000/province"},
		{"compressed list", "CN", "京津冀与沪苏浙皖签约。", "京津冀/110000+120000+130000/region 沪苏浙皖/310000+320000+330000+340000/region"},
		{"region without code", "CN", "长三角和粤港澳大湾区的港口。", "长三角//region 粤港澳大湾区//region"},
		{"closed by a word for regions", "CN", "东北地区有大风。", "东北地区//region"},
		{"countries", "CN", "代表团访问法国和肯尼亚。", "法国/FR/country 肯尼亚/KE/country"},
		{"full name of a country", "CN", "几内亚共和国的港口。", "几内亚共和国/GN/country"},
		{"pair", "CN", "中美两国企业对话。", "中美/CN+US/region"},
		{"pair by the countries named", "CN", "吉布提的港口很忙，中吉关系很好。", "吉布提/DJ/country 中吉/CN+DJ/region"},
		{"no pair", "CN", "其中以制造业为主，过程中以人为本，打击非法经营。", ""},
		{"nature", "CN", "松花江流域和太湖水质好转。", "松花江流域//natural 太湖//natural"},
		{"city abroad", "CN", "展览在日内瓦举行。", "日内瓦//other"},
		{"road", "CN", "南京西路和北京路的店铺停业。", ""},
		{"railway", "CN", "重庆铁路投资增加。", ""},
		{"inside a body", "CN", "天津市政府印发通知。", ""},
		{"title of a document", "CN", "《上海市公园条例》施行。", ""},
		{"quoted name", "CN", "“中国梦想之声”开播。", ""},
		{"direction inside a place", "CN", "雨带在广东西部。", "广东/440000/province"},
		{"inside another word", "CN", "他吃了三明治，穿着海南岛服。", "海南岛//natural"},
		{"cut wrong by the tokenizer", "CN", "他们在内蒙古鄂尔多斯种树。", "内蒙古鄂尔多斯/150600/prefecture"},
		{"Taiwan", "TW", "台中市和信义区的公园。", "台中市//prefecture 信义区//county"},
		{"Hong Kong", "HK", "旺角和香港岛的店铺。", "旺角//region 香港岛//region"},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, places(c.text, c.region))
		})
	}
}

// persons returns the persons that a text names, with their titles and the body of the last.
func persons(text string) string {
	var got []string
	for _, f := range extract(text, from{region: "CN"}) {
		if p, ok := f.(*record.Person); ok {
			got = append(got, fmt.Sprintf("%s/%s/%s", p.Simplified, strings.Join(p.Position, "+"), p.BodyText))
		}
	}
	return strings.Join(got, " ")
}

func TestPerson(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"none", "会议强调，要高质量发展经济，严格管理项目。", ""},
		{"title before", "市长周明远出席。", "周明远/市长/"},
		{"title and body", "福建省委书记林志诚讲话。", "林志诚/书记/福建省委"},
		{"chain of titles", "江苏省委副书记、省长何文彬主持会议。", "何文彬/副书记+省长/"},
		{"title after", "王海涛教授介绍了情况。", "王海涛/教授/"},
		{"address is no position", "李秀兰女士表示感谢。", "李秀兰//"},
		{"two titles, two names", "县长赵国梁、书记孙立平到会。", "赵国梁/县长/ 孙立平/书记/"},
		{"a list under one title", "副市长陈建国、吴晓东参加。", "陈建国/副市长/ 吴晓东/副市长/"},
		{"the place that a title is of", "肯尼亚总统鲁托访问。", "鲁托/总统/肯尼亚"},
		{"right border", "董事长刘正谱出席会议。", "刘正谱/董事长/"},
		{"compound family name", "记者欧阳修文报道。", "欧阳修文/记者/"},
		{"married name", "行政长官陈李佩珊致辞。", "陈李佩珊/行政长官/"},
		{"dots", "总统穆罕默德·阿里·哈桑说。", "穆罕默德·阿里·哈桑/总统/"},
		{"ethnic name", "村民买买提·艾力说，收成很好。", "买买提·艾力//"},
		{"known from before", "局长郑文博到任。会后，郑文博和大家座谈。", "郑文博/局长/ 郑文博//"},
		{"a part of a name known from before", "总理奥拉夫·朔尔茨抵达。朔尔茨随后离开。", "奥拉夫·朔尔茨/总理/ 朔尔茨//"},
		{"theory", "学习邓小平理论。", ""},
		{"place", "张家口和吴江的企业参加。", ""},
		{"word", "祝贺新产品问世，白玉兰盛开，瓦斯爆炸事故减少。", ""},
		{"date no dot", "“3·15”晚会和5·12纪念日。", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, persons(c.text))
		})
	}
}

// Later mentions point to the first of the same thing.
func TestNamesReferTo(t *testing.T) {
	var first *record.Place
	var again []*int
	for _, f := range extract("杭州市发布公报。杭州的人口增加。苏州也增加。", from{region: "CN"}) {
		if p, ok := f.(*record.Place); ok {
			if first == nil {
				first = p
			}
			again = append(again, p.RefersTo)
		}
	}
	assert.Len(t, again, 3)
	assert.Nil(t, again[0])
	assert.Equal(t, first.Start, *again[1])
	assert.Nil(t, again[2])
}
