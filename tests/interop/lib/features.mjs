// What the libraries have different words for, beyond the contract of clients/actor.mjs: one function per feature, for
// any device of people.mjs. Ids and peers are as there; a library's layer decides which of the schema's words it has.
import { peerOf } from './clients/peers.mjs'
import { randomId } from './clients/tl_actor.mjs'
import { eventually } from './server.mjs'
import { idOf, tdlibIdOf } from './tdlib.mjs'

// The layers in which a word that is used here came, or changed.
export const kTopicsSince = 148
const kInputReplyToSince = 161
const kPollTextsSince = 178 // texts with entities
const kReactionListsSince = 145
const kTopicsAreMessages = 216 // messages.getForumTopics, not channels.getForumTopics

export const isTdlib = (device) => device.library === 'tdlib'
export const formatted = (text) => ({ _: 'formattedText', text, entities: [] })
const page = { offsetId: 0, addOffset: 0, limit: 100, maxId: 0, minId: 0 }

// A message in the form that all share: { id, from, text, raw }
const short = ({ id, from, text, raw }) => ({ id, from, text, raw })
const ofTdlib = (m) => short({
  id: idOf(m.id), from: m.sender_id.user_id ?? m.sender_id.chat_id, text: m.content.text?.text ?? '', raw: m,
})
const ofTl = (device, answer) => answer.messages.filter((m) => m._ === 'message').map((m) => short(device.message(m)))

// --- writing ---
// at: the second at which it is to be sent; then there is no id yet. topic: of a forum. as: who it comes from.
export function post(device, peer, text, options = {}) {
  return isTdlib(device) ? postByTdlib(device, peer, text, options) : postByTl(device, peer, text, options)
}

async function postByTl(device, peer, text, { replyTo, topic, quote, at, as, silent }) {
  const to = replyTo ?? topic
  const reply = device.layer < kInputReplyToSince ? { replyToMsgId: to } : {
    replyTo: to && { _: 'inputReplyToMessage', replyToMsgId: to, topMsgId: topic, quoteText: quote },
  }
  const sent = await device.invoke('messages.sendMessage', {
    peer: await device.inputPeer(peer), message: text, randomId: randomId(), silent, scheduleDate: at,
    sendAs: as && (await device.inputPeer(as)), ...reply,
  })
  return at ? undefined : sent.id ?? sent.updates.find((u) => u._ === 'updateMessageID').id
}

async function postByTdlib(device, peer, text, { replyTo, topic, quote, at, as, silent = false }) {
  if (as) {
    await eventually('a choice of senders', () => // which TDLib learns with the chat's name
      device.invoke('setChatMessageSender', { chat_id: peer, message_sender_id: tdlibSender(as) }))
  }
  const message = await device.invoke('sendMessage', {
    chat_id: peer,
    topic_id: topic && { _: 'messageTopicForum', forum_topic_id: topic },
    reply_to: replyTo && {
      _: 'inputMessageReplyToMessage', message_id: tdlibIdOf(replyTo),
      quote: quote && { _: 'inputTextQuote', text: formatted(quote), position: 0 },
    },
    options: {
      _: 'messageSendOptions', disable_notification: silent,
      scheduling_state: at && { _: 'messageSchedulingStateSendAtDate', send_date: at },
    },
    input_message_content: { _: 'inputMessageText', text: formatted(text) },
  })
  return at ? undefined : idOf((await device.device.sending(message).promise).id)
}
export const tdlibSender = (peer) =>
  (peer > 0 ? { _: 'messageSenderUser', user_id: peer } : { _: 'messageSenderChat', chat_id: peer })

// What waits to be sent, newest first: [{ id, text }]
export async function scheduled(device, peer) {
  if (isTdlib(device)) {
    const { messages } = await device.invoke('getChatScheduledMessages', { chat_id: peer })
    return messages.map((m) => ({ id: m.id, text: m.content.text.text })) // its own numbers, for deleteMessages
  }
  const { messages } = await device.invoke('messages.getScheduledHistory', { peer: await device.inputPeer(peer), hash: 0n })
  return messages.map((m) => ({ id: m.id, text: m.message }))
}

