"""Pyodide's files come checked and packed, and start from bytecode where Node is there."""

from __future__ import annotations

import fnmatch
import gzip
import hashlib
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from graders.adapters import pyodide_files as pyodide
from graders.adapters.pyodide_files import bytecode, package, packing, snapshot
from graders.faults import DataError


@pytest.fixture(scope="module")
def cache(root: Path) -> Path:
    """The cache that the site is built from, so that nothing is fetched twice."""
    return root / ".cache"


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    folder = tmp_path / "sources"
    (folder / "graders" / "criteria").mkdir(parents=True)
    (folder / "graders" / "__init__.py").write_text("", encoding="utf-8")
    (folder / "graders" / "criteria" / "risk.py").write_text("LEVELS = (0, 1, 2)\n", encoding="utf-8")
    (folder / "graders" / "compiled.json").write_text("{}", encoding="utf-8")
    return folder


@pytest.fixture
def without_node(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytecode, "find_node", lambda cache: None)
    monkeypatch.setattr(snapshot, "find_node", lambda cache: None)
    monkeypatch.setattr(package, "find_npm", lambda cache: None)


def test_the_folder_holds_the_four_files_and_nothing_else(cache: Path) -> None:
    folder = pyodide.pyodide_files(cache)

    assert sorted(pyodide.release()["files"]) == sorted(path.name for path in folder.iterdir())


def test_only_the_library_differs_from_what_was_published(cache: Path) -> None:
    folder = pyodide.pyodide_files(cache)

    differing = [
        name
        for name, sha256 in pyodide.release()["files"].items()
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != sha256
    ]

    assert differing in ([], ["python_stdlib.zip"])


def test_every_pattern_of_what_is_left_out_leaves_something_out(cache: Path) -> None:
    library = zipfile.ZipFile(package.shipped_files(cache) / "python_stdlib.zip").namelist()

    idle = [pattern for pattern in pyodide.release()["leave_out"] if not fnmatch.filter(library, pattern)]

    assert [] == idle


def test_graders_are_zipped_as_bytecode_and_data_as_it_is(cache: Path, sources: Path, tmp_path: Path) -> None:
    target = tmp_path / "graders.zip"

    is_bytecode = pyodide.compile_python_zip(sources, target, cache)

    end = "pyc" if is_bytecode else "py"
    zipped = zipfile.ZipFile(target)
    assert [
        f"graders/__init__.{end}",
        "graders/compiled.json",
        f"graders/criteria/risk.{end}",
    ] == zipped.namelist()
    assert b"{}" == zipped.read("graders/compiled.json")


def test_without_node_the_graders_stay_sources(sources: Path, tmp_path: Path, without_node: None) -> None:
    target = tmp_path / "graders.zip"

    is_bytecode = pyodide.compile_python_zip(sources, target, tmp_path / "cache")

    assert not is_bytecode
    assert "graders/criteria/risk.py" in zipfile.ZipFile(target).namelist()


