#include "rpc/views/reactions.h"

#include <algorithm>

#include "domain/messages/reactions.h"

namespace botschaft::rpc {
namespace {

constexpr int kRecentReactors = 3;
constexpr int kRecentReactorsForAuthor = 10;  // who wrote the message is shown what is unread

}  // namespace

tl::Box<tl::Reaction> reaction_view(std::string_view emoji) {
  auto view = tl::make<tl::reactionEmoji>();
  view->emoticon = emoji;
  return view;
}

tl::Box<tl::MessagePeerReaction> reactor_view(const Viewer& viewer, const store::MessageRow& message,
                                              const store::ReactionRow& row, Mentioned& mentioned) {
  auto view = tl::make<tl::messagePeerReaction>();
  const auto user = PeerId::user(row.user);
  mentioned.add(user);
  view->big = row.is(store::kReactionBig);
  view->unread = viewer.user != 0 && message.out() && row.is(store::kReactionUnread);
  view->my = row.user == viewer.user;
  view->peer_id = peer_view(user);
  view->date = row.date;
  view->reaction = reaction_view(row.reaction);
  return view;
}

tl::Ptr<tl::messageReactions> reactions_view(const Viewer& viewer, store::Transaction& tx,
                                             const PageFacts& facts, const store::MessageRow& row,
                                             Mentioned& mentioned) {
  auto view = tl::make<tl::messageReactions>();
  const bool saved = row.peer.value == viewer.user;
  view->min = viewer.user == 0;
  view->reactions_as_tags = saved;
  view->can_see_list = !saved && !row.is(store::kPost);
  const auto& [counts, own] = facts.reactions(row);
  if (counts.empty()) return view;

  for (const auto& [reaction, count] : counts) {
    auto result = tl::make<tl::reactionCount>();
    result->reaction = reaction_view(reaction);
    result->count = count;
    const auto mine = std::ranges::find(own, reaction, &store::ReactionRow::reaction);
    if (mine != own.end()) result->chosen_order = mine->position + 1;
    view->results.push_back(std::move(result));
  }
  if (!view->can_see_list) return view;
  const int limit = row.out() ? kRecentReactorsForAuthor : kRecentReactors;
  view->recent_reactions.emplace();
  for (const auto& reaction : store::list_reactions(tx, store::key_of(row), std::nullopt, {}, limit))
    view->recent_reactions->push_back(reactor_view(viewer, row, reaction, mentioned));
  return view;
}

tl::Box<tl::Update> reactions_update(const Viewer& viewer, store::Transaction& tx,
                                     const store::MessageRow& row, Mentioned& mentioned) {
  auto update = tl::make<tl::updateMessageReactions>();
  mentioned.add(row.peer);
  update->peer = peer_view(row.peer);
  update->msg_id = row.id;
  const PageFacts facts(viewer, tx, {&row, 1});
  update->reactions = reactions_view(viewer, tx, facts, row, mentioned);
  return update;
}

tl::Box<tl::ChatReactions> allowed_reactions_view(const store::AllowedReactions& allowed) {
  using Kind = store::AllowedReactions::Kind;
  if (allowed.kind == Kind::all) return tl::make<tl::chatReactionsAll>();
  if (allowed.kind == Kind::none) return tl::make<tl::chatReactionsNone>();
  auto view = tl::make<tl::chatReactionsSome>();
  for (const auto& reaction : allowed.some) view->reactions.push_back(reaction_view(reaction));
  return view;
}

}  // namespace botschaft::rpc
