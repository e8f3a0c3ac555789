#include "flood.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <boost/json.hpp>
#include <chrono>
#include <fstream>
#include <mutex>
#include <optional>
#include <thread>

#include "base/clock.h"
#include "desk/desk.h"
#include "server/desk_outcomes.h"
#include "store/sqlite/open.h"
#include "tests/support/client_link.h"
#include "tests/support/server_process.h"
#include "translog/log.h"
#include "translog/verify.h"

namespace botschaft::test {
namespace {

namespace json = boost::json;
using Time = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int kCitizens = 20'000;  // addresses that notices come from
constexpr int kTriesMax = 2'000;
constexpr int kDecidedAtOnce = 100;
constexpr int kToldAtOnce = 2'000;

double ms_since(Time::time_point begin) {
  return std::chrono::duration<double, std::milli>(Time::now() - begin).count();
}

struct Answer {
  int status = 0;
  int retry_after = 0;
  json::object body;
};

// One keep-alive connection, opened again when it was lost.
class Citizen {
 public:
  explicit Citizen(const ServerProcess& server) : server_(server) {}

  // Nothing: no whole answer came.
  std::optional<Answer> ask(const std::string& request) {
    if (!socket_) socket_.emplace(server_.port());
    auto answer = socket_->open() && socket_->write(as_bytes(request)) ? read() : std::nullopt;
    if (!answer) socket_.reset();
    return answer;
  }

 private:
  std::optional<Answer> read() {
    Bytes in;
    for (;;) {
      const auto text = as_text(in);
      const auto end = text.find("\r\n\r\n");
      if (end != text.npos) {
        const auto size = static_cast<std::size_t>(number(text.substr(0, end + 2), "Content-Length: "));
        if (text.size() >= end + 4 + size) return parse(text.substr(0, end + 2), text.substr(end + 4, size));
      }
      if (!socket_->read(in, kPatience_ms)) return std::nullopt;
    }
  }
  static int number(std::string_view head, std::string_view name) {
    const auto at = head.find(name);
    return at == head.npos ? 0 : std::atoi(std::string(head.substr(at + name.size(), 10)).c_str());
  }
  static std::optional<Answer> parse(std::string_view head, std::string_view body) {
    Answer answer{
        .status = number(head, "HTTP/1.1 "), .retry_after = number(head, "Retry-After: "), .body = {}};
    boost::system::error_code error;
    auto value = json::parse(body, error);
    if (error || !value.is_object()) return std::nullopt;
    answer.body = std::move(value.get_object());
    return answer;
  }

  const ServerProcess& server_;
  std::optional<Socket> socket_;
};

std::string post(std::string_view path, const std::string& key, int from, const json::object& body) {
  const auto text = json::serialize(body);
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: chat.example\r\nContent-Type: application/json\r\nIdempotency-Key: {}\r\n"
      "X-Forwarded-For: 10.{}.{}.{}\r\nContent-Length: {}\r\n\r\n{}",
      path, key, from >> 16 & 255, from >> 8 & 255, from & 255, text.size(), text);
}

std::string notice_of(int i, const Flood& flood) {
  const auto words =
      fmt::format("Notice {}: this post calls for violence against people. {}", i, std::string(300, 'x'));
  return post("/desk/api/v1/notices", fmt::format("flood-notice-{:010}", i), i % kCitizens,
              {{"category", "speech/hate"},
               {"reasons", words},
               {"locations", json::array{fmt::format("https://t.me/c/1000000555/{}", i % flood.targets + 1)}},
               {"name", fmt::format("Citizen {}", i % kCitizens)},
               {"mail", fmt::format("c{}@example.org", i % kCitizens)},
               {"good_faith", true}});
}

std::string order_of(int i) {
  return post("/desk/api/v1/orders", fmt::format("flood-order-{:010}", i), 0x640000 + i,
              {{"form", "dsa-9"}, {"fields", json::object{{"authority", "Amt"}}}});
}

class Run {
 public:
  Run(const std::filesystem::path& program, const Flood& flood) : flood_(flood), server_(program) {}

