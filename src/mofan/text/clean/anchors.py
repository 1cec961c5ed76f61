"""Words without which a line is not looked at (线索词)."""

import re

from mofan.text.wordlists import alternation

_ANCHORS = (
    "微信 薇信 v信 溦信 嶶信 微伈 微❤ 薇❤ 威❤ 维❤ 徽❤ v❤ ❤信 v芯 v心 薇芯 vx wx vxin weixin wechat "
    "wexin qq 扣扣 扣群 抠抠 蔻蔻 q群 q号 v号 +v "
    "版权归 内容由 资料由 文章由 文秘 老秘 秘书通 秘书人 秘书材 "
    "徵信 蓝字 名片关注 关注我们 自取 徽芯 威芯 维芯 薇欣 威欣 亻言 评论区 svip 戳 咸鱼 笔者 公号 群号 号码: 待续 "
    "群: 群已 ❤ 扫扣 年卡 月卡 季卡 +v: 移步 首发 如有侵权 侵权请 仅限 转载 佳作 某鱼 某宝 "
    "微: 薇: 扣: q: w: 威: v: w❤ 维❤ 同v 同微 同q 好友 论文 微店 微博 直播 留言 本站 密码: 链接: cncom "
    "加v 加vx 加w 加q 加薇 加威 加微 加扣 加卫星 加企鹅 加球球 加徽信 加维信 企鹅号 企鹅群 企鹅: "
    "球球号 威信: 威信号 徽信 维信 微芯 卫星: v: 公众号 公众平 公众帐 公众账 公号 "
    "公重号 公中号 宫众号 工众号 gzh 小程序 抖音 快手 小红书 星球 网盘 云盘 度盘 百度云 提取码 夸克 "
    "淘宝 店铺 闲鱼 拼多多 二维码 扫码 扫描 素材 范文 公文 文稿 文库 "
    "笔杆 代写 代笔 代做 润色 写作 写材料 文秘 vip paid 付费 会员群 会员价 会员: 终身会 终身更 "
    "终身免 终身有 终身使 年费 vip会员 入会员 通会员 纯数字 全文 "
    "完整版 完整稿 完整内容 原文 电子版 电子档 "
    "word ppt www http 点com dotcom .com @ 本文由 本文来 本文系 本文档 本文转 本资料 本范文 本素材 "
    "此文 本稿 来源: 来源于公 来源于微 来源公 "
    "文章来源 资料来源 素材来源 转自 整理自 仅供 侵删 侵权删 侵权必 侵权联 一次付 每天更新 每日更新 日更 "
    "更多材 更多资 更多内容 更多精彩 更多同类 更全 资料网 材料网 下载 免费领 领全 取资料 取全文 "
    "取材料 取范 取公 取word 取完 取电 即可领 回复 群号 船长 加好友 添加好友 "
    "私信 后台回复 讲话稿 发言稿 点cn .cn 秒发 # 老秘网 秘书网 文档由 道客 豆丁 原创力 下载收 加公 加老 "
    "海量资 海量范 海量公 海量素 海量材 课件 资料群 材料群 交流群 加群 进群 入群 搜一搜 申论 公文定 材料定"
)
_BEFORE_A_NUMBER = "威信 维信 徽信 徵信 伟信 威芯 维芯"
ANCHOR = re.compile(alternation([*_ANCHORS.split(), *(f"{name}[a-z0-9]" for name in _BEFORE_A_NUMBER.split())]))
"""Words without which there is no advertisement. Plain words only: the search for them must be fast."""
