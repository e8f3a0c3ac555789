// What a post costs in a broadcast channel with 100,000 subscribers and in a supergroup with 20,000 members,
// 2,000 of whom are online: rows written, time to accept it, time until all have it, the server's memory and
// processor. The real program, a database in a file, real sessions; prints a table and, to the file
// LOAD_JSON, the same as JSON.
//
// LOAD_ONLINE, LOAD_SUBSCRIBERS, LOAD_MEMBERS, LOAD_POSTS: other numbers. LOAD_PROGRAM: another program.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <thread>

#include "base/check.h"
#include "domain/accounts/access_hash.h"
#include "load/crowd.h"
#include "load/population.h"
#include "load/row_counter.h"
#include "mtproto/server_keys.h"
#include "tests/support/server_process.h"
#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::load {
namespace {

std::int64_t number_of(const char* variable, std::int64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoll(text, nullptr, 10) : otherwise;
}

struct Percentiles {
  double p50 = 0;
  double p99 = 0;
};
Percentiles percentiles(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&](double part) {
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
  };
  return {at(0.5), at(0.99)};
}

struct Figures {
  std::string name;
  std::int64_t members = 0;
  std::size_t online = 0;
  std::string rows;  // written per post, by table
  Percentiles alone_ms, answered_ms, all_ms;
  double cpu_ms_per_post = 0;
  double cpu_us_per_delivery = 0;
  Percentiles typing_ms;
  double typing_cpu_us_per_delivery = 0;
  std::size_t missing = 0;
};

class Load {
 public:
  Load() {
    CHECK(server_.started());
    CHECK(server_.terminate() == 0);
    people_ = populate(server_.data(), std::max(kSubscribers, kMembers), static_cast<std::size_t>(kOnline),
                       random_);
    server_.start();
    channel_ = create(true);
    supergroup_ = create(false);
    CHECK(server_.terminate() == 0);
    fill_channel(server_.data(), channel_, people_, kSubscribers);
    fill_channel(server_.data(), supergroup_, people_, kMembers);
  }

  void run() {
    Figures channel{.name = "channel", .members = kSubscribers};
    Figures supergroup{.name = "supergroup", .members = kMembers};
    channel.rows = rows_per_post(channel_);
    supergroup.rows = rows_per_post(supergroup_);
    server_.start();
    memory_.push_back(server_.resident_bytes());
    post_alone(channel_, channel);
    post_alone(supergroup_, supergroup);
    memory_.push_back(server_.resident_bytes());
    Crowd crowd(server_.port(), random_);
    const auto begin = Clock::now();
    CHECK(crowd.come(people_.keys, {227, 227, 227, 214}));
    come_s_ = std::chrono::duration<double>(Clock::now() - begin).count();
    memory_.push_back(server_.resident_bytes());
    for (auto* figures : {&channel, &supergroup}) {
      figures->online = crowd.size();
      post_to_all(crowd, figures == &channel ? channel_ : supergroup_, *figures);
    }
    type(crowd, supergroup);
    memory_.push_back(server_.resident_bytes());
    report({channel, supergroup});
  }

 private:
  std::int64_t create(bool broadcast) {
    Crowd author(server_.port(), random_);
    CHECK(author.come({people_.keys.front()}, {227}));
    tl::channels_createChannel request;
    request.broadcast = broadcast;
    request.megagroup = !broadcast;
    request.title = "Load";
    const auto answer = author.ask(request);
    CHECK(answer.has_value());
    tl::Reader in(*answer);
    const auto updates = tl::decode_box<tl::Updates>(in);
    CHECK(updates.has_value());
    return updates->as<tl::updates>()->chats.front().as<tl::channel>()->id;
  }

  tl::Box<tl::InputPeer> peer(std::int64_t channel) {
    static const auto keys = mtproto::ServerKeys::load_or_create(server_.data());
    auto input = tl::make<tl::inputPeerChannel>();
    input->channel_id = channel;
    input->access_hash =
        domain::access_hash(keys->access_hash(), people_.first_user, PeerId::channel(channel));
    return input;
  }

  tl::messages_sendMessage post(std::int64_t channel) {
    tl::messages_sendMessage request;
    request.peer = peer(channel);
    request.message = fmt::format("A line of text as people write it to each other: {}.", ++posts_);
    request.random_id = random_.next<std::int64_t>();
    return request;
  }

  std::string rows_per_post(std::int64_t channel) {
    begin_counting(server_.data() / "botschaft.db");
    server_.start();
    Figures ignored;
    post_alone(channel, ignored);
    CHECK(server_.terminate() == 0);
    std::string rows;
    for (const auto& [table, count] : end_counting(server_.data() / "botschaft.db")) {
      const auto each = static_cast<double>(count) / static_cast<double>(kPosts);
      if (each >= 0.5) rows += fmt::format("{}{} {:.2g}", rows.empty() ? "" : ", ", table, each);
    }
    return rows;
  }

  void post_alone(std::int64_t channel, Figures& figures) {
    Crowd author(server_.port(), random_);
    CHECK(author.come({people_.keys.front()}, {227}));
    std::vector<double> took;
    for (std::int64_t i = 0; i < kPosts; ++i) took.push_back(author.spread(post(channel), {}).answered_ms);
    figures.alone_ms = percentiles(took);
  }

