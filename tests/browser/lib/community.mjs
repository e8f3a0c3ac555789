// People and chats with enough in them to look at: lists, long names, every kind of message.
import Long from '../../interop/node_modules/long/index.js'

export const ADA = '+49 30 5700001'

const plain = (text) => ({ _: 'textWithEntities', text, entities: [] })
const randomId = () => Long.fromNumber(Math.floor(Math.random() * 2 ** 50))

async function sendPoll(peer, chat, { question, answers, ...flags }) {
  const poll = {
    _: 'poll', id: Long.ZERO, question: plain(question), hash: Long.ZERO, ...flags,
    answers: answers.map((text, at) => ({ _: 'pollAnswer', text: plain(text), option: Uint8Array.of(at) })),
  }
  const media = { _: 'inputMediaPoll', poll, ...(flags.quiz ? { correctAnswers: [1], solution: 'Because it weaves.', solutionEntities: [] } : {}) }
  const { updates } = await peer.call({ _: 'messages.sendMedia', peer: chat, message: '', media, randomId: randomId() })
  return updates.find((it) => 'message' in it).message.id
}

// Ada signs in by the web; what she is in was made by the others. Resolves with the ids of the chats.
export async function settle(stage) {
  const ada = await stage.peer(ADA.replace(/\D/g, ''), 'Ada')
  const mary = await stage.peer('49305700002', 'Mary')
  const george = await stage.peer('49305700003', 'Maximilian-Alexander von Hohenstauffen')
  for (const [peer, username] of [[ada, 'lovelace'], [mary, 'somerville'], [george, 'hohenstauffen']])
    await peer.call({ _: 'account.updateUsername', username })
  const adaOf = (peer) => peer.meet(ADA, 'Ada')
  const asMary = await ada.meet('49305700002', 'Mary')
  const asGeorge = await ada.meet('49305700003', 'Maximilian-Alexander von Hohenstauffen')

  const dialog = await ada.send(asMary.userId, 'Dear Mary, the engine is nearly ready.')
  await mary.send((await adaOf(mary)).userId, 'Then let us see it **together**.')
  await ada.send(ada.id, 'Buy punched cards')

  const club = await ada.createGroup('Reading Circle', [asMary, asGeorge])
  await mary.send(club, 'Which book is next?')

  const society = await ada.createChannel('Analytical Society', { users: [asMary, asGeorge] })
  const societyChannel = ada.channel
  const societyPeer = await ada.client.resolvePeer(society)
  await mary.client.joinChat?.(society).catch(() => {})
  await ada.call({ _: 'channels.updateUsername', channel: societyChannel, username: 'analytical' })
  await ada.call({ _: 'messages.editChatAbout', peer: societyPeer, about: 'Engines of all kinds, and what they weave.' })
  const first = await ada.send(society, 'Welcome, all of you. Read https://example.org/engine before Monday.')
  await mary.send('analytical', 'The engine weaves algebraic patterns just as the loom weaves flowers and leaves.', { replyTo: first.id })
  await george.send('analytical', 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen!')
  const loved = await ada.send(society, 'Who is with me?')
  const maryPeer = await mary.client.resolvePeer('analytical')
  const georgePeer = await george.client.resolvePeer('analytical')
  for (const [peer, target, emoticon] of [[mary, maryPeer, '🔥'], [george, georgePeer, '👏'], [ada, societyPeer, '🔥']])
    await peer.call({ _: 'messages.sendReaction', peer: target, msgId: loved.id, reaction: [{ _: 'reactionEmoji', emoticon }] })
  await ada.call({ _: 'messages.updatePinnedMessage', peer: societyPeer, id: first.id, silent: true })
  const poll = await sendPoll(ada, societyPeer, {
    question: 'Which instruments shall we buy?', answers: ['Compasses', 'Telescopes', 'A very large and very loud loom'], publicVoters: true, multipleChoice: true,
    closePeriod: 86_400,
  })
  await sendPoll(mary, maryPeer, { question: 'What weaves patterns?', answers: ['The loom', 'The engine'], quiz: true })
  for (const [peer, target, options] of [[mary, maryPeer, [0]], [george, georgePeer, [0, 2]], [ada, societyPeer, [0]]])
    await peer.call({ _: 'messages.sendVote', peer: target, msgId: poll, options: options.map((at) => Uint8Array.of(at)) })

  const forum = await ada.createChannel('Forum', { users: [asMary, asGeorge] })
  const forumPeer = await ada.client.resolvePeer(forum)
  await ada.call({ _: 'channels.toggleForum', channel: ada.channel, enabled: true, tabs: false })
  let topic = 0
  for (const [title, iconColor] of [['Engines', 0x6fb9f0], ['Looms and the weaving of exceedingly long threads', 0xffd67e]]) {
    const made = await ada.call({ _: 'messages.createForumTopic', peer: forumPeer, title, iconColor, randomId: randomId() })
    topic = made.updates.find((it) => it._ === 'updateNewChannelMessage').message.id
    await ada.send(forum, `About ${title.toLowerCase()}`, { replyTo: topic })
  }

  const gazette = await ada.createChannel('The Gazette', { broadcast: true, users: [asMary] })
  await ada.call({ _: 'channels.setDiscussionGroup', broadcast: ada.channel, group: societyChannel })
  await ada.call({ _: 'channels.updateUsername', channel: ada.channel, username: 'the_gazette' })
  const post = await ada.send(gazette, 'News of the day: the engine is finished. #engine')
  await mary.createChannel('Unknown Waters', { broadcast: true })
  await mary.call({ _: 'channels.updateUsername', channel: mary.channel, username: 'unknown_waters' })
  await mary.send('unknown_waters', 'Here be whales. #engine')

  const invite = await ada.call({ _: 'messages.exportChatInvite', peer: societyPeer, title: 'For friends', requestNeeded: true })
  await mary.createGroup('Committee for the Improvement of Difference Engines', [await adaOf(mary)])
  const closed = await mary.createChannel('Inner Circle')
  const guests = await mary.call({ _: 'messages.exportChatInvite', peer: await mary.client.resolvePeer(closed) })
  await ada.call({
    _: 'messages.updateDialogFilter', id: 2,
    filter: { _: 'dialogFilter', id: 2, title: plain('Groups'), groups: true, pinnedPeers: [], includePeers: [], excludePeers: [] },
  })
  return {
    mary: asMary.userId, self: ada.id, club, society, forum, topic, gazette, dialog: dialog.id, post: post.id, poll, loved: loved.id,
    invite: invite.link, guests: guests.link,
  }
}
