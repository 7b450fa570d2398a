"""Takes rules out of the code, one after the other, and sees that the tests they have notice.

Each rule of rules.json names a file, the text that is the rule there, what stands there without it, and the tests that must
fail then. The edits are made in a copy of what git knows of this folder, below .build, which is built there. By default rules
of the same group are taken out together, and each must be noticed by its own tests; --alone takes out one at a time, which
takes about a minute each.
"""

import argparse
import json
import pathlib
import re
import shutil
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = ROOT / ".build/rules"
COLOURS = re.compile("\x1b\\[[0-9;]*m")
FAILED = re.compile(r"^✘ Test (?!run\b|case\b)(\w+)\(", re.MULTILINE)


def copy_tree():
    """Brings the copy up to date, and leaves alone what has not changed, so that little is built anew."""
    listed = subprocess.run(["git", "-C", ROOT, "ls-files", "-z"], check=True, capture_output=True, text=True).stdout
    files = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    known = {str(path.relative_to(COPY)) for path in COPY.rglob("*") if path.is_file()} if COPY.exists() else set()
    for name in known - files:
        if not name.startswith(".build/"):
            (COPY / name).unlink()
    for name in files:
        source, target = ROOT / name, COPY / name
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


def build():
    """What the compiler says if the tests cannot be built; nothing if they can."""
    done = subprocess.run(["swift", "build", "--build-tests"], cwd=COPY, capture_output=True, text=True)
    return "" if done.returncode == 0 else "\n".join(sorted({line for line in done.stdout.splitlines() if "error:" in line}))


def failures(target):
    """The names of the tests of a target that fail."""
    program = COPY / ".build/debug/kaaPackageTests.xctest"
    command = [program, "--testing-library", "swift-testing", "--filter", rf"^{target}\."]
    done = subprocess.run(command, cwd=COPY, capture_output=True, text=True)
    names = set(FAILED.findall(COLOURS.sub("", done.stdout + done.stderr)))
    if done.returncode != 0 and not names:
        sys.exit(f"check-rules: the tests of {target} end with {done.returncode} and name none that failed")
    return names


def plant(rules):
    for rule in rules:
        path = COPY / rule["file"]
        text = path.read_text()
        if text.count(rule["rule"]) != rule.get("times", 1):
            sys.exit(f"check-rules: {rule['file']} does not have the text of '{rule['name']}' as often as it should")
        path.write_text(text.replace(rule["rule"], rule["without"]))


def check(rules):
    """Takes rules out together; returns those that nobody noticed."""
    plant(rules)
    problem = build()
    if problem:
        copy_tree()
        sys.exit(f"check-rules: without {[rule['name'] for rule in rules]} nothing compiles:\n{problem}")
    noticed = {target: failures(target) for target in sorted({rule["target"] for rule in rules})}
    missed = []
    for rule in rules:
        found = [test for test in rule["tests"] if test in noticed[rule["target"]]]
        print(f"{'noticed' if found else 'MISSED '}  {rule['name']}: {', '.join(found or rule['tests'])}", flush=True)
        if not found:
            missed.append(rule)
    others = {target: names - {test for rule in rules for test in rule["tests"]} for target, names in noticed.items()}
    for target, names in others.items():
        if names:
            print(f"         also failed in {target}: {', '.join(sorted(names))}")
    copy_tree()
    return missed


def main():
    parser = argparse.ArgumentParser(prog="scripts/check-rules", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--alone", action="store_true", help="take out one rule at a time")
    parser.add_argument("--only", metavar="TEXT", help="only rules with this in their names")
    parser.add_argument("--list", action="store_true", help="name the rules and their tests, and end")
    options = parser.parse_args()
    rules = json.loads((pathlib.Path(__file__).parent / "rules.json").read_text())
    rules = [rule for rule in rules if not options.only or options.only in rule["name"]]
    if options.list:
        for rule in rules:
            print(f"{rule['name']}: {rule['target']}, {', '.join(rule['tests'])}")
        return
    begin = time.monotonic()
    copy_tree()
    if problem := build():
        sys.exit(f"check-rules: the tests cannot be built:\n{problem}")
    for target in sorted({rule["target"] for rule in rules}):
        if names := failures(target):
            sys.exit(f"check-rules: {', '.join(sorted(names))} of {target} fail with all rules in place")
    groups = {}
    for number, rule in enumerate(rules):
        groups.setdefault(number if options.alone else rule.get("group", 1), []).append(rule)
    missed = [rule for _, group in sorted(groups.items()) for rule in check(group)]
    print(f"{len(rules) - len(missed)} of {len(rules)} rules noticed, {time.monotonic() - begin:.0f} s")
    if missed:
        sys.exit(1)


main()
