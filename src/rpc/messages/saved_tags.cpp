// Tags of Saved Messages: messages.getSavedReactionTags, updateSavedReactionTag, getDefaultTagReactions.
#include "store/saved_tags.h"

#include "domain/messages/reaction_catalogue.h"
#include "domain/messages/reactions.h"
#include "domain/messages/unicode.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/messages/reply.h"
#include "rpc/views/reactions.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kTitleMax = 12;  // UTF-16 code units
constexpr std::size_t kDefaultTags = 24;

std::int64_t hash_of(const std::vector<store::SavedTag>& tags) {
  std::vector<std::int64_t> numbers;
  for (const auto& tag : tags) {
    numbers.push_back(domain::find_reaction(tag.reaction).value_or(-1));
    for (const char c : tag.title) numbers.push_back(c);
    numbers.push_back(tag.count);
  }
  return list_hash(numbers);
}

}  // namespace

Result<tl::Box<tl::messages_SavedReactionTags>> handle(Context& context, store::Transaction& tx,
                                                       const tl::messages_getSavedReactionTags& r) {
  std::vector<store::SavedTag> tags;
  if (r.peer) {
    // All there is was saved by oneself: Saved Messages have no sub-chats of others.
    TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
    if (peer.value == context.self()) tags = store::saved_tags(tx, context.self());
  } else {
    tags = store::saved_tags(tx, context.self());
  }
  const auto hash = hash_of(tags);
  if (not_modified(r.hash, hash)) return tl::make<tl::messages_savedReactionTagsNotModified>();
  auto reply = tl::make<tl::messages_savedReactionTags>();
  reply->hash = hash;
  for (const auto& tag : tags) {
    auto view = tl::make<tl::savedReactionTag>();
    view->reaction = reaction_view(tag.reaction);
    if (!tag.title.empty() && !r.peer) view->title = tag.title;
    view->count = tag.count;
    reply->tags.push_back(std::move(view));
  }
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_updateSavedReactionTag& r) {
  const auto* emoji = r.reaction.as<tl::reactionEmoji>();
  const auto place = emoji == nullptr ? std::nullopt : domain::find_reaction(emoji->emoticon);
  if (!place) return fail(Err::REACTION_INVALID);
  const auto title = r.title.value_or("");
  if (!domain::decode_utf8(title) || domain::utf16_length(title) > kTitleMax)
    return fail(Err::REACTION_INVALID);
  const auto& known = domain::known_reactions()[static_cast<std::size_t>(*place)];
  store::set_saved_tag_title(tx, context.self(), known.emoji, title);
  const auto actor = actor_told_by_push(context);
  domain::BoxWriter(tx, actor).append(context.self(), domain::EventKind::recent_reactions, {},
                                      domain::kTagNamesChanged);
  return true;
}

Result<tl::Box<tl::messages_Reactions>> handle(Context&, const tl::messages_getDefaultTagReactions& r) {
  constexpr std::int64_t kVersion = 1;
  if (r.hash == kVersion) return tl::make<tl::messages_reactionsNotModified>();
  auto reply = tl::make<tl::messages_reactions>();
  reply->hash = kVersion;
  for (const auto& known : domain::known_reactions().first(kDefaultTags))
    reply->reactions.push_back(reaction_view(known.emoji));
  return reply;
}

}  // namespace botschaft::rpc
