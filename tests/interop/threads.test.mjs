// Mentions, threads, comments on posts, counters and topics, by TDLib and mtcute in the same chats: what one writes the
// other reads.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { found, People, told } from './lib/people.mjs'
import { eventually } from './lib/server.mjs'
import { idOf, tdlibIdOf } from './lib/tdlib.mjs'

let people, anna, ben, cara
let group, news, talk, forum

before(async () => {
  people = await People.gather({ anna: ['tdlib'], ben: ['mtcute:websocket'], cara: ['tdlib'] })
  ;({ anna, ben, cara } = people)
  await ben.invoke('account.updateUsername', { username: 'benjamin' })
  group = await anna.createSupergroup('Werkstatt', '')
  await anna.invite(group, [ben.id, cara.id])
  await eventually('the group at all', async () => (await Promise.all([ben, cara].map((one) => one.dialogs()))).every((list) => list.some((d) => d.peer === group)))
})
after(() => people.part())

const seen = (device, chat, id) => device.invoke('getMessage', { chat_id: chat, message_id: tdlibIdOf(id) })
const showHistory = (chat) => anna.invoke('toggleSupergroupIsAllHistoryAvailable', { supergroup_id: -1000000000000 - chat, is_all_history_available: true })

test('a mention by TDLib is unread at mtcute until it is looked at', async () => {
  const id = await anna.send(group, 'Schau mal, @benjamin')
  await told(ben, 'Schau mal, @benjamin')
  const peer = await ben.inputPeer(group)
  const unread = () => ben.invoke('messages.getUnreadMentions', { peer, offsetId: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0 })
  await eventually('the mention', async () => (await unread()).messages.some((m) => m.id === id && m.mentioned && m.mediaUnread))
  await ben.invoke('messages.readMentions', { peer })
  assert.equal((await unread()).messages.length, 0)
  const question = await cara.send(group, 'Kommt ihr?')
  await found(ben, group, 'Kommt ihr?')
  await ben.send(group, 'Ja', { replyTo: question })
  await eventually('cara is mentioned by the answer', async () => (await cara.invoke('getChat', { chat_id: group })).unread_mention_count === 1)
  await cara.invoke('readAllChatMentions', { chat_id: group })
  await eventually('and has seen it', async () => (await cara.invoke('getChat', { chat_id: group })).unread_mention_count === 0)
})

test('answers make a thread that both read', async () => {
  const root = await anna.send(group, 'Wer bringt was mit?')
  await found(ben, group, 'Wer bringt was mit?')
  const salad = await ben.send(group, 'Salat', { replyTo: root })
  await found(cara, group, 'Salat')
  await cara.send(group, 'Dann ich Brot', { replyTo: salad })
  await found(anna, group, 'Dann ich Brot')
  const thread = await eventually('the thread at TDLib', async () => {
    const info = await anna.invoke('getMessageThread', { chat_id: group, message_id: tdlibIdOf(root) })
    return info.reply_info.reply_count === 2 && info
  })
  assert.equal(idOf(thread.message_thread_id), root)
  const { messages } = await anna.invoke('getMessageThreadHistory', { chat_id: group, message_id: tdlibIdOf(root), from_message_id: 0, offset: 0, limit: 10 })
  assert.deepEqual(messages.map((m) => m.content.text?.text), ['Dann ich Brot', 'Salat'])
  const answers = await ben.invoke('messages.getReplies', { peer: await ben.inputPeer(group), msgId: root, offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0 })
  assert.deepEqual(answers.messages.map((m) => m.message), ['Dann ich Brot', 'Salat'])
})

