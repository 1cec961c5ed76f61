"""What speaks against an advertisement (公务用语): offices at work, warnings."""

from mofan.text.clean.evidence.pattern import evidence
from mofan.text.clean.words import words

AGAINST = (
    evidence(
        "official_use",
        "official",
        -1.5,
        (
            r"(?:建立|建设|组建|用好|利用|依托|通过|借助|运用|开通|搭建|加强|创建|开设|推广|推出|运营|"
            r"发挥|推行|公布|办好|充分|设立|采用|规范|探索|创新|深化|"
            r"提高|提升|举办|邀请|引导|推动|推进)[^,。;!?]{0,14}",
        ),
        "依托微信公众号推送",
        "关注公文铺子",
    ),
    evidence(
        "office",
        "official",
        -2,
        (
            words(
                "群众 市民 居民 村民 纳税人 党员 党支部 政务 学习强国 新华社 新华网 人民日报 人民网 "
                "央视 日报 晚报 政府网 门户网站 官方 市监 人社 税务 公安 法院 检察 融媒 "
                "社区 县委 市委 省委 教育局 卫健 医保 民政 应急 消防 气象 文旅 工会"
            ),
            r"gov|edu\.?cn|发布[”》」]|(?<![0-9])(?:12345|12315|12388|12371|12348|12333|12366)(?![0-9])",
        ),
        "群众可关注“松河发布”",
        "添加公文君",
    ),
    evidence(
        "office_context",
        "official",
        -3,
        (
            words(
                "联系人 联络员 联系方式: 传真 邮编 办公室 各单位 各地 各部门 各支部 工作群 参会 报送 "
                "报名 窗口 缴费 招聘 简历 准考证 申报 指定邮箱 预约 挂号 "
                "新闻中心 组委会 筹委会 平台账号 开通仪式"
            ),
        ),
        "联系人：办公室李某|请各单位联络员",
        "添加公文君",
    ),
    evidence(
        "office_phone",
        "official",
        -1,
        (
            words("联系电话 咨询电话 热线 服务时间 系统 客户端 app 公司"),
            r"(?<!公众)平台",
        ),
        "咨询电话：0797",
        "添加公文君",
    ),
    evidence(
        "warning",
        "official",
        -3,
        (
            words(
                "警惕 诈骗 谨防 谨慎 切勿 查处 打击 严禁 禁止 违规 违法 举报 陌生 套路 非法 不得以 "
                "不得通过 不得利用 未取得 名义 整治 清理"
            ),
        ),
        "警惕“加微信领资料”",
        "欢迎加入",
    ),
)
