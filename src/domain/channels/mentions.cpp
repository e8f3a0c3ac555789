#include "domain/channels/mentions.h"

#include <algorithm>

#include "domain/channels/comments.h"
#include "domain/messages/mentions.h"
#include "store/mentions.h"
#include "store/message_files.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kIdsMax = 1000;

bool is_inside(store::Transaction& tx, PeerId channel, UserId user) {
  const auto member = store::find_channel_member(tx, channel.bare(), user);
  return member && member->inside;
}

// Who is answered as a guest learns of it when he looks at the comments again.
bool is_or_visits(store::Transaction& tx, const store::MessageRow& row, UserId user, std::int32_t now) {
  const auto in = look_at_channel(tx, row.peer.bare(), user, now);
  if (!in) return false;
  return in->self.inside || (check_can_read_comments(*in) && is_comment(tx, *in, row));
}

// Whoever is behind a message is mentioned by its answers, also where it does not show him: the others see in
// their renderings whether they are mentioned themselves, and nothing of anybody else.
std::set<UserId> people_mentioned(store::Transaction& tx, const store::MessageRow& row, std::int32_t now) {
  std::set<UserId> users;
  if ((row.flags & (store::kService | store::kForwarded | store::kPost)) != 0) return users;
  users = named_in(tx, row.body);
  std::erase_if(users, [&](UserId user) { return !is_inside(tx, row.peer, user); });
  const auto original =
      row.reply_to ? store::find_message(tx, row.peer.value, row.peer, *row.reply_to) : std::nullopt;
  if (original && PeerId{original->author}.is_user() && is_or_visits(tx, row, original->author, now))
    users.insert(original->author);
  users.erase(row.author);
  return users;
}

store::MentionFilter filter_of(store::Transaction& tx, PeerId channel, MessageId top) {
  if (top == 0) return {};
  const auto row = store::find_channel(tx, channel.bare());
  return row && row->forum() ? store::MentionFilter{.topic = top} : store::MentionFilter{.thread = top};
}

// False: it is nothing to be heard, or was heard before.
bool hear(store::Transaction& tx, UserId user, PeerId channel, MessageId id) {
  const auto row = store::find_message(tx, user, channel, id);
  return row && store::is_heard(row->flags) && is_inside(tx, channel, user) &&
         store::insert_heard(tx, channel, id, user);
}

}  // namespace

void mention_people(store::Transaction& tx, const store::MessageRow& row, std::int32_t now,
                    const std::set<UserId>& named_before) {
  auto mentioned = people_mentioned(tx, row, now);
  if (row.is(store::kHasMentions)) {
    for (const auto user : store::mentioned_by(tx, row.peer, row.id)) {
      if (mentioned.contains(user)) continue;
      if (named_before.contains(user)) {
        store::delete_mention(tx, row.peer, row.id, user);
      } else {
        mentioned.insert(user);
      }
    }
  }
  for (const auto user : mentioned) store::insert_mention(tx, row.peer, row.id, user, row.topic);
  if (mentioned.empty() == row.is(store::kHasMentions)) {
    store::set_message_flags(tx, row, row.flags ^ store::kHasMentions);
  }
}

Result<void> see_mentions(store::Transaction& tx, const Actor& actor, PeerId channel,
                          const std::vector<MessageId>& ids) {
  if (ids.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  std::vector<MessageId> seen;
  for (const auto id : ids) {
    const bool mentioned = store::see_mention(tx, channel, id, actor.user);
    if (hear(tx, actor.user, channel, id) || mentioned) seen.push_back(id);
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
  if (top == 0 && !is_inside(tx, channel, user)) return {};
  return store::mentions_of(tx, user, channel, filter_of(tx, channel, top), limit);
}

}  // namespace botschaft::domain
