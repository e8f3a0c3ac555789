// The reactions that there are, and those a person uses: messages.getAvailableReactions, getTopReactions,
// getRecentReactions, clearRecentReactions, setDefaultReaction.
#include <algorithm>

#include "crypto/hash.h"
#include "domain/messages/reaction_catalogue.h"
#include "domain/messages/reactions.h"
#include "domain/stickers/shipped.h"
#include "emoji/set.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/messages/reply.h"
#include "rpc/views/reactions.h"
#include "rpc/views/sticker_set.h"

namespace botschaft::rpc {
namespace {

constexpr std::int64_t kCatalogueVersion = 2;  // raise it with every change of emoji or titles

// Clients compute the same over their copy of a list (core.telegram.org/api/reactions): per emoji 0 and the
// first four bytes of its MD5.
std::int64_t hash_of(const std::vector<std::string>& reactions) {
  std::vector<std::int64_t> numbers;
  for (const auto& reaction : reactions) {
    const auto digest = crypto::md5(as_bytes(reaction));
    std::uint32_t head = 0;
    for (int i = 0; i < 4; ++i) head = head << 8 | digest[static_cast<std::size_t>(i)];
    numbers.push_back(0);
    numbers.push_back(static_cast<std::int32_t>(head));
  }
  return list_hash(numbers);
}

tl::Box<tl::messages_Reactions> reactions_list(std::vector<std::string> reactions, std::int32_t limit,
                                               std::int64_t known_hash) {
  if (std::cmp_greater(reactions.size(), limit)) reactions.resize(static_cast<std::size_t>(limit));
  const auto hash = hash_of(reactions);
  if (not_modified(known_hash, hash)) return tl::make<tl::messages_reactionsNotModified>();
  auto reply = tl::make<tl::messages_reactions>();
  reply->hash = hash;
  for (const auto& reaction : reactions) reply->reactions.push_back(reaction_view(reaction));
  return reply;
}

tl::Box<tl::Document> picture(const Context& context, store::Transaction& tx, std::string_view name,
                              const char* kind) {
  const auto file = domain::shipped_file(tx, "reactions/" + std::string(name) + kind);
  auto view = file ? file_view(viewer_of(context), tx, *file) : nullptr;
  if (!view) return tl::make<tl::documentEmpty>();
  return view;
}

// A reaction without pictures of its own is left out of keyboards by clients that need one; the others show
// the emoji.
tl::Box<tl::AvailableReaction> available_view(const Context& context, store::Transaction& tx,
                                              const domain::KnownReaction& known, std::string_view name) {
  auto view = tl::make<tl::availableReaction>();
  view->reaction = known.emoji;
  view->title = known.title;
  view->static_icon = picture(context, tx, name, ".webp");
  view->appear_animation = picture(context, tx, name, ".appear.tgs");
  view->select_animation = picture(context, tx, name, ".select.tgs");
  view->activate_animation = picture(context, tx, name, ".activate.tgs");
  view->effect_animation = picture(context, tx, name, ".effect.tgs");
  if (!name.empty()) {
    view->around_animation = picture(context, tx, name, ".around.tgs");
    view->center_icon = picture(context, tx, name, ".center.tgs");
  }
  return view;
}

// Of the files' names; empty if there are no pictures of it.
std::string_view picture_name(std::string_view emoji) {
  for (const auto& entry : emoji::entries())
    if (entry.kind == emoji::Kind::reaction && entry.emoji == emoji) return entry.name;
  return {};
}

}  // namespace

Result<tl::Box<tl::messages_AvailableReactions>> handle(Context& context, store::Transaction& tx,
                                                        const tl::messages_getAvailableReactions& r) {
  std::vector<std::int64_t> files = {kCatalogueVersion};
  for (const auto& row : store::shipped_files(tx)) files.push_back(row.file);
  const auto wide = static_cast<std::uint64_t>(list_hash(files));
  const auto hash = static_cast<std::int32_t>(wide ^ wide >> 32U);
  if (r.hash == hash) return tl::make<tl::messages_availableReactionsNotModified>();
  auto reply = tl::make<tl::messages_availableReactions>();
  reply->hash = hash;
  for (const auto& known : domain::known_reactions())
    reply->reactions.push_back(available_view(context, tx, known, picture_name(known.emoji)));
  return reply;
}

// First those the caller uses, then the others in the catalogue's order.
Result<tl::Box<tl::messages_Reactions>> handle(Context& context, store::Transaction& tx,
                                               const tl::messages_getTopReactions& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  auto reactions = store::recent_reactions(tx, context.self(), domain::kRecentReactionsMax);
  for (const auto& known : domain::known_reactions()) {
    if (std::ranges::find(reactions, known.emoji) == reactions.end()) reactions.emplace_back(known.emoji);
  }
  return reactions_list(std::move(reactions), r.limit, r.hash);
}

Result<tl::Box<tl::messages_Reactions>> handle(Context& context, store::Transaction& tx,
                                               const tl::messages_getRecentReactions& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  return reactions_list(store::recent_reactions(tx, context.self(), domain::kRecentReactionsMax), r.limit,
                        r.hash);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_clearRecentReactions&) {
  domain::forget_recent_reactions(tx, actor_told_by_push(context));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_setDefaultReaction& r) {
  const auto* emoji = r.reaction.as<tl::reactionEmoji>();
  if (emoji == nullptr) return fail(Err::REACTION_INVALID);
  TRY(domain::set_default_reaction(tx, actor_told_by_push(context), emoji->emoticon));
  return true;
}

}  // namespace botschaft::rpc
