"""Words of advertisers (广告用语) as pieces of patterns over the skeleton, shared by the evidence."""

from collections.abc import Iterable

HAN = "\u4e00-\u9fff"
NUMERAL = "0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖两幺"


def any_of(*patterns: str) -> str:
    """One pattern that matches any of the patterns, the first that fits."""
    return f"(?:{'|'.join(patterns)})"


def words(listed: str) -> str:
    """One pattern that matches any of the listed words, the longest that fits."""
    return any_of(*_longest_first(listed.split()))


def _longest_first(listed: Iterable[str]) -> list[str]:
    return sorted(listed, key=len, reverse=True)


WECHAT = any_of(
    r"[微薇]信(?![息用任念心仰赖])",
    r"v\.?信(?!息)",
    r"v\.?芯|v心|[微薇威维徽卫v]❤|❤信|薇芯|溦信|嶶信|微伈|[微薇威维]亻言|微x(?![a-z])|薇x",
    r"[vw]❤x?|[vw]信|绿色软件",
    r"w\.?e\.?i\.?x\.?i\.?n|we\.?chat",
    r"(?<![a-z0-9])(?:v\.?x|w\.?x|vxin|vxh|wxh|wxid)(?:号|hao)?(?![a-z])|(?<![a-z0-9])[vw]x(?=[a-z][a-z0-9]{2,}[0-9]{2}|[a-z]{3,12}(?![a-z0-9]))",
    r"(?<![a-z0-9])v号",
)
QQ = any_of(
    r"(?<![a-z0-9])q\.?q(?![a-z])|(?<![a-z0-9])qq(?=[a-z0-9]{5,14}(?![a-z0-9]))",
    r"扣扣|抠抠|蔻蔻|(?<![a-z0-9])q[群号裙]|扣[群裙]|企鹅[号群裙]|球球号|秋秋号|口口号",
)
NICKNAME = words(
    "威信 徽信 维信 微芯 微心 威芯 卫星 微星 伟信 葳信 韦信 卫信 围信 唯信 为信 胃信 微欣 薇欣 企鹅 球球 "
    "秋秋 薇 威 绿泡泡 绿信 口口 扫扣 v w q 微 扣 vv vwx"
)
NICKNAME = any_of(r"[微薇威维徽徵卫围伟韦葳溦嶶][信心芯欣馨忻兴鑫]", NICKNAME)
"""Words that mean an account only in an advertisement; genuine words elsewhere."""
ACCOUNT = any_of(
    r"(?:[微薇v]信)?公[众重中][号平]台?(?:[账帐]号|号)?",
    r"(?:[微薇v]信)?公号|[宫工]众号|(?<![a-z])gzh(?![a-z])",
    words("订阅号 服务号 视频号 抖音号 抖音 快手号 快手 小红书号 小红书 头条号 百家号 知识星球"),
)
DISK = any_of(r"(?:百度|夸克|阿里|迅雷|天翼)?[网云度]盘", words("百度云 百度wp 夸克 蓝奏 蓝奏云 提取码 提取密码"))
WORKS = any_of(
    words("素材 公文 文稿 笔杆子 讲话稿 发言稿 讲稿 文库 写材料 材料写作 文秘 文案 金句 申论 遴选"),
    r"(?<!示)范文(?!本)|写作(?!者)",
)
"""What advertisers of writing sell, and official documents seldom speak of."""
PAPERS = words(
    "材料 资料 文档 文章 稿件 稿子 课件 全文 原文 完整版 完整稿 完整内容 电子版 电子档 word版 word "
    "下载版 总结 报告 方案 心得 试题 题库 干货 好文 好稿 模板 ppt 领导讲话 可编辑版 可编辑版本 资料包 "
    "礼包 论文 党课 述职 演讲稿 主持词 工作报告 申报材料 调研报告 心得体会 致辞 汇报材料 word文档 word电子版 "
    "源文件 成品 样稿 原件 底稿 成稿 定稿 例文 佳作 稿库 存稿"
)
"""What advertisers sell and official documents speak of, too."""
WANTED = words(
    "更多 更全 获取 获得 获娶 海量 全套 整套 想要 需要 如需 若需 想看 想找 想写 查看 领取 领 索取 免费 "
    "下载 找 千篇 万篇 万份"
)
"""What advertisers say that the reader wants."""
FINE = words("最新 优质 精品 高质量 同类 类似 各类 全部 一手 实用 满分 爆款 高分 成套 万能 必备")
GOOD = words("优秀 精选 精彩 完整 经典 热门 全年 一线 原创 配套")
YEAR = "(?:19|20)[0-9]{2}年"
LATIN_ID = rf"(?=[0-9]{{0,11}}[a-z])(?:(?!{YEAR})(?:[a-z0-9]|\.(?=[a-z]))){{4,25}}"
ANY_ID = rf"(?:(?!{YEAR})[a-z0-9.]){{2,24}}(?<!\.)"
"""After a colon anything short in letters and digits is a number of an account."""
NUMBER = rf"(?:(?:(?!{YEAR})[0-9]){{5,12}}|[{NUMERAL}]{{6,11}}(?!、|是))"
LINK = (
    r"(?:[:是为,、()+=“”\"'】【\[\]#]|号|群|id|吧|哦|呀|请|可|一下|名|也是|联系|找我|搜索|添加|交流|学习|客服|咨询|会员|"
    r"官方|号码|码|购买|索取|领取|获取|办理|报名|下单|同号|纯数字|数字|账号|帐号){0,7}"
)
"""What may stand between the word for an account and its number."""
DOMAIN = r"(?:com|cn|net|cc|top|vip|xyz|org|info|site|club|shop|wang)"
CALLED = (
    rf"(?:我们?的?|小编的?|作者|老师|客服|站长|本人|店主|群主|老船长|老秘书?|[{HAN}]{{0,5}}?"
    r"(?:君|哥|姐|侠|师|人|长|助手|助理|秘|客服|编|叔|妹|爷|总|客|者|书|侠客|子|小二|管家|铺|社|站|室)的?)?"
)
"""Who is to be added: a person of the advertiser's making."""
SERVES = words("代写 代笔 代做 代拟 代撰 润色 改稿 写稿 撰稿 撰写 定制 写作 起草 查重 降重")
