"""The items of the test sheets: our own short texts, the same for every writer."""

LABELS = ["方針", "機密情報を扱うルール", "体制(平時)", "事故時の手順", "アクセス権"]
AREAS = ["情報セキュリティ", "人事", "総務", "IT"]


def items(count=12):
    """No., level, label, condition, criteria, area, score, basis; scores go round through all forms."""
    out = []
    for no in range(1, count + 1):
        criteria = f"・{no}番の決まりを文書に定めていること\n・対象となる人に説明していること"
        score = ["2", "1", "0", "該当なし", ""][no % 5]
        basis = {"2": f"情報管理規程第{no}条 / 2025年10月改定", "1": "規程案を作成中。2027年3月に完了予定",
                 "0": "来年度の計画に入れる", "該当なし": "該当する業務がないため", "": ""}[score]
        out.append({"no": no, "level": 1 + no % 3, "label": LABELS[(no - 1) * len(LABELS) // count],
                    "condition": f"{no}番の決まりを定めていること", "criteria": criteria, "area": AREAS[no % 4],
                    "score": score, "basis": basis})
    return out
