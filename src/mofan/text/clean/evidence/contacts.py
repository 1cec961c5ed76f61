"""Where an advertisement sends the reader (联系方式): accounts, groups, numbers, addresses."""

from mofan.text.clean.evidence.pattern import evidence
from mofan.text.clean.words import ACCOUNT, DISK, DOMAIN, HAN, LATIN_ID, LINK, NICKNAME, NUMBER, NUMERAL, QQ, WECHAT

WHERE_TO_TURN = (
    evidence(
        "wechat",
        "contact",
        1.5,
        (rf"{WECHAT}(?!公|平台|支付|小程序|工作群|政务|银行|服务|朋友圈)(?:号(?!召))?",),
        "薇信号：gw88|V信联系|v❤同号",
        "用好微信公众号|树立诚信意识|权威信息",
    ),
    evidence("qq", "contact", 1.5, (rf"{QQ}[群号裙]*",), "扣扣群：1357924|Q Q 号", "组织干部开展业务比武"),
    evidence(
        "nickname",
        "contact",
        2,
        (
            rf"(?:添加|加|[+]|联系|咨询)(?!{WECHAT}|{QQ}){NICKNAME}(?=[号:信我❤]|[a-z0-9]{{4}}|[{NUMERAL}]{{6}})",
            r"(?<![a-z0-9])[+]v(?![a-z])",
        ),
        "加卫星：gw88|➕V：gw88",
        "加强卫星遥感监测|加微网格覆盖",
    ),
    evidence(
        "nickname_number",
        "contact",
        1.5,
        (rf"{NICKNAME}号?:(?={LATIN_ID}|{NUMBER})",),
        "威信：gw1357|V：gw1357",
        "树立威信：一是以身作则",
    ),
    evidence(
        "group_number",
        "contact",
        1.5,
        (rf"[群裙]号?:?(?={NUMBER})",),
        "资料群号：135792468",
        "发动群众：一是宣传",
    ),
    evidence(
        "group",
        "contact",
        1,
        (
            r"(?:素材|材料|资料|写作|交流|会员|读者|公文|粉丝|文秘)(?:[微v]信|qq)?[群裙](?!众)",
            r"[进入加][群裙](?!众)",
        ),
        "进群领资料|公文写作交流群",
        "深入群众开展调研|走进群众",
    ),
    evidence(
        "named_account",
        "account",
        1.5,
        (
            rf"{ACCOUNT}[:]?[“「《\"【][^“”「」《》\"【】]{{1,20}}[”」》\"】]",
            rf"{ACCOUNT}:[{HAN}a-z0-9]{{2,10}}(?=$|[,。;!?)】\]〗}}—])",
            rf"尽在{ACCOUNT}[{HAN}]{{2,8}}(?=$|[,。!—])",
        ),
        "关注公众号“公文小铺”|公众号：笔墨人",
        "把群众的事当自己的事",
    ),
    evidence(
        "telling_name",
        "persona",
        2,
        (
            rf"{ACCOUNT}[:“【「《]{{1,2}}[^:“”【】「」《》,。]{{0,8}}?(?:公文|材料|素材|范文|写作|笔杆|"
            rf"文秘|文稿|老秘|秘书|文库|笔头|笔记)",
        ),
        "公众号：公文小铺|公众号“老笔头”",
        "公众号：松河发布",
    ),
    evidence("account", "account", 1, (ACCOUNT,), "关注公众号|公 众 号", "把群众的事当自己的事"),
    evidence("mini_app", "account", 0.5, (r"小程序",), "小程序搜索公文写作", "规范执法程序"),
    evidence("disk", "account", 1, (DISK,), "百度网盘链接", "建设云计算中心"),
    evidence(
        "shop",
        "account",
        2.5,
        (
            r"(?:淘宝|某宝|拼多多|[闲咸]鱼)(?:店铺?|网店|小店)?(?:搜索?|链接|[:“])",
            r"(?:微店|小店|店铺)(?:搜索?|链接|名称?|:)|(?:搜索?|关注)(?:淘宝|店铺|微店)",
        ),
        "淘宝店铺：公文小铺|淘宝搜“笔杆”",
        "发展淘宝村|入驻淘宝、拼多多",
    ),
    evidence(
        "qr_code",
        "account",
        1,
        (r"二维码|扫码|扫一扫|扫描?(?:下方|上方|左侧|右侧|文末)|识别(?:下图|图中)",),
        "长按二维码入群",
        "扫黑除恶",
    ),
)

NUMBERS = (
    evidence(
        "contact_id",
        "id",
        2.5,
        (
            rf"(?:{WECHAT}|{QQ}|[群裙]){LINK}(?:{LATIN_ID}|{NUMBER})",
            rf"{NICKNAME}号?:{LINK}(?:{LATIN_ID}|{NUMBER})|(?:添加|加|[+]|联系|咨询)(?!{WECHAT}|"
            rf"{QQ}){NICKNAME}号?{LINK}(?:{LATIN_ID}|{NUMBER})",
        ),
        "微信：gongwen_88|扣扣 1 3 5 7 9 2|v信一三七九零零",
        "微信群每日推送|群众满意度|www.songhe.gov.cn",
    ),
    evidence("account_id", "id", 1.5, (rf"{ACCOUNT}{LINK}{LATIN_ID}",), "公众号：gongwen88", "公众号建设"),
    evidence(
        "id_before_contact",
        "id",
        2.5,
        (rf"(?:添加|加){LATIN_ID}(?:这个)?(?:{WECHAT}|{QQ})", rf"加[0-9]{{6,12}}(?:{WECHAT}|{QQ})"),
        "加gw8866微信",
        "加强qq群管理",
    ),
    evidence("digits_only", "id", 1.5, (r"\(纯数字\):?[0-9]{0,12}",), "微信（纯数字）：10^60", "数字化改革"),
    evidence("phone", "id", 2, (r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])",), "电话138 0000 1111", "编号2013800001111"),
    evidence("loose_number", "id", 1, (r"[,:][0-9]{7,11}(?![0-9])",), "联系，：1379649564", "投资：1200万元"),
    evidence(
        "web_address",
        "id",
        2,
        (
            rf"(?:https?:)?(?:www|http)[a-z0-9.]{{3,}}(?:(?:点|dot){DOMAIN})?",
            rf"(?<![a-z0-9@.])[a-z0-9.]{{2,24}}(?:[.点]|dot){DOMAIN}(?![a-z])",
        ),
        "gongwen点com|w w w . gw . com",
        "加快城乡一体化",
    ),
    evidence("mail", "id", 1, (rf"[a-z0-9.]{{3,20}}@[a-z0-9]{{2,10}}[.点]?{DOMAIN}",), "邮箱gw88@qq.com", "邮箱报送"),
    evidence(
        "disk_link",
        "id",
        3,
        (rf"{DISK}(?:地址|下载|链接|密码|[:为是]){{1,4}}[a-z0-9:.点]{{4,}}",),
        "提取码：ab12|网盘链接：pan.gw.com",
        "网盘备份数据",
    ),
)