export async function setTtl(device, peer, seconds) {
  if (isTdlib(device)) return device.invoke('setChatMessageAutoDeleteTime', { chat_id: peer, message_auto_delete_time: seconds })
  return device.invoke('messages.setHistoryTTL', { peer: await device.inputPeer(peer), period: seconds })
}

// --- threads and topics ---
// What answers a message, or comments a post, newest first.
export async function thread(device, peer, top) {
  if (!isTdlib(device)) {
    return ofTl(device, await device.invoke('messages.getReplies', {
      peer: await device.inputPeer(peer), msgId: top, offsetDate: 0, hash: 0n, ...page,
    }))
  }
  const { chat_id, message_thread_id: message_id } = await threadOfTdlib(device, peer, top)
  return pagesOfTdlib(device, 'getMessageThreadHistory', { chat_id, message_id })
}
const threadOfTdlib = (device, peer, top) =>
  device.invoke('getMessageThread', { chat_id: peer, message_id: tdlibIdOf(top) })

async function pagesOfTdlib(device, method, where) {
  const all = []
  for (;;) {
    const from_message_id = all.at(-1)?.id ?? 0
    const { messages } = await device.invoke(method, { ...where, from_message_id, offset: 0, limit: 50 })
    if (messages.length === 0) return all.filter((m) => m.content.text).map(ofTdlib)
    all.push(...messages)
  }
}

// Where a post is commented on, and by how many: { peer, top, count }
export async function comments(device, peer, top) {
  if (isTdlib(device)) {
    const found = await threadOfTdlib(device, peer, top)
    return { peer: found.chat_id, top: idOf(found.message_thread_id), count: found.reply_info.reply_count }
  }
  const { messages: [root] } = await device.invoke('messages.getDiscussionMessage', {
    peer: await device.inputPeer(peer), msgId: top,
  })
  return { peer: peerOf(root.peerId), top: root.id, count: root.replies?.replies ?? 0 }
}

async function topicCall(device, forum, method, args) {
  if (device.layer >= kTopicsAreMessages) {
    return device.invoke(`messages.${method}`, { peer: await device.inputPeer(forum), ...args })
  }
  return device.invoke(`channels.${method}`, { channel: await device.inputChannel(forum), ...args })
}

export async function createTopic(device, forum, title) {
  if (isTdlib(device)) {
    const { forum_topic_id: id } = await device.invoke('createForumTopic', {
      chat_id: forum, name: title, is_name_implicit: false,
      icon: { _: 'forumTopicIcon', color: 0x6FB9F0, custom_emoji_id: '0' },
    })
    return id
  }
  const { updates } = await topicCall(device, forum, 'createForumTopic', { title, randomId: randomId() })
  return updates.find((u) => u._ === 'updateMessageID').id
}

export async function editTopic(device, forum, topic, { title, closed }) {
  if (!isTdlib(device)) return topicCall(device, forum, 'editForumTopic', { topicId: topic, title, closed })
  const where = { chat_id: forum, forum_topic_id: topic }
  if (closed !== undefined) await device.invoke('toggleForumTopicIsClosed', { ...where, is_closed: closed })
  if (title === undefined) return undefined
  return device.invoke('editForumTopic', { ...where, name: title, edit_icon_custom_emoji: false, icon_custom_emoji_id: '0' })
}

export async function pinTopic(device, forum, topic, pinned) {
  if (!isTdlib(device)) return topicCall(device, forum, 'updatePinnedForumTopic', { topicId: topic, pinned })
  return device.invoke('toggleForumTopicIsPinned', { chat_id: forum, forum_topic_id: topic, is_pinned: pinned })
}

export async function deleteTopic(device, forum, topic) {
  if (isTdlib(device)) return device.invoke('deleteForumTopic', { chat_id: forum, forum_topic_id: topic })
  return topicCall(device, forum, 'deleteTopicHistory', { topMsgId: topic })
}

