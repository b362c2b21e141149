"""Whether 10,000 invented records have no error, and whether 500 faults planted in them are all found: precision and recall."""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from checks.injection import FAULTS  # noqa: E402 - the tests are no package
from checks.injection.trial import Found, tried  # noqa: E402

from generator.codes import RULES  # noqa: E402
from generator.demo import write_demo  # noqa: E402
from generator.diagnostics import Severity  # noqa: E402
from generator.exports.reports import report_files  # noqa: E402
from generator.gate import release  # noqa: E402
from generator.review.reports import check_reports  # noqa: E402

YEARS = range(2019, 2024)
SEED = 1
SPARE = ("scoring-not-computable", "scoring-unassessed", "score-above-weight")


def found_in(root: Path) -> list[Found]:
    findings = check_reports([], root=root, cwd=root).findings
    return [Found(f.path, f.span.line if f.span else 0, f.span.column if f.span else 0, f.code) for f in findings]


def write_edition(root: Path) -> None:
    """Write what a build publishes of every report as data."""
    for download in report_files(release(check_reports([], root=root, cwd=root), None).catalog, {}):
        file = root / "site" / download.path
        file.parent.mkdir(parents=True)
        file.write_bytes(download.content)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    parser.add_argument("--faults", type=int, default=500, help="in records; a tenth of them more between projects")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        records = write_demo(root, years=YEARS, seed=SEED, records=chosen.records)
        first = found_in(root)
        errors = [found for found in first if RULES[found.code].severity is Severity.ERROR]
        print(f"{records} records: {len(errors)} errors; other findings of the invented reports, by code:")
        print("  " + ", ".join(f"{code} {count}" for code, count in Counter(found.code for found in first).most_common()))
        results = []
        for kinds, count in (
            ([fault for fault in FAULTS if not fault.is_of_site], chosen.faults),
            ([fault for fault in FAULTS if fault.is_of_site and not fault.needs_edition], max(1, chosen.faults // 10)),
            ([fault for fault in FAULTS if fault.needs_edition], max(1, chosen.faults // 10)),
        ):
            if kinds[0].needs_edition:
                write_edition(root)
            result = tried(root, kinds, count, SEED, lambda: found_in(root), spare=SPARE)
            results.append(result)
            print(result.table())
            for one in result.missed:
                print(f"missed: {one.code} at {one.path}:{one.line}:{one.column}")
            for path, code, number in result.unexplained:
                print(f"unexplained: {code} × {number} in {path}")
    return 1 if errors or any(result.missed or result.unexplained for result in results) else 0


if __name__ == "__main__":
    raise SystemExit(main())
