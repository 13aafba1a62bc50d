"""Archives of Python's zipfile, and what it makes of ours.

Usage:
zip_archives.py write FOLDER   writes archives of every kind that it has into FOLDER. Writes one line of
                               JSON for each: its name, and each entry by name and base64 of its bytes.
zip_archives.py read ARCHIVE   reads every entry of an archive. Writes one line of JSON for each: its
                               name, base64 of its bytes, and how it is packed; fails at the first that
                               is damaged.
"""

import base64
import io
import json
import pathlib
import sys
import zipfile

FILES = {
    "imsmanifest.xml": b"<manifest/>" * 50,
    "a/b/index.html": b"<p>the water rises, the water falls</p>" * 20,
    "bild/m\u00e4rz.png": bytes(range(256)),
    "\u5b66\u751f/\U0001f30a.txt": "Flut \u6f6e".encode(),
    "empty.txt": b"",
}


class Pipe(io.RawIOBase):
    """A stream that cannot go back, so that sizes follow the data."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)

    def close(self):
        self.file.close()


def fill(archive, files=FILES, **opened):
    for name, data in files.items():
        with archive.open(name, "w", **opened) as entry:
            entry.write(data)


def written(folder):
    """Yields the name of each archive that was written, and what is in it."""
    kinds = {"stored": zipfile.ZIP_STORED, "deflated": zipfile.ZIP_DEFLATED}
    kinds |= {"bzip2": zipfile.ZIP_BZIP2, "lzma": zipfile.ZIP_LZMA}
    for kind, method in kinds.items():
        with zipfile.ZipFile(folder / f"{kind}.zip", "w", method) as archive:
            fill(archive)
        yield kind, FILES
        with zipfile.ZipFile(folder / f"{kind}-zip64.zip", "w", method) as archive:
            fill(archive, force_zip64=True)
        yield f"{kind}-zip64", FILES
        with Pipe(folder / f"{kind}-streamed.zip") as pipe:
            with zipfile.ZipFile(pipe, "w", method) as archive:
                fill(archive)
        yield f"{kind}-streamed", FILES
    with Pipe(folder / "streamed-zip64.zip") as pipe:
        with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
            fill(archive, force_zip64=True)
    yield "streamed-zip64", FILES
    with zipfile.ZipFile(folder / "comment.zip", "w") as archive:
        fill(archive)
        archive.comment = b"made for a test"
    yield "comment", FILES
    with zipfile.ZipFile(folder / "folders.zip", "w") as archive:
        for name in ("a/", "a/b/", "bild/"):
            archive.writestr(name, b"")
        fill(archive)
    yield "folders", FILES
    many = {f"{number:05}.txt": str(number).encode() for number in range(66_000)}
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        fill(archive, many)
    yield "many", many
    # Appended to what is there already, as self-extracting archives are.
    path = folder / "prepended.zip"
    path.write_bytes(b"#!/bin/sh\n" + (folder / "stored.zip").read_bytes())
    yield "prepended", FILES


def encoded(data):
    return base64.b64encode(data).decode("ascii")


def main():
    what, where = sys.argv[1], pathlib.Path(sys.argv[2])
    if what == "write":
        for name, files in written(where):
            entries = [[entry, encoded(data)] for entry, data in files.items()]
            print(json.dumps({"archive": name, "entries": entries}))
        return
    with zipfile.ZipFile(where) as archive:
        damaged = archive.testzip()
        if damaged is not None:
            sys.exit(f"{damaged} is damaged")
        for entry in archive.infolist():
            data = encoded(archive.read(entry))
            print(json.dumps([entry.filename, data, entry.compress_type]))


if __name__ == "__main__":
    main()
