"""Family names (姓): the common ones, those left out that mostly are other words at the start of one."""

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安"
    "乐于时傅皮卞齐康伍余元卜顾孟黄穆萧尹姚邵湛汪祁毛禹狄米贝明臧戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍"
    "虞万支柯管卢莫经房裘缪解应宗丁宣邓郁单杭洪包诸左石崔吉龚程嵇邢裴陆荣翁荀羊甄曲家封芮储靳汲段富巫乌焦巴牧隗谷车侯班仰秋仲伊宫宁仇栾甘厉戎祖武符刘景詹束"
    "龙叶幸司韶黎薄印宿白怀蒲鄂索咸籍赖卓蔺屠蒙池乔阴胥苍闻莘翟谭贡劳姬申冉雍郤桑桂牛边扈燕冀浦尚温庄晏柴瞿阎慕连茹习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡"
    "文寇广阙东沃利蔚越夔隆师巩聂晁勾敖融冷辛阚那简饶空曾沙丰关查后荆红游竺权盖益桓佟蹇肖岳涂覃晋冼仝代苟闫付楼但麦税鹿初佘亓逄撒"
) - frozenset("家东后空益都终居步经支管满利广代但税初向应文连单越师容解权富包印红强明元时于方和高安万都云元古易路江")
"""Family names of one character that seldom begin another word."""

DOUBTFUL = frozenset("单文明元时于方高安万云古易路江")
"""Family names that are common words too: they count only where a title stands right before or behind the name."""

COMPOUND = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "皇甫",
    "司徒",
    "尉迟",
    "公孙",
    "慕容",
    "令狐",
    "端木",
    "夏侯",
    "东方",
    "呼延",
    "完颜",
    "纳兰",
)
"""Family names of two characters."""

COMMON = frozenset(
    "张王李赵刘陈杨黄周吴徐孙胡朱林何郭罗梁宋郑谢韩唐冯董程曹袁邓许沈曾彭吕苏卢蒋"
    "蔡贾魏薛叶余潘杜戴钟汪姜姚谭廖邹熊郝崔邱秦侯邵孟"
)
"""The most common family names that hardly ever end another word (党员张××)."""
