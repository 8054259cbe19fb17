"""Office files are zip archives: the same parts must give the same bytes."""

import io
import zipfile

FIRST = "[Content_Types].xml"  # some programs look for it at the start
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
UNIX = 3


def same_bytes(package: bytes) -> bytes:
    """The package with its parts in one order, under one date, whatever the machine."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda part: (part != FIRST, part)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, UNIX
            target.writestr(entry, source.read(name))
    return out.getvalue()
