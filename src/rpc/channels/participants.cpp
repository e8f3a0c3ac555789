// channels.getParticipants with its filters.
#include <algorithm>

#include "domain/channels/send_as.h"
#include "domain/rights.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/name_match.h"
#include "rpc/views/channel.h"
#include "store/contacts.h"
#include "store/members_search.h"

namespace botschaft::rpc {
namespace {

using domain::Deed;
using Rows = std::vector<store::ChannelMemberRow>;

constexpr int kPageMax = 200;
constexpr int kOffsetMax = 10'000;
constexpr int kFoundMax = kOffsetMax + kPageMax;

// Those of `rows` whom the words of `q` name; empty: all.
void keep_named(store::Transaction& tx, Rows& rows, const std::string& q) {
  const auto query = folded(q);
  if (query.empty()) return;
  std::erase_if(rows, [&](const store::ChannelMemberRow& row) {
    const PeerId peer{row.user};
    if (peer.is_channel()) return !matches(folded(store::find_channel(tx, peer.bare())->title), query);
    const auto user = store::find_user(tx, row.user);
    return !user || !named(*user, query);
  });
}

// Anonymous admins are in no list but the admins' own.
void hide_anonymous(const domain::InChannel& in, Rows& rows) {
  if (in.admin()) return;
  std::erase_if(rows, [&](const store::ChannelMemberRow& row) { return domain::anonymous(in.channel, row); });
}

struct Listing {
  Rows rows;
  std::int32_t total = 0;
};

Listing page_of(Rows all, int offset, int limit) {
  Listing listing{.rows = {}, .total = static_cast<std::int32_t>(all.size())};
  const auto from = std::min(all.size(), static_cast<std::size_t>(offset));
  const auto to = std::min(all.size(), from + static_cast<std::size_t>(limit));
  listing.rows.assign(all.begin() + static_cast<std::ptrdiff_t>(from),
                      all.begin() + static_cast<std::ptrdiff_t>(to));
  return listing;
}

// Who is put out or restricted now.
Result<Listing> list_banned(const Context& context, store::Transaction& tx, const domain::InChannel& in,
                            const std::string& q, bool kicked, int offset, int limit) {
  TRY(check_deed(in, Deed::list_banned));
  auto rows = store::channel_banned(tx, in.channel.id);
  std::erase_if(rows, [&](const store::ChannelMemberRow& row) {
    const auto now = domain::member_now(row, context.now);
    return now.banned_rights == 0 || domain::kicked(now) != kicked;
  });
  keep_named(tx, rows, q);
  return page_of(std::move(rows), offset, limit);
}

// By the names that they have in the caller's address book, or give themselves.
Listing list_contacts(const Context& context, store::Transaction& tx, const domain::InChannel& in,
                      const std::string& q, int offset, int limit) {
  auto rows = store::contacts_inside(tx, in.channel.id, context.self());
  hide_anonymous(in, rows);
  const auto query = folded(q);
  std::erase_if(rows, [&](const store::ChannelMemberRow& row) {
    const auto user = store::find_user(tx, row.user);
    const auto contact = store::find_contact(tx, context.self(), row.user);
    if (!user || !contact) return true;
    return !named(*user, query) && !matches(folded(contact->first_name + " " + contact->last_name), query);
  });
  return page_of(std::move(rows), offset, limit);
}

Listing list_named(store::Transaction& tx, const domain::InChannel& in, const std::string& q, int offset,
                   int limit) {
  store::MemberSearch search{.channel = in.channel.id, .match = people_match(q)};
  if (search.match.empty()) return {};
  if (!in.admin() && !in.broadcast()) search.without_rights = domain::kAdminAnonymous;
  return {store::find_members(tx, search, offset, limit), store::count_found_members(tx, search, kFoundMax)};
}

Listing list_recent(store::Transaction& tx, const domain::InChannel& in, int offset, int limit) {
  auto rows = store::recent_channel_members(tx, in.channel.id, offset, limit);
  hide_anonymous(in, rows);
  return {std::move(rows), in.channel.members};
}

Listing list_admins(store::Transaction& tx, const domain::InChannel& in, int offset, int limit) {
  auto rows = store::channel_admins(tx, in.channel.id);
  std::erase_if(rows, [](const store::ChannelMemberRow& row) { return !row.inside; });
  hide_anonymous(in, rows);
  return page_of(std::move(rows), offset, limit);
}

Result<Listing> list(const Context& context, store::Transaction& tx, const domain::InChannel& in,
                     const tl::Box<tl::ChannelParticipantsFilter>& filter, int offset, int limit) {
  if (const auto* f = filter.as<tl::channelParticipantsKicked>())
    return list_banned(context, tx, in, f->q, true, offset, limit);
  if (const auto* f = filter.as<tl::channelParticipantsBanned>())
    return list_banned(context, tx, in, f->q, false, offset, limit);
  TRY(check_deed(in, Deed::list_members));
  if (filter.is<tl::channelParticipantsAdmins>()) return list_admins(tx, in, offset, limit);
  if (filter.is<tl::channelParticipantsBots>()) return Listing{};  // there are no bots here
  if (const auto* f = filter.as<tl::channelParticipantsContacts>())
    return list_contacts(context, tx, in, f->q, offset, limit);
  std::string q;
  if (const auto* f = filter.as<tl::channelParticipantsSearch>()) q = f->q;
  if (const auto* f = filter.as<tl::channelParticipantsMentions>()) q = f->q.value_or("");
  return q.empty() ? list_recent(tx, in, offset, limit) : list_named(tx, in, q, offset, limit);
}

}  // namespace

Result<tl::Box<tl::channels_ChannelParticipants>> handle(Context& context, store::Transaction& tx,
                                                         const tl::channels_getParticipants& r) {
  if (r.limit < 0 || r.offset < 0 || r.offset > kOffsetMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto listing, list(context, tx, in, r.filter, r.offset, std::min(r.limit, kPageMax)));
  Mentioned mentioned;
  mentioned.add(in.peer());
  auto reply = tl::make<tl::channels_channelParticipants>();
  reply->count = listing.total;
  for (const auto& row : listing.rows) {
    reply->participants.push_back(channel_participant_view(viewer_of(context), in.channel, row, mentioned));
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace botschaft::rpc
