"""Telethon 1.25.1, driven over a pipe: one JSON request per line in, one answer or event per line out.

Request  {"n": 1, "do": "send", "with": {...}}   answer {"n": 1, "ok": ...} or {"n": 1, "error": "PHONE_CODE_INVALID: ..."}
Event    {"seen": {"kind": "message", ...}}      what an update told
Event    {"unknown": "..."}                      what Telethon could not parse, or failed on
"""
import asyncio
import base64
import json
import logging
import sys

from telethon import TelegramClient, errors, events, functions, types, utils
from telethon.crypto import rsa
from telethon.errors.common import TypeNotFoundError
from telethon.errors.rpcerrorlist import rpc_errors_dict
from telethon.network import connection

import telethon_values as values

LINE_LIMIT = 1 << 24

# ConnectionHttp is missing: it compares a byte with a string, and so takes every answer for a broken one.
CONNECTIONS = {
    'full': connection.ConnectionTcpFull,
    'abridged': connection.ConnectionTcpAbridged,
    'intermediate': connection.ConnectionTcpIntermediate,
    'obfuscated': connection.ConnectionTcpObfuscated,
    'mtproxy abridged': connection.ConnectionTcpMTProxyAbridged,
    'mtproxy': connection.ConnectionTcpMTProxyIntermediate,
    'mtproxy padded': connection.ConnectionTcpMTProxyRandomizedIntermediate,
}

ENTITIES = {
    'bold': types.MessageEntityBold, 'italic': types.MessageEntityItalic, 'code': types.MessageEntityCode,
    'pre': types.MessageEntityPre, 'url': types.MessageEntityUrl, 'text_link': types.MessageEntityTextUrl,
    'spoiler': types.MessageEntitySpoiler, 'strike': types.MessageEntityStrike,
    'underline': types.MessageEntityUnderline, 'mention': types.MessageEntityMention,
}
ERROR_NAMES = {cls: name for name, cls in rpc_errors_dict.items()}


def tell(**line):
    print(json.dumps(line), flush=True)


def watch_for_the_unparsable():
    """Telethon drops an update of an unknown type with a mere log line, so the error itself is made to report."""
    plain = TypeNotFoundError.__init__

    def reporting(self, constructor, remaining):
        plain(self, constructor, remaining)
        tell(unknown=f'{constructor:08x}')

    TypeNotFoundError.__init__ = reporting

    class Reporting(logging.Handler):
        def emit(self, record):
            if not isinstance((record.exc_info or (None, None))[1], errors.RPCError):
                print(self.format(record), file=sys.stderr, flush=True)
                tell(unknown=record.getMessage() + f' {record.exc_info[1]!r}' if record.exc_info else record.getMessage())

    logging.getLogger('telethon').addHandler(Reporting(logging.ERROR))


def entity_to_tl(entity):
    more = {'pre': {'language': entity.get('language', '')}, 'text_link': {'url': entity.get('url')}}
    return ENTITIES[entity['type']](entity['offset'], entity['length'], **more.get(entity['type'], {}))


