package dict

import (
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Levels of places, as records have them.
const (
	LevelCountry    = "country"
	LevelProvince   = "province"
	LevelPrefecture = "prefecture"
	LevelCounty     = "county"
	LevelTown       = "town"
	LevelRegion     = "region"
	LevelNatural    = "natural"
	LevelOther      = "other"
)

// Place is a place on the map: a division of China, a country, a region, a city abroad, a
// river.
type Place struct {
	Name    string   // full name
	Code    string   // GB/T 2260, "" for what is no division of China
	Level   string   // see LevelCountry and the others; "" for a city abroad
	ISO     string   // ISO 3166 alpha-2 of a country, and of the one that a city abroad is in
	Members []string // the codes of the divisions in a compressed list: 京津冀
	Foreign bool
	City    bool // a city abroad, or a part of its country
}

// PlaceName is what a word can name.
type PlaceName struct {
	Place *Place
	// Weak says that the word is what is left of the name without its last part, and that no
	// list has it: a place only where the words around it say so.
	Weak bool
}

// PlaceHead is what names of places end in.
type PlaceHead struct {
	Level string
	// Least is how many characters stand before it at least.
	Least int
	// Loose says that the word is more often something else: what stands before it has to be
	// a name.
	Loose bool
}

// Gazetteer holds the names of places and their parts.
type Gazetteer struct {
	Names *Lexicon[[]PlaceName]
	Heads *Lexicon[PlaceHead]
	// Letters are the characters that stand for a division, alone or in a list: 京, 沪.
	Letters *Lexicon[*Place]

	byCode map[string]*Place
}

// Code returns the division of China with a code of GB/T 2260, or the country with one of ISO
// 3166, nil where there is none.
func (g *Gazetteer) Code(code string) *Place { return g.byCode[code] }

// Countries returns the countries with a code of ISO 3166, in the order of their codes.
func (g *Gazetteer) Countries() []*Place {
	var all []*Place
	for _, code := range slices.Sorted(maps.Keys(g.byCode)) {
		if p := g.byCode[code]; p.Level == LevelCountry {
			all = append(all, p)
		}
	}
	return all
}

// minorities are the peoples in the names of autonomous divisions, the longest first where one
// begins with another.
var minorities = []string{
	"蒙古族", "蒙古", "回族", "藏族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族",
	"哈尼族", "哈萨克族", "哈萨克", "傣族", "黎族", "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族",
	"柯尔克孜", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯", "阿昌族", "普米族",
	"塔吉克", "怒族", "鄂温克族", "裕固族", "保安族", "独龙族", "鄂伦春", "各族",
}

// stem returns the name of a division without the words for its kind, "" where too little is
// left: 凉山 of 凉山彝族自治州, 阳新 of 阳新县.
func stem(name string) string {
	rest := name
	autonomous := false
	for _, kind := range []string{"维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "特别行政区", "自治州", "自治县", "自治旗", "地区", "林区", "特区", "省", "市", "县", "区", "旗", "盟", "乡", "镇"} {
		if cut, ok := strings.CutSuffix(name, kind); ok {
			rest, autonomous = cut, strings.HasPrefix(kind, "自治")
			break
		}
	}
	for autonomous {
		cut := rest
		for _, m := range minorities {
			if cut, _ = strings.CutSuffix(rest, m); cut != rest && cut != "" {
				break
			}
			cut = rest
		}
		if cut == rest {
			break
		}
		rest = cut
	}
	if rest == name || utf8.RuneCountInString(rest) < 2 {
		return ""
	}
	return rest
}

// shortForms returns the forms of a division's name that follow from it: the sure ones, with
// the word for its kind (凉山州, 海西州), and the weak one without any.
func shortForms(p *Place) (sure []string, weak string) {
	s := stem(p.Name)
	if s == "" {
		return nil, ""
	}
	for _, kind := range [][2]string{{"自治州", "州"}, {"自治县", "县"}, {"自治旗", "旗"}} {
		if strings.HasSuffix(p.Name, kind[0]) {
			sure = append(sure, s+kind[1])
		}
	}
	return sure, s
}

// gazetteerLoader reads the tables of places, once for the gazetteer and for the names of bodies.
type gazetteerLoader struct {
	index  map[string]int
	words  []string
	values [][]PlaceName
	byCode map[string]*Place
	// listed are the words of each place as the tables have them, in their order: what names
	// of bodies may begin with.
	listed []listedPlace
}

type listedPlace struct {
	word  string
	place *Place
}

func (g *gazetteerLoader) name(word string, p *Place, weak bool) {
	if utf8.RuneCountInString(word) < 2 {
		return
	}
	i, ok := g.index[word]
	if !ok {
		i = len(g.words)
		g.index[word] = i
		g.words, g.values = append(g.words, word), append(g.values, nil)
	}
	for _, old := range g.values[i] {
		if old.Place == p {
			return
		}
	}
	g.values[i] = append(g.values[i], PlaceName{p, weak})
}

// add adds a place with its short forms.
func (g *gazetteerLoader) add(p *Place, short []string) {
	for _, word := range append([]string{p.Name}, short...) {
		g.name(word, p, false)
		g.listed = append(g.listed, listedPlace{word, p})
	}
	if p.Code == "" {
		return
	}
	sure, weak := shortForms(p)
	for _, word := range sure {
		g.name(word, p, false)
		g.listed = append(g.listed, listedPlace{word, p})
	}
	g.name(weak, p, true)
	if _, ok := g.byCode[p.Code]; !ok && (p.Code[:2] != "71" && p.Code[:2] != "81" && p.Code[:2] != "82" || p.Level == LevelProvince) {
		g.byCode[p.Code] = p
	}
}

// loadGazetteer reads divisions.tsv, countries.tsv, regions.tsv, foreign_cities.tsv,
// natural.tsv, place_heads.tsv and place_letters.tsv.
func loadGazetteer(l *loader) (*Gazetteer, []listedPlace) {
	g := &gazetteerLoader{index: map[string]int{}, byCode: map[string]*Place{}}
	for _, r := range l.rows("divisions.tsv", []string{"name", "short", "code", "level", "source"}) {
		level, err := oneOf(r, 3, LevelProvince, LevelPrefecture, LevelCounty, LevelTown)
		if err != nil {
			l.faults = append(l.faults, err)
			continue
		}
		if len(r.cell(2)) != 6 {
			l.faults = append(l.faults, r.fault(2, "%q is no code of six digits", r.cells[2]))
			continue
		}
		g.add(&Place{Name: r.cells[0], Code: r.cell(2), Level: level}, r.list(1))
	}
	for _, r := range l.rows("regions.tsv", []string{"name", "short", "codes", "source"}) {
		g.add(&Place{Name: r.cells[0], Level: LevelRegion, Members: r.list(2)}, r.list(1))
	}
	for _, r := range l.rows("countries.tsv", []string{"name", "short", "iso", "source"}) {
		p := &Place{Name: r.cells[0], ISO: r.cell(2), Level: LevelCountry, Foreign: r.cell(2) != "CN"}
		if p.ISO != "" {
			g.byCode[p.ISO] = p
		}
		g.add(p, r.list(1))
	}
	for _, r := range l.rows("foreign_cities.tsv", []string{"name", "iso", "source"}) {
		g.add(&Place{Name: r.cells[0], ISO: r.cell(1), Foreign: true, City: true}, nil)
	}
	listed := g.listed
	for _, r := range l.rows("natural.tsv", []string{"name", "short", "source"}) {
		g.add(&Place{Name: r.cells[0], Level: LevelNatural}, r.list(1))
	}
	heads := loadTable(l, "place_heads.tsv", []string{"head", "level", "least", "loose", "source"}, func(r row) (PlaceHead, error) {
		level, err := oneOf(r, 1, LevelProvince, LevelPrefecture, LevelCounty, LevelTown, LevelRegion, LevelNatural, LevelOther)
		if err != nil {
			return PlaceHead{}, err
		}
		least, err := oneOf(r, 2, "1", "2", "3")
		if err != nil {
			return PlaceHead{}, err
		}
		loose, err := oneOf(r, 3, "-", "loose")
		return PlaceHead{level, int(least[0] - '0'), loose != ""}, err
	})
	letters := loadTable(l, "place_letters.tsv", []string{"letter", "code", "source"}, func(r row) (*Place, error) {
		p := g.byCode[r.cells[1]]
		if p == nil {
			return nil, r.fault(1, "%q is the code of no division", r.cells[1])
		}
		return p, nil
	})
	return &Gazetteer{NewLexicon(g.words, g.values), heads, letters, g.byCode}, listed
}

// code codes the gazetteer. Its places are those of the table, which is coded before.
func (g *Gazetteer) code(c *codec, places *shared[Place]) {
	lexicon(c, &g.Names, func(c *codec, names *[]PlaceName) {
		list(c, names, func(c *codec, n *PlaceName) {
			places.codeOptional(c, &n.Place)
			flag(c, &n.Weak)
		})
	})
	lexicon(c, &g.Heads, func(c *codec, h *PlaceHead) {
		text(c, &h.Level)
		number(c, &h.Least)
		flag(c, &h.Loose)
	})
	lexicon(c, &g.Letters, places.codeOptional)
	if c.writing {
		return
	}
	g.byCode = map[string]*Place{}
	for i := range places.all {
		switch p := &places.all[i]; {
		case p.Level == LevelCountry && p.ISO != "":
			g.byCode[p.ISO] = p
		case p.Code == "":
		case p.Level == LevelProvince || p.Code[:2] != "71" && p.Code[:2] != "81" && p.Code[:2] != "82":
			if g.byCode[p.Code] == nil {
				g.byCode[p.Code] = p
			}
		}
	}
}

// share puts the places of the gazetteer into the table, in the order of their names.
func (g *Gazetteer) share(places *shared[Place]) {
	for _, names := range g.Names.values {
		for _, n := range names {
			places.add(n.Place)
		}
	}
}

// code codes a place.
func (p *Place) code(c *codec) {
	text(c, &p.Name)
	text(c, &p.Code)
	text(c, &p.Level)
	text(c, &p.ISO)
	list(c, &p.Members, text)
	flag(c, &p.Foreign)
	flag(c, &p.City)
}
