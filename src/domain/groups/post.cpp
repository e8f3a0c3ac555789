#include "domain/groups/post.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/messages/files.h"
#include "domain/messages/mentions.h"
#include "domain/messages/ttl.h"
#include "domain/messages/unicode.h"
#include "store/dialogs.h"
#include "store/message_files.h"
#include "store/reactions.h"

namespace botschaft::domain {
namespace {

void insert_copy(store::Transaction& tx, const store::MessageRow& copy) {
  store::insert_message(tx, copy);
  store::raise_dialog(tx, copy.owner, copy.peer, copy.id, copy.date, !copy.out());
  if (copy.is(store::kMentioned)) store::insert_unread_mention(tx, copy.owner, copy.peer, copy.id);
}

// Numbers below zero are of bodies that the group does not share.
std::int32_t number_outside(store::Transaction& tx, std::int64_t chat) {
  return -store::next_group_number(tx, chat);
}

// Copies of the message replied to, by owner, and who wrote it.
struct Original {
  std::map<UserId, MessageId> copies;
  UserId author = 0;
};

Original find_original(store::Transaction& tx, UserId owner, PeerId chat, std::optional<MessageId> id) {
  Original original;
  const auto row = id ? store::find_message(tx, owner, chat, *id) : std::nullopt;
  if (!row) return original;
  for (const auto& copy : store::group_copies(tx, chat, row->twin)) original.copies[copy.owner] = copy.id;
  original.author = row->author;
  return original;
}

}  // namespace

MessageId post_to_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p) {
  constexpr std::uint32_t kUnseenMention = store::kMentioned | store::kMediaUnread;
  const auto number = store::next_group_number(tx, p.to.bare());
  auto body = p.body;
  const auto life = limit_life(tx, actor.user, p.to, body);
  if (life != 0) set_end(tx, p.to.value, number, actor.now + life);
  store::insert_group_message(tx, p.to, number, actor.user, body);
  hold_files(tx, {p.to.value, number}, p.flags, body);
  const auto original = find_original(tx, actor.user, p.to, p.reply_to);
  std::set<UserId> named;
  if ((p.flags & (store::kService | store::kForwarded)) == 0) {
    named = named_in(tx, p.body);
    named.insert(original.author);
  }
  MessageId own = 0;
  const auto unread = unread_flag(p.flags, p.body);
  for (const auto& member : store::list_chat_members(tx, p.to.bare())) {
    store::MessageRow copy{
        .owner = member.user, .peer = p.to, .twin = number, .flags = p.flags | unread, .date = actor.now};
    copy.id = boxes.append(member.user, EventKind::message, p.to);
    const auto answered = original.copies.find(member.user);
    if (answered != original.copies.end()) copy.reply_to = answered->second;
    if (member.user == actor.user) {
      copy.flags |= store::kOut;
      own = copy.id;
    } else if (named.contains(member.user)) {
      copy.flags |= kUnseenMention;
    }
    insert_copy(tx, copy);
  }
  return own;
}

MessageId note_in_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& p) {
  const auto number = number_outside(tx, p.to.bare());
  store::insert_group_message(tx, p.to, number, actor.user, p.body);
  const auto id = boxes.append(actor.user, EventKind::message, p.to);
  insert_copy(tx, {.owner = actor.user,
                   .peer = p.to,
                   .id = id,
                   .twin = number,
                   .flags = p.flags | store::kOut,
                   .date = actor.now});
  return id;
}

MessageId say_in_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, std::int64_t chat,
                       Service service) {
  Posting said{.to = PeerId::chat(chat), .flags = service_flags(service)};
  said.body.extra = encode_extra({.service = std::move(service)});
  return post_to_group(tx, boxes, actor, said);
}

std::vector<store::MessageRow> member_copies(store::Transaction& tx, const store::MessageRow& row) {
  std::vector<store::MessageRow> copies;
  const auto members = store::list_chat_members(tx, row.peer.bare());
  for (const auto& copy : store::group_copies(tx, row.peer, row.twin)) {
    if (!std::ranges::binary_search(members, copy.owner, {}, &store::ChatMemberRow::user)) continue;
    if (auto found = store::find_message(tx, copy.owner, row.peer, copy.id))
      copies.push_back(*std::move(found));
  }
  return copies;
}

