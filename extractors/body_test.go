package extractors_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huiyao/huiyao/dict"
	"github.com/huiyao/huiyao/extractors"
	"github.com/huiyao/huiyao/pipeline/segment"
	"github.com/huiyao/huiyao/record"
)

// bodies returns what the extractor finds in a text.
func bodies(text, region string) []*record.Body {
	return find[*record.Body](text, from{region: region})
}

func TestBody(t *testing.T) {
	for _, c := range []struct{ name, region, text, want string }{
		{"empty", "CN", "", ""},
		{"none", "CN", "各地有关部门要加强协作，企业和高校共同参与。", ""},
		{"list", "CN", "国务院召开会议。", "国务院/government"},
		{"list short", "CN", "央行与银保监会联合发文。", "央行/government 银保监会/government"},
		{"two alike", "CN", "财政部、财政部和财政部。", "财政部/government 财政部/government 财政部/government"},
		{"longest of the list", "CN", "中国银行业协会发布报告。", "中国银行业协会/association"},
		{"inside a longer word", "CN", "教育部署和外交部署。", ""},
		{"place and head", "CN", "浙江省宁波市中级人民法院开庭。", "浙江省宁波市中级人民法院/judiciary"},
		{"party committee", "CN", "江西省委、贵州省政府发文。", "江西省委/party 贵州省政府/government"},
		{"place standing for its government", "CN", "广东提出新目标，江苏紧随其后。", ""},
		{"place and name", "CN", "苏州地铁集团招标。", "苏州地铁集团/company"},
		{"place that no list has", "CN", "嘉禾市财政局发文。", "嘉禾市财政局/government"},
		{"organ named by its level", "CN", "市发改委、省财政厅参加。", "市发改委/government 省财政厅/government"},
		{"organs of all levels", "CN", "各市财政局、各省委要落实。", ""},
		{"title and person", "CN", "福建省委书记周祖翼讲话。", "福建省委/party"},
		{"harbour", "CN", "货轮停靠海南洋浦港卸货。", "海南洋浦港/zone"},
		{"no harbour", "HK", "港口繁忙，本港旅客增加，有人在香港设厂。", ""},
		{"title alone", "CN", "市长王清宪介绍。", ""},
		{"ministry merged with a title", "CN", "国防部长出席。", ""},
		{"brackets", "CN", "国家发展改革委（中央区域协调办）负责人到会。", "国家发展改革委/government 中央区域协调办/party"},
		{"part of a body", "CN", "中国银行浙江省分行、水利部信息中心。", "中国银行浙江省分行/finance 水利部信息中心/government"},
		{"part of a school", "CN", "四川农业大学温江校区开学。", "四川农业大学温江校区/education"},
		{"party group", "CN", "交通运输部党组书记讲话。", "交通运输部党组/party"},
		{"forces by rule", "CN", "乌军和俄军交火，以军轰炸。", "乌军/military 俄军/military 以军/military"},
		{"look-alike of forces", "CN", "以军民融合为重点，以政府为主。", ""},
		{"foreign ministry", "CN", "挪威外交部和秘鲁国会表示。", "挪威外交部/government 秘鲁国会/legislature"},
		{"mission", "CN", "中国驻智利大使馆提醒。", "中国驻智利大使馆/government"},
		{"country and common noun", "CN", "美国公司和德国银行。", ""},
		{"company with a form", "CN", "山东鲁花集团有限公司成立。", "山东鲁花集团有限公司/company"},
		{"zone", "CN", "推进武清京津产业新城建设。", "武清京津产业新城/zone"},
		{"station", "CN", "从昆明南站出发。", "昆明南站/zone"},
		{"common zone", "CN", "建设一批产业园区和示范区。", ""},
		{"many of one kind", "CN", "组建24个京津冀高校联盟。", ""},
		{"leading group with a verb", "CN", "北京市推进全国文化中心建设领导小组办公室印发。", "北京市推进全国文化中心建设领导小组办公室/government"},
		{"event with its number", "CN", "第十二届全国运动会组委会宣布。", "第十二届全国运动会组委会/sport"},
		{"incident in quotation marks", "CN", "国务院“3·21”事故调查组进驻。", "国务院“3·21”事故调查组/government"},
		{"incident and place", "CN", "国务院江西南昌金桂园烧烤店“3·5”特别重大爆炸事故调查组成立。", "国务院江西南昌金桂园烧烤店“3·5”特别重大爆炸事故调查组/government"},
		{"societies joined by 与", "CN", "国际桥梁与结构工程协会开会。", "国际桥梁与结构工程协会/association"},
		{"hyphen", "CN", "建设天津滨海-中关村科技园。", "天津滨海-中关村科技园/zone"},
		{"word with the name inside", "CN", "加强县域普通高中建设，贯彻港人治港。", ""},
		{"title of a work", "CN", "《国家统计局公报》和《人民日报》评论。", ""},
		{"meeting", "CN", "十四届全国人大常委会第三次会议闭幕，国务院常务会议召开。", ""},
		{"congress of a party", "CN", "中共二十大和中国共产党第二十次全国代表大会。", ""},
		{"department in general", "CN", "国务院环境保护主管部门和县级以上人民政府海洋主管部门。", ""},
		{"chance meeting of two words", "CN", "新建设一批道路，人行道整洁，日产100吨。", ""},
		{"measure word", "CN", "三个产业技术联盟。", ""},
		{"Hong Kong", "HK", "运输及物流局局长表示，政府会与立法会商讨。", "运输及物流局/government 政府/government 立法会/legislature"},
		{"government on the mainland", "CN", "政府支出增长，更好发挥政府作用。", ""},
		{"Taiwan", "TW", "立法院内政委员会与内政部警政署。", "立法院内政委员会/legislature 内政部警政署/government"},
		{"foundation", "TW", "财团法人海峡交流基金会成立。", "财团法人海峡交流基金会/association"},
		{"owner before the place", "TW", "国立台湾历史博物馆与台北市立联合医院合作。", "国立台湾历史博物馆/zone 台北市立联合医院/health"},
		{"character that t2s leaves", "HK", "衞生署公布。", "衞生署/government"},
		{"coordinated", "CN", "成立了生物医药产业链、信创和网络安全产业链等两个产业链联盟。", "生物医药产业链/alliance 信创和网络安全产业链/alliance"},
		{"person like a company", "CN", "董事长何小鹏表示。", ""},
		{"ministry and a part that is not known", "CN", "财政部预算司负责。", "财政部/government"},
		{"ministry and its budget", "CN", "教育部预算报告公开，部门预算和行政机关。", "教育部/government"},
		{"staff of an organ", "CN", "全国人大常委会机关学习，司法机关和国家机关。", "全国人大常委会/legislature"},
		{"headmaster", "CN", "台江民族中学校长陈立群获奖，中小学校长培训。", "台江民族中学/education"},
		{"library of a level", "CN", "自治区博物馆、省图书馆、县教体局。", "自治区博物馆/zone 省图书馆/zone 县教体局/government"},
		{"libraries of all levels", "CN", "各县图书馆，农村图书馆，全省博物馆。", ""},
		{"name of ordinary words", "CN", "浪潮集团、好未来公司。", "浪潮集团/company 好未来/company"},
		{"ordinary words", "CN", "谋划好未来，创新的浪潮，以新思维推进，大巴黎地区。", ""},
		{"only modifiers", "CN", "建设世界一流大学、国家医学中心和普通高中。", ""},
		{"port", "CN", "洋浦港开航，爱国爱港，来港人士。", "洋浦港/zone"},
		{"committee with its term", "CN", "政协第十四届全国委员会常务委员会委员。", "政协第十四届全国委员会常务委员会/other"},
		{"committee of a place", "CN", "政协北京市委员会、九三学社第十五届中央委员会。", "政协北京市委员会/other 九三学社第十五届中央委员会/party"},
		{"meeting of a committee", "CN", "政协第十四届全国委员会第二次会议。", ""},
		{"verb before a name", "CN", "设置公安派出所。", ""},
		{"college with 与", "CN", "重庆师范大学地理与旅游学院。", "重庆师范大学地理与旅游学院/education"},
		{"university and others", "CN", "清华大学和学院代表。", "清华大学/education"},
		{"bare chamber", "CN", "法案提交众议院表决。", "众议院/legislature"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got []string
			for _, b := range bodies(c.text, c.region) {
				assert.Equal(t, c.text[b.ByteStart:b.ByteEnd], b.Text)
				got = append(got, b.Text+"/"+b.BodyKind)
			}
			assert.Equal(t, c.want, strings.Join(got, " "))
		})
	}
}

