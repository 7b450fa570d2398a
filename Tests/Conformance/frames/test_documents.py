"""docs/hostile-peers.md says what the sources and the tests say."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
DOCUMENT = (ROOT / "docs/hostile-peers.md").read_text()


def test_every_attack_is_documented_and_every_documented_one_exists() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "Tests/Conformance/attacks").glob("test_*.py"))
    defined = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    assert set(re.findall(r"`(test_\w+)`", DOCUMENT)) == defined


def test_every_documented_limit_is_the_one_in_the_sources() -> None:
    sources = "".join(path.read_text() for path in (ROOT / "Sources/KAARPC").rglob("*.swift"))
    limits = re.findall(r"^\| `(.+?)` \|", DOCUMENT.partition("## Limits")[2], re.MULTILINE)
    assert len(limits) > 20
    assert [limit for limit in limits if limit not in sources] == []


def test_every_limit_that_an_attack_meets_has_a_reason() -> None:
    attacks, _, limits = DOCUMENT.partition("## Limits")
    named = set(re.findall(r"`([a-z]+[A-Z]\w+|resets|controls|strays|continuations)`", attacks))
    explained = set(re.findall(r"^\| `(?:var )?(\w+)", limits, re.MULTILINE))
    optional = {"maximumConnectionIdle", "maximumCallDuration", "maximumMetadataBytes"}
    assert named - optional <= explained
