"""TL values of Telethon as the plain objects that tl_values.mjs describes, and back."""
import datetime
import re

from telethon import functions, tl, types

SAFE = (1 << 53) - 1


def camel(name):
    return re.sub(r'_(\w)', lambda found: found.group(1).upper(), name)


def snake(name):
    return re.sub(r'([A-Z])', lambda found: '_' + found.group(1).lower(), name)


def plain(value):
    if isinstance(value, tl.TLObject):
        value = value.to_dict()
    if isinstance(value, dict):
        name = value.get('_', 'object')
        fields = {camel(key): plain(field) for key, field in value.items() if key != '_' and field is not None}
        return {'_': name[0].lower() + name[1:]} | fields
    if isinstance(value, (list, tuple)):
        return [plain(each) for each in value]
    if isinstance(value, (bytes, bytearray)):
        return {'$bytes': value.hex()}
    if isinstance(value, datetime.datetime):
        return int(value.timestamp())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > SAFE:
        return {'$int': str(value)}
    return value


def from_plain(value):
    if isinstance(value, list):
        return [from_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    if '$int' in value:
        return int(value['$int'])
    if '$bytes' in value:
        return bytes.fromhex(value['$bytes'])
    return made(getattr(types, value['_'][0].upper() + value['_'][1:]), value)


def request(method, args):
    *space, name = method.split('.')
    owner = getattr(functions, space[0]) if space else functions
    return made(getattr(owner, name[0].upper() + name[1:] + 'Request'), args)


def made(of, fields):
    return of(**{snake(key): from_plain(field) for key, field in fields.items() if key != '_'})