func TestBodyHolder(t *testing.T) {
	for _, c := range []struct{ text, position, person string }{
		{"福建省委书记周祖翼讲话。", "书记", "周祖翼"},
		{"全国人大常委会副委员长蔡达峰出席。", "副委员长", "蔡达峰"},
		{"上海市委副书记、市长龚正介绍。", "副书记、市长", "龚正"},
		{"财政部部长刘昆受国务院委托作报告。", "部长", "刘昆"},
		{"中国科学院党组书记、院长侯建国说。", "书记、院长", "侯建国"},
		{"商务部新闻发言人表示。", "新闻发言人", ""},
		{"国务院批准。", "", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			b := bodies(c.text, "CN")
			require.NotEmpty(t, b)
			assert.Equal(t, c.position, b[0].Position)
			assert.Equal(t, c.person, b[0].Person)
		})
	}
}

// Later and shorter mentions carry the full name and point to the first one.
func TestBodyNames(t *testing.T) {
	for _, c := range []struct{ name, text, short, full string }{
		{"short form of the list", "北京绿色交易所开市。绿交所表示。", "绿交所", "北京绿色交易所"},
		{"abbreviation", "京津冀协同发展联合工作办公室成立。京津冀联合办负责。", "京津冀联合办", "京津冀协同发展联合工作办公室"},
		{"declared", "中国信息通信研究院（以下简称“信通院”）发布报告。信通院认为。", "信通院", "中国信息通信研究院"},
		{"capitals", "国家通讯传播委员会（NCC）说明。据NCC统计。", "NCC", "国家通讯传播委员会"},
		{"organ of a city", "武汉市发改委发布。市发改委表示。", "市发改委", "武汉市发展和改革委员会"},
		{"spelled out", "武汉市发改委发布。武汉市发展和改革委员会表示。", "武汉市发展和改革委员会", "武汉市发展和改革委员会"},
		{"head alone", "长三角生态绿色一体化发展示范区成立。目前，示范区已累计形成成果。", "示范区", "长三角生态绿色一体化发展示范区"},
		{"without its place", "也门胡塞武装发射导弹。胡塞武装称。", "胡塞武装", "也门胡塞武装"},
		{"company without its form", "赣江航运集团有限公司签约。赣江航运开通航线。", "赣江航运", "赣江航运集团有限公司"},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := bodies(c.text, "CN")
			require.GreaterOrEqual(t, len(b), 2)
			assert.Nil(t, b[0].RefersTo)
			last := b[len(b)-1]
			assert.Equal(t, c.short, last.Text)
			assert.Equal(t, c.full, last.Name)
			require.NotNil(t, last.RefersTo)
			assert.Equal(t, b[0].Start, *last.RefersTo)
		})
	}
}

