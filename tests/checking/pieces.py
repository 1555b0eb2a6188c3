"""Parts of exercises that several tests put together."""

from __future__ import annotations

#: Two items of a sort, each with a place of its own.
ITEMS = """\
items:
  - {id: code, text: The diagnosis and its code, places: progress, why: The payer needs it.}
  - {id: hunch, text: A hunch about her father, places: [psychotherapy, neither], why: It is private.}
"""
