// What a post costs in a broadcast channel with 100,000 subscribers and in a supergroup with 20,000 members,
// 2,000 of whom are online: rows written, time to accept it, time until all have it, the server's memory and
// processor. The real program, a database in a file, real sessions; prints a table and, to the file
// LOAD_JSON, the same as JSON. Fails if a delivery is missing, or if the rows depend on the number of
// members.
//
// --quick: small numbers, for a run of seconds. LOAD_ONLINE, LOAD_SUBSCRIBERS, LOAD_MEMBERS, LOAD_POSTS:
// other numbers. LOAD_PROGRAM: another program.
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
#include "load/report.h"
#include "load/row_counter.h"
#include "mtproto/server_keys.h"
#include "tests/support/server_process.h"
#include "tl/api.h"
#include "tl/codec.h"

namespace botschaft::load {
namespace {

struct Size {
  std::int64_t online;
  std::int64_t subscribers;
  std::int64_t members;
  std::int64_t posts;
};
constexpr Size kWhole{.online = 2'000, .subscribers = 100'000, .members = 20'000, .posts = 200};
constexpr Size kQuick{.online = 100, .subscribers = 2'000, .members = 400, .posts = 20};

std::int64_t number_of(const char* variable, std::int64_t otherwise) {
  const char* text = std::getenv(variable);
  return text ? std::strtoll(text, nullptr, 10) : otherwise;
}

Size with_variables(const Size& size) {
  return {.online = number_of("LOAD_ONLINE", size.online),
          .subscribers = number_of("LOAD_SUBSCRIBERS", size.subscribers),
          .members = number_of("LOAD_MEMBERS", size.members),
          .posts = number_of("LOAD_POSTS", size.posts)};
}

// A channel and its twin with few members.
struct Chat {
  std::int64_t id = 0;
  std::int64_t small = 0;
  Figures figures;
};

class Load {
 public:
  explicit Load(const Size& size) : size_(size) {
    CHECK(server_.started());
    CHECK(server_.terminate() == 0);
    people_ = populate(server_.data(), std::max(size.subscribers, size.members),
                       static_cast<std::size_t>(size.online), random_);
    channel_.figures = {.name = "channel", .members = size.subscribers, .posts = size.posts};
    supergroup_.figures = {.name = "supergroup", .members = size.members, .posts = size.posts};
    server_.start();
    for (auto* chat : {&channel_, &supergroup_}) {
      for (auto* id : {&chat->id, &chat->small}) *id = create(chat == &channel_);
    }
    CHECK(server_.terminate() == 0);
    for (const auto* chat : {&channel_, &supergroup_}) {
      fill_channel(server_.data(), chat->id, people_, chat->figures.members);
      fill_channel(server_.data(), chat->small, people_, kFewMembers);
    }
  }

  Report run() {
    const auto begin = Clock::now();
    Report report;
    for (auto* chat : {&channel_, &supergroup_}) {
      chat->figures.rows = rows_per_post(chat->id);
      chat->figures.rows_small = rows_per_post(chat->small);
    }
    server_.start();
    report.memory.started = server_.resident_bytes();
    for (auto* chat : {&channel_, &supergroup_}) chat->figures.alone_ms = post_alone(chat->id);
    report.memory.after_posts = server_.resident_bytes();
    Crowd crowd(server_.port(), random_);
    const auto coming = Clock::now();
    CHECK(crowd.come(people_.keys, {227, 227, 227, 214}));
    report.come_s = std::chrono::duration<double>(Clock::now() - coming).count();
    report.memory.all_online = server_.resident_bytes();
    for (auto* chat : {&channel_, &supergroup_}) post_to_all(crowd, *chat);
    type(crowd, supergroup_);
    report.memory.at_the_end = server_.resident_bytes();
    report.chats = {channel_.figures, supergroup_.figures};
    report.total_s = std::chrono::duration<double>(Clock::now() - begin).count();
    return report;
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

  Rows rows_per_post(std::int64_t channel) {
    begin_counting(server_.data() / "botschaft.db");
    server_.start();
    post_alone(channel);
    CHECK(server_.terminate() == 0);
    Rows rows;
    for (const auto& [table, count] : end_counting(server_.data() / "botschaft.db")) {
      const auto each = (count + size_.posts / 2) / size_.posts;
      if (each > 0) rows[table] = each;
    }
    return rows;
  }

  Percentiles post_alone(std::int64_t channel) {
    Crowd author(server_.port(), random_);
    CHECK(author.come({people_.keys.front()}, {227}));
    std::vector<double> took;
    for (std::int64_t i = 0; i < size_.posts; ++i)
      took.push_back(author.spread(post(channel), {}).answered_ms);
    return percentiles(std::move(took));
  }

  // The server's processor time per delivery of what is spread.
  template <class F>
  double spent_us(const Crowd& crowd, F&& spread) {
    const double before = server_.cpu_seconds();
    for (std::int64_t i = 0; i < size_.posts; ++i) spread();
    std::this_thread::sleep_for(std::chrono::milliseconds(200));  // acknowledgements
    const auto deliveries = static_cast<double>(size_.posts) * static_cast<double>(crowd.size());
    return (server_.cpu_seconds() - before) * 1e6 / deliveries;
  }

  void post_to_all(Crowd& crowd, Chat& chat) {
    std::vector<double> accepted, all;
    auto& figures = chat.figures;
    figures.online = crowd.size();
    figures.cpu_us_per_delivery = spent_us(crowd, [&] {
      const auto request = post(chat.id);
      const auto spread = crowd.spread(request, as_bytes(request.message));
      accepted.push_back(spread.answered_ms);
      all.push_back(spread.all_ms);
      figures.missing += spread.missing;
    });
    figures.accepted_ms = percentiles(std::move(accepted));
    figures.all_ms = percentiles(std::move(all));
  }

  void type(Crowd& crowd, Chat& chat) {
    tl::messages_setTyping request;
    request.peer = peer(chat.id);
    request.action = tl::make<tl::sendMessageTypingAction>();
    Bytes mark(4);
    store_le(mark.data(), tl::updateChannelUserTyping::kId);
    std::vector<double> all;
    chat.figures.typing_cpu_us_per_delivery = spent_us(crowd, [&] {
      const auto spread = crowd.spread(request, mark);
      all.push_back(spread.all_ms);
      chat.figures.missing += spread.missing;
    });
    chat.figures.typing_ms = percentiles(std::move(all));
  }

  const Size size_;
  SeededRandom random_{1};
  const char* const program_ = std::getenv("LOAD_PROGRAM");
  test::ServerProcess server_{program_ ? program_ : BOTSCHAFT_PROGRAM, {"--no-flood-limits"}};
  Population people_;
  Chat channel_;
  Chat supergroup_;
  std::int64_t posts_ = 0;
};

// What must be true on any machine.
bool is_sound(const Report& report) {
  return std::ranges::all_of(report.chats, [](const Figures& f) {
    return f.missing == 0 && !f.rows.empty() && f.rows == f.rows_small;
  });
}

}  // namespace
}  // namespace botschaft::load

int main(int argc, char** argv) {
  using namespace botschaft::load;
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const bool quick = argc > 1 && std::string_view(argv[1]) == "--quick";
  Load load(with_variables(quick ? kQuick : kWhole));
  const auto report = load.run();
  fmt::print("{}\n{} sessions connected and answered in {:.1f} s; all of it took {:.1f} s\n", report.table(),
             report.chats.front().online, report.come_s, report.total_s);
  if (const char* path = std::getenv("LOAD_JSON")) std::ofstream(path) << report.json() << '\n';
  if (is_sound(report)) return 0;
  fmt::print("deliveries are missing, or the rows per post depend on the number of members\n");
  return 1;
}