  FloodOutcome run() {
    begin_ = Time::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < flood_.connections; ++i) threads.emplace_back([this] { send_notices(); });
    threads.emplace_back([this] { send_orders(); });
    for (int k = 0; k < flood_.kills; ++k) {
      while (done_ < flood_.notices * (k + 1) / (flood_.kills + 1))
        std::this_thread::sleep_for(milliseconds(5));
      kill();
    }
    for (auto& each : threads) each.join();
    outcome_.seconds = ms_since(begin_) / 1'000 - down_s_;
    outcome_.repeated = repeated_;
    outcome_.refused = refused_;
    outcome_.receipts = static_cast<std::int64_t>(receipts_.size());
    if (server_.terminate() != 0) fault("the server did not end as it should");
    look_into_database();
    look_into_log();
    return std::move(outcome_);
  }

 private:
  void fault(std::string what) {
    const std::lock_guard lock(mutex_);
    if (outcome_.faults.size() < 20) outcome_.faults.push_back(std::move(what));
  }

  void kill() {
    const auto begin = Time::now();
    server_.kill_hard();
    server_.start();
    if (!server_.started()) fault("the server did not start again");
    down_s_ += ms_since(begin) / 1'000;
  }

  // Until it is received, or refused for good. How long the try took that was received, in ms.
  std::optional<std::pair<Answer, double>> insist(Citizen& citizen, const std::string& request) {
    for (int tries = 0; tries < kTriesMax; ++tries) {
      const auto sent = Time::now();
      auto answer = citizen.ask(request);
      const auto took = ms_since(sent);
      if (answer && answer->status >= 200 && answer->status < 300) return std::pair(*std::move(answer), took);
      ++repeated_;
      if (answer && answer->status == 429) ++refused_;
      if (answer && answer->status != 429 && answer->status != 503) {
        fault(fmt::format("refused: {} {}", answer->status, json::serialize(answer->body)));
        return std::nullopt;
      }
      const auto wait = answer ? milliseconds(1'000 * std::max(1, answer->retry_after)) : milliseconds(50);
      std::this_thread::sleep_for(wait);
    }
    fault("given up");
    return std::nullopt;
  }

  void keep(const json::object& body, Latencies& latencies, double took) {
    const std::lock_guard lock(mutex_);
    receipts_.emplace_back(body.at("signed_receipt").as_string());
    latencies.ms.push_back(took);
  }

  void wait_until(double second) {
    std::this_thread::sleep_until(
        begin_ + std::chrono::duration_cast<Time::duration>(std::chrono::duration<double>(second)));
  }

  void send_notices() {
    Citizen citizen(server_);
    for (int i = next_++; i < flood_.notices; i = next_++) {
      wait_until(i / flood_.per_second);
      const auto got = insist(citizen, notice_of(i, flood_));
      ++done_;
      if (got) keep(got->first.body.at("submissions").at(0).as_object(), outcome_.notices, got->second);
    }
  }

  void send_orders() {
    Citizen officer(server_);
    const double all_s = flood_.notices / flood_.per_second;
    for (int i = 0; i < flood_.orders; ++i) {
      wait_until(all_s * (i + 0.5) / flood_.orders);
      const auto sent = Time::now();
      const auto got = insist(officer, order_of(i));
      if (!got) continue;
      keep(got->first.body, outcome_.orders, got->second);
      const auto look =
          fmt::format("GET /desk/api/v1/orders/{} HTTP/1.1\r\nHost: chat.example\r\nReceipt: {}\r\n\r\n",
                      std::string_view(got->first.body.at("case").as_string()),
                      std::string_view(got->first.body.at("receipt").as_string()));
      if (insist(officer, look)) outcome_.orders_seen.ms.push_back(ms_since(sent));
    }
  }

  void look_into_database();
  void decide_all(store::Store& store);
  void look_into_log();

  const Flood flood_;
  ServerProcess server_;
  Time::time_point begin_;
  std::atomic<int> next_ = 0;
  std::atomic<int> done_ = 0;
  std::atomic<std::int64_t> repeated_ = 0;
  std::atomic<std::int64_t> refused_ = 0;
  double down_s_ = 0;
  std::mutex mutex_;
  std::vector<std::string> receipts_;
  FloodOutcome outcome_;
};

void Run::look_into_database() {
  auto store = store::open_sqlite({.directory = server_.data()});
  if (!store) return fault(store.error());
  const auto read = (*store)->read_sync([&](store::Transaction& tx) -> Result<void> {
    static constexpr store::Sql kCount{"SELECT count(*), sum(submissions) FROM desk_cases WHERE kind = 1"};
    auto q = tx.run(kCount);
    if (q.next()) {
      outcome_.cases = q.int64(0);
      outcome_.counted = q.int64(1);
    }
    return {};
  });
  if (!read) return fault("the database cannot be read");
  decide_all(**store);
}

// Somebody looks at each work item once; everybody who wrote is told.
void Run::decide_all(store::Store& store) {
  const desk::Actor moderator{desk::Role::moderator, 1, desk::IdentityLevel::strong};
  const desk::Settings settings;
  const auto now = system_clock().unix_seconds();
  for (bool more = true; more;) {
    more = false;
    const auto decided = store.write_sync([&](store::Transaction& tx) -> Result<void> {
      desk::Desk desk(tx, settings, now, system_random());
      for (const auto& row : store::desk_queue(tx, static_cast<int>(desk::State::received),
                                               static_cast<int>(desk::Lane::users), kDecidedAtOnce)) {
        more = true;
        if (!desk.act(row.id, desk::Action::view, moderator) ||
            !desk.act(row.id, desk::Action::decide, moderator,
                      {.text = {}, .decision = desk::NoAction{"No."}, .pause = {}}))
          fault("a case cannot be decided");
      }
      return {};
    });
    if (!decided) return fault("the database cannot be written");
  }
  for (int told = kToldAtOnce; told > 0;) {
    const auto done = store.write_sync([&](store::Transaction& tx) -> Result<void> {
      told = server::tell_outcomes(tx, now, system_random(), {"Flood", "https://chat.example", true},
                                   kToldAtOnce);
      return {};
    });
    if (!done) return fault("the database cannot be written");
    outcome_.told += told;
  }
}

void Run::look_into_log() {
  std::ifstream file(server_.data() / "desk-log.key");
  std::string text;
  std::getline(file, text);
  const auto key = translog::SignerKey::parse(text);
  if (!key) return fault("the log has no key");
  const auto verified = translog::verify_log({.log = translog::files_below(server_.data() / "desk-log"),
                                              .key = key->verifier(),
                                              .receipts = receipts_,
                                              .checkpoints = {},
                                              .mirror = {},
                                              .now = system_clock().unix_seconds() + 3'600});
  outcome_.in_log = verified.receipts_found;
  for (const auto& finding : verified.findings) fault("log: " + finding.what);
}

}  // namespace

double Latencies::at(double share) const {
  if (ms.empty()) return 0;
  auto sorted = ms;
  std::ranges::sort(sorted);
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1) + 0.5);
  return sorted[rank];
}

