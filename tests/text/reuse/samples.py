"""Pieces of our own writing: fictional places, nothing from anywhere else."""

from collections.abc import Sequence
from pathlib import Path

from mofan.text.reuse import ReuseIndex

WATER = """青塘县水务局春季水毁工程修复工作总结
去年入秋以后连续三场大雨，把石坝河下游的两处护岸冲开了口子，沿线七个村的灌溉渠也有不同程度的淤塞。
县水务局从正月十六起组织技术人员徒步巡河，把每一处裂缝、每一段塌岸都画在图上、写进台账，先后登记险工险段四十三处。
资金不够，局里就把本年度办公经费压下来一成，又请镇上的砂石场按成本价供料，把省下的钱全部用在护岸的基础部分。
施工队白天打桩、夜里清淤，赶在清明前把下游两处口子合龙，比原定工期提前了十一天。
修好之后没有散场，每个村留下两名护渠员，由水务站逐月发放补贴，哪段渠归谁看管，牌子就立在哪段渠边。
群众说，往年栽秧要排队等水，今年水到了田埂上还不知道是谁放的。"""

GRAIN = """临河镇粮食收储点便民服务情况汇报
每到秋收，临河镇的收粮车常常从粮站门口一直排到桥头，最远的农户凌晨两点就要起床装车。
镇里请来几位跑了半辈子运输的老司机出主意，把排队的人分成三拨，按电话通知的时段进场，没有轮到的在家里等就行。
粮站又在西头腾出一块晒场，雨前免费借给农户摊晒，两台清杂机从早上六点开到晚上九点。
账款当天结清，数字由农户自己在屏幕上核对一遍，有疑问的当场复秤，复秤的结果写在同一张单子上。
一个收购季下来，平均等候时间从五个多小时降到四十分钟，退车的只有两户，都是因为水分超出了标准。"""

LIBRARY = """云溪区图书馆夜间开放的做法
云溪区图书馆过去五点半关门，附近两所职校的学生放了学只能在台阶上看书。
馆里没有增加编制，而是把上午人少时段的两个岗位挪到了晚上，请社区里退休的老师轮流做志愿讲解。
三楼自习室换了不刺眼的灯，饮水机旁边添了一排插座，门口贴着当晚还剩多少座位。
开放一年，夜里来馆的读者占了全天的四成，丢失的书反而比往年少了十几册。"""


class Shelf(dict[int, str]):
    """Texts by number, as an index asks for them."""

    def index(self, folder: Path | None = None) -> ReuseIndex:
        """An index of all of them."""
        index = ReuseIndex(self.some, folder)
        for uid, text in self.items():
            index.add(uid, text)
        return index

    def some(self, uids: Sequence[int]) -> dict[int, str]:
        return {uid: self[uid] for uid in uids if uid in self}
