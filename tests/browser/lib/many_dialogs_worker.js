// Stands in for the protocol worker: a signed-in person with ten thousand chats, in the worker's own three kinds of
// messages. What the page then does is its own work alone, without server or network. The test bundles it.
import { plainChat, plainMessage } from '../../../web/packages/protocol/src/plain.ts'

const COUNT = 10_000
const PAGE = 50
const NOW = Math.floor(Date.now() / 1000)
const WORDS = 'letters paper ink wax seal post stamp road horse coach night morning'.split(' ')

const words = (seed, count) => Array.from({ length: count }, (_, at) => WORDS[(seed * 7 + at * 5) % WORDS.length]).join(' ')

const user = (id, firstName, isSelf = false) => ({
  id,
  firstName,
  lastName: '',
  username: null,
  phone: null,
  isSelf,
  isContact: false,
  isDeleted: false,
  isBot: false,
  isPartial: false,
  presence: id % 3 === 0 ? { kind: 'online', until: NOW + 600 } : { kind: 'recently' },
})

const chat = (id) =>
  plainChat({
    id,
    kind: id % 2 === 0 ? 'supergroup' : 'channel',
    title: `Circle ${-id - 1e12} of ${words(-id, 2)}`,
    memberCount: 5,
    isMember: true,
  })

const chatIdOf = (index) => (index % 2 === 0 ? 100 + index : -1e12 - 100 - index)

function message(index, id, date) {
  const chatId = chatIdOf(index)
  return plainMessage({ id, chatId, senderId: chatId > 0 ? chatId : 100, date, text: `${id}: ${words(index, 9)}` })
}

const dialog = (index) => ({
  chatId: chatIdOf(index),
  pinRank: null,
  unreadCount: index % 5 === 0 ? (index % 40) + 1 : 0,
  isMarkedUnread: false,
  readInboxMaxId: 0,
  readOutboxMaxId: 0,
  unreadMentions: index % 50 === 0 ? 1 : 0,
  unreadReactions: 0,
  mutedUntil: index % 4 === 0 ? NOW + 86_400 : 0,
  folderId: 0,
  lastMessage: message(index, 1, NOW - index * 60),
  draft: null,
})

const emit = (event) => postMessage({ kind: 'event', event })

const api = {
  start: () => {
    emit({ type: 'connection', state: 'online' })
    return { server: { name: 'Test' }, me: user(1, 'Ada', true) }
  },
  getDialogs: (cursor) => {
    const first = cursor === null ? 0 : cursor.messageId
    const indices = Array.from({ length: Math.min(PAGE, COUNT - first) }, (_, at) => first + at)
    const ids = indices.map(chatIdOf)
    emit({ type: 'users', users: ids.filter((id) => id > 0).map((id) => user(id, `Friend ${id} of ${words(id, 2)}`)) })
    emit({ type: 'chats', chats: ids.filter((id) => id < 0).map(chat) })
    const end = first + indices.length
    const next = end < COUNT ? { date: 0, messageId: end, chatId: 0 } : null
    return { dialogs: indices.map(dialog), users: [], chats: [], next }
  },
  getFolders: () => [],
  getBlocked: () => [],
  setOnline: () => null,
}

addEventListener('message', ({ data: { id, method, args } }) => {
  // For the test, not for the page: something happens in a chat far down.
  if (method === 'arrive') return emit({ type: 'messageAdded', message: message(args[0], 1_000_000 + args[0], NOW) })
  const answer = api[method]
  if (answer) postMessage({ kind: 'result', id, value: answer(...args) })
  else postMessage({ kind: 'failure', id, failure: { name: 'METHOD_INVALID', code: 400, seconds: null } })
})
