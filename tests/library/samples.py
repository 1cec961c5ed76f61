"""Texts of the tests of the library, written for them: a fictional county, an advertisement of no real person."""

import io
import json
import zipfile
from collections.abc import Mapping

AD = "【更多公文素材，微信：anlan_demo9】"

FLOOD = (
    "今年以来，青塘县水务局把机关党建和防汛备汛放在一起谋划、一起落实，组织党员干部分片包堤，共巡查堤段126处，整改隐患34处。\n"
    "一、坚持政治引领，把责任扛在肩上\n"
    "局党组带头落实“第一议题”制度，召开防汛专题会议9次，把责任落实到每一段堤、每一座闸、每一个人。\n"
    "二、坚持深入一线，把问题解决在堤上\n"
    "组建党员突击队5支，汛期坚持24小时值守，做到险情早发现、早报告、早处置，保证了全县安全度汛。\n"
    "三、坚持常态长效，把经验固化为制度\n"
    "制定巡堤查险工作规范，建立台账，对整改情况逐项销号，年底前完成全部治理任务。"
)

WINDOW = (
    "近年来，青塘县政务服务中心围绕企业和群众办事，推进窗口建设，群众满意度持续提升。\n"
    "一、优化流程，让办事更加顺畅\n"
    "整合办事窗口12个，推行一窗受理，平均办理时间缩短一半，全年办理事项3.2万件。\n"
    "二、主动上门，让服务更有温度\n"
    "组织党员志愿者为行动不便的老人上门办理业务86次，受到群众欢迎。\n"
    "下一步，中心将继续完善制度，巩固提升服务水平。"
)

COMPILATION = (
    "机关建设经验材料范文\n"
    "（2篇）\n"
    "筑牢“四道防线” 守护一方安澜" + AD + "\n"
    "##paidbegin##——青塘县水务局机关建设经验材料范文（1）\n" + FLOOD + "\n"
    "打造“五心”窗口 办好民生小事\n"
    "——青塘县政务服务中心机关建设经验材料范文（2）\n"
    + WINDOW.replace("受到群众欢迎。", "受到群众欢迎。" + AD)
    + "##paidend##"
)

SINGLE = "青塘县档案馆2025年工作总结\n" + (
    "2025年，县档案馆在县委的领导下，认真履行职责，各项工作取得新进展。\n"
    "一、抓基础，馆藏建设有新成效\n接收文书档案4200卷，数字化加工28万页。\n"
    "二、抓利用，服务群众有新举措\n接待查档群众1300人次，出具证明860份。"
)


def jsonl(*rows: Mapping[str, object]) -> str:
    """Rows as JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def zipped(**files: str | bytes) -> bytes:
    """An archive of these files, `__` in a name for the point."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "."), data)
    return out.getvalue()
