"""Whole papers made for tests: plain section text and a frame → bytes, and a frame with every part in it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from tests.sections import make
from youthreport.document import write
from youthreport.frame import Annex, Frame, Imprint, Letterhead, Paragraph, Table
from youthreport.model import Document, Part, Vocabulary, Wording
from youthreport.profile import COMMON, Profile

ORGAN = "共青团云溪区委员会"
COPIES = "各街道团工委，区直各团委、团总支，各中学团委，区少先队工作委员会，区青年联合会秘书处，区志愿者协会"
FIGURE = Wording("甲", (Part("12", "c_a"),))
STAMP = datetime(2026, 7, 6, 9)


def paper(folder: Path, frame: Frame, *sections: str) -> Document:
    """The paper of these sections, in which {{ 甲 }} is a figure."""
    (folder / "sections").mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(sections):
        (folder / "sections" / f"{number:02}_节.docx").write_bytes(make(text))
    return write(Vocabulary({"甲": FIGURE}, {}, ()), folder, frame, stamp=STAMP)


def task_table(rows: int) -> Table:
    """A table of tasks with a figure in every row, long enough for several pages when `rows` is large."""
    measures = "组织开展主题学习、宣讲和实践活动，形成长效机制。"
    return Table(
        ("序号", "工作任务", "具体措施", "责任部门", "完成时限"),
        tuple(
            (
                (Part(str(n)),),
                (Part("做实“青年之家”阵地" if n % 2 else "深化志愿服务"),),
                (Part(measures * (1 + n % 3)), Part("12", "c_a"), Part("项。")),
                (Part("组织宣传部"),),
                (Part(f"2026年{7 + n % 6}月底前"),),
            )
            for n in range(1, rows + 1)
        ),
        (4, 9, 22, 8, 10),
        frozenset({2}),
    )


def full_frame(profile: Profile = COMMON, *, rows: int = 12, even_page: bool = False) -> Frame:
    """A numbered paper to a higher organ with everything that may frame it."""
    note = Paragraph((Part("统计期间为上半年，参与情况按"), Part("12", "c_a"), Part("人次统计。")))
    return Frame(
        "云溪团区委2026年度上半年工作总结及下半年工作计划",
        short="云溪团区委",
        organ=ORGAN,
        signed="2026年7月6日",
        addressee="共青团滨河市委员会",
        note="联系人：某某，联系电话：0000-0000000",
        letterhead=Letterhead("共青团云溪区委员会文件", "云溪团发〔2026〕15号", ("张某某",)),
        imprint=Imprint(COPIES, "共青团云溪区委员会办公室", "2026年7月6日", even_page),
        annexes=(
            Annex("云溪区2026年下半年共青团重点任务分解表", (task_table(rows),)),
            Annex("数据说明", (Paragraph((Part("数据来源"),), 1), note)),
        ),
        profile=profile,
    )