// Pinned ones first: [{ id, title, unread, mentions, closed, pinned }]
export async function topics(device, forum) {
  if (isTdlib(device)) {
    const found = await device.invoke('getForumTopics', {
      chat_id: forum, query: '', offset_date: 0, offset_message_id: 0, offset_forum_topic_id: 0, limit: 100,
    })
    return found.topics.map(({ info, unread_count, unread_mention_count, is_pinned }) => ({
      id: info.forum_topic_id, title: info.name, unread: unread_count, mentions: unread_mention_count,
      closed: info.is_closed, pinned: is_pinned,
    }))
  }
  const found = await topicCall(device, forum, 'getForumTopics', { offsetDate: 0, offsetId: 0, offsetTopic: 0, limit: 100 })
  return found.topics.map((t) => ({
    id: t.id, title: t.title, unread: t.unreadCount, mentions: t.unreadMentionsCount, closed: Boolean(t.closed),
    pinned: Boolean(t.pinned),
  }))
}

export async function topicHistory(device, forum, topic) {
  if (!isTdlib(device)) return thread(device, forum, topic)
  return pagesOfTdlib(device, 'getForumTopicHistory', { chat_id: forum, forum_topic_id: topic })
}

export async function readTopic(device, forum, topic, id) {
  if (!isTdlib(device)) {
    return device.invoke('messages.readDiscussion', { peer: await device.inputPeer(forum), msgId: topic, readMaxId: id })
  }
  await device.invoke('openChat', { chat_id: forum })
  return device.invoke('viewMessages', {
    chat_id: forum, message_ids: [tdlibIdOf(id)], source: { _: 'messageSourceForumTopicHistory' }, force_read: true,
  })
}

// --- mentions ---
export async function unreadMentions(device, peer) {
  if (isTdlib(device)) {
    const { messages } = await device.invoke('searchChatMessages', {
      chat_id: peer, query: '', sender_id: null, from_message_id: 0, offset: 0, limit: 100,
      filter: { _: 'searchMessagesFilterUnreadMention' },
    })
    return messages.map((m) => idOf(m.id))
  }
  const { messages } = await device.invoke('messages.getUnreadMentions', { peer: await device.inputPeer(peer), ...page })
  return messages.map((m) => m.id)
}

export async function readMentions(device, peer) {
  if (isTdlib(device)) return device.invoke('readAllChatMentions', { chat_id: peer })
  return device.invoke('messages.readMentions', { peer: await device.inputPeer(peer) })
}

// --- reactions ---
// Not by TDLib, which offers only reactions with pictures of their own.
export async function react(device, peer, id, emoticons, options = {}) {
  const [only] = emoticons
  const list = emoticons.map((emoticon) => ({ _: 'reactionEmoji', emoticon }))
  const reaction = device.layer < kReactionListsSince ? only : list
  return device.invoke('messages.sendReaction', { peer: await device.inputPeer(peer), msgId: id, reaction, ...options })
}

// Of a message's raw: { '👍': 2 }, and what of it is one's own.
export function reactionsOf(raw) {
  const counts = {}
  const own = []
  for (const r of raw.interaction_info?.reactions?.reactions ?? []) {
    counts[r.type.emoji] = r.total_count
    if (r.is_chosen) own.push(r.type.emoji)
  }
  for (const r of raw.reactions?.results ?? []) {
    const emoticon = r.reaction.emoticon ?? r.reaction
    counts[emoticon] = r.count
    if (r.chosenOrder != null || r.chosen) own.push(emoticon)
  }
  return { counts, own: own.sort() }
}

// --- polls ---
// correct: which option a quiz wants. closeIn: seconds.
export function ask(device, peer, question, options, settings = {}) {
  return isTdlib(device)
    ? askByTdlib(device, peer, question, options, settings)
    : askByTl(device, peer, question, options, settings)
}

