"""Turns a zip of Python sources into one of bytecode.

Pyodide itself runs this: only its own Python can write the bytecode that it reads.
"""

from __future__ import annotations

import importlib.util
import io
import marshal
import zipfile

#: Flags of a .pyc file that no source is compared with (PEP 552), then the unused hash of that source.
_UNCHECKED = (1).to_bytes(4, "little") + bytes(8)


def bytecode_zip(sources: bytes, optimize: int) -> bytes:
    """The same zip, nothing in it packed, with a .pyc file in place of every .py file."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sources)) as given, zipfile.ZipFile(target, "w") as made:
        for name in given.namelist():
            content = given.read(name)
            if name.endswith(".py"):
                code = compile(content, name, "exec", dont_inherit=True, optimize=optimize)
                name, content = name + "c", importlib.util.MAGIC_NUMBER + _UNCHECKED + marshal.dumps(code)
            made.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()
