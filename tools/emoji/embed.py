#!/usr/bin/env python3
"""Makes what src/emoji/set.h declares from assets/emoji: one file of all bytes, one source file of where they are.

    embed.py ASSETS OUTPUT_DIRECTORY
"""
import hashlib
import pathlib
import sys


def quoted(text):
    return '"' + ''.join(f'\\{byte:03o}' if byte < 32 or byte > 126 or byte in b'"\\' else chr(byte)
                         for byte in text.encode()) + '"'


def rows_of(path):
    return [line.split('\t') for line in path.read_text().splitlines() if line and not line.startswith('#')]


def table(kind, name, rows):
    return f'constexpr {kind} {name}[] = {{\n' + ''.join(f'    {{{row}}},\n' for row in rows) + '};\n'


def source(assets, blob):
    kinds = {'reaction', 'sticker', 'sign', 'die'}
    places, at = [], 0
    for path in sorted(p for p in assets.rglob('*') if p.suffix in ('.webp', '.tgs')):
        data = path.read_bytes()
        places.append(f'{quoted(path.relative_to(assets).as_posix())}, {{kBytes + {at}, {len(data)}}}')
        at += len(data)
        blob += data
    entries = rows_of(assets / 'index.tsv')
    assert all(kind in kinds for kind, _, _ in entries)
    words = rows_of(assets / 'keywords.tsv')
    groups = rows_of(assets / 'groups.tsv')
    text = [
        '#include "emoji/set.h"\n\nnamespace botschaft::emoji {\nnamespace {\n',
        f'// {hashlib.sha256(blob).hexdigest()}: the compiler is to be asked again when the bytes are others.\n',
        '#pragma clang diagnostic ignored "-Wc23-extensions"\n',
        'constexpr std::uint8_t kBytes[] = {\n#embed "set.bin"\n};\n',
        table('Asset', 'kAssets', places),
        table('Entry', 'kEntries', [f'Kind::{k}, {quoted(n)}, {quoted(e)}' for k, n, e in entries]),
        table('Keywords', 'kKeywords', [', '.join(map(quoted, row)) for row in words]),
        table('Group', 'kGroups', [', '.join(map(quoted, row)) for row in groups]),
        '}  // namespace\n\n',
        'std::span<const Asset> assets() { return kAssets; }\nstd::span<const Entry> entries() { return kEntries; }\n',
        'std::span<const Keywords> keywords() { return kKeywords; }\nstd::span<const Group> groups() { return kGroups; }\n',
        '\n}  // namespace botschaft::emoji\n',
    ]
    return ''.join(text)


def main(assets, output):
    blob = bytearray()
    text = source(assets, blob)
    output.mkdir(parents=True, exist_ok=True)
    (output / 'set.bin').write_bytes(blob)
    (output / 'set.cpp').write_text(text)


if __name__ == '__main__':
    main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
