"""Libraries of others: shipped as their authors made them, with their licence, and nothing beside them."""

import re
from hashlib import sha256
from pathlib import Path

VENDOR = Path("site_templates/theme/assets/javascripts/vendor")


def listed(repository: Path) -> dict[str, tuple[str, str]]:
    """Return version and hash of each file, as the note has them."""
    note = (repository / VENDOR / "VENDORED.txt").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+\.js) \| .+? \| ([\d.]+) \| .+? \| ([0-9a-f]{64}) \|$", note, re.MULTILINE)
    return {name: (version, hash) for name, version, hash in rows}


def test_every_library_is_the_one_that_its_note_names(repository: Path):
    found = {file.name: sha256(file.read_bytes()).hexdigest() for file in (repository / VENDOR).glob("*.js")}
    assert found == {name: hash for name, (_version, hash) in listed(repository).items()}
    assert found


def test_every_library_has_its_licence_beside_it(repository: Path):
    for name in listed(repository):
        licence = (repository / VENDOR / name.replace(".min.js", ".LICENSE")).read_text(encoding="utf-8")
        assert len(licence) > 500


def test_make_vendor_fetches_the_versions_of_the_note(repository: Path):
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    versions = {version for version, _hash in listed(repository).values()}
    assert versions == set(re.findall(r"(?m)^[A-Z]+ := (\d+\.\d+\.\d+)$", makefile))