void leave_behind(store::Transaction& tx, const store::MessageRow& row) {
  const auto members = store::list_chat_members(tx, row.peer.bare());
  std::vector<UserId> outside;
  for (const auto& copy : store::group_copies(tx, row.peer, row.twin)) {
    if (!std::ranges::binary_search(members, copy.owner, {}, &store::ChatMemberRow::user))
      outside.push_back(copy.owner);
  }
  if (outside.empty()) return;
  const auto kept = number_outside(tx, row.peer.bare());
  const auto life = decode_extra(row.body.extra).ttl_period;
  if (life != 0) set_end(tx, row.peer.value, kept, row.date + life);
  store::insert_group_message(tx, row.peer, kept, row.author, row.body);
  store::copy_reactions(tx, store::key_of(row), {row.peer.value, kept});
  if (store::names_files(row.flags))
    store::copy_message_files(tx, store::key_of(row), {row.peer.value, kept});
  for (const auto owner : outside) store::move_group_copy(tx, row.peer, row.twin, owner, kept);
}

void set_group_body(store::Transaction& tx, const store::MessageRow& row, const store::MessageBody& body) {
  leave_behind(tx, row);
  store::set_message_body(tx, row, body);
}

std::set<UserId> mentioned_in_group(store::Transaction& tx, const store::MessageRow& row,
                                    const store::MessageBody& body) {
  auto users = named_in(tx, body);
  const auto original =
      row.reply_to ? store::find_message(tx, row.owner, row.peer, *row.reply_to) : std::nullopt;
  if (original) users.insert(original->author);
  users.erase(row.author);
  return users;
}

std::uint32_t remention(store::Transaction& tx, const store::MessageRow& copy, std::uint32_t flags,
                        bool mentioned) {
  if (copy.is(store::kMentioned) == mentioned) return flags;
  if (mentioned) {
    store::insert_unread_mention(tx, copy.owner, copy.peer, copy.id);
    return flags | store::kMentioned | store::kMediaUnread;
  }
  store::delete_unread_mention(tx, copy.owner, copy.peer, copy.id);
  return flags & ~std::uint32_t{store::kMentioned | store::kMediaUnread};
}

void copy_history(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, UserId from, UserId to,
                  int limit) {
  constexpr std::uint32_t kOfOneBox = store::kOut | store::kMentioned | store::kMediaUnread;
  const auto peer = PeerId::chat(chat);
  const auto had = store::group_number_at(tx, to, peer, INT32_MAX);
  auto rows = store::messages_newest_first(tx, from, peer, {}, limit);
  std::erase_if(rows, [&](const auto& row) { return row.twin <= had; });
  std::map<MessageId, MessageId> ids;  // in the one box, and in the other
  for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
    auto copy = *row;
    copy.owner = to;
    copy.id = boxes.append(to, EventKind::message, peer);
    copy.flags &= ~kOfOneBox;
    if (row->author == to) copy.flags |= store::kOut;
    if (row->reply_to) {
      const auto answered = ids.find(*row->reply_to);
      copy.reply_to = answered == ids.end() ? std::nullopt : std::optional(answered->second);
    }
    ids[row->id] = copy.id;
    insert_copy(tx, copy);
    if (copy.is(store::kPinned)) store::insert_pin(tx, to, peer, copy.id);
  }
}

void tell_members(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, EventKind kind) {
  for (const auto& member : store::list_chat_members(tx, chat)) {
    boxes.append(member.user, kind, PeerId::chat(chat));
  }
}

void tell_admins(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, EventKind kind) {
  for (const auto& member : store::list_chat_members(tx, chat)) {
    if (member.role >= store::ChatRole::admin) boxes.append(member.user, kind, PeerId::chat(chat));
  }
}

}  // namespace botschaft::domain
