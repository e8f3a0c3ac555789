#include "domain/messages/read.h"

#include <algorithm>
#include <array>

#include "domain/accounts/privacy.h"
#include "domain/channels/rights.h"
#include "domain/groups/access.h"
#include "domain/messages/copies.h"
#include "domain/messages/reactions.h"
#include "domain/messages/self_destruct.h"
#include "domain/polls/unread_votes.h"
#include "store/dialogs.h"
#include "store/events.h"
#include "store/message_files.h"
#include "store/messages.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kIdsMax = 1000;

// Moves the read mark of the other side, who sees two ticks now.
void tell_author(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId author,
                 MessageId read) {
  const auto reader = PeerId::user(actor.user);
  auto theirs = store::find_dialog(tx, author.value, reader);
  if (!theirs || theirs->read_outbox >= read) return;
  theirs->read_outbox = read;
  store::put_dialog(tx, *theirs);
  store::insert_read_date(tx, author.value, reader, read, actor.now, actor.now - kReadDateSeconds);
  boxes.append(author.value, EventKind::read_outbox, reader, read);
}

// The same in a group: all who wrote what was read, if they are still there.
void tell_authors(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, PeerId chat, MessageId above,
                  MessageId up_to) {
  const auto members = store::list_chat_members(tx, chat.bare());
  const auto inside = [&](UserId user) {
    return std::ranges::binary_search(members, user, {}, &store::ChatMemberRow::user);
  };
  if (!inside(actor.user)) return;
  for (const auto& written : store::newest_copies_of_authors(tx, actor.user, chat, above, up_to)) {
    auto theirs = store::find_dialog(tx, written.owner, chat);
    if (!inside(written.owner) || !theirs || theirs->read_outbox >= written.id) continue;
    theirs->read_outbox = written.id;
    store::put_dialog(tx, *theirs);
    boxes.append(written.owner, EventKind::read_outbox, chat, written.id);
  }
  const auto number = store::group_number_at(tx, actor.user, chat, up_to);
  store::insert_group_read(tx, chat, actor.user, number, actor.now, actor.now - kReadDateSeconds);
}

// A message of a group of either kind, by the number that its readers' marks go by.
Result<std::vector<store::GroupReader>> readers_of(store::Transaction& tx, const Actor& actor,
                                                   const store::MessageRow& row, std::int32_t number) {
  if (actor.now - row.date > kReadDateSeconds) return fail(Err::MSG_TOO_OLD);
  auto readers = store::group_readers(tx, row.peer, number);
  std::erase_if(readers, [&](const store::GroupReader& reader) { return reader.user == row.author; });
  return readers;
}

Result<std::vector<store::GroupReader>> read_participants_of_channel(store::Transaction& tx,
                                                                     const Actor& actor, PeerId channel,
                                                                     MessageId id) {
  const auto in = look_at_channel(tx, channel.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  if (in->broadcast() || !in->self.inside) return fail(Err::PEER_ID_INVALID);
  if (in->channel.members > kReadMarksMembersMax) return fail(Err::CHAT_TOO_BIG);
  const auto row = store::find_message(tx, actor.user, channel, id);
  if (!row) return fail(Err::MSG_ID_INVALID);
  TRY_ASSIGN(auto readers, readers_of(tx, actor, *row, id));
  std::erase_if(readers, [&](const store::GroupReader& reader) {
    const auto member = store::find_channel_member(tx, channel.bare(), reader.user);
    return !member || !member->inside;
  });
  return readers;
}

void mark_seen(store::Transaction& tx, const store::MessageRow& row) {
  store::set_message_flags(tx, row, row.flags & ~std::uint32_t{store::kMediaUnread});
  if (row.is(store::kMentioned)) store::delete_unread_mention(tx, row.owner, row.peer, row.id);
}

// Who sent it sees that it was heard, or opened.
void tell_heard(store::Transaction& tx, BoxWriter& boxes, const store::MessageRow& row) {
  for (const auto& copy : all_copies(tx, row)) {
    if (copy.owner != row.author || !copy.is(store::kMediaUnread)) continue;
    store::set_message_flags(tx, copy, copy.flags & ~std::uint32_t{store::kMediaUnread});
    const std::array ids{copy.id};
    boxes.append_ids(copy.owner, EventKind::contents_read, {}, ids);
  }
}

}  // namespace