func TestBodyPlaceCode(t *testing.T) {
	for _, c := range []struct{ text, code string }{
		{"天津市政府发文。", "120000"},
		{"浙江省宁波市中级人民法院开庭。", "330200"},
		{"天津市河西区人民法院开庭。", "120103"},
		{"国务院发文。", ""},
		{"挪威外交部表示。", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			b := bodies(c.text, "CN")
			require.Len(t, b, 1)
			assert.Equal(t, c.code, b[0].PlaceCode)
		})
	}
}

func FuzzBody(f *testing.F) {
	f.Add("北京市委书记尹力在国务院“4·18”调查组（以下简称“组”）讲话。")
	f.Add("市市市委委委员会（NCC（NCC")
	f.Add("中共云州市委员会《国务院》第三届")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "")
		last := 0
		for _, b := range bodies(text, "HK") {
			assert.Equal(t, text[b.ByteStart:b.ByteEnd], b.Text)
			assert.GreaterOrEqual(t, b.ByteStart, last)
			last = b.ByteEnd
		}
	})
}

// TestExtractTwice fails where an extractor finds more, or other things, when it reads a
// document again.
func TestExtractTwice(t *testing.T) {
	d := document("北京市发改委与北京绿色交易所签约，确定12项重点任务，投资6700多亿元。5月11日市长张建明赴天津落实。第三次京津论坛通过《京津行动方案》。", from{})
	for _, e := range standard().extractors {
		first := e.Extract(d)
		assert.NotEmpty(t, first, e.Name())
		assert.Equal(t, first, e.Extract(d), e.Name())
	}
}

func ExampleBody_Extract() {
	d, err := dict.Load(nil)
	if err != nil {
		panic(err)
	}
	body := extractors.NewBody(d)
	stage, err := segment.New(nil)
	if err != nil {
		panic(err)
	}
	text := "北京市发改委与北京绿色交易所签约，市发改委负责落实。"
	for _, f := range body.Extract(&extractors.Document{Text: text, Original: text, Sentences: segment.Sentences(text), Tokenizer: stage.Tokenizer()}) {
		b := f.(*record.Body)
		fmt.Println(b.Text, b.BodyKind, b.Name)
	}
	// Output:
	// 北京市发改委 government 北京市发展和改革委员会
	// 北京绿色交易所 finance 北京绿色交易所
	// 市发改委 government 北京市发展和改革委员会
}

// TestBodyLinearTime gives the extractor documents that many short forms, titles, lists and
// places make, and the same four times as long.
func TestBodyLinearTime(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a second")
	}
	body := extractors.NewBody(standard().words)
	for _, unit := range []string{
		"北京市委书记", "（以下简称北京", "北京上海天津", "京津冀联合办", "、甲乙等3个产业链联盟", "市市市委", "云岭市财政局",
		"中国科学院党组", "“4·18”调查组", "国际和国际与", "A公司", "书记书记主任",
		"ab#科技有限公司开会，abc参加，", // # stands for a number of its own: first words that begin alike
	} {
		t.Run(unit, func(t *testing.T) {
			took := func(bytes int) time.Duration {
				var text strings.Builder
				for i := range bytes / len(unit) {
					text.WriteString(strings.ReplaceAll(unit, "#", strconv.Itoa(i)))
				}
				d := document(text.String(), from{})
				for i := range d.Sentences {
					d.Tokens(i)
				}
				start := time.Now()
				body.Extract(d)
				return time.Since(start)
			}
			took(1000)
			short, long := took(25000), took(100000)
			require.Less(t, long, 8*short+200*time.Millisecond, "%v, then %v", short, long)
			t.Logf("%v, then %v", short, long)
		})
	}
}
