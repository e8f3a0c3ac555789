#!/usr/bin/env python3
"""Structural lint. Run by ./botschaft tidy and as a test stage; prints each finding, exits 1 if there is one.

Checks: the layer table of ARCHITECTURE.md against every #include; sizes (file, function, line); sockets, engines and
coroutines only where they belong; #pragma once; leftover markers; every served method has a test that names it.
"""
import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
LINE_MAX, FILE_MAX, FUNCTION_MAX = 110, 600, 70
MARKERS = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")

# (header pattern, folders of src/ that may include it); the first match decides.
CONFINED = [
    (r"boost/beast/http", {"net", "http"}),
    (r"boost/(asio|beast)", {"net"}),
    (r"sqlite3\.h", {"store/sqlite"}),
    (r"curl/", {"server", "blob"}),
    (r"(vips|lib(av|sw)[a-z]+)/", {"media/worker"}),
]


def tracked(*patterns):
    out = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
                         cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [path for path in out.splitlines() if (ROOT / path).exists()]


def layer_table():
    """folder -> set of folders it may include, from the table in ARCHITECTURE.md."""
    rows = {}
    for line in (ROOT / "ARCHITECTURE.md").read_text().splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) == 5 and re.fullmatch(r"[a-z_]+", cells[1]) and cells[1] != "folder":
            rows[cells[1]] = set(cells[3].split())
    return {name: set(rows) if "everything" in allowed else allowed | {name} for name, allowed in rows.items()}


def check_includes(path, lines, layers, report):
    parts = pathlib.PurePath(path).parts
    if parts[0] != "src":
        return
    folder, place = parts[1], "/".join(parts[1:-1])
    is_test = re.search(r"_test(_\w+)?\.(cpp|h)$", path) is not None
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#include\s+[<"]([^>"]+)[>"]', line)
        if not found:
            continue
        header = found.group(1)
        target = header.split("/")[0]
        if target in layers and target not in layers.get(folder, set()):
            report(path, number, f"{folder} may not include {header} (ARCHITECTURE.md, layers)")
        if target == "store" and header.startswith("store/sqlite") and not (
                is_test or folder == "server" or place.startswith("store/sqlite")):
            report(path, number, "the storage engine is seen by server alone")
        allowed = next((places for pattern, places in CONFINED if re.match(pattern, header)), None)
        if allowed and not is_test and not any(place == p or place.startswith(p + "/") for p in allowed):
            report(path, number, f"{header} belongs into {', '.join(sorted(allowed))}")


def check_functions(path, lines, report):
    """Functions are found by our formatting: a body opens at column 0 or inside a class, and closes at its indent."""
    start = None
    indent = ""
    for number, line in enumerate(lines, 1):
        if start is None:
            opened = re.match(r"^(\s{0,2})(?!namespace|enum|struct|class|union|extern|constexpr [^(]*=|static const[^(]*=|const [^(]*=)"
                              r"[\w:<>~\[\]&*,\s().{}=\"'-]*\)[^;=]*\{$", line)
            if opened:
                start, indent = number, opened.group(1)
                if line.startswith("   "):  # the end of a longer head: the body closes at the head's own indent
                    head = next(l for l in reversed(lines[:number]) if not l.startswith("   "))
                    indent = re.match(r" *", head).group()
        elif line.startswith(indent + "}") and not line.startswith(indent + "} "):
            if number - start > FUNCTION_MAX:
                report(path, start, f"function of {number - start} lines (at most {FUNCTION_MAX})")
            start = None


def check_cpp(path, layers, report):
    lines = (ROOT / path).read_text().splitlines()
    if len(lines) > FILE_MAX:
        report(path, len(lines), f"file of {len(lines)} lines (at most {FILE_MAX})")
    if path.endswith(".h") and "#pragma once" not in lines[:3]:
        report(path, 1, "no #pragma once in the first lines")
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_MAX:
            report(path, number, f"line of {len(line)} characters (at most {LINE_MAX})")
        if re.search(r"\bco_(await|return|yield)\b", line) and not path.startswith("src/net/"):
            report(path, number, "coroutines stay in src/net (ARCHITECTURE.md)")
    check_includes(path, lines, layers, report)
    check_functions(path, lines, report)


def check_methods_tested(report):
    methods = ROOT / "schema/methods.toml"
    if not methods.exists():
        return
    served = [name for name, policy in flatten(tomllib.loads(methods.read_text()))]
    paths = tracked("src/**/*_test.cpp", "src/*_test.cpp", "tests/**")
    tests = "\n".join((ROOT / p).read_text(errors="replace") for p in paths)  # fuzz corpora are no text
    for name in served:
        if name not in tests and name.replace(".", "_") not in tests:
            report("schema/methods.toml", 1, f"{name} is served, but no test names it")


def flatten(table):
    for key, value in table.items():
        if isinstance(value, dict) and "tx" in value:
            yield key, value
        elif isinstance(value, dict):
            yield from flatten(value)


def main():
    findings = []

    def report(path, line, text):
        findings.append(f"{path}:{line}: {text}")

    layers = layer_table()
    for path in tracked("*.cpp", "*.h"):
        check_cpp(path, layers, report)
    for path in tracked("*.cpp", "*.h", "*.py", "*.ts", "*.svelte", "*.sh", "*.js", "*.mjs"):
        if path == "tools/tidy.py":
            continue
        for number, line in enumerate((ROOT / path).read_text(errors="replace").splitlines(), 1):
            if MARKERS.search(line):
                report(path, number, "leftover marker")
    check_methods_tested(report)
    print("\n".join(findings) if findings else "tidy: nothing to say")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
