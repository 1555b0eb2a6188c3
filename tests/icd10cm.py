"""Turns simple-icd-10-cm's code list into lexicons/icd10cm.yaml's table: ``python -m tests.icd10cm``."""

from __future__ import annotations

import simple_icd_10_cm as icd


def billable() -> dict[str, list[str]]:
    """The billable codes of the F chapter by category; what follows the point, "" where nothing does."""
    categories: dict[str, list[str]] = {}
    for code in icd.get_all_codes():
        if code.startswith("F") and "-" not in code and icd.is_leaf(code):
            categories.setdefault(code[:3], []).append(code[4:])
    return categories


def main() -> None:
    for category, rests in sorted(billable().items()):
        print(f'    {category}: "{" ".join(rests)}"')


if __name__ == "__main__":
    main()
