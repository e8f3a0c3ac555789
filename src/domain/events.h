#pragma once
// What the event log of an owner can say. An event tells *what changed*, not the new value: rendering reads
// the value as it is when the event is told, so that several events about one thing are told once. Each event
// advances the owner's pts by one.
//
// Every event is (owner, pts, kind, peer, arg, data). `peer` and `arg` mean what the kind says; `data` is
// empty unless the kind says otherwise. Numbers are stored: never reuse one.
#include <cstdint>

namespace botschaft::domain {

enum class EventKind : std::int32_t {
  // Nothing to tell; the pts is taken. Also what remains of an event whose subject is gone for good.
  none = 0,

  // Messages of private chats and basic groups. These have a TL update with pts.
  message = 1,           // peer: chat. The message's id in the owner's box is this event's pts
  message_edited = 2,    // peer: chat, arg: message id
  messages_deleted = 3,  // data: message ids, 4 bytes each, little-endian, at most 100
  read_inbox = 4,     // peer: chat, arg: read up to this id by the owner, data: what was left unread, 4 bytes
  read_outbox = 5,    // peer: chat, arg: read up to this id by the other side
  contents_read = 6,  // data: message ids as above
  messages_pinned = 7,    // peer: chat, data: message ids as above
  messages_unpinned = 8,  // peer: chat, data: message ids as above

  // Dialogs. From here on the TL update has no pts: an empty updateDeleteMessages carries it.
  draft = 20,                // peer: chat
  dialog_pinned = 21,        // peer: chat; the flag is read when told
  dialogs_reordered = 22,    // arg: folder
  dialog_unread_mark = 23,   // peer: chat
  dialog_folder = 24,        // peer: chat moved in or out of the archive
  dialog_filters = 25,       // the owner's folders; arg: filter id, or 0: order or several
  saved_dialog_pinned = 26,  // reserved for sub-chats of Saved Messages

  // People and settings.
  user_name = 40,         // peer: user whose names or usernames changed
  user_phone = 41,        // peer: user
  user_photo = 42,        // peer: user
  user = 43,              // peer: user; anything else of him changed: updateUser
  contacts_reset = 44,    // the contact list changed
  peer_blocked = 45,      // peer: blocked or unblocked by the owner
  peer_settings = 46,     // peer: the bar above the chat changed
  notify_settings = 47,   // peer: chat, or 0 with arg 1 users, 2 chats, 3 broadcasts
  privacy = 48,           // arg: number of the privacy key
  peer_history_ttl = 49,  // peer: chat
  config = 50,            // updateConfig: fetch help.getConfig again

  // Basic groups; read when told. 60 to 69 are theirs.
  chat_participants = 60,   // peer: group whose members, admins or the owner's place in it changed
  chat_banned_rights = 61,  // peer: group; what plain members may do
  chat = 62,                // peer: group; anything else of it
  chat_join_requests = 63,  // peer: group where people wait to be let in; for its admins

  // Channels. The box of a channel holds kinds of messages (1, 2, 3, 7, 8; peer: the channel) and `channel`;
  // there
  // `arg` is when it happened, but for message_edited, whose `data` says it (channels/box.h).
  channel = 70,  // peer: channel; in its own box: a setting changed; in a member's: what concerns him alone
  channel_read = 71,           // peer: channel, arg: read up to this id by the owner
  channel_floor = 72,          // peer: channel, arg: messages up to this id are hidden from the owner
  channel_contents_read = 90,  // in a member's box. peer: channel, data: message ids as above
  thread_read =
      91,  // in a member's box. peer: channel, arg: read up to this id, data: thread or topic, 4 bytes
  topic_pinned = 92,      // in the channel's box. arg: when, data: topic, 4 bytes; the flag is read when told
  topics_reordered = 93,  // in the channel's box. arg: when
  topic_draft = 94,       // in a member's box. peer: channel, arg: topic

  // Reactions and polls: 100 to 109.
  message_reactions = 100,  // peer: chat or channel, arg: message id; of a channel's messages only what the
                            // owner did, or what is unread under his own
  recent_reactions = 101,   // what the owner reacted with lately
  poll = 102,               // arg: id of a poll that the owner may have before him

  // How somebody looks at a forum. 130 to 134.
  forum_view = 130,  // peer: channel; with or without topics, read when told

  // What has to do with time. 110 to 119.
  scheduled_message = 110,  // peer: chat, arg: id in its list of scheduled messages: a new one, or changed
  scheduled_deleted = 111,  // peer: chat, data: domain/messages/scheduled.h
  web_page = 112,           // arg: id of a page that has come, or not (updateWebPage has a pts)

  // Stickers and what else people keep. 160 to 169.
  sticker_set_installed = 160,  // arg: id of a set that the owner has now
  sticker_sets = 161,           // arg: store::StickerKind; which sets the owner has, or what is in them
  sticker_sets_order = 162,     // arg: store::StickerKind
  recent_stickers = 163,
  faved_stickers = 164,
  saved_gifs = 165,

  // What chats look like. 175 to 179.
  peer_wallpaper = 175,  // peer: chat; read when told
};

}  // namespace botschaft::domain
