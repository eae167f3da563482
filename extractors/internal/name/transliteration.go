package name

import "strings"

// transliteration are the characters with which foreign names are written: those of the tables
// of 《世界人名翻译大辞典》 (Xinhua), which GB/T 17693 has too, and of the names that Taiwan and
// Hong Kong write.
const transliteration = "阿埃艾爱安昂奥巴拜班邦包保鲍贝本比彼毕宾波伯博卜布查察昌达戴丹当道德登迪狄蒂丁东杜顿多恩尔法凡方菲费芬丰冯佛夫弗福甫盖甘冈高戈哥格葛根古瓜圭贵哈海汉翰豪赫黑亨侯胡华怀惠霍基吉加贾简杰金津京喀卡凯坎康考科可克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾里理利莉丽列林琳隆龙卢鲁鹿路伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密缅敏明摩莫默姆木穆纳娜奈南内尼妮年涅宁牛纽农努诺女欧帕派潘庞佩彭蓬皮匹平珀普其齐奇契恰钱乔切钦琴丘让热仁日荣茹瑞若萨塞赛桑瑟森沙莎山尚舍申什圣施史斯丝司松苏索塔泰坦汤唐陶特腾提廷通图土托瓦娃万旺威韦维魏温文翁沃乌吾武西希锡夏香肖谢辛欣休许雅亚延扬杨叶伊依因英尤于约宰赞泽扎詹珍芝治朱佐兹祖佐撒茨瓜萨缪娅珊坡绍梭崔窦厄芙迦迪菈涂腊瓒舒姬芭蓓黛蒂朵葆琼柯蔻岚媞薇裴蔓"

// transliterates reports whether a character is used for writing foreign names.
func transliterates(r rune) bool { return strings.ContainsRune(transliteration, r) }