class Driver:
    def __init__(self):
        self.kept = {}

    async def open(self, port, pem, session, transport, secret, model):
        rsa.add_key(pem, old=False)
        chosen = CONNECTIONS[transport]
        proxy = ('127.0.0.1', port, secret) if secret else None
        self.client = TelegramClient(session, 1, '0' * 32, connection=chosen, proxy=proxy, device_model=model,
                                     catch_up=True, sequential_updates=True, retry_delay=0.2)
        self.client.session.set_dc(2, '127.0.0.1', port)
        self.client.add_event_handler(self.saw, events.Raw())
        await self.online()

    @staticmethod
    async def saw(update):
        tell(seen=values.plain(update))

    async def sendCode(self, phone):
        await self.client.send_code_request(phone)

    async def signIn(self, phone, code, password, firstName):
        try:
            await self.client.sign_in(phone, code)
        except errors.PhoneNumberUnoccupiedError:
            await self.client.sign_up(code, firstName, phone=phone)
        except errors.SessionPasswordNeededError:
            if not password:
                raise
            await self.client.sign_in(password=password)

    async def me(self):
        me = await self.client.get_me()
        return me and {'id': me.id, 'phone': f'+{me.phone}', 'firstName': me.first_name}

    async def setPassword(self, current, next, hint):
        await self.client.edit_2fa(current, next, hint=hint)

    async def findByPhone(self, phone):
        found = await self.client(functions.contacts.ImportContactsRequest(
            [types.InputPhoneContact(client_id=0, phone=phone, first_name=phone, last_name='')]))
        return found.users[0].id

    async def dialogs(self):
        return [{
            'peer': each.id, 'top': each.dialog.top_message, 'unread': each.unread_count,
            'readInbox': each.dialog.read_inbox_max_id, 'readOutbox': each.dialog.read_outbox_max_id,
            'text': each.message.message or '' if each.message else '',
        } for each in await self.client.get_dialogs()]

    async def history(self, peer, limit):
        found = await self.client.get_messages(await self.peer(peer), limit=limit)
        return [values.plain(message) for message in found]

    async def send(self, peer, text, entities, replyTo):
        sent = await self.client.send_message(
            await self.peer(peer), text, formatting_entities=[entity_to_tl(each) for each in entities], reply_to=replyTo)
        return sent.id

    # Of several paths, an album: then the answer is a list, too.
    async def sendFile(self, peer, path, document, caption, attributes):
        sent = await self.client.send_file(await self.peer(peer), path, caption=caption, force_document=document,
                                           attributes=values.from_plain(attributes))
        return [each.id for each in sent] if isinstance(sent, list) else sent.id

    async def keepMessage(self, peer, id):
        message = await self.client.get_messages(await self.peer(peer), ids=id)
        self.kept[peer, id] = message
        return values.plain(message)

    async def fetchKept(self, peer, id, thumb):
        return base64.b64encode(await self.client.download_media(self.kept[peer, id], bytes, thumb=thumb)).decode()

    async def fetchFile(self, peer, id, thumb):
        message = await self.client.get_messages(await self.peer(peer), ids=id)
        return base64.b64encode(await self.client.download_media(message, bytes, thumb=thumb)).decode()

    async def edit(self, peer, id, text, entities):
        await self.client.edit_message(
            await self.peer(peer), id, text, formatting_entities=[entity_to_tl(each) for each in entities])

    async def remove(self, ids, peer):
        await self.client.delete_messages(peer and await self.peer(peer), ids, revoke=True)

    async def read(self, peer, maxId):
        await self.client.send_read_acknowledge(await self.peer(peer), max_id=maxId)

    async def invoke(self, method, args):
        return values.plain(await self.client(values.request(method, args)))

    async def peer(self, peer):
        try:
            return await self.client.get_input_entity(peer)
        except ValueError:
            await self.client.get_dialogs()  # what the library has not met yet, it may meet there
            return await self.client.get_input_entity(peer)

    async def inputPeer(self, peer):
        return values.plain(await self.peer(peer))

    async def offline(self):
        await self.client.disconnect()

    async def online(self):
        await self.client.connect()

    async def perform(self, request):
        n = request['n']
        try:
            tell(n=n, ok=await getattr(self, request['do'])(**request['with']))
        except Exception as error:
            name = ERROR_NAMES.get(type(error), type(error).__name__)
            tell(n=n, error=f'{name}: {error}')


async def main():
    watch_for_the_unparsable()
    lines = asyncio.StreamReader(limit=LINE_LIMIT)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    driver = Driver()
    under_way = set()
    while line := await lines.readline():
        task = asyncio.create_task(driver.perform(json.loads(line)))
        under_way.add(task)
        task.add_done_callback(under_way.discard)


asyncio.run(main())
