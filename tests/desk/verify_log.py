#!/usr/bin/env python3
"""A second verifier of the contact log, written from the specifications and sharing nothing with the server:
RFC 6962 (tree), RFC 8032 (Ed25519, from its formulas), C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof,
tlog-cosignature, and docs/adr/0005-desk.md (records and receipts). Needs nothing but Python.

  verify_log.py FOLDER KEY [--receipt FILE]... [--proof FILE ENTRY]... [--checkpoint FILE]... [--witness KEY]...
                [--mirror FOLDER] [--now SECONDS]

Prints one line of JSON per finding, then a summary; exit status 1 if there is a finding.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import sys
import time

# --- RFC 8032, Ed25519, in extended coordinates -----------------------------------------------------------------
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def add(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, d - c, d + c, f + e
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(n, point):
    out = (0, 1, 1, 0)
    while n:
        if n & 1:
            out = add(out, point)
        point, n = add(point, point), n >> 1
    return out


def same(a, b):
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


def point_from(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        raise ValueError("no point")
    xx = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - xx) % P or (x == 0 and sign):
        raise ValueError("no point")
    x = P - x if x & 1 != sign else x
    return (x, y, 1, x * y % P)


BASE = point_from((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def ed25519_ok(key, message, signature):
    if len(signature) != 64:
        return False
    s = int.from_bytes(signature[32:], "little")
    if s >= ORDER:
        return False
    try:
        a, r = point_from(key), point_from(signature[:32])
    except ValueError:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return same(times(s, BASE), add(r, times(k, a)))


# --- RFC 6962, 2.1 ----------------------------------------------------------------------------------------------
def leaf(entry):
    return hashlib.sha256(b"\0" + entry).digest()


def node(left, right):
    return hashlib.sha256(b"\1" + left + right).digest()


def root(hashes):
    if not hashes:
        return hashlib.sha256(b"").digest()
    # Level by level; a lone last node goes up as it is, which is the tree of the definition.
    while len(hashes) > 1:
        hashes = [node(*hashes[i:i + 2]) if i + 1 < len(hashes) else hashes[i] for i in range(0, len(hashes), 2)]
    return hashes[0]


def inclusion_root(hash_, index, size, path):
    """The root that the path leads to: from the leaf up, by the definition of PATH."""
    path = list(path)
    if size <= 1:
        if path or index != 0:
            raise ValueError("path too long")
        return hash_
    if not path:
        raise ValueError("path too short")
    half = 1 << (size - 1).bit_length() - 1
    sibling = path.pop()
    if index < half:
        return node(inclusion_root(hash_, index, half, path), sibling)
    return node(sibling, inclusion_root(hash_, index - half, size - half, path))


# --- C2SP -------------------------------------------------------------------------------------------------------
class Key:
    def __init__(self, text):
        self.name, self.id, data = text.strip().split("+", 2)
        data = base64.b64decode(data, validate=True)
        self.algorithm, self.key = data[0], data[1:]
        if hashlib.sha256(self.name.encode() + b"\n" + data).digest()[:4].hex() != self.id or len(self.key) != 32:
            raise ValueError("bad key")


def split_note(text):
    body, signatures = text.rsplit("\n\n", 1)
    lines = []
    for line in signatures.splitlines():
        dash, name, data = line.split(" ")
        if dash != "\u2014":
            raise ValueError("bad signature line")
        data = base64.b64decode(data, validate=True)
        lines.append((name, data[:4].hex(), data[4:]))
    return body + "\n", lines


def signed_text(text, key):
    try:
        body, signatures = split_note(text)
    except ValueError:
        return None
    good = any(name == key.name and id_ == key.id and ed25519_ok(key.key, body.encode(), data)
               for name, id_, data in signatures)
    return body if good and key.algorithm == 1 else None


def cosigned(text, key):
    body, signatures = split_note(text)
    for name, id_, data in signatures:
        if (name, id_) == (key.name, key.id) and key.algorithm == 4 and len(data) == 72:
            stamp = int.from_bytes(data[:8], "big")
            if ed25519_ok(key.key, f"cosignature/v1\ntime {stamp}\n{body}".encode(), data[8:]):
                return stamp
    return None


def checkpoint_of(text, key):
    body = signed_text(text, key)
    if body is None:
        return None
    origin, size, hash_ = body.split("\n")[:3]
    if origin != key.name or str(int(size)) != size:
        return None
    return int(size), base64.b64decode(hash_, validate=True)


def path_of(level, index, width):
    parts = [f"{index % 1000:03}"]
    while index >= 1000:
        index //= 1000
        parts.insert(0, f"x{index % 1000:03}")
    return f"tile/{level}/{'/'.join(parts)}" + (f".p/{width}" if width < 256 else "")


class Files:
    def __init__(self, folder, size):
        self.folder, self.size = pathlib.Path(folder), size

    def read(self, level, index, width):
        for w in (width, 256):
            place = self.folder / path_of(level, index, w)
            if place.exists():
                return place.read_bytes()
        return None

    def bundle(self, index):
        width = min(256, self.size - index * 256)
        data = self.read("entries", index, width)
        entries = []
        while data is not None and len(entries) < width:
            if len(data) < 2:
                return None
            size = int.from_bytes(data[:2], "big")
            if len(data) < 2 + size:
                return None
            entries.append(data[2:2 + size])
            data = data[2 + size:]
        return entries or None

    def tile(self, level, index):
        width = min(256, (self.size >> 8 * level) - index * 256)
        data = self.read(level, index, width)
        return None if data is None else [data[i * 32:i * 32 + 32] for i in range(width)]


# --- the log ----------------------------------------------------------------------------------------------------
def record_of(entry):
    words = entry.decode("ascii").split(" ")
    if len(words) != 7 or words[0] != "botschaft/1" or len(base64.b64decode(words[6], validate=True)) != 32:
        raise ValueError("no record")
    return {"case": words[1], "seq": int(words[2]), "kind": words[3], "time": int(words[4]), "lane": words[5]}


def look_at(index, entry, state, now, find):
    try:
        record = record_of(entry)
    except ValueError:
        return find(index, "is no record")
    if record["case"] != "-":
        expected = state["seq"].get(record["case"], 0)
        if record["seq"] != expected:
            find(index, f"case {record['case']}: entry {expected} is missing before it, or it comes twice")
        state["seq"][record["case"]] = record["seq"] + 1
    if record["time"] + 60 < state["latest"]:
        find(index, "backdated")
    if record["time"] > now + 60:
        find(index, "dated in the future")
    state["latest"] = max(state["latest"], record["time"])


def read_entries(files, find):
    """All entries, each held against its hash in the tiles."""
    entries = []
    for at in range(0, files.size, 256):
        bundle = files.bundle(at // 256)
        if bundle is None:
            find(at, "deleted: no entries here")
            return entries, False
        tile = files.tile(0, at // 256)
        for i, entry in enumerate(bundle):
            if tile is None or tile[i] != leaf(entry):
                find(at + i, "altered or deleted")
                return entries, False
            entries.append(entry)
    return entries, True


def check_upper_tiles(files, hashes, find):
    level = 1
    while len(hashes) >= 256:
        hashes = [root(hashes[i:i + 256]) for i in range(0, len(hashes) // 256 * 256, 256)]
        for at in range(0, len(hashes), 256):
            tile = files.tile(level, at // 256) or []
            for i, hash_ in enumerate(hashes[at:at + 256]):
                if i >= len(tile) or tile[i] != hash_:
                    return find((at + i) * 256**level, f"a tile of level {level} does not fit what is below it")
        level += 1


def compare_mirror(folder, key, entries, find):
    theirs = checkpoint_of((pathlib.Path(folder) / "checkpoint").read_text(), key)
    if theirs is None:
        return find(None, "the mirror is not signed by the log")
    mirrored, _ = read_entries(Files(folder, theirs[0]), lambda *_: None)
    for i, (ours, other) in enumerate(zip(entries, mirrored)):
        if ours != other:
            return find(i, "forked: the mirror has another entry")
    if len(mirrored) > len(entries):
        find(len(entries), "deleted: the mirror has more")


def check_receipts(args, key, entries, find):
    present = set(entries)
    for file in args.receipt:
        body = signed_text(pathlib.Path(file).read_text(), key)
        lines = (body or "").split("\n")
        if body is None or lines[0] != key.name + "/receipt/v1" or not lines[2].startswith("merge by "):
            find(None, f"{file} is no receipt of this log")
        elif lines[1].encode() not in present and args.now > int(lines[2].removeprefix("merge by ")):
            find(None, f"receipt without inclusion: {lines[1]}")


def check_proofs(args, key, find):
    for file, entry in args.proof:
        head, checkpoint = pathlib.Path(file).read_text().split("\n\n", 1)
        lines = head.split("\n")
        tree = checkpoint_of(checkpoint, key)
        try:
            if lines[0] != "c2sp.org/tlog-proof@v1" or tree is None:
                raise ValueError("no proof")
            index = int(lines[1].removeprefix("index "))
            path = [base64.b64decode(line, validate=True) for line in lines[2:]]
            if inclusion_root(leaf(entry.encode()), index, tree[0], path) != tree[1]:
                raise ValueError("wrong root")
        except ValueError as error:
            find(None, f"{file}: {error}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("key")
    parser.add_argument("--receipt", action="append", default=[])
    parser.add_argument("--proof", action="append", default=[], nargs=2)
    parser.add_argument("--checkpoint", action="append", default=[])
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--mirror")
    parser.add_argument("--now", type=int, default=int(time.time()))
    args = parser.parse_args()
    findings = []

    def find(entry, what):
        findings.append({"entry": entry, "what": what})

    key = Key(args.key)
    text = (pathlib.Path(args.folder) / "checkpoint").read_text()
    tree = checkpoint_of(text, key)
    entries = []
    if tree is None:
        find(None, "the checkpoint is not signed by the log")
    else:
        files = Files(args.folder, tree[0])
        entries, whole = read_entries(files, find)
        hashes = [leaf(entry) for entry in entries]
        state = {"seq": {}, "latest": 0}
        for index, entry in enumerate(entries):
            look_at(index, entry, state, args.now, find)
        if whole:
            check_upper_tiles(files, hashes, find)
            if root(hashes) != tree[1]:
                find(None, "the entries do not lead to the signed root")
            for file in args.checkpoint:
                kept = checkpoint_of(pathlib.Path(file).read_text(), key)
                if kept is None or kept[0] > len(hashes) or root(hashes[:kept[0]]) != kept[1]:
                    find(None, f"forked: {file} was signed for other entries")
        for witness in args.witness:
            if cosigned(text, Key(witness)) is None:
                find(None, "a witness has not signed")
        if args.mirror:
            compare_mirror(args.mirror, key, entries, find)
        check_receipts(args, key, entries, find)
        check_proofs(args, key, find)
    findings.sort(key=lambda finding: (finding["entry"] is None, finding["entry"] or 0))
    for finding in findings:
        print(json.dumps(finding))
    print(json.dumps({"entries": len(entries), "findings": len(findings)}))
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
