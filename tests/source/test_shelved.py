"""A document that was put back on the shelf is the one that was read, or says that it changed."""

import pickle
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli.main import gongkai
from generator.review import between
from generator.source.reader import bytes_of, read_file
from generator.source.shelved import ChangedError, Shelved, digest_of
from tests.assembly.changes import Sources

SEED = "content/reports/2021/quwo-gonganju/jingwutong.yaml"


def shelved(file: Path, shown: str = SEED) -> Shelved:
    data = bytes_of(file, shown)
    assert isinstance(data, bytes)
    return Shelved(shown, file, digest_of(data))


def test_it_has_all_that_the_document_has_in_another_process_too(repository: Path) -> None:
    document, _ = read_file(repository / SEED, SEED)
    assert document is not None
    for one in (shelved(repository / SEED), pickle.loads(pickle.dumps(shelved(repository / SEED)))):
        assert (one.path, one.data, one.text) == (document.path, document.data, document.text)
        assert (dict(one.spans), dict(one.keys)) == (dict(document.spans), dict(document.keys))


def test_it_is_not_read_before_it_is_asked_and_light_to_send(tmp_path: Path) -> None:
    one = Shelved(SEED, tmp_path / "nowhere.yaml", b"")
    assert one.path == SEED
    assert len(pickle.dumps(one)) < 500


@pytest.mark.parametrize("change", ["changed", "gone"])
def test_a_file_that_changed_meanwhile_is_an_error_in_words(tmp_path: Path, change: str) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("title: 一\n", "utf-8")
    one = shelved(file)
    if change == "gone":
        file.unlink()
    else:
        file.write_text("title: 二\n", "utf-8")
    with pytest.raises(ChangedError, match="changed meanwhile"):
        _ = one.text


def test_a_build_whose_record_changes_meanwhile_ends_with_2_and_publishes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, plain = Sources(2), between.check_project
    sources.records["2022/jia/qiao"] |= {"waivers": [{"code": "weights-scale", "reason": "原表", "by": "示例局"}]}
    sources.write(tmp_path)
    file = tmp_path / "content/reports/2022/jia/qiao.yaml"

    def meanwhile(*asked: object) -> object:
        file.write_text("title: 改了\n", "utf-8")
        return plain(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(between, "check_project", meanwhile)
    result = CliRunner().invoke(gongkai, ["build", "--root", str(tmp_path), "--lang", "en", "--jobs", "1"])
    assert result.exit_code == 2
    assert "2022/jia/qiao.yaml changed meanwhile: run it once more" in result.output
    assert "Traceback" not in result.output and not (tmp_path / "site").exists()
