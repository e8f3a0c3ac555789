#include "domain/channels/mentions.h"

#include <algorithm>

#include "domain/channels/rights.h"
#include "domain/messages/mentions.h"
#include "store/mentions.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kIdsMax = 1000;

bool is_inside(store::Transaction& tx, PeerId channel, UserId user) {
  const auto member = store::find_channel_member(tx, channel.bare(), user);
  return member && member->inside;
}

std::set<UserId> people_mentioned(store::Transaction& tx, const store::MessageRow& row) {
  std::set<UserId> users;
  if ((row.flags & (store::kService | store::kForwarded | store::kPost)) != 0) return users;
  users = named_in(tx, row.body);
  if (row.reply_to) {
    const auto original = store::find_message(tx, row.peer.value, row.peer, *row.reply_to);
    if (original && original->sender().is_user()) users.insert(original->author);
  }
  users.erase(row.author);
  std::erase_if(users, [&](UserId user) { return !is_inside(tx, row.peer, user); });
  return users;
}

store::MentionFilter filter_of(store::Transaction& tx, PeerId channel, MessageId top) {
  if (top == 0) return {};
  const auto row = store::find_channel(tx, channel.bare());
  return row && row->forum() ? store::MentionFilter{.topic = top} : store::MentionFilter{.thread = top};
}

}  // namespace

void mention_people(store::Transaction& tx, const store::MessageRow& row,
                    const std::set<UserId>& named_before) {
  auto now = people_mentioned(tx, row);
  if (row.is(store::kHasMentions)) {
    for (const auto user : store::mentioned_by(tx, row.peer, row.id)) {
      if (now.contains(user)) continue;
      if (named_before.contains(user)) {
        store::delete_mention(tx, row.peer, row.id, user);
      } else {
        now.insert(user);
      }
    }
  }
  for (const auto user : now) store::insert_mention(tx, row.peer, row.id, user, row.topic);
  if (now.empty() == row.is(store::kHasMentions)) {
    store::set_message_flags(tx, row, row.flags ^ store::kHasMentions);
  }
}

Result<void> see_mentions(store::Transaction& tx, const Actor& actor, PeerId channel,
                          const std::vector<MessageId>& ids) {
  if (ids.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  std::vector<MessageId> seen;
  for (const auto id : ids) {
    if (store::see_mention(tx, channel, id, actor.user)) seen.push_back(id);
  }
  std::ranges::sort(seen);
  BoxWriter(tx, actor).append_ids(actor.user, EventKind::channel_contents_read, channel, seen);
  return {};
}

Result<bool> see_all_mentions(store::Transaction& tx, const Actor& actor, PeerId channel, MessageId top) {
  const auto ids = unread_channel_mentions(tx, actor.user, channel, top, static_cast<int>(kIdsMax));
  TRY(see_mentions(tx, actor, channel, ids));
  return ids.size() == kIdsMax;
}

std::vector<MessageId> unread_channel_mentions(store::Transaction& tx, UserId user, PeerId channel,
                                               MessageId top, int limit) {
  if (!is_inside(tx, channel, user)) return {};
  return store::mentions_of(tx, user, channel, filter_of(tx, channel, top), limit);
}

}  // namespace botschaft::domain
