"""Compilations for the tests: places, people and sentences are made up."""

from collections.abc import Sequence

BODIES = (
    (
        "今年以来，临河县水务局把河道治理摆在突出位置，统筹推进清淤、护岸和管护三项任务，全县水环境明显改善。",
        "一、摸清底数，建好一张图",
        "组织技术人员沿河踏勘，逐段登记岸线、涵闸和排口，形成一张能查能改的河湖底图。",
        "二、压实责任，管好一条河",
        "建立县乡村三级巡河制度，每周通报，每月会商，发现问题当天交办。",
    ),
    (
        "近年来，青石区税务局坚持把便民办税作为第一要务，推动窗口服务从能办向好办转变。",
        "（一）减环节。合并同类事项，取消重复填报，平均等候时间压到十分钟以内。",
        "（二）优服务。设立老年人专窗和企业直通车，上门辅导，预约延时。",
        "下一步，我们将继续听取群众意见，把每一件小事办实办好。",
    ),
    (
        "白杨镇以网格为基本单元，把矛盾化解在门口，把服务送到家里，基层治理的底座更加稳固。",
        "一是配强队伍。从退休教师、老党员中选聘调解员，人人有分工，户户有联系。",
        "二是用好阵地。在村口凉亭设立议事点，群众的话有地方说，干部的事有群众评。",
    ),
    (
        "南岭市教育局聚焦乡村学校的短板，连续三年实施结对提升计划，城乡差距逐步缩小。",
        "结对不是挂牌子，而是把好教师派下去，把好办法带回来，让山里的孩子也能上好课。",
        "家长满意度逐年上升，流失学生全部返校。",
    ),
    (
        "为深入推进作风转变，柳溪街道从会议、文件、调研三件事改起，给基层腾出干事的时间。",
        "全年会议减少三分之一，文件压缩一半，调研做到不打招呼、不要陪同、直奔现场。",
    ),
)
"""Bodies of pieces, paragraph by paragraph."""

TITLES = (
    "理清一本账 守好一方水",
    "减负提速 让办税更暖心",
    "小网格撬动大治理",
    "把好课送进大山",
    "改出好作风 腾出好时间",
)
UNITS = ("临河县水务局", "青石区税务局", "白杨镇党委", "南岭市教育局", "柳溪街道办事处")
FRAME = ("基层工作经验材料合集", "(3篇)")

Lines = list[str]


def compilation(
    heads: Sequence[Sequence[str]], frame: Sequence[str] = FRAME, glue: str = "\n"
) -> tuple[str, list[str]]:
    """A compilation whose pieces begin with `heads`, and each of its pieces as it must be found."""
    pieces = [glue.join([*head, *body]) for head, body in zip(heads, BODIES, strict=False)]
    return glue.join([*frame, *pieces]), pieces


def heads(title: str, subtitle: str | None = None, count: int = 3) -> list[Lines]:
    """Title lines by a pattern with {title}, {unit}, {k} (1), {c} (一)."""
    made = []
    for index in range(count):
        values = {"title": TITLES[index], "unit": UNITS[index], "k": index + 1, "c": "一二三四五"[index]}
        lines = title.format(**values).split("\n")
        made.append(lines if subtitle is None else [*lines, subtitle.format(**values)])
    return made