def test_a_node_that_fails_is_told_and_the_graders_stay_sources(
    cache: Path,
    sources: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(bytecode, "find_node", lambda cache: str(tmp_path / "no-such-node"))
    # Unlike any before it, so that no bytecode is kept for it.
    (sources / "graders" / "note.py").write_text(f"PLACE = {str(tmp_path)!r}\n", encoding="utf-8")

    is_bytecode = pyodide.compile_python_zip(sources, tmp_path / "graders.zip", cache)

    assert not is_bytecode
    assert "The page will start slower" in capsys.readouterr().err


def test_memory_is_kept_after_every_module_was_loaded(cache: Path, sources: Path, tmp_path: Path) -> None:
    target = tmp_path / "graders.zip"
    if not pyodide.compile_python_zip(sources, target, cache):
        pytest.skip("there is no Node here")
    pyodide_folder = pyodide.pyodide_files(cache)

    made = pyodide.memory_snapshot(target.read_bytes(), pyodide_folder, tmp_path)

    assert made is not None
    image = gzip.decompress(made.packed)
    assert made.size > 2**20
    assert b"graders.criteria.risk" in image
    assert made == pyodide.memory_snapshot(target.read_bytes(), pyodide_folder, tmp_path)


def test_without_node_no_memory_is_kept(tmp_path: Path, cache: Path, without_node: None) -> None:
    assert pyodide.memory_snapshot(b"graders", pyodide.pyodide_files(cache), tmp_path) is None


def test_graders_that_cannot_be_loaded_leave_no_memory_and_a_reason(
    cache: Path, sources: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (sources / "graders" / "note.py").write_text("import no_such_module\n", encoding="utf-8")
    if not pyodide.compile_python_zip(sources, tmp_path / "graders.zip", cache):
        pytest.skip("there is no Node here")

    made = pyodide.memory_snapshot((tmp_path / "graders.zip").read_bytes(), pyodide.pyodide_files(cache), tmp_path)

    assert made is None
    assert "ModuleNotFoundError: No module named 'no_such_module'" in capsys.readouterr().err


@pytest.fixture
def zstandard() -> ModuleType:
    return pytest.importorskip("zstandard")


@pytest.fixture
def parts() -> dict[str, bytes]:
    """Of the WebAssembly there is more than its head when it is packed."""
    numbers = b"".join(hashlib.sha256(str(number).encode()).digest() for number in range(12_000))
    return {packing.WASM: numbers, "graders.zip": b"Client reported low mood. " * 1_000}


def test_parts_are_the_same_unpacked_whichever_way_they_were_packed(
    zstandard: ModuleType, parts: dict[str, bytes], cache: Path, tmp_path: Path
) -> None:
    with_decoder(cache, tmp_path)

    files = pyodide.packed_files(parts, tmp_path)

    whole = {name: files[f"{name}.zstd"] for name in parts}
    whole[packing.WASM] = files[f"{packing.WASM}.head.zstd"] + whole[packing.WASM]
    assert parts == {name: zstandard.decompress(content) for name, content in whole.items()}
    assert parts == {name: gzip.decompress(files[f"{name}.packed"]) for name in parts}
    assert packing.HEAD == len(files[f"{packing.WASM}.head.zstd"])
    assert b"MIT License" in files["fzstd.LICENSE.txt"]


def test_parts_are_packed_the_same_every_time_and_once(
    zstandard: ModuleType,
    parts: dict[str, bytes],
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with_decoder(cache, tmp_path / "one")
    with_decoder(cache, tmp_path / "other")
    files = pyodide.packed_files(parts, tmp_path / "one")

    assert files == pyodide.packed_files(parts, tmp_path / "other")
    monkeypatch.delattr(zstandard, "ZstdCompressor")
    assert files == pyodide.packed_files(parts, tmp_path / "one")


def test_without_zstandard_parts_are_packed_for_every_browser_and_it_is_told(
    parts: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, "zstandard", None)

    files = pyodide.packed_files(parts, tmp_path)

    assert sorted(f"{name}.packed" for name in parts) == sorted(files)
    assert "slower on a slow line" in capsys.readouterr().err


def test_without_a_decoder_nothing_is_packed_that_needs_it(
    parts: dict[str, bytes], tmp_path: Path, without_node: None, capsys: pytest.CaptureFixture[str]
) -> None:
    files = pyodide.packed_files(parts, tmp_path)

    assert sorted(f"{name}.packed" for name in parts) == sorted(files)
    assert "fzstd@" in capsys.readouterr().err


def with_decoder(cache: Path, folder: Path) -> None:
    """Put the decoder into a cache of one's own, so that it is not fetched anew."""
    shipped = package.shipped_files(cache, "fzstd")
    shutil.copytree(shipped, folder / shipped.name)


def test_without_npm_the_cure_is_named(tmp_path: Path, without_node: None) -> None:
    with pytest.raises(DataError, match="install Node.js"):
        pyodide.pyodide_files(tmp_path)


@pytest.mark.parametrize("name", ["pyodide", "fzstd"])
def test_an_archive_with_another_hash_is_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pack(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        Path(command[-1], "pyodide.tgz").write_bytes(b"something else")
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(package, "find_npm", lambda cache: ["npm"])
    monkeypatch.setattr(package.subprocess, "run", pack)

    with pytest.raises(DataError, match="sha512 differs"):
        package.shipped_files(tmp_path, name)

    assert not list(tmp_path.glob("*/*"))


def test_a_registry_that_cannot_be_reached_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def pack(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        said = "npm error code ENOTFOUND\nnpm error network request failed\n"
        return subprocess.CompletedProcess(command, 1, "", said)

    monkeypatch.setattr(package, "find_npm", lambda cache: ["npm"])
    monkeypatch.setattr(package.subprocess, "run", pack)

    with pytest.raises(DataError, match="network request failed"):
        pyodide.pyodide_files(tmp_path)