test('posts are commented on in the discussion group, and counted', async () => {
  news = await anna.createChannel('Neuigkeiten', '')
  talk = await anna.createSupergroup('Gespräch', '')
  await anna.invite(news, [ben.id, cara.id])
  await showHistory(talk)
  await anna.invoke('setChatDiscussionGroup', { chat_id: news, discussion_chat_id: talk })
  const post = await anna.send(news, 'Wir haben geöffnet')
  await found(cara, news, 'Wir haben geöffnet')
  await told(ben, 'Wir haben geöffnet')

  const peer = await ben.inputPeer(news)
  const opened = await ben.invoke('messages.getDiscussionMessage', { peer, msgId: post })
  assert.equal(opened.messages[0].message, 'Wir haben geöffnet')
  assert.equal(opened.messages[0].fwdFrom.channelPost, post)
  const thread = await eventually('the comments at TDLib', () => cara.invoke('getMessageThread', { chat_id: news, message_id: tdlibIdOf(post) }))
  assert.equal(thread.chat_id, talk)
  const sent = await cara.invoke('sendMessage', {
    chat_id: talk, topic_id: { _: 'messageTopicThread', message_thread_id: thread.message_thread_id },
    reply_to: { _: 'inputMessageReplyToMessage', message_id: thread.message_thread_id },
    input_message_content: { _: 'inputMessageText', text: { _: 'formattedText', text: 'Endlich!', entities: [] } },
  })
  assert.ok(sent.id)
  await eventually('the comment at mtcute', async () => {
    const { messages } = await ben.invoke('messages.getReplies', { peer, msgId: post, offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0 })
    return messages.some((m) => m.message === 'Endlich!')
  })
  const { views } = await ben.invoke('messages.getMessagesViews', { peer, id: [post], increment: true })
  assert.equal(views[0].replies.replies, 1)
  assert.equal(views[0].replies.comments, true)

  await cara.invoke('openChat', { chat_id: news })
  await cara.invoke('viewMessages', { chat_id: news, message_ids: [tdlibIdOf(post)], source: { _: 'messageSourceChatHistory' }, force_read: true })
  await eventually('both have seen it', async () => {
    const counted = await ben.invoke('messages.getMessagesViews', { peer, id: [post], increment: true })
    return counted.views[0].views >= 2
  })
  await eventually('TDLib is told', async () => (await seen(anna, news, post)).interaction_info?.view_count >= 2, { timeoutMs: 10_000 })
})

test('who reads the channel alone has the comments of its private group, and nothing else of it', async () => {
  const secret = await anna.send(talk, 'Unter uns')
  const post = await anna.send(news, 'Morgen geschlossen')
  const peer = await ben.inputPeer(news)
  const opened = await eventually('the post in the group', () => ben.invoke('messages.getDiscussionMessage', { peer, msgId: post }))
  const there = await ben.inputPeer(talk)
  const page = { offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0 }
  const history = await ben.invoke('messages.getHistory', { peer: there, ...page })
  assert.ok(history.messages.some((m) => m.message === 'Endlich!'))
  assert.ok(!history.messages.some((m) => m.message === 'Unter uns'))
  const hits = await ben.invoke('messages.search', { peer: there, q: 'uns', filter: { _: 'inputMessagesFilterEmpty' }, minDate: 0, maxDate: 0, ...page })
  assert.equal(hits.messages.length, 0)
  const named = await ben.invoke('channels.getMessages', { channel: { ...there, _: 'inputChannel' }, id: [{ _: 'inputMessageID', id: secret }] })
  assert.equal(named.messages[0]._, 'messageEmpty')
  const replyTo = { _: 'inputReplyToMessage', replyToMsgId: opened.messages[0].id }
  await ben.invoke('messages.sendMessage', { peer: there, message: 'Wie schade', randomId: 4713n, replyTo })
  await assert.rejects(ben.invoke('messages.sendMessage', { peer: there, message: 'Hallo?', randomId: 4714n }), /CHAT_GUEST_SEND_FORBIDDEN/)

  const thread = await eventually('the comments at TDLib', () => cara.invoke('getMessageThread', { chat_id: news, message_id: tdlibIdOf(post) }))
  const comments = async () => {
    const { messages } = await cara.invoke('getMessageThreadHistory', { chat_id: thread.chat_id, message_id: thread.message_thread_id, from_message_id: 0, offset: 0, limit: 10 })
    return messages.map((m) => m.content.text?.text)
  }
  await eventually('the comment at TDLib', async () => (await comments()).includes('Wie schade'))
  const whole = await cara.invoke('getChatHistory', { chat_id: talk, from_message_id: 0, offset: 0, limit: 20, only_local: false })
  assert.ok(!whole.messages.some((m) => m.content.text?.text === 'Unter uns'))
  assert.deepEqual(await comments(), ['Wie schade']) // as before: TDLib has not given the group up
})

