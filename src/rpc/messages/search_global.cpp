// Searching in all chats: messages.searchGlobal, channels.searchPosts.
#include "domain/messages/search_global.h"

#include <algorithm>

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/messages/search.h"
#include "store/search_index.h"

namespace botschaft::rpc {
namespace {

using Messages = tl::Box<tl::messages_Messages>;

constexpr std::size_t kQuestionMax = 256;
constexpr int kChannelsAtOnce = 500;  // public ones that a search of posts catches up

// The place after which the client wants to go on. Some clients send the last message alone, without the
// next_rate they were told.
Result<std::optional<domain::MessagePlace>> place_after(const Context& context, store::Transaction& tx,
                                                        std::int32_t rate, const tl::Box<tl::InputPeer>& chat,
                                                        MessageId id) {
  using Place = std::optional<domain::MessagePlace>;
  if (rate < 0 || id < 0) return fail(Err::OFFSET_INVALID);
  if (rate == 0 && id == 0) return Place();
  const auto peer = access_peer(context, tx, chat);
  const auto row = id == 0 ? std::nullopt
                   : peer  ? store::find_message(tx, context.self(), *peer, id)
                           : store::find_message(tx, context.self(), id);
  if (row) return Place({.date = row->date, .peer = row->peer, .id = id});
  if (rate == 0) return fail(Err::OFFSET_INVALID);
  // The message is gone, or the chat is: on from its second, of which some may be told once more.
  return Place({.date = rate, .peer = peer ? *peer : PeerId{INT64_MAX}, .id = id});
}

Result<Messages> page_reply(const Context& context, store::Transaction& tx,
                            const domain::SearchResult& found) {
  auto reply = messages_reply(context, tx, found.rows, found.total);
  auto* slice = reply.as<tl::messages_messagesSlice>();
  if (slice != nullptr && !found.rows.empty()) slice->next_rate = found.rows.back().date;
  return reply;
}

Result<Messages> find_anywhere(const Context& context, store::Transaction& tx,
                               const tl::messages_searchGlobal& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  if (r.folder_id && *r.folder_id != 0 && *r.folder_id != 1) return fail(Err::FOLDER_ID_INVALID);
  const bool any_kind = !r.users_only && !r.groups_only && !r.broadcasts_only;
  domain::GlobalQuery query{.text = r.q,
                            .kind = search_kind_of(r.filter),
                            .media = media_kinds_of(r.filter),
                            .in_private = any_kind || r.users_only,
                            .in_groups = any_kind || r.groups_only,
                            .in_broadcasts = any_kind || r.broadcasts_only,
                            .min_date = r.min_date,
                            .max_date = r.max_date,
                            .limit = std::min(r.limit, domain::kPageMax)};
  if (r.folder_id) query.folder = *r.folder_id;
  TRY_ASSIGN(query.after, place_after(context, tx, r.offset_rate, r.offset_peer, r.offset_id));
  TRY_ASSIGN(const auto found, domain::search_everywhere(tx, context.self(), query));
  return page_reply(context, tx, found);
}

Result<Messages> find_posts(const Context& context, store::Transaction& tx,
                            const tl::channels_searchPosts& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  const auto tag = r.hashtag->starts_with('#') || r.hashtag->starts_with('$') ? *r.hashtag : "#" + *r.hashtag;
  TRY_ASSIGN(const auto after, place_after(context, tx, r.offset_rate, r.offset_peer, r.offset_id));
  const auto limit = std::min(r.limit, domain::kPageMax);
  TRY_ASSIGN(const auto found,
             domain::search_public_posts(tx, context.self(), tag, after, limit, context.now));
  return page_reply(context, tx, found);
}

}  // namespace

Result<Messages> handle(Context& context, store::Store& store, const tl::messages_searchGlobal& r) {
  if (r.q.size() > kQuestionMax) return fail(Err::INPUT_REQUEST_INVALID);
  std::vector<UserId> owners;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    owners = domain::indexes_of(tx, context.self());
    return {};
  }));
  TRY(complete_indexes(store, owners));
  return read_reply<Messages>(store, [&](store::Transaction& tx) { return find_anywhere(context, tx, r); });
}

// By words, posts are found for money alone; by hashtag, for nothing.
Result<Messages> handle(Context& context, store::Store& store, const tl::channels_searchPosts& r) {
  if (!r.hashtag || r.hashtag->empty()) return fail(Err::PREMIUM_ACCOUNT_REQUIRED);
  if (r.hashtag->size() > kQuestionMax) return fail(Err::INPUT_REQUEST_INVALID);
  std::vector<UserId> owners;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    owners.clear();
    for (const auto channel : store::public_channels_behind(tx, kChannelsAtOnce))
      owners.push_back(channel.value);
    return {};
  }));
  TRY(complete_indexes(store, owners));
  return read_reply<Messages>(store, [&](store::Transaction& tx) { return find_posts(context, tx, r); });
}

}  // namespace botschaft::rpc