Result<void> read_history(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId max_id) {
  if (max_id < 0) return fail(Err::MAX_ID_INVALID);
  auto dialog = store::find_dialog(tx, actor.user, peer);
  if (!dialog || peer.value == actor.user) return {};
  const auto up_to = max_id == 0 ? dialog->top : std::min(max_id, dialog->top);
  if (up_to <= dialog->read_inbox) return {};

  BoxWriter boxes(tx, actor);
  const auto above = dialog->read_inbox;
  dialog->read_inbox = up_to;
  const bool all = up_to == dialog->top;
  dialog->unread = all ? 0 : store::count_incoming(tx, actor.user, peer, up_to, dialog->top);
  store::put_dialog(tx, *dialog);
  std::array<std::uint8_t, 4> left;
  store_le(left.data(), dialog->unread);
  boxes.append(actor.user, EventKind::read_inbox, peer, up_to, left);
  if (peer.is_chat()) {
    tell_authors(tx, boxes, actor, peer, above, up_to);
  } else if (const auto twin = store::newest_incoming_twin(tx, actor.user, peer, above, up_to); twin != 0) {
    tell_author(tx, boxes, actor, peer, twin);
  }
  return {};
}

Result<void> read_contents(store::Transaction& tx, const Actor& actor, const std::vector<MessageId>& ids) {
  if (ids.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  BoxWriter boxes(tx, actor);
  std::vector<MessageId> seen;
  for (const auto id : ids) {
    const auto row = store::find_message(tx, actor.user, id);
    if (!row) continue;
    const bool reactions = read_reactions_of(tx, *row);
    read_votes(tx, actor, row->peer, {id});
    if (row->is(store::kMediaUnread)) {
      // One's own is heard when somebody else has heard it.
      if (row->out() && row->peer.value != actor.user) continue;
      mark_seen(tx, *row);
      if (store::is_heard(row->flags) || deletes_itself(*row)) tell_heard(tx, boxes, *row);
      begin_end_of_media(tx, boxes, *row, actor.now);
    } else if (!reactions) {
      continue;
    }
    seen.push_back(id);
  }
  boxes.append_ids(actor.user, EventKind::contents_read, {}, seen);
  return {};
}

Result<std::int32_t> outbox_read_date(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row || !row->out() || !peer.is_user() || peer.value == actor.user)
    return fail(Err::MESSAGE_ID_INVALID);
  if (actor.now - row->date > kReadDateSeconds) return fail(Err::MSG_TOO_OLD);
  if (!privacy_allows(tx, peer.value, PrivacyKey::status_timestamp, actor.user)) {
    return fail(Err::USER_PRIVACY_RESTRICTED);
  }
  if (!privacy_allows(tx, actor.user, PrivacyKey::status_timestamp, peer.value)) {
    return fail(Err::YOUR_PRIVACY_RESTRICTED);
  }
  const auto date = store::find_read_date(tx, actor.user, peer, id);
  if (!date) return fail(Err::MESSAGE_NOT_READ_YET);
  return *date;
}

Result<std::vector<store::GroupReader>> read_participants(store::Transaction& tx, const Actor& actor,
                                                          PeerId peer, MessageId id) {
  if (peer.is_channel()) return read_participants_of_channel(tx, actor, peer, id);
  if (!peer.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto membership, find_membership(tx, peer.bare(), actor.user));
  if (membership.chat.members > kReadMarksMembersMax) return fail(Err::CHAT_TOO_BIG);
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row || row->twin <= 0) return fail(Err::MSG_ID_INVALID);
  return readers_of(tx, actor, *row, row->twin);
}

Result<bool> read_mentions(store::Transaction& tx, const Actor& actor, PeerId peer) {
  const auto ids = store::unread_mentions(tx, actor.user, peer, static_cast<int>(kIdsMax));
  TRY(read_contents(tx, actor, ids));
  return ids.size() == kIdsMax;
}

}  // namespace botschaft::domain
