#include "domain/messages/reactions.h"

#include <algorithm>

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/comments.h"
#include "domain/channels/rights.h"
#include "domain/channels/send_as.h"
#include "domain/groups/post.h"
#include "domain/messages/copies.h"
#include "domain/messages/reaction_catalogue.h"
#include "domain/messages/send.h"
#include "store/account_settings.h"

namespace botschaft::domain {
namespace {

using store::AllowedReactions;
using store::MessageKey;
using store::MessageRow;
using store::ReactionRow;

constexpr int kReadAtOnce = 500;

Result<void> check_in_channel(store::Transaction& tx, const Actor& actor, const MessageRow& row) {
  const auto in = look_at_channel(tx, row.peer.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read_comments(*in));
  if (!takes_part(tx, *in, row)) return fail(Err::CHAT_WRITE_FORBIDDEN);
  if (!in->broadcast() && default_send_as(tx, *in) != PeerId::user(actor.user))
    return fail(Err::ANONYMOUS_REACTIONS_DISABLED);  // he is not to be known by it
  return check_deed(*in, Deed::react);
}

// What is one's own may be taken back from a private chat where one may not write any more.
Result<void> check_can_react(store::Transaction& tx, const Actor& actor, const MessageRow& row,
                             bool taking_back) {
  const auto peer = row.peer;
  if (peer.is_channel()) return check_in_channel(tx, actor, row);
  if (peer.is_user()) return taking_back ? Result<void>() : check_can_write(tx, actor.user, peer);
  TRY_ASSIGN(const auto membership, require_member(tx, peer.bare(), actor.user));
  return check_deed(membership, Deed::react);
}

bool allows(const AllowedReactions& allowed, const std::string& reaction) {
  if (allowed.kind != AllowedReactions::Kind::some) return allowed.kind == AllowedReactions::Kind::all;
  return std::ranges::find(allowed.some, reaction) != allowed.some.end();
}

// As they are stored: known, and each once.
Result<std::vector<std::string>> clean_reactions(const std::vector<std::string>& input) {
  std::vector<std::string> clean;
  for (const auto& emoji : input) {
    if (emoji.empty()) return fail(Err::REACTION_EMPTY);
    const auto place = find_reaction(emoji);
    if (!place) return fail(Err::REACTION_INVALID);
    std::string reaction(known_reactions()[static_cast<std::size_t>(*place)].emoji);
    if (std::ranges::find(clean, reaction) != clean.end()) return fail(Err::REACTION_INVALID);
    clean.push_back(std::move(reaction));
  }
  return clean;
}

// What the actor adds must be allowed in the chat, and leave the message with few enough kinds.
Result<void> check_reactions(store::Transaction& tx, const MessageRow& row,
                             const std::vector<ReactionRow>& had, const std::vector<std::string>& wanted) {
  const auto allowed = row.peer.is_user() ? AllowedReactions{} : store::allowed_reactions(tx, row.peer);
  auto counts = store::reaction_counts(tx, store::key_of(row));
  for (const auto& own : had) {
    const auto found = std::ranges::find(counts, own.reaction, &store::ReactionCount::reaction);
    if (found != counts.end() && --found->count == 0) counts.erase(found);
  }
  const auto kinds_max =
      allowed.unique_max == 0 ? kReactionsUniqueMax : static_cast<std::size_t>(allowed.unique_max);
  for (const auto& reaction : wanted) {
    const bool kept = std::ranges::find(had, reaction, &ReactionRow::reaction) != had.end();
    if (!kept && !allows(allowed, reaction)) return fail(Err::REACTION_INVALID);
    if (std::ranges::find(counts, reaction, &store::ReactionCount::reaction) != counts.end()) continue;
    if (!kept && counts.size() >= kinds_max) return fail(Err::REACTIONS_TOO_MANY);
    counts.push_back({reaction, 1});
  }
  return {};
}

// The author's copy, where he is to learn that somebody else has reacted.
struct AuthorsCopy {
  UserId author = 0;
  PeerId peer = {};
  MessageId id = 0;
};
std::optional<AuthorsCopy> authors_copy(store::Transaction& tx, const Actor& actor, const MessageRow& row) {
  if (row.author == actor.user || row.is(store::kPost)) return std::nullopt;
  if (row.peer.is_channel()) {
    const auto in = look_at_channel(tx, row.peer.bare(), row.author, actor.now);
    if (!in || !in->self.inside || in->self.floor >= row.id) return std::nullopt;
    return AuthorsCopy{row.author, row.peer, row.id};
  }
  if (row.peer.is_user()) {
    if (row.twin == 0) return std::nullopt;
    return AuthorsCopy{row.author, PeerId::user(row.owner), row.twin};
  }
  const auto member = store::find_chat_member(tx, row.peer.bare(), row.author);
  const auto id = store::find_group_copy(tx, row.peer, row.twin, row.author);
  if (!member || !member->inside() || !id) return std::nullopt;
  return AuthorsCopy{row.author, row.peer, *id};
}

void tell(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const MessageRow& row,
          const std::optional<AuthorsCopy>& told_author) {
  if (!row.peer.is_channel()) {
    for (const auto& copy : all_copies(tx, row))
      boxes.append(copy.owner, EventKind::message_reactions, copy.peer, copy.id);
    return;
  }
  boxes.append(actor.user, EventKind::message_reactions, row.peer, row.id);
  if (told_author) boxes.append(told_author->author, EventKind::message_reactions, row.peer, row.id);
  tx.notify<ChannelMessageNotice>(row.peer, row.id, ChannelMessageNotice::What::reactions);
}

void remember(store::Transaction& tx, BoxWriter& boxes, const Actor& actor,
              const std::vector<std::string>& reactions) {
  for (const auto& reaction : reactions) store::insert_recent_reaction(tx, actor.user, reaction);
  boxes.append(actor.user, EventKind::recent_reactions);
}

// What stays keeps its date; what is new is unread by the author, if he is to learn of it.
std::vector<ReactionRow> rows_of(const std::vector<std::string>& wanted, const std::vector<ReactionRow>& had,
                                 const Actor& actor, bool big, bool unread) {
  std::vector<ReactionRow> rows;
  for (const auto& reaction : wanted) {
    const auto old = std::ranges::find(had, reaction, &ReactionRow::reaction);
    if (old != had.end()) {
      rows.push_back(*old);
      continue;
    }
    ReactionRow row{.user = actor.user, .reaction = reaction, .date = actor.now};
    if (big) row.flags |= store::kReactionBig;
    if (unread) row.flags |= store::kReactionUnread;
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

Result<void> react(store::Transaction& tx, const Actor& actor, PeerId peer, const Reacting& wish) {
  const auto row = store::find_message(tx, actor.user, peer, wish.id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  TRY(check_can_react(tx, actor, *row, wish.reactions.empty()));
  if (wish.reactions.size() > kReactionsOfOneMax) return fail(Err::REACTIONS_TOO_MANY);
  TRY_ASSIGN(const auto wanted, clean_reactions(wish.reactions));
  const auto key = store::key_of(*row);
  const auto had = store::reactions_of(tx, key, actor.user);
  if (std::ranges::equal(wanted, had, {}, {}, &ReactionRow::reaction)) return fail(Err::MESSAGE_NOT_MODIFIED);
  TRY(check_reactions(tx, *row, had, wanted));

  if (peer.is_chat()) leave_behind(tx, *row);
  const auto author = authors_copy(tx, actor, *row);
  store::set_reactions(tx, key, actor.user, rows_of(wanted, had, actor, wish.big, author.has_value()));
  if (!store::has_unread_reactions(tx, key)) {
    if (author) store::delete_unread_reaction(tx, author->author, author->peer, author->id);
    // He may have left since he was told of what is taken back now, and come again.
    if (!author && peer.is_channel()) store::delete_unread_reaction(tx, row->author, peer, row->id);
  } else if (author) {
    store::insert_unread_reaction(tx, author->author, author->peer, author->id);
  }
  BoxWriter boxes(tx, actor);
  tell(tx, boxes, actor, *row, author);
  if (wish.add_to_recent && !wanted.empty()) remember(tx, boxes, actor, wanted);
  return {};
}

bool can_see_reactors(store::Transaction& tx, PeerId peer) {
  if (!peer.is_channel()) return true;
  const auto channel = store::find_channel(tx, peer.bare());
  return channel && !channel->broadcast();
}

bool read_reactions_of(store::Transaction& tx, const MessageRow& row) {
  if (!row.out() || !store::delete_unread_reaction(tx, row.owner, row.peer, row.id)) return false;
  store::mark_reactions_read(tx, store::key_of(row));
  return true;
}

Result<void> read_reactions_in_channel(store::Transaction& tx, const Actor& actor, PeerId channel,
                                       const std::vector<MessageId>& ids) {
  if (std::cmp_greater(ids.size(), kReadAtOnce)) return fail(Err::LIMIT_INVALID);
  BoxWriter boxes(tx, actor);
  for (const auto id : ids) {
    const auto row = store::find_message(tx, actor.user, channel, id);
    if (row && read_reactions_of(tx, *row))
      boxes.append(actor.user, EventKind::message_reactions, channel, id);
  }
  return {};
}

store::ChatPart part_of(store::Transaction& tx, PeerId peer, MessageId top) {
  if (top == 0 || !peer.is_channel()) return {};
  const auto channel = store::find_channel(tx, peer.bare());
  return channel && channel->forum() ? store::ChatPart{.topic = top} : store::ChatPart{.thread = top};
}

Result<bool> read_reactions(store::Transaction& tx, const Actor& actor, PeerId peer,
                            const store::ChatPart& part) {
  const auto ids = store::unread_reactions(tx, actor.user, peer, kReadAtOnce, part);
  BoxWriter boxes(tx, actor);
  for (const auto id : ids) {
    const auto row = store::find_message(tx, actor.user, peer, id);
    if (row && read_reactions_of(tx, *row)) boxes.append(actor.user, EventKind::message_reactions, peer, id);
  }
  return std::cmp_equal(ids.size(), kReadAtOnce);
}

Result<void> set_allowed_reactions(store::Transaction& tx, const Actor& actor, PeerId peer,
                                   AllowedReactions allowed) {
  if (peer.is_user()) return fail(Err::PEER_ID_INVALID);
  if (peer.is_channel()) {
    const auto in = look_at_channel(tx, peer.bare(), actor.user, actor.now);
    if (!in) return fail(Err::CHANNEL_PRIVATE);
    TRY(check_deed(*in, Deed::limit_reactions));
  } else {
    TRY_ASSIGN(const auto membership, require_member(tx, peer.bare(), actor.user));
    TRY(check_deed(membership, Deed::limit_reactions));
  }
  if (allowed.unique_max < 0 || std::cmp_greater(allowed.unique_max, kReactionsUniqueMax))
    return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(allowed.some, clean_reactions(allowed.some));
  if (allowed.kind == AllowedReactions::Kind::some && allowed.some.empty())
    allowed.kind = AllowedReactions::Kind::none;
  const auto before = store::allowed_reactions(tx, peer);
  if (allowed == before) return fail(Err::CHAT_NOT_MODIFIED);
  store::set_allowed_reactions(tx, peer, allowed);
  BoxWriter boxes(tx, actor);
  if (peer.is_channel()) {
    log_admin(tx, actor, peer.bare(), {.action = AdminAction::reactions, .reactions = {before, allowed}});
    boxes.append(box_of(peer), EventKind::channel, peer, actor.now);
  } else {
    tell_members(tx, boxes, peer.bare(), EventKind::chat);
  }
  return {};
}

void forget_recent_reactions(store::Transaction& tx, const Actor& actor) {
  store::delete_recent_reactions(tx, actor.user);
  BoxWriter(tx, actor).append(actor.user, EventKind::recent_reactions);
}

Result<void> set_default_reaction(store::Transaction& tx, const Actor& actor, std::string_view emoji) {
  const auto place = find_reaction(emoji);
  if (!place) return fail(Err::REACTION_INVALID);
  store::put_setting(tx, actor.user, store::Setting::default_reaction, *place);
  BoxWriter(tx, actor).append(actor.user, EventKind::config);
  return {};
}

}  // namespace botschaft::domain
