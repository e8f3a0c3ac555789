// Reacting to messages, and who has: messages.sendReaction, getMessagesReactions, getMessageReactionsList,
// getUnreadReactions, readReactions, setChatAvailableReactions.
#include "domain/messages/reactions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "domain/messages/reaction_catalogue.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/views/reactions.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kMessagesMax = 100;
constexpr int kReactorsMax = 100;
constexpr int kUnreadMax = 1000;

// The emoji of what a client names; custom emoji and paid reactions do not exist here.
Result<std::string> emoji_of(const tl::Box<tl::Reaction>& reaction) {
  const auto* emoji = reaction.as<tl::reactionEmoji>();
  if (emoji == nullptr) return fail(Err::REACTION_INVALID);
  return emoji->emoticon;
}

Result<std::vector<std::string>> emoji_of(const tl::Vec<tl::Box<tl::Reaction>>& reactions) {
  std::vector<std::string> emoji;
  if (reactions.size() > domain::known_reactions().size()) return fail(Err::REACTIONS_TOO_MANY);
  for (const auto& reaction : reactions) {
    if (reaction.is<tl::reactionEmpty>()) continue;
    TRY_ASSIGN(auto one, emoji_of(reaction));
    emoji.push_back(std::move(one));
  }
  return emoji;
}

// Where a page of reactors goes on, as text: "date,user,position".
std::string text_of(const store::ReactionRow& last) {
  return fmt::format("{},{},{}", last.date, last.user, last.position);
}

store::ReactionPlace place_of(const std::optional<std::string>& offset) {
  store::ReactionPlace place;
  if (!offset || offset->empty()) return place;
  const char* at = offset->data();
  const char* const end = at + offset->size();
  const auto number = [&](auto& value) {
    at = std::from_chars(at, end, value).ptr;
    if (at != end) ++at;
  };
  number(place.date);
  number(place.user);
  number(place.position);
  return place;
}

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_sendReaction& r) {
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, std::span(&r.msg_id, 1)));
  domain::Reacting wish{.id = r.msg_id, .big = r.big, .add_to_recent = r.add_to_recent};
  if (r.reaction) {
    TRY_ASSIGN(wish.reactions, emoji_of(*r.reaction));
  }
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::react(tx, actor_told_by_reply(context), peer, wish));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_getMessagesReactions& r) {
  if (r.id.size() > kMessagesMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, r.id));
  Mentioned mentioned;
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  for (const auto id : r.id) {
    const auto row = store::find_message(tx, context.self(), peer, id);
    if (row && !row->is(store::kService))
      reply->updates.push_back(reactions_update(viewer_of(context), tx, *row, mentioned));
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_MessageReactionsList>> handle(Context& context, store::Transaction& tx,
                                                          const tl::messages_getMessageReactionsList& r) {
  TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, std::span(&r.id, 1)));
  const auto row = store::find_message(tx, context.self(), peer, r.id);
  if (!row || row->is(store::kService)) return fail(Err::MSG_ID_INVALID);
  if (!domain::can_see_reactors(tx, peer)) return fail(Err::BROADCAST_FORBIDDEN);
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  std::optional<std::string> kind;
  if (r.reaction && !r.reaction.is<tl::reactionEmpty>()) {
    TRY_ASSIGN(const auto emoji, emoji_of(r.reaction));
    const auto known = domain::find_reaction(emoji);
    if (!known) return fail(Err::REACTION_INVALID);
    kind = domain::known_reactions()[static_cast<std::size_t>(*known)].emoji;
  }
  const auto key = store::key_of(*row);
  const int limit = r.limit == 0 ? kReactorsMax : std::min(r.limit, kReactorsMax);
  auto rows = store::list_reactions(tx, key, kind, place_of(r.offset), limit + 1);
  auto reply = tl::make<tl::messages_messageReactionsList>();
  for (const auto& [reaction, count] : store::reaction_counts(tx, key)) {
    if (!kind || reaction == *kind) reply->count += count;
  }
  if (std::cmp_greater(rows.size(), limit)) {
    rows.pop_back();
    reply->next_offset = text_of(rows.back());
  }
  Mentioned mentioned;
  for (const auto& reaction : rows)
    reply->reactions.push_back(reactor_view(viewer_of(context), *row, reaction, mentioned));
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_Messages>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getUnreadReactions& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto page, page_of_request(r));
  const auto part = domain::part_of(tx, peer, r.top_msg_id.value_or(0));
  const auto ids = store::unread_reactions(tx, context.self(), peer, kUnreadMax, part);
  std::vector<store::MessageRow> rows;
  for (const auto id : domain::page_of(ids, page)) {
    if (auto row = store::find_message(tx, context.self(), peer, id)) rows.push_back(*std::move(row));
  }
  return messages_reply(context, tx, rows, std::ssize(ids), peer);
}

Result<tl::Box<tl::messages_AffectedHistory>> handle(Context& context, store::Transaction& tx,
                                                     const tl::messages_readReactions& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = store::top_pts(tx, peer.is_channel() ? peer.value : context.self());
  const auto part = domain::part_of(tx, peer, r.top_msg_id.value_or(0));
  TRY_ASSIGN(const bool more, domain::read_reactions(tx, actor_told_by_push(context), peer, part));
  return affected_history(before, more);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_setChatAvailableReactions& r) {
  using Kind = store::AllowedReactions::Kind;
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  store::AllowedReactions allowed{.unique_max = r.reactions_limit.value_or(0)};
  if (r.available_reactions.is<tl::chatReactionsNone>()) allowed.kind = Kind::none;
  if (const auto* some = r.available_reactions.as<tl::chatReactionsSome>()) {
    allowed.kind = Kind::some;
    TRY_ASSIGN(allowed.some, emoji_of(some->reactions));
  }
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::set_allowed_reactions(tx, actor_told_by_reply(context), peer, std::move(allowed)));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
