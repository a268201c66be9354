"""What people wrote to explain a doubt → whether it explains anything."""

from __future__ import annotations

import re

from youthreport.listing import normalised

# Words that say nothing by themselves, in whatever number and order (field practice of data editing):
# 已核实无误, 经再次核对情况属实, 以实际填报为准, 同上, 无 …
_FILLERS = """
再次 多次 反复 认真 逐项 逐一 均 都 已 已经 业已 经 我 本 该 此 各 上述 以上 以下 全部 所有 和 与 向 跟 对 由 在 按 以 为
是 的 了 过 请 予以 予 特此 如实 据实 实际 真实 确实 确 切实
单位 人员 同志 领导 负责人 街道 学校 企业 机关 团委 团工委 支部 部门 填表人 审核人 填报人
数据 数字 数值 数 情况 指标 内容 信息 报表 表格 填报 上报 报送 统计 结果 原因 说明 事项 问题 疑问
核实 核对 核查 核 复核 审核 审定 确认 检查 查实 查 校对 看
无误 属实 正确 准确 正常 一致 无异常 没有异常 没问题 没有问题 无问题 无 暂无 没有 没 有 不 同意 可以 通过 准 好
同上 同前 如上 如前 见上 略 详见 备注 已阅 知悉 知道 收到 照常 ok okay yes no none na n/a null test 测试
"""
_WORDS = "|".join(sorted(_FILLERS.split(), key=lambda word: (-len(word), word)))
# Atomic: a long row of fillers is read once, not in every way that it could be cut.
_NOTHING = re.compile(rf"(?>{_WORDS}|[\d/.…~+*#])*+")


def says_something(text: str) -> bool:
    """Whether the text gives a reason. Blanks, 无, 已核实, 情况属实 and what is put together of such words give none."""
    plain = normalised(text)
    # Of nothing but punctuation, the punctuation is left.
    return len(set(plain)) > 1 and any(map(str.isalnum, plain)) and not _NOTHING.fullmatch(plain)
