"""Themes (领域): what a piece is about, by words that stand for a field of government work."""

import re
from collections import Counter
from functools import cache

from mofan.text.wordlists import WordFinder, words

THEMES: dict[str, str] = {
    "机关党建": "模范机关 机关党建 党支部 三会一课 主题党日 组织生活会 第一议题 党员教育 党建引领 支部建设 "
    "党建品牌 四强党支部 党建工作 党员先锋岗 民主评议党员 党组织",
    "党风廉政": "党风廉政 廉政 纪委监委 审查调查 涉案 警示教育 纪检监察 违纪违法 一岗双责 反腐败 四风 "
    "中央八项规定 巡视 巡察 监督执纪 "
    "以案促改 正风肃纪 廉洁",
    "理论学习": "理论学习 中心组 主题教育 党史学习教育 学习型 宣讲 研讨 学习强国 重要讲话精神 学习贯彻",
    "作风建设": "作风建设 形式主义 官僚主义 作风整顿 转作风 工作作风 基层减负 督查督办",
    "干部人事": "党校 主体班 干部培训 进修班 中青年干部 组织工作 组织部 选调生 年轻干部 换届 干部监督 领导班子 "
    "干部队伍 选人用人 干部教育培训 公务员 人才工作 干部选拔 考核评价 编制 职级",
    "社会治理": "社区党委 党群服务 居民议事 老旧小区 社会治理 基层治理 网格化 网格员 矛盾纠纷 多元解纷 信访 综治 "
    "平安建设 扫黑除恶 枫桥经验 市域治理 "
    "社区治理 调解",
    "乡村振兴": "集体经济 产业兴旺 生态宜居 乡风文明 治理有效 村集体 村民 驻村工作队 乡村振兴 脱贫攻坚 美丽乡村 "
    "人居环境 农村改革 驻村 帮扶 和美乡村 千万工程 宅基地 扶贫",
    "农业农村": "农业 农村 农民 粮食 耕地 种植 养殖 高标准农田 春耕 秋粮 农机 畜牧 农产品 化肥 种子 小麦",
    "营商环境": "营商环境 放管服 市场主体 惠企 减税降费 招商引资 民营企业 招商 中小企业 个体工商户 企业开办",
    "政务服务": "政务服务 一网通办 行政审批 最多跑一次 告知承诺 容缺受理 办事大厅 政务公开 数字政府 一件事 行政许可",
    "税务": "税务 纳税 税收 税费 纳税人 退税 征管 增值税 个人所得税",
    "司法": "人民法院 审判 检察 司法 执行工作 诉讼 法官 干警 公益诉讼 刑事案件 民事案件 律师 仲裁 公诉 当事人",
    "法治建设": "依法行政 法治政府 普法 行政执法 法治宣传 执法监督 行政复议 立法 法治",
    "公安": "公安 民警 派出所 治安 刑侦 交警 禁毒 反诈 犯罪嫌疑人 警务 电诈",
    "市场监管": "市场监管 市场监督管理 消费维权 食品安全 药品 特种设备 知识产权 质量监管 计量 反垄断 消费者权益",
    "民政": "民政 养老 低保 社会救助 殡葬 残疾人 儿童福利 社会组织 慈善 老年人 特困",
    "社会保障": "社会保险 医疗保障 医保 养老保险 失业保险 工伤 社保 住房公积金",
    "就业": "就业 创业 高校毕业生 农民工 劳动者 职业技能培训 劳动合同 稳岗 招聘 失业",
    "教育": "中学 小学 开学 校车 教研 班主任 学校德育 教育 学校 教师 学生 师德 义务教育 职业教育 高校 课程 双减 "
    "幼儿园 校园",
    "医疗卫生": "卫生健康 医院 医疗 疫情防控 疾控 公共卫生 医疗机构 患者 疫苗 卫生院 中医药 病例 医务人员 传染病",
    "生态环境": "生态环境 环境保护 污染防治 大气污染 水污染 碳达峰 河长制 林长制 生态保护 排污 减排 湿地 垃圾分类 "
    "绿色低碳 自然保护区",
    "自然资源": "土地管理 国土空间 矿产资源 测绘 不动产 林业 森林 草原 海域 自然资源 野生动物",
    "安全生产": "安全生产 事故 隐患 安全监管 消防 危险化学品 矿山 安全责任 生产经营单位 煤矿",
    "应急管理": "应急 防灾减灾 地震 防汛 抢险 救援 预警 自然灾害 灾区 救灾 洪涝 台风 暴雨 森林火灾 "
    "防火 火险 防灭火 戒严期",
    "水利": "水利 水库 河道 灌区 水资源 供水 防洪 水土保持 节水 堤防",
    "城乡建设": "住房 城市更新 城乡规划 物业 棚户区 建筑 城市管理 市容 老旧小区 房地产 城镇化 建设工程 物业服务",
    "交通运输": "交通运输 公路 铁路 道路 机动车 客运 港口 航道 民航 养护 轨道交通 高铁 春运 道路运输",
    "文化旅游": "文化 旅游 非物质文化遗产 文物 景区 公共文化 全民阅读 博物馆 文旅 图书馆 演出 历史文化名城 游客",
    "体育": "体育 健身 赛事 运动员 奥运 比赛 全运会 冠军 运动会",
    "科技": "科技 科学技术 创新 研发 专利 实验室 成果转化 高新技术 人工智能 航天 卫星 火箭 科研 芯片",
    "工业经济": "工业 制造业 产业链 数字经济 企业技术改造 产业集群 园区 新能源 电力 能源 装备制造 项目建设",
    "商贸流通": "消费 外贸 进出口 商务 物流 供销 电子商务 商品 自贸试验区 博览会 出口 关税",
    "财政金融": "财政 预算 金融 银行 国债 资金管理 保险 贷款 资本市场 专项资金 证券 货币政策 人民币",
    "审计统计": "审计 统计 普查 内部审计 统计数据",
    "人大": "人民代表大会 人大常委会 人大代表 选举 代表建议 全国人大",
    "政协统战": "政协 统一战线 统战 民族团结 宗教 民主党派 侨务 少数民族 政协委员 提案 台胞",
    "群团工作": "工会 共青团 妇联 职工 妇女 青年 未成年人 志愿服务 残联 红十字",
    "退役军人": "退役军人 双拥 优抚 烈士 军人抚恤 军属",
    "国防军事": "国防 军队 解放军 国防动员 兵役 武警 演训 官兵 军事 空袭 导弹 停火 军方 袭击 武装",
    "外交": "外交 会见 双边 访问 总统 联合国 大使 首脑 外长 中方 会谈 峰会 外交部 两国关系 命运共同体",
    "国企": "国有企业 公司治理 集团公司 国资 国企改革 国有资产",
    "意识形态": "意识形态 精神文明 文明城市 舆论引导 网络安全 思想政治 新闻宣传 核心价值观 文明实践",
    "保密档案": "保密 档案 机要 国家秘密 涉密",
}
"""Theme → the words that stand for it."""

