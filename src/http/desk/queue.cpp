// The queue, and what waits for a second person.
#include <fmt/format.h>

#include "http/desk/case_json.h"
#include "http/desk/endpoints.h"

namespace botschaft::http {
namespace {

constexpr int kPageMax = 100;
constexpr desk::Set<desk::Role> kReaders = {
    desk::Role::moderator, desk::Role::second_reviewer, desk::Role::appeal_reviewer, desk::Role::operator_,
    desk::Role::auditor,   desk::Role::flagger,         desk::Role::officer};

constexpr std::uint32_t bit(desk::State state) {
  return 1u << static_cast<unsigned>(state);
}
// In which somebody has still something to do.
constexpr std::uint32_t kOpen = bit(desk::State::received) | bit(desk::State::viewed) |
                                bit(desk::State::waiting) | bit(desk::State::proposed) |
                                bit(desk::State::decided) | bit(desk::State::conditional) |
                                bit(desk::State::appealed) | bit(desk::State::reversed);

// Of ?lane=, ?instrument=: 0 where it was left out, nothing for a word that is none.
template <class E>
std::optional<int> word_of(const Request& request, std::string_view name) {
  const auto word = query_of(request, name);
  if (word.empty()) return 0;
  const auto value = desk::named<E>(word);
  return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<std::uint32_t> states_of(const Request& request) {
  const auto word = query_of(request, "state");
  if (word.empty() || word == "open") return kOpen;
  if (word == "all") return ~0u;
  const auto state = desk::named<desk::State>(word);
  return state ? std::optional(bit(*state)) : std::nullopt;
}

// "overdue", "day" (within 24 hours), "escalated".
bool read_clock(const Request& request, desk::Seconds now, store::DeskQueueWanted& wanted) {
  const auto word = query_of(request, "clock");
  if (word == "overdue") wanted.due_before = now;
  if (word == "day") wanted.due_before = now + desk::kDay;
  wanted.escalated = word == "escalated";
  return word.empty() || wanted.due_before || wanted.escalated;
}

// "<due>.<id>" of the last line of the page before.
bool read_after(const Request& request, store::DeskQueueWanted& wanted) {
  const auto word = query_of(request, "after");
  if (word.empty()) return true;
  const auto dot = word.find('.');
  if (dot == word.npos) return false;
  const auto due = translog::parse_number(std::string_view(word).substr(0, dot));
  const auto id = translog::parse_number(std::string_view(word).substr(dot + 1));
  if (!due || !id) return false;
  wanted.after_due = *due;
  wanted.after_id = *id;
  return true;
}

std::optional<store::DeskQueueWanted> wanted_of(const DeskCall& call) {
  store::DeskQueueWanted wanted;
  const auto lane = word_of<desk::Lane>(call.request, "lane");
  const auto instrument = word_of<desk::Instrument>(call.request, "instrument");
  const auto states = states_of(call.request);
  const auto limit = query_of(call.request, "limit");
  const auto most = limit.empty() ? std::optional<std::int64_t>(wanted.limit) : translog::parse_number(limit);
  if (!lane || !instrument || !states || !most || *most < 1 || *most > kPageMax ||
      !read_clock(call.request, call.now, wanted) || !read_after(call.request, wanted))
    return std::nullopt;
  wanted.lane = *lane;
  wanted.instrument = *instrument;
  wanted.states = *states;
  wanted.limit = static_cast<int>(*most);
  return wanted;
}

// Whoever is not of the desk sees what they sent.
Sight general_sight(const Caller& caller) {
  if (caller.roles.has(desk::Role::auditor)) return Sight::outline;
  if (caller.roles.has(desk::Role::flagger) || caller.roles.has(desk::Role::officer)) return Sight::own;
  return Sight::full;
}

json::object counters(store::Transaction& tx, desk::Seconds now) {
  json::object lanes;
  for (std::size_t i = 0; i < desk::Names<desk::Lane>::kAll.size(); ++i)
    lanes[desk::Names<desk::Lane>::kAll[i]] = json::object{{"open", 0}, {"overdue", 0}};
  for (const auto& count : store::count_desk_queue(tx, kOpen, now))
    lanes[desk::name_of(static_cast<desk::Lane>(count.lane))] =
        json::object{{"open", count.open}, {"overdue", count.overdue}};
  std::int64_t proposed = 0;
  for (const auto& count : store::count_desk_queue(tx, bit(desk::State::proposed), now))
    proposed += count.open;
  return {{"lanes", std::move(lanes)}, {"proposed", proposed}};
}

Reply serve_queue(DeskCall& call) {
  auto wanted = wanted_of(call);
  if (!wanted) return problem(422, "bad-field", "a filter says something that it cannot");
  const auto sight = general_sight(call.caller);
  if (sight == Sight::own) wanted->sender = call.caller.person;
  const auto lines = store::desk_queue_page(call.tx, *wanted);
  json::array cases;
  for (const auto& line : lines) cases.push_back(queue_json(line, sight));
  json::object body{{"now", call.now}, {"cases", std::move(cases)}, {"next", nullptr}};
  if (static_cast<int>(lines.size()) == wanted->limit)
    body["next"] = fmt::format("{}.{}", lines.back().due, lines.back().row.id);
  if (sight != Sight::own) body["counters"] = counters(call.tx, call.now);
  return {.body = std::move(body)};
}

// What others have proposed, and what the caller has: that is for somebody else to decide.
Reply serve_inbox(DeskCall& call) {
  const store::DeskQueueWanted wanted{.states = bit(desk::State::proposed), .limit = kPageMax};
  json::array cases;
  for (const auto& line : store::desk_queue_page(call.tx, wanted)) {
    auto one = queue_json(line, Sight::full);
    one["proposer"] = name_of_person(call.tx, line.row.proposer);
    one["mine"] = line.row.proposer == call.caller.person;
    cases.push_back(std::move(one));
  }
  return {.body = json::object{{"now", call.now}, {"cases", std::move(cases)}}};
}

constexpr Endpoint kRows[] = {
    {Method::get, "/desk/api/v1/cases", kReaders, Tx::read, serve_queue,
     "Cases, the most urgent clock first. Filters: lane, state (open, all, or one), instrument, clock "
     "(overdue, day, escalated), limit; after: \"next\" of the page before. Officers and flaggers see their "
     "own."},
    {Method::get, "/desk/api/v1/inbox", kStaff, Tx::read, serve_inbox,
     "What was proposed and waits for a second person."},
};

}  // namespace

std::span<const Endpoint> queue_endpoints() {
  return kRows;
}

}  // namespace botschaft::http
