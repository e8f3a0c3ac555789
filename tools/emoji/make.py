#!/usr/bin/env python3
"""Makes assets/emoji: the reactions, stickers and emoji that come with the server.

    tools/emoji/make.py           writes what has changed
    tools/emoji/make.py --check   says what would change, and fails if anything would

An animation is compared by what is in it, not by its compressed bytes, which differ between versions of zlib.
"""
import gzip
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import dice
import envelope
import faces
import kinds
import lottie
import raster
import signs
import things
import webp

ASSETS = pathlib.Path(__file__).resolve().parents[2] / 'assets' / 'emoji'
BYTES_MAX = 400 * 1000      # of the whole set
ICON, THUMBNAIL = 100, 128  # pixels: of reactions and emoji, of stickers


def still(picture, pixels):
    return webp.encoded(raster.drawn(picture.parts, pixels), pixels, pixels)


def made():
    """path -> bytes of a picture, or the document of an animation; and the index: (kind, name, emoji)."""
    files, index = {}, []
    for emoji, picture in ((emoji, make()) for emoji, make in {**things.THINGS, **faces.FACES}.items()):
        index.append(('reaction', picture.name, emoji))
        files[f'reactions/{picture.name}.webp'] = still(picture, ICON)
        for kind, animate in kinds.OF_A_REACTION.items():
            files[f'reactions/{picture.name}.{kind}.tgs'] = animate(picture)
    for folder, kind, table, pixels in (('stickers', 'sticker', envelope.STICKERS, THUMBNAIL),
        ('signs', 'sign', signs.SIGNS, ICON)):
        for emoji, picture in ((emoji, make()) for emoji, make in table.items()):
            index.append((kind, picture.name, emoji))
            files[f'{folder}/{picture.name}.webp'] = still(picture, pixels)
            files[f'{folder}/{picture.name}.tgs'] = kinds.select(picture)
    for value, animation in dice.animations().items():
        index.append(('die', str(value), '🎲'))
        files[f'dice/{value}.tgs'] = animation
    files['index.tsv'] = ''.join('\t'.join(row) + '\n' for row in index).encode()
    return files


def same(path, content):
    if not path.exists():
        return False
    data = path.read_bytes()
    if isinstance(content, bytes):
        return data == content
    lottie.check(content)
    return len(data) <= lottie.BYTES_MAX and gzip.decompress(data) == lottie.text_of(content)


def main(check):
    files, changed = made(), []
    for name, content in files.items():
        path = ASSETS / name
        if same(path, content):
            continue
        changed.append(name)
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else lottie.packed(content))
    kept = {ASSETS / name for name in files} | {ASSETS / name for name in ('README.md', 'LICENSE', 'keywords.tsv',
        'groups.tsv')}
    for path in sorted(p for p in ASSETS.rglob('*') if p.is_file() and p not in kept):
        changed.append(str(path.relative_to(ASSETS)))
        if not check:
            path.unlink()
    total = sum(p.stat().st_size for p in ASSETS.rglob('*') if p.is_file())
    print(f'{len(files)} files, {total} bytes, {len(changed)} changed')
    for name in changed:
        print(f'  {name}')
    if total > BYTES_MAX:
        sys.exit(f'more than {BYTES_MAX} bytes')
    if check and changed:
        sys.exit('assets/emoji is not what tools/emoji/make.py makes')


if __name__ == '__main__':
    main(sys.argv[1:] == ['--check'])
