#!/usr/bin/env python3
"""A witness of contact logs, written from c2sp.org/tlog-witness, tlog-cosignature and RFC 6962, 2.1.4: signs what only
grew, and refuses a fork. For tests, and an example of what somebody outside the operator's house can run. Needs
nothing but Python.

  witness.py --name NAME --log KEY [--log KEY]... --state FILE [--seed HEX] [--port N]

Prints its address and key as one line of JSON, and then one line for each request. What it signed is in FILE.
"""
import argparse
import base64
import hashlib
import http.server
import json
import os
import pathlib
import secrets
import time

from verify_log import BASE, ORDER, P, Key, checkpoint_of, node, root, split_note, times

COSIGNATURE = 4


# --- RFC 8032, 5.1.5 and 5.1.6 ----------------------------------------------------------------------------------
def encoded(point):
    z = pow(point[2], P - 2, P)
    x, y = point[0] * z % P, point[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


class Signer:
    def __init__(self, name, seed):
        digest = hashlib.sha512(seed).digest()
        self.scalar = (int.from_bytes(digest[:32], "little") & (1 << 254) - 8) | 1 << 254
        self.prefix = digest[32:]
        self.name, self.key = name, encoded(times(self.scalar, BASE))
        data = bytes([COSIGNATURE]) + self.key
        self.id = hashlib.sha256(name.encode() + b"\n" + data).digest()[:4]
        self.text = f"{name}+{self.id.hex()}+{base64.b64encode(data).decode()}"

    def sign(self, message):
        r = int.from_bytes(hashlib.sha512(self.prefix + message).digest(), "little") % ORDER
        point = encoded(times(r, BASE))
        k = int.from_bytes(hashlib.sha512(point + self.key + message).digest(), "little") % ORDER
        return point + ((r + k * self.scalar) % ORDER).to_bytes(32, "little")

    def cosign(self, text):
        now = int(time.time())
        signature = self.sign(f"cosignature/v1\ntime {now}\n{text}".encode())
        data = base64.b64encode(self.id + now.to_bytes(8, "big") + signature).decode()
        return f"\u2014 {self.name} {data}\n"


# --- RFC 6962, 2.1.2 --------------------------------------------------------------------------------------------
def roots_of(old, size, proof, known):
    """The roots of the old and of the whole tree that a consistency proof leads to, by its definition. `known`: the
    old root where the proof leaves it out."""
    if old == size:
        hash_ = known if known is not None else proof.pop()
        return hash_, hash_
    half = 1 << (size - 1).bit_length() - 1
    other = proof.pop()
    if old <= half:
        before, whole = roots_of(old, half, proof, known)
        return before, node(whole, other)
    before, whole = roots_of(old - half, size - half, proof, None)
    return node(other, before), node(other, whole)


def is_continuation(old, old_root, size, new_root, proof):
    proof = list(proof)
    if old == 0:
        return not proof
    if old == size:
        return not proof and old_root == new_root
    try:
        return roots_of(old, size, proof, old_root) == (old_root, new_root) and not proof
    except IndexError:
        return False


# --- the witness ------------------------------------------------------------------------------------------------
class Witness:
    def __init__(self, signer, logs, state):
        self.signer, self.logs, self.state = signer, {log.name: log for log in logs}, state
        self.seen = json.loads(state.read_text()) if state.exists() else {}

    def keep(self, origin, size, hash_):
        self.seen[origin] = [size, hash_.hex()]
        fresh = self.state.with_suffix(".new")
        fresh.write_text(json.dumps(self.seen))
        os.replace(fresh, self.state)

    def add_checkpoint(self, body):
        try:
            head, checkpoint = body.decode().split("\n\n", 1)
            lines = head.split("\n")
            old = int(lines[0].removeprefix("old ")) if lines[0].startswith("old ") else -1
            proof = [base64.b64decode(line, validate=True) for line in lines[1:]]
            origin = split_note(checkpoint)[0].split("\n")[0]
            if old < 0 or len(proof) > 63 or any(len(hash_) != 32 for hash_ in proof):
                raise ValueError
        except (ValueError, IndexError):
            return 400, "text/plain", ""
        if origin not in self.logs:
            return 404, "text/plain", ""
        tree = checkpoint_of(checkpoint, self.logs[origin])
        if tree is None:
            return 403, "text/plain", ""
        size, new_root = tree
        if old > size:
            return 400, "text/plain", ""
        last, last_root = self.seen.get(origin, [0, root([]).hex()])
        last_root = bytes.fromhex(last_root)
        if old != last or (size == last and new_root != last_root):
            return 409, "text/x.tlog.size", f"{last}\n"
        if not is_continuation(old, last_root, size, new_root, proof):
            return 422, "text/plain", ""
        self.keep(origin, size, new_root)
        return 200, "text/plain", self.signer.cosign(split_note(checkpoint)[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--name", required=True)
    parser.add_argument("--log", action="append", required=True)
    parser.add_argument("--state", required=True)
    parser.add_argument("--seed", default=secrets.token_hex(32))
    parser.add_argument("--port", type=int, default=0)
    args = parser.parse_args()
    signer = Signer(args.name, bytes.fromhex(args.seed))
    witness = Witness(signer, [Key(log) for log in args.log], pathlib.Path(args.state))

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            status, kind, answer = (witness.add_checkpoint(body) if self.path == "/add-checkpoint"
                                    else (404, "text/plain", ""))
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(answer.encode())))
            self.end_headers()
            self.wfile.write(answer.encode())
            print(json.dumps({"status": status}), flush=True)

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", args.port), Handler)
    print(json.dumps({"url": f"http://127.0.0.1:{server.server_port}", "key": signer.text}), flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