async function askByTl(device, peer, question, options, { open = false, several = false, correct, solution, closeIn }) {
  const rich = (text) => (device.layer < kPollTextsSince ? text : { _: 'textWithEntities', text, entities: [] })
  const newest = device.layer > 214 // the number of the option, where others name it by its bytes
  const quiz = correct !== undefined
  const media = {
    _: 'inputMediaPoll', ...(quiz && { correctAnswers: [newest ? correct : Buffer.from([correct])] }),
    ...(solution && { solution, solutionEntities: [] }),
    poll: {
      _: 'poll', id: 0n, ...(newest && { hash: 0n }), question: rich(question), publicVoters: open, quiz,
      multipleChoice: several, closePeriod: closeIn,
      answers: options.map((text, i) => ({ _: 'pollAnswer', text: rich(text), option: Buffer.from([i]) })),
    },
  }
  await device.invoke('messages.sendMedia', {
    peer: await device.inputPeer(peer), media, message: '', randomId: randomId(),
  })
}

async function askByTdlib(device, peer, question, options, settings) {
  const { open = false, several = false, correct, solution = '', closeIn = 0 } = settings
  const type = correct === undefined
    ? { _: 'inputPollTypeRegular' }
    : { _: 'inputPollTypeQuiz', correct_option_ids: [correct], explanation: formatted(solution) }
  const message = await device.invoke('sendMessage', {
    chat_id: peer,
    input_message_content: {
      _: 'inputMessagePoll', question: formatted(question), type, is_anonymous: !open,
      allows_multiple_answers: several, allows_revoting: true,
      options: options.map((text) => ({ _: 'inputPollOption', text: formatted(text) })),
      open_period: closeIn, close_date: 0, is_closed: false,
    },
  })
  await device.device.sending(message).promise
}

// A poll as one device has it: { id, question, options, closed, voters, counts: [..] or undefined, own: [index] }
export function pollOf({ id, raw }) {
  if (raw.content) {
    const { poll } = raw.content
    return {
      id, question: poll.question.text, options: poll.options.map((o) => o.text.text), closed: poll.is_closed,
      voters: poll.total_voter_count, counts: poll.options.map((o) => o.voter_count),
      own: poll.options.flatMap((o, i) => (o.is_chosen ? [i] : [])),
    }
  }
  const { poll, results } = raw.media
  const of = poll.answers.map((a) => results.results?.find((r) => Buffer.compare(r.option, a.option) === 0))
  return {
    id, question: poll.question.text ?? poll.question, options: poll.answers.map((a) => a.text.text ?? a.text),
    closed: Boolean(poll.closed), voters: results.totalVoters ?? 0,
    counts: of.every(Boolean) ? of.map((r) => r.voters) : undefined, own: of.flatMap((r, i) => (r?.chosen ? [i] : [])),
  }
}
export const isPoll = ({ raw }) => raw.content?._ === 'messagePoll' || raw.media?._ === 'messageMediaPoll'

// chosen: indexes of options of a message that history() gave.
export async function vote(device, peer, { id, raw }, chosen) {
  if (isTdlib(device)) {
    return device.invoke('setPollAnswer', { chat_id: peer, message_id: tdlibIdOf(id), option_ids: chosen })
  }
  const options = chosen.map((i) => Buffer.from(raw.media.poll.answers[i].option))
  return device.invoke('messages.sendVote', { peer: await device.inputPeer(peer), msgId: id, options })
}

export async function stopPoll(device, peer, { id, raw }) {
  if (isTdlib(device)) return device.invoke('stopPoll', { chat_id: peer, message_id: tdlibIdOf(id) })
  const { poll } = raw.media
  const longs = { id: BigInt(poll.id), ...(poll.hash !== undefined && { hash: BigInt(poll.hash) }) }
  return device.invoke('messages.editMessage', {
    peer: await device.inputPeer(peer), id, media: { _: 'inputMediaPoll', poll: { ...poll, ...longs, closed: true } },
  })
}

