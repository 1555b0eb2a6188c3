"""The sample answers that stand beside the exercises."""

from __future__ import annotations

from pathlib import Path

from graders.front_matter import split_front_matter

ROOT = Path(__file__).resolve().parents[2]


def sample_texts(exercise_id: str, pattern: str) -> list[str]:
    """The answers of an exercise's sample files, without their front matter."""
    paths = sorted((ROOT / "exercises" / exercise_id / "notes").glob(pattern))
    return [split_front_matter(path.read_bytes().decode("utf-8"))[1] for path in paths]