test('a forum has topics with their own messages and unread counts', async () => {
  forum = await anna.createSupergroup('Forum', '')
  await showHistory(forum)
  await anna.invite(forum, [ben.id])
  await anna.invoke('toggleSupergroupIsForum', { supergroup_id: -1000000000000 - forum, is_forum: true, has_forum_tabs: false })
  const made = await anna.invoke('createForumTopic', { chat_id: forum, name: 'Pläne', is_name_implicit: false, icon: { _: 'forumTopicIcon', color: 0x6FB9F0, custom_emoji_id: '0' } })
  const topic = made.forum_topic_id
  await eventually('the forum at mtcute', async () => (await ben.dialogs()).some((d) => d.peer === forum))
  const peer = await ben.inputPeer(forum)
  const list = () => ben.invoke('messages.getForumTopics', { peer, offsetDate: 0, offsetId: 0, offsetTopic: 0, limit: 10 })
  assert.deepEqual((await list()).topics.map((t) => t.title), ['Pläne', 'General'])

  await anna.invoke('sendMessage', {
    chat_id: forum, topic_id: { _: 'messageTopicForum', forum_topic_id: topic },
    input_message_content: { _: 'inputMessageText', text: { _: 'formattedText', text: 'Im Thema', entities: [] } },
  })
  const inTopic = await eventually('the message in its topic', async () => {
    const { messages } = await ben.invoke('messages.getReplies', { peer, msgId: topic, offsetId: 0, offsetDate: 0, addOffset: 0, limit: 10, maxId: 0, minId: 0, hash: 0 })
    return messages.find((m) => m.message === 'Im Thema')
  })
  assert.equal(inTopic.replyTo.forumTopic, true)
  assert.equal(inTopic.replyTo.replyToMsgId, topic)
  const [state] = (await list()).topics
  assert.ok(state.unreadCount >= 1)
  await ben.invoke('messages.readDiscussion', { peer, msgId: topic, readMaxId: inTopic.id })
  assert.equal((await list()).topics[0].unreadCount, 0)
  await ben.invoke('messages.sendMessage', {
    peer, message: 'Antwort im Thema', randomId: 4711n, replyTo: { _: 'inputReplyToMessage', replyToMsgId: inTopic.id, topMsgId: topic },
  })
  await eventually('the answer at TDLib', async () => {
    const { messages } = await anna.invoke('getForumTopicHistory', { chat_id: forum, forum_topic_id: topic, from_message_id: 0, offset: 0, limit: 10 })
    return messages.some((m) => m.content.text?.text === 'Antwort im Thema' && m.topic_id?.forum_topic_id === topic)
  })
  await anna.invoke('toggleForumTopicIsClosed', { chat_id: forum, forum_topic_id: topic, is_closed: true })
  await assert.rejects(ben.invoke('messages.sendMessage', {
    peer, message: 'zu spät', randomId: 4712n, replyTo: { _: 'inputReplyToMessage', replyToMsgId: topic, topMsgId: topic },
  }), /TOPIC_CLOSED/)
  await anna.invoke('editForumTopic', { chat_id: forum, forum_topic_id: topic, name: 'Alte Pläne', edit_icon_custom_emoji: false, icon_custom_emoji_id: '0' })
  await eventually('the new name', async () => (await list()).topics[0].title === 'Alte Pläne')
  await anna.invoke('toggleForumTopicIsPinned', { chat_id: forum, forum_topic_id: topic, is_pinned: true })
  assert.equal((await list()).topics[0].pinned, true)
})
