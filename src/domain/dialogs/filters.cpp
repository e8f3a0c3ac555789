#include "domain/dialogs/filters.h"

#include <algorithm>

#include "domain/messages/blob.h"
#include "store/dialogs.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kTitleUnitsMax = 12;

void put_peers(BlobWriter& out, const std::vector<PeerId>& peers) {
  out.number(peers.size());
  for (const auto peer : peers) out.signed_number(peer.value);
}

std::vector<PeerId> take_peers(BlobReader& in) {
  std::vector<PeerId> peers;
  for (auto count = in.number(); count > 0 && in.ok(); --count) peers.push_back({in.signed_number()});
  return peers;
}

Bytes encode(const DialogFilter& f) {
  BlobWriter out;
  out.number(f.flags);
  out.text(f.title.text);
  out.text(as_text(encode_entities(f.title.entities)));
  out.text(f.emoticon);
  out.signed_number(f.color.value_or(-1));
  put_peers(out, f.pinned);
  put_peers(out, f.include);
  put_peers(out, f.exclude);
  return out.take();
}

DialogFilter decode(const store::DialogFilterRow& row) {
  DialogFilter f{.id = row.id};
  if (row.id == kAllChatsFilter) return f;
  BlobReader in(row.body);
  f.flags = static_cast<std::uint32_t>(in.number());
  f.title.text = in.text();
  f.title.entities = decode_entities(as_bytes(in.text()));
  f.emoticon = in.text();
  const auto color = static_cast<std::int32_t>(in.signed_number());
  if (color >= 0) f.color = color;
  f.pinned = take_peers(in);
  f.include = take_peers(in);
  f.exclude = take_peers(in);
  return f;
}

void tell(store::Transaction& tx, const Actor& actor) {
  BoxWriter(tx, actor).append(actor.user, EventKind::dialog_filters);
}

}  // namespace

std::vector<DialogFilter> list_filters(store::Transaction& tx, UserId owner) {
  std::vector<DialogFilter> filters;
  for (const auto& row : store::dialog_filters(tx, owner)) filters.push_back(decode(row));
  if (std::ranges::find(filters, kAllChatsFilter, &DialogFilter::id) == filters.end()) {
    filters.insert(filters.begin(), DialogFilter{.id = kAllChatsFilter});
  }
  return filters;
}

Result<void> save_filter(store::Transaction& tx, const Actor& actor, const DialogFilter& filter) {
  if (filter.id < 2 || filter.id > 255) return fail(Err::FILTER_ID_INVALID);
  if (filter.pinned.size() + filter.include.size() > kFilterPeersMax ||
      filter.exclude.size() > kFilterPeersMax) {
    return fail(Err::LIMIT_INVALID);
  }
  if ((filter.flags & kFilterIncludes) == 0 && filter.include.empty() && filter.pinned.empty()) {
    return fail(Err::FILTER_INCLUDE_EMPTY);
  }
  const auto all = list_filters(tx, actor.user);
  const bool known = std::ranges::find(all, filter.id, &DialogFilter::id) != all.end();
  if (!known && all.size() > kFiltersMax) return fail(Err::LIMIT_INVALID);
  auto clean = filter;
  auto title = normalize_or_empty(filter.title, kTitleUnitsMax);
  if (!title || title->text.empty()) return fail(Err::FILTER_TITLE_EMPTY);
  clean.title = *std::move(title);
  store::put_dialog_filter(tx, actor.user, {.id = filter.id, .body = encode(clean)});
  tell(tx, actor);
  return {};
}

void delete_filter(store::Transaction& tx, const Actor& actor, std::int32_t id) {
  if (id != kAllChatsFilter && store::delete_dialog_filter(tx, actor.user, id)) tell(tx, actor);
}

Result<void> order_filters(store::Transaction& tx, const Actor& actor,
                           const std::vector<std::int32_t>& order) {
  if (order.size() > kFiltersMax + 1) return fail(Err::LIMIT_INVALID);
  std::int32_t position = 0;
  std::vector<std::int32_t> rest;
  for (const auto& filter : list_filters(tx, actor.user)) {
    if (std::ranges::find(order, filter.id) == order.end()) rest.push_back(filter.id);
  }
  const auto place = [&](std::int32_t id) {
    if (id == kAllChatsFilter) store::put_dialog_filter(tx, actor.user, {.id = id, .body = {}});
    store::place_dialog_filter(tx, actor.user, id, ++position);
  };
  std::ranges::for_each(order, place);
  std::ranges::for_each(rest, place);
  tell(tx, actor);
  return {};
}

}  // namespace botschaft::domain
