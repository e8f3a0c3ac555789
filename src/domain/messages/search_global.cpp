#include "domain/messages/search_global.h"

#include <algorithm>
#include <map>

#include "domain/channels/rights.h"
#include "domain/messages/search_text.h"
#include "store/channels.h"
#include "store/dialogs.h"
#include "store/search_index.h"

namespace botschaft::domain {
namespace {

constexpr int kMatchesMax = 5000;  // of all chats together

using Rows = std::vector<store::MessageRow>;

MessagePlace place_of(const store::MessageRow& row) {
  return {.date = row.date, .peer = row.peer, .id = row.id};
}

// The page after a place, of what was found in any order.
SearchResult page_after(Rows rows, const std::optional<MessagePlace>& after, int limit) {
  SearchResult result{.total = static_cast<std::int32_t>(rows.size())};
  std::ranges::sort(rows, std::ranges::greater(), place_of);
  auto first = rows.begin();
  if (after) {
    first = std::ranges::find_if(rows, [&](const auto& row) { return place_of(row) < *after; });
  }
  const auto count = std::min<std::ptrdiff_t>(rows.end() - first, limit);
  std::ranges::move(first, first + count, std::back_inserter(result.rows));
  return result;
}

// Which chats are looked into.
class Chosen {
 public:
  Chosen(store::Transaction& tx, UserId viewer, const GlobalQuery& query)
      : tx_(tx), viewer_(viewer), query_(query) {}

  bool has(PeerId peer) {
    const auto [known, fresh] = known_.try_emplace(peer.value, false);
    if (fresh) known->second = of_kind(peer) && in_folder(peer);
    return known->second;
  }

 private:
  bool of_kind(PeerId peer) {
    if (peer.is_user()) return query_.in_private;
    if (peer.is_chat()) return query_.in_groups;
    const auto channel = store::find_channel(tx_, peer.bare());
    if (!channel || channel->is(store::kChannelDeleted)) return false;
    return channel->broadcast() ? query_.in_broadcasts : query_.in_groups;
  }
  bool in_folder(PeerId peer) {
    if (!query_.folder) return true;
    const auto dialog = store::find_dialog(tx_, viewer_, peer);
    return (dialog ? dialog->folder : 0) == *query_.folder;
  }

  store::Transaction& tx_;
  UserId viewer_;
  const GlobalQuery& query_;
  std::map<std::int64_t, bool> known_;
};

SearchQuery query_in(const GlobalQuery& query) {
  SearchQuery in{.text = query.text, .kind = query.kind, .media = query.media};
  in.page.min_date = query.min_date;
  in.page.max_date = query.max_date;
  return in;
}

}  // namespace

std::vector<UserId> indexes_of(store::Transaction& tx, UserId viewer) {
  std::vector<UserId> owners{viewer};
  for (const auto& member : store::channels_of(tx, viewer)) {
    owners.push_back(PeerId::channel(member.channel).value);
  }
  return owners;
}

Result<SearchResult> search_everywhere(store::Transaction& tx, UserId viewer, const GlobalQuery& query) {
  // Pinned messages are asked for by chat.
  if (query.kind == SearchKind::none || query.kind == SearchKind::pinned) return SearchResult{};
  Chosen chosen(tx, viewer, query);
  Rows rows;
  TRY_ASSIGN(const auto own, find_messages(tx, viewer, query_in(query)));
  for (const auto id : own) {
    auto row = store::find_message(tx, viewer, id);
    if (row && chosen.has(row->peer)) rows.push_back(*std::move(row));
  }
  for (const auto& member : store::channels_of(tx, viewer)) {
    const auto peer = PeerId::channel(member.channel);
    if (std::cmp_greater_equal(rows.size(), kMatchesMax)) break;
    if (!chosen.has(peer)) continue;
    auto in = query_in(query);
    in.page.min_id = member.floor;
    in.mentioned = viewer;
    TRY_ASSIGN(const auto ids, find_messages(tx, peer.value, in));
    for (const auto id : ids) {
      if (auto row = store::find_message(tx, viewer, peer, id)) rows.push_back(*std::move(row));
    }
  }
  return page_after(std::move(rows), query.after, query.limit);
}

Result<SearchResult> search_public_posts(store::Transaction& tx, UserId viewer, std::string_view tag,
                                         const std::optional<MessagePlace>& after, int limit,
                                         std::int32_t now) {
  const auto words = tag_words(tag);
  if (words.size() != 1) return fail(Err::SEARCH_QUERY_EMPTY);
  Rows rows;
  std::map<std::int64_t, bool> readable;
  const auto match = "marks : (post AND \"" + words.front() + "\")";
  for (const auto& [owner, id] : store::find_public_documents(tx, match, kMatchesMax)) {
    if (!owner.is_channel()) continue;
    const auto [may, fresh] = readable.try_emplace(owner.value, false);
    if (fresh) {
      const auto in = look_at_channel(tx, owner.bare(), viewer, now);
      may->second = in && in->broadcast() && check_can_read(*in).has_value();
    }
    if (!may->second) continue;
    if (auto row = store::find_message(tx, viewer, owner, id)) rows.push_back(*std::move(row));
  }
  return page_after(std::move(rows), after, limit);
}

}  // namespace botschaft::domain
