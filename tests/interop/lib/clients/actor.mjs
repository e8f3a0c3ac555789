// What every driver of this folder is made of. A driver wraps one client library, unmodified, and exports
//   client = { name, version, layer, transports }   transports: names, the first is the one to use by default
//   open({ server, phone, transport, session, log }) -> Actor   session: what an earlier actor's save() gave
// so that a test can be written once and run against all of them. Ids are the ids in that person's own box, peers are
// user ids, both numbers. What a library has no way to do is null, and what it does badly is left as it is.
//
//   signIn({ code, password, firstName })   code is an async function; signs up a number that is new, and gives the
//                                           password if the server asks for it; a refusal is thrown
//   me() -> { id, phone, firstName }
//   setPassword({ current, next, hint })    two-step verification: next alone sets, current alone removes
//   findByPhone(phone) -> user id
//   dialogs() -> [{ peer, top, unread, readInbox, readOutbox, text }]   top and text are of the last message
//   history(peer, limit) -> [message]       newest first
//   send(peer, text, { entities, replyTo }) -> id
//   edit(peer, id, text, { entities })
//   remove(ids, peer)                       for all who have them; peer: where, of a channel
//   read(peer, maxId)
//   offline(), online()                     leaves the network; comes back and asks what it has missed
//   save() -> session                       for open()
//   close()
//
// In groups and channels, whose peers are as in peers.mjs; TDLib, mtcute, GramJS and Telethon only:
//   id                                      one's own user id, once signed in
//   createGroup(title, users), createSupergroup(title, about), createChannel(title, about) -> peer
//   invite(peer, users), kick(peer, user), leave(peer)
//   ban(peer, user, { until }), unban(peer, user), restrict(peer, user, taken, { until })   taken: names of the flags
//                                           of chatBannedRights: ['sendMessages']
//   promote(peer, user, rights, rank), demote(peer, user)   rights: names of flags of chatAdminRights. TDLib sets no rank
//   setPermissions(peer, taken)             for all members
//   createLink(peer, { request, limit, expires, title }) -> link;  join(link or username) -> peer
//   rename(peer, title), describe(peer, about), setUsername(peer, username)
//   info(peer) -> { title, about, members, pinned, username }   pinned: the newest pinned message
//   participants(peer, { filter }) -> [{ id, role, rank }]      role: creator, admin, member, restricted, banned, left;
//                                           filter of a channel: recent, admins, kicked, banned ...
//   pin(peer, id, { unpin, silent }), forward(from, ids, to), typing(peer)
//   invoke(method, args) -> answer          anything else. Of TDLib its own API; of the others the schema's method, with
//                                           arguments and answers as in tl_values.mjs, and the peers in them by
//   inputPeer(peer), inputUser(user), inputChannel(peer)        async; not of TDLib
//
// message  { peer, id, out, text, entities, edited, replyTo, from, service, forwarded, pinned }   replyTo: an id, or
//          undefined; from: the author's peer; service: the schema's name of the action, as 'chatAddUser'. raw, which is
//          not compared: the library's message
// entity   { type, offset, length, url, language }   offsets in UTF-16 units; type is one of bold, italic, underline,
//          strike, code, pre, spoiler, url, text_link, mention, blockquote
// seen     what updates have told so far: { kind: 'message' | 'edit', ...message }, { kind: 'delete', ids },
//          { kind: 'read', peer, maxId, outbox }   outbox: it was the other person who has read; of the four above also
//          { kind: 'pin', peer, ids, pinned }, { kind: 'typing', peer, from }, { kind: 'raw', _, peer, update } for the
//          rest, by the name that the library has for it
// unknown  what the library could not make sense of: must stay empty
import { inspect } from 'node:util'

export class Actor {
  seen = []
  unknown = []
  #waiting = new Set()

  tell(entry) {
    this.seen.push(entry)
    for (const waiter of [...this.#waiting]) waiter(entry)
  }

  // The first entry of `seen`, past or future, for which the predicate holds.
  until(predicate, ms = 15_000) {
    const known = this.seen.find(predicate)
    if (known) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      const stop = () => {
        clearTimeout(timer)
        this.#waiting.delete(waiter)
      }
      const waiter = (entry) => {
        if (!predicate(entry)) return
        stop()
        resolve(entry)
      }
      const timer = setTimeout(() => {
        stop()
        const last = inspect(this.seen.slice(-5), { depth: 4, breakLength: Infinity })
        reject(new Error(`no update within ${ms} ms: ${predicate}; last seen: ${last}; unknown: ${this.unknown}`))
      }, ms)
      this.#waiting.add(waiter)
    })
  }
}
