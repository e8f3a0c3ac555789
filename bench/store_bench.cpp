// What one message costs in the store: the writer's own path (GroupCommit) on a database file, with fsync.
// The argument is the number of commands per commit. Read "CPU" for the cost of a message on the writer
// thread, and items_per_second for how many one writer acknowledges.
#include <benchmark/benchmark.h>
#include <time.h>

#include "domain/messages/send.h"
#include "store/events.h"
#include "store/sqlite/group_commit.h"
#include "store/sqlite/migrate.h"
#include "store/sqlite/temporary_directory.h"
#include "store/users.h"

namespace botschaft {
namespace {

using store::Transaction;

constexpr UserId kPeople = 1000;
constexpr std::string_view kText = "A line of text as people write it to each other, not long, not short.";

class Database {
 public:
  Database() {
    connection_ = std::move(*store::sqlite::Connection::open((directory_.path() / "bench.db").string(), {}));
    if (!store::sqlite::migrate(*connection_, store::embedded_migrations(), 0)) std::abort();
    run(1, [](Transaction& tx) -> Result<void> {
      for (UserId id = 1; id <= kPeople; ++id) {
        store::insert_user(tx, {.id = id, .phone = std::to_string(4900000000 + id), .first_name = "Ada"});
      }
      return {};
    });
  }

  void run(std::int64_t count, const store::Command& command) {
    store::sqlite::GroupCommit group(*connection_, count == 1);
    for (std::int64_t i = 0; i < count; ++i) group.execute(command);
    for (const auto& outcome : group.commit()) {
      if (!outcome.result) std::abort();
    }
    if (++commits_ % 64 == 0) sqlite3_wal_checkpoint_v2(connection_->handle(), nullptr, 0, nullptr, nullptr);
  }

 private:
  store::TemporaryDirectory directory_;
  std::unique_ptr<store::sqlite::Connection> connection_;
  std::int64_t commits_ = 0;
};

double thread_cpu_us() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}

void measure(benchmark::State& state, const store::Command& command) {
  Database database;
  const double start = thread_cpu_us();
  for (auto _ : state) database.run(state.range(0), command);
  const auto messages = static_cast<double>(state.iterations() * state.range(0));
  state.counters["cpu_us_per_message"] = (thread_cpu_us() - start) / messages;
  state.counters["messages_per_s"] = benchmark::Counter(messages, benchmark::Counter::kIsRate);
}

// The least a message can be: an event in each box and the body.
void three_rows(benchmark::State& state) {
  std::int64_t n = 0;
  measure(state, [&n](Transaction& tx) -> Result<void> {
    static constexpr store::Sql kBody{
        "INSERT INTO messages(owner, peer, id, twin, flags, date, text) VALUES(?1, ?2, ?3, ?4, 1, 0, ?5)"};
    ++n;
    const UserId from = n * 7919 % kPeople + 1;
    const UserId to = n * 104729 % kPeople + 1;
    const auto mine = store::append_event(tx, from, {.kind = 1, .peer = PeerId::user(to)});
    const auto theirs = store::append_event(tx, to, {.kind = 1, .peer = PeerId::user(from)});
    tx.run(kBody, from, to, mine, theirs, kText);
    return {};
  });
}

// messages.sendMessage as the domain does it: two events, two messages, two dialogs, random_id, and what it
// looks up.
void send_message(benchmark::State& state) {
  std::int64_t n = 0;
  measure(state, [&n](Transaction& tx) -> Result<void> {
    ++n;
    const UserId from = n * 7919 % kPeople + 1;
    const UserId to = (from + n % 20) % kPeople + 1;  // everybody writes with twenty others
    domain::Outgoing message{.text = {.text = std::string(kText), .entities = {}}, .random_id = n};
    TRY(domain::send_message(tx, {.user = from, .now = 1'700'000'000}, PeerId::user(to), message));
    return {};
  });
}

BENCHMARK(three_rows)->Arg(1)->Arg(4)->Arg(16)->Arg(64)->UseRealTime()->Unit(benchmark::kMicrosecond);
BENCHMARK(send_message)->Arg(1)->Arg(4)->Arg(16)->Arg(64)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace botschaft