MOST = 5
"""Themes that a piece is given at most."""
READ = 6_000
"""Characters of the body that are counted: what a piece is about shows by then."""
REPEATED = 12
"""Times that one word counts at most."""
HEADING_WEIGHT = 8
"""A word in the title or subtitle weighs as many in the body; one in a heading of the body weighs half of that."""


@cache
def _themes_by_word() -> dict[str, tuple[str, ...]]:
    themes: dict[str, tuple[str, ...]] = {}
    for theme, line in THEMES.items():
        for word in words(line):
            themes[word] = (*themes.get(word, ()), theme)
    return themes


@cache
def _finder() -> WordFinder:
    return WordFinder(_themes_by_word())


_HEADING_LINE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|"
    r"第[一二三四五六七八九十]{1,3}章).{2,40}",
    re.M,
)


def themes_of(title: str, subtitle: str | None, body: str) -> tuple[str, ...]:
    """The themes of a piece, the strongest first, none without evidence in its words, `MOST` at most."""
    scores: Counter[str] = Counter()
    read = body[:READ]
    _count(f"{title} {subtitle or ''}", HEADING_WEIGHT, scores)
    _count(read, 1, scores)
    headings = "\n".join(heading[0] for heading in _HEADING_LINE.finditer(read))
    _count(headings, HEADING_WEIGHT // 2 - 1, scores, most=len(headings))
    if not scores:
        return ()
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    floor = max(3.0, ranked[0][1] / 4, len(read) / 1_000)
    return tuple(theme for theme, score in ranked[:MOST] if score >= floor)


def _count(text: str, weight: int, scores: Counter[str], *, most: int = REPEATED) -> None:
    themes = _themes_by_word()
    for word, times in Counter(_finder().find_all(text)).items():
        for theme in themes[word]:
            scores[theme] += weight * min(times, most)
