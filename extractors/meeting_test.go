package extractors_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huiyao/huiyao/record"
)

func TestMeeting(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // text kind
	}{
		{"empty", "", nil},
		{"no meeting", "全市经济运行平稳。", nil},
		{"term, body and ordinal", "省十三届人大常委会第九次会议在长沙举行。", []string{"省十三届人大常委会第九次会议 session"}},
		{"a congress and its session", "市十七届人民代表大会第三次会议今天开幕。", []string{"市十七届人民代表大会第三次会议 congress"}},
		{"a year in front", "2024年度长三角地区主要领导座谈会在温州召开。", []string{"2024年度长三角地区主要领导座谈会 symposium"}},
		{"a verb inside the name", "副省长主持召开加快推进黄河流域生态保护座谈会。", []string{"加快推进黄河流域生态保护座谈会 symposium"}},
		{"a theme in quotation marks", "5月8日，省政府新闻办举行“奋进新时代”系列主题新闻发布会。", []string{"“奋进新时代”系列主题新闻发布会 press"}},
		{"plenary sessions", "党的十九届五中全会和三中全会都作了部署。", []string{"党的十九届五中全会 congress", "三中全会 congress"}},
		{"a party congress by its number", "党的十九大以来，我省成绩显著。", []string{"党的十九大 congress"}},
		{"fairs", "第五届消博会和第137届广交会将举办。", []string{"第五届消博会 fair", "第137届广交会 fair"}},
		{"a 大会 of a trade", "2025世界储能大会开幕。", []string{"2025世界储能大会 fair"}},
		{"the mark of a position behind it", "他在2024年新春团拜会上致辞。", []string{"2024年新春团拜会 other"}},
		{"Hong Kong", "立法會財務委員會特別會議下星期舉行。", []string{"立法會財務委員會特別會議 session"}},
		{"Taiwan", "市府召開第12次道安會報。", []string{"第12次道安會報 working"}},
		{"short mentions", "会议指出，座谈会取得成果，此次会议意义重大，会上通报了情况。", nil},
		{"unnamed", "国务院新闻办公室举行新闻发布会，使馆举办国庆招待会。", nil},
		{"games", "第十五届全国运动会和亚运会筹备有序。", nil},
		{"bodies and rooms", "全国人民代表大会常务委员会在人民大会堂会议室办公。", nil},
		{"a number of great things", "扎实推进二十大重点工程和十大行动。", nil},
		{"a verb before a plain head", "进一步精简会议，两国外长举行会谈。", nil},
		{"the council's secretary", "俄罗斯联邦安全会议秘书到访。", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range find[*record.Meeting](tt.text, from{}) {
				got = append(got, m.Text+" "+m.MeetingKind)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestMeetingFacts(t *testing.T) {
	for _, tt := range []struct {
		name, text                    string
		date, iso, place, code, topic string
	}{
		{"date before, place behind", "2024年6月3日，全省防汛抗旱工作会议在郑州召开。", "2024年6月3日", "2024-06-03", "郑州", "410100", ""},
		{"date right behind", "全国民营企业家座谈会23日在杭州举行。", "23日", "", "杭州", "330100", ""},
		{"the document's year", "5月9日，全国民营企业家座谈会在杭州举行。", "5月9日", "2025-05-09", "杭州", "330100", ""},
		{"a topic in the next sentence", "长江经济带省际协商会议在武汉举行。会议以“共抓大保护”为主题。", "", "", "武汉", "420100", "共抓大保护"},
		{"only spoken of", "今年要深入学习中央经济工作会议精神。", "", "", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			found := find[*record.Meeting](tt.text, from{date: "2025-07-01"})
			if !assert.NotEmpty(t, found) {
				return
			}
			m := found[0]
			assert.Equal(t, []string{tt.date, tt.iso, tt.place, tt.code, tt.topic}, []string{m.DateText, m.Date, m.PlaceText, m.PlaceCode, m.Topic})
		})
	}
}

func TestMeetingRefersTo(t *testing.T) {
	found := find[*record.Meeting]("2024年服贸会闭幕。本届服贸会签约超千项。党的二十大召开，学习中国共产党第二十次全国代表大会精神。", from{})
	if assert.Len(t, found, 4) {
		assert.Nil(t, found[0].RefersTo)
		assert.Equal(t, &found[0].Start, found[1].RefersTo)
		assert.Equal(t, &found[2].Start, found[3].RefersTo)
	}
}

func TestNamedDocument(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       []string // text kind status issuer number
	}{
		{"empty", "", nil},
		{"marks", "省政府办公厅印发《江南省数字经济发展行动计划》。", []string{"江南省数字经济发展行动计划 plan issued 省政府办公厅"}},
		{"a number behind it", "依据《江南省供水条例》和《关于加强节水的通知》（江政发〔2023〕12号）执行。", []string{"江南省供水条例 law", "关于加强节水的通知 notice   江政发〔2023〕12号"}},
		{"bare heads", "《意见》提出，《实施方案》明确，该方案和《公报》都要求。", nil},
		{"books and papers", "《红楼梦》入选，《江南日报》报道。", []string{"红楼梦 work", "江南日报 work"}},
		{"without marks, behind a verb", "三地共同制定了推动跨境物流降本增效行动方案，提出9项任务。", []string{"推动跨境物流降本增效行动方案 plan drafted"}},
		{"a list without marks", "双方签署了深化海洋经济合作框架协议、江海联运合作推进备忘录。", []string{"深化海洋经济合作框架协议 agreement signed", "江海联运合作推进备忘录 agreement signed"}},
		{"adopted by a meeting", "市政府常务会议审议通过了《东湖市绿化条例（草案）》。", []string{"东湖市绿化条例（草案） law adopted"}},
		{"the last act counts", "《东湖市绿化条例》已经审议通过，现予公布，自2024年1月1日起施行。", []string{"东湖市绿化条例 law in_force"}},
		{"fixed names", "“十四五”规划和政府工作报告、施政报告都提到宪法。", []string{"“十四五”规划 plan", "政府工作报告 report", "施政报告 report", "宪法 law"}},
		{"a numbered edition", "各地落实第八版防控方案。", []string{"第八版防控方案 plan"}},
		{"an order", "国务院令第743号公布。", []string{"国务院令第743号 notice issued  第743号"}},
		{"quotation marks of Taiwan", "議會三讀通過「桃園市低碳永續自治條例」。", []string{"桃園市低碳永續自治條例 law adopted"}},
		{"generic ones", "双方签署了合作协议，会议听取了情况汇报，要制定应急预案，审议通过5个文件，出台一系列政策措施。", nil},
		{"another head", "市规划局和方案设计单位参加通知发布会。", nil},
		{"ways are no laws", "想办法、找方法、依法执法。", nil},
		{"a number of papers", "审议13件法律草案和国务院3个报告。", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range find[*record.NamedDocument](tt.text, from{}) {
				got = append(got, strings.TrimRight(strings.Join([]string{m.Text, m.DocumentKind, m.Status, m.IssuedByText, m.Number}, " "), " "))
			}
			assert.Equal(t, tt.want, got)
		})
	}
}