FloodOutcome run_flood(const std::filesystem::path& program, const Flood& flood) {
  return Run(program, flood).run();
}

std::string report(const Flood& flood, const FloodOutcome& outcome) {
  std::string out;
  const auto line = [&](std::string_view what, const std::string& value) {
    out += fmt::format("| {} | {} |\n", what, value);
  };
  const auto times = [](const Latencies& of) {
    return fmt::format("{:.0f} / {:.0f} / {:.0f} ms", of.at(0.5), of.at(0.99), of.at(1));
  };
  line("what", "figure");
  line("---", "---");
  line("notices sent, per second", fmt::format("{} at {:.0f}", flood.notices, flood.per_second));
  line("connections", fmt::format("{}", flood.connections));
  line("killed with -9", fmt::format("{} times", flood.kills));
  line("taken in",
       fmt::format("{:.1f} s, {:.0f} per second", outcome.seconds, flood.notices / outcome.seconds));
  line("receipts handed out", fmt::format("{}", outcome.receipts));
  line("of them in the log", fmt::format("{}", outcome.in_log));
  line("work items", fmt::format("{} of {} targets", outcome.cases, flood.targets));
  line("notices that these count", fmt::format("{}", outcome.counted));
  line("outcomes told", fmt::format("{}", outcome.told));
  line("tries beyond the first", fmt::format("{}, of them 429: {}", outcome.repeated, outcome.refused));
  line("receipt of a notice, median / p99 / longest", times(outcome.notices));
  line("receipt of an order", times(outcome.orders));
  line("order readable", times(outcome.orders_seen));
  for (const auto& fault : outcome.faults) line("FAULT", fault);
  return out;
}

}  // namespace botschaft::test
