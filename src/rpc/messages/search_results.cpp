// Where in a chat what a filter finds is: messages.getSearchResultsCalendar, getSearchResultsPositions.
#include <algorithm>

#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/messages/search.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kDay = 86'400;  // seconds
constexpr std::size_t kDaysMax = 100;
constexpr std::int32_t kPositionsMax = 100;

using Calendar = tl::Box<tl::messages_SearchResultsCalendar>;
using Positions = tl::Box<tl::messages_SearchResultsPositions>;

// Everything the filter finds, newest first. FILTER_NOT_SUPPORTED: of filters that name a kind of message
// only (core.telegram.org/method/messages.getSearchResultsCalendar).
Result<std::vector<store::MessageRow>> results(const Context& context, store::Transaction& tx,
                                               const tl::Box<tl::InputPeer>& peer,
                                               const tl::Box<tl::MessagesFilter>& filter) {
  if (filter.is<tl::inputMessagesFilterEmpty>() || filter.is<tl::inputMessagesFilterMyMentions>()) {
    return fail(Err::FILTER_NOT_SUPPORTED);
  }
  TRY_ASSIGN(const auto chat, search_in_chat(context, tx, peer, filter));
  TRY_ASSIGN(const auto ids, domain::find_messages(tx, chat.owner, chat.query));
  std::vector<store::MessageRow> rows;
  for (const auto id : ids) {
    if (auto row = store::find_message(tx, context.self(), chat.peer, id)) rows.push_back(*std::move(row));
  }
  return rows;
}

// The first of those newest first that is older than the offset.
std::size_t index_after(const std::vector<store::MessageRow>& rows, MessageId id, std::int32_t date) {
  const auto found = std::ranges::find_if(rows, [&](const store::MessageRow& row) {
    return (id == 0 || row.id < id) && (date == 0 || row.date < date);
  });
  return static_cast<std::size_t>(found - rows.begin());
}

Calendar calendar_of(const Context& context, store::Transaction& tx,
                     const std::vector<store::MessageRow>& rows, std::size_t first) {
  auto reply = tl::make<tl::messages_searchResultsCalendar>();
  reply->count = static_cast<std::int32_t>(rows.size());
  if (!rows.empty()) {
    reply->min_date = rows.back().date;
    reply->min_msg_id = rows.back().id;
  }
  reply->offset_id_offset = static_cast<std::int32_t>(first);
  Mentioned mentioned;
  tl::searchResultsCalendarPeriod* day = nullptr;
  for (auto i = first; i < rows.size(); ++i) {
    const auto& row = rows[i];
    if (day == nullptr || row.date < day->date) {
      if (reply->periods.size() == kDaysMax) break;
      auto period = tl::make<tl::searchResultsCalendarPeriod>();
      period->date = row.date - row.date % kDay;
      period->max_msg_id = row.id;
      day = &*period;
      reply->periods.push_back(std::move(period));
      reply->messages.push_back(message_view(viewer_of(context), tx, row, mentioned));
    }
    day->min_msg_id = row.id;
    ++day->count;
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace

Result<Calendar> handle(Context& context, store::Store& store,
                        const tl::messages_getSearchResultsCalendar& r) {
  if (asks_words(r.filter)) TRY(complete_index_of(context, store, r.peer));
  return read_reply<Calendar>(store, [&](store::Transaction& tx) -> Result<Calendar> {
    TRY_ASSIGN(const auto rows, results(context, tx, r.peer, r.filter));
    return calendar_of(context, tx, rows, index_after(rows, r.offset_id, r.offset_date));
  });
}

// Positions of some of them, evenly over all that are older than the offset.
Result<Positions> handle(Context& context, store::Store& store,
                         const tl::messages_getSearchResultsPositions& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  if (asks_words(r.filter)) TRY(complete_index_of(context, store, r.peer));
  return read_reply<Positions>(store, [&](store::Transaction& tx) -> Result<Positions> {
    TRY_ASSIGN(const auto rows, results(context, tx, r.peer, r.filter));
    auto reply = tl::make<tl::messages_searchResultsPositions>();
    reply->count = static_cast<std::int32_t>(rows.size());
    const auto first = index_after(rows, r.offset_id, 0);
    const auto limit = static_cast<std::size_t>(std::min(r.limit, kPositionsMax));
    const auto step = limit == 0 ? rows.size() + 1 : std::max<std::size_t>(1, (rows.size() - first) / limit);
    for (auto i = first; i < rows.size() && reply->positions.size() < limit; i += step) {
      auto position = tl::make<tl::searchResultPosition>();
      position->msg_id = rows[i].id;
      position->date = rows[i].date;
      position->offset = static_cast<std::int32_t>(i);
      reply->positions.push_back(std::move(position));
    }
    return reply;
  });
}

}  // namespace botschaft::rpc