  void post_to_all(Crowd& crowd, std::int64_t channel, Figures& figures) {
    std::vector<double> answered, all;
    const double cpu = server_.cpu_seconds();
    for (std::int64_t i = 0; i < kPosts; ++i) {
      const auto request = post(channel);
      const auto spread = crowd.spread(request, as_bytes(request.message));
      answered.push_back(spread.answered_ms);
      all.push_back(spread.all_ms);
      figures.missing += spread.missing;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // acknowledgements
    const double spent = server_.cpu_seconds() - cpu;
    figures.answered_ms = percentiles(answered);
    figures.all_ms = percentiles(all);
    figures.cpu_ms_per_post = spent * 1e3 / static_cast<double>(kPosts);
    figures.cpu_us_per_delivery = figures.cpu_ms_per_post * 1e3 / static_cast<double>(crowd.size());
  }

  void type(Crowd& crowd, Figures& figures) {
    tl::messages_setTyping request;
    request.peer = peer(supergroup_);
    request.action = tl::make<tl::sendMessageTypingAction>();
    Bytes mark(4);
    store_le(mark.data(), tl::updateChannelUserTyping::kId);
    std::vector<double> all;
    const double cpu = server_.cpu_seconds();
    for (std::int64_t i = 0; i < kPosts; ++i) {
      const auto spread = crowd.spread(request, mark);
      all.push_back(spread.all_ms);
      figures.missing += spread.missing;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    const double spent = server_.cpu_seconds() - cpu;
    figures.typing_ms = percentiles(all);
    figures.typing_cpu_us_per_delivery =
        spent * 1e6 / static_cast<double>(kPosts) / static_cast<double>(crowd.size());
  }

  void report(const std::vector<Figures>& all) {
    constexpr double kMiB = 1024 * 1024;
    std::vector<double> mib;
    for (const auto bytes : memory_) mib.push_back(static_cast<double>(bytes) / kMiB);
    std::string json;
    for (const auto& f : all) {
      fmt::print("{}: {} members, {} online, {} posts\n", f.name, f.members, f.online, kPosts);
      fmt::print("  rows written per post          {}\n", f.rows);
      fmt::print("  accepted, nobody else online   p50 {:.2f} ms, p99 {:.2f} ms\n", f.alone_ms.p50,
                 f.alone_ms.p99);
      fmt::print("  accepted, all online           p50 {:.2f} ms, p99 {:.2f} ms\n", f.answered_ms.p50,
                 f.answered_ms.p99);
      fmt::print("  all have it                    p50 {:.1f} ms, p99 {:.1f} ms\n", f.all_ms.p50,
                 f.all_ms.p99);
      fmt::print("  server's processor             {:.2f} ms per post, {:.2f} us per delivery\n",
                 f.cpu_ms_per_post, f.cpu_us_per_delivery);
      if (f.typing_ms.p50 > 0) {
        fmt::print("  typing, all have it            p50 {:.1f} ms, p99 {:.1f} ms, {:.2f} us per delivery\n",
                   f.typing_ms.p50, f.typing_ms.p99, f.typing_cpu_us_per_delivery);
      }
      fmt::print("  deliveries missing             {}\n", f.missing);
      json += fmt::format(
          R"({}{{"name":"{}","members":{},"online":{},"posts":{},"rows":"{}","alone_ms":[{:.3f},{:.3f}],)"
          R"("accepted_ms":[{:.3f},{:.3f}],"all_ms":[{:.3f},{:.3f}],"cpu_us_per_delivery":{:.3f},)"
          R"("typing_ms":[{:.3f},{:.3f}],"typing_cpu_us_per_delivery":{:.3f},"missing":{}}})",
          json.empty() ? "" : ",", f.name, f.members, f.online, kPosts, f.rows, f.alone_ms.p50,
          f.alone_ms.p99, f.answered_ms.p50, f.answered_ms.p99, f.all_ms.p50, f.all_ms.p99,
          f.cpu_us_per_delivery, f.typing_ms.p50, f.typing_ms.p99, f.typing_cpu_us_per_delivery, f.missing);
    }
    fmt::print(
        "memory of the server, MiB: started {:.1f}, after posts {:.1f}, all online {:.1f}, at the end "
        "{:.1f}\n",
        mib[0], mib[1], mib[2], mib[3]);
    fmt::print("sessions connected and answered in {:.1f} s\n", come_s_);
    if (const char* path = std::getenv("LOAD_JSON")) {
      std::ofstream(path) << fmt::format(R"({{"memory_mib":[{:.1f}],"come_s":{:.2f},"chats":[{}]}})",
                                         fmt::join(mib, ","), come_s_, json)
                          << '\n';
    }
  }

  const std::int64_t kOnline = number_of("LOAD_ONLINE", 2'000);
  const std::int64_t kSubscribers = number_of("LOAD_SUBSCRIBERS", 100'000);
  const std::int64_t kMembers = number_of("LOAD_MEMBERS", 20'000);
  const std::int64_t kPosts = number_of("LOAD_POSTS", 200);

  SeededRandom random_{1};
  const char* const program_ = std::getenv("LOAD_PROGRAM");
  test::ServerProcess server_{program_ ? program_ : BOTSCHAFT_PROGRAM, {"--no-flood-limits"}};
  Population people_;
  std::int64_t channel_ = 0;
  std::int64_t supergroup_ = 0;
  std::int64_t posts_ = 0;
  std::vector<std::size_t> memory_;
  double come_s_ = 0;
};

}  // namespace
}  // namespace botschaft::load

int main() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  botschaft::load::Load load;
  load.run();
}