// --- searching: newest first, what both answer in full ---
// filter: of the schema without inputMessagesFilter, as 'Url'. from: an author.
export async function search(device, peer, words, { filter = 'Empty', from } = {}) {
  if (isTdlib(device)) {
    const { messages } = await device.invoke('searchChatMessages', {
      chat_id: peer, query: words, sender_id: from ? tdlibSender(from) : null, from_message_id: 0, offset: 0, limit: 100,
      filter: { _: `searchMessagesFilter${filter}` },
    })
    return messages.map(ofTdlib)
  }
  return ofTl(device, await device.invoke('messages.search', {
    peer: await device.inputPeer(peer), q: words, filter: { _: `inputMessagesFilter${filter}` },
    fromId: from && (await device.inputPeer(from)), minDate: 0, maxDate: 0, hash: 0n, ...page,
  }))
}

export async function searchEverywhere(device, words) {
  if (isTdlib(device)) {
    const { messages } = await device.invoke('searchMessages', {
      chat_list: null, query: words, offset: '', limit: 100, filter: null, chat_type_filter: null, min_date: 0, max_date: 0,
    })
    return messages.map(ofTdlib)
  }
  return ofTl(device, await device.invoke('messages.searchGlobal', {
    q: words, filter: { _: 'inputMessagesFilterEmpty' }, minDate: 0, maxDate: 0, offsetRate: 0,
    offsetPeer: { _: 'inputPeerEmpty' }, offsetId: 0, limit: 100,
  }))
}

// --- forwards and receipts ---
// Who a forwarded message says it is from: { user }, { name } of one who hides, { channel, post }; undefined: it is none.
export function originOf({ raw }) {
  const origin = raw.forward_info?.origin
  if (origin) {
    return {
      messageOriginUser: { user: origin.sender_user_id }, messageOriginHiddenUser: { name: origin.sender_name },
      messageOriginChannel: { channel: origin.chat_id, post: idOf(origin.message_id ?? 0) },
    }[origin._]
  }
  const header = raw.fwdFrom
  if (!header) return undefined
  if (!header.fromId) return { name: header.fromName }
  const from = peerOf(header.fromId)
  return from > 0 ? { user: from } : { channel: from, post: header.channelPost }
}

export async function forwardCopy(device, from, ids, to) {
  if (isTdlib(device)) {
    const { messages } = await device.invoke('forwardMessages', {
      chat_id: to, from_chat_id: from, message_ids: ids.map(tdlibIdOf), send_copy: true, remove_caption: false,
    })
    return Promise.all(messages.map((message) => device.device.sending(message).promise))
  }
  return device.invoke('messages.forwardMessages', {
    fromPeer: await device.inputPeer(from), toPeer: await device.inputPeer(to), id: ids, randomId: ids.map(randomId),
    dropAuthor: true,
  })
}

export async function hideInForwards(device, hidden) {
  if (isTdlib(device)) {
    return device.invoke('setUserPrivacySettingRules', {
      setting: { _: 'userPrivacySettingShowLinkInForwardedMessages' },
      rules: {
        _: 'userPrivacySettingRules',
        rules: [{ _: hidden ? 'userPrivacySettingRuleRestrictAll' : 'userPrivacySettingRuleAllowAll' }],
      },
    })
  }
  return device.invoke('account.setPrivacy', {
    key: { _: 'inputPrivacyKeyForwards' },
    rules: [{ _: hidden ? 'inputPrivacyValueDisallowAll' : 'inputPrivacyValueAllowAll' }],
  })
}

// Who has read a message of one's own in a small group: [user id]
export async function readersOf(device, peer, id) {
  if (isTdlib(device)) {
    const { viewers } = await device.invoke('getMessageViewers', { chat_id: peer, message_id: tdlibIdOf(id) })
    return viewers.map((v) => v.user_id)
  }
  const where = { peer: await device.inputPeer(peer), msgId: id }
  const readers = await device.invoke('messages.getMessageReadParticipants', where)
  return readers.map((r) => r.userId ?? Number(r)) // with dates since layer 162
}

export async function unpinAll(device, peer) {
  if (isTdlib(device)) return device.invoke('unpinAllChatMessages', { chat_id: peer })
  return device.invoke('messages.unpinAllMessages', { peer: await device.inputPeer(peer) })
}
