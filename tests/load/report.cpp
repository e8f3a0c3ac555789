#include "load/report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace botschaft::load {

namespace {

constexpr double kMiB = 1024 * 1024;

double mib(std::size_t bytes) {
  return static_cast<double>(bytes) / kMiB;
}

std::string text_of(const Percentiles& p) {
  if (p.most == 0) return "";
  return fmt::format("{:.1f} / {:.1f} / {:.1f} / {:.1f} ms", p.p50, p.p95, p.p99, p.most);
}

std::string text_of(const Rows& rows) {
  std::vector<std::string> tables;
  std::int64_t all = 0;
  for (const auto& [table, count] : rows) {
    all += count;
    tables.push_back(count == 1 ? table : fmt::format("{} {}", count, table));
  }
  return fmt::format("{}: {}", all, fmt::join(tables, ", "));
}

std::string json_of(const Percentiles& p) {
  return fmt::format("[{:.3f},{:.3f},{:.3f},{:.3f}]", p.p50, p.p95, p.p99, p.most);
}

// A line of the table: what, and the value of each chat.
template <class F>
std::string line(std::string_view what, const std::vector<Figures>& chats, F&& value) {
  std::string cells;
  for (const auto& chat : chats) cells += fmt::format(" {} |", value(chat));
  return fmt::format("| {} |{}\n", what, cells);
}

}  // namespace

Percentiles percentiles(std::vector<double> values) {
  std::ranges::sort(values);
  const auto at = [&](double part) {
    return values[static_cast<std::size_t>(part * static_cast<double>(values.size() - 1))];
  };
  return {at(0.5), at(0.95), at(0.99), values.back()};
}

std::string Report::table() const {
  std::string text = line("", chats, [](const Figures& f) { return f.name; });
  text += line("---", chats, [](const Figures&) { return "---"; });
  text += line("members / online / posts", chats,
               [](const Figures& f) { return fmt::format("{} / {} / {}", f.members, f.online, f.posts); });
  text += line("rows written per post", chats, [](const Figures& f) { return text_of(f.rows); });
  text += line(fmt::format("the same with {} members", kFewMembers), chats,
               [](const Figures& f) { return text_of(f.rows_small); });
  text += line("accepted, only the author online (p50 / p95 / p99 / most)", chats,
               [](const Figures& f) { return text_of(f.alone_ms); });
  text += line("accepted, all online", chats, [](const Figures& f) { return text_of(f.accepted_ms); });
  text += line("all who are online have it", chats, [](const Figures& f) { return text_of(f.all_ms); });
  text += line("the server's processor per delivery", chats,
               [](const Figures& f) { return fmt::format("{:.1f} µs", f.cpu_us_per_delivery); });
  text += line("typing, all have it", chats, [](const Figures& f) { return text_of(f.typing_ms); });
  text += line("the server's processor per delivery of typing", chats, [](const Figures& f) {
    return f.typing_ms.most == 0 ? "" : fmt::format("{:.1f} µs", f.typing_cpu_us_per_delivery);
  });
  text += line("deliveries missing", chats, [](const Figures& f) { return fmt::format("{}", f.missing); });
  const auto online = chats.empty() ? 0 : chats.front().online;
  const auto per_session =
      online == 0 ? 0.0 : mib(memory.all_online - memory.after_posts) * 1024 / static_cast<double>(online);
  text += fmt::format(
      "| memory of the server: started, after posts, all online, at the end | {:.1f}, {:.1f}, {:.1f}, {:.1f} "
      "MiB | {:.1f} KiB per session |\n",
      mib(memory.started), mib(memory.after_posts), mib(memory.all_online), mib(memory.at_the_end),
      per_session);
  return text;
}

std::string Report::json() const {
  std::vector<std::string> all;
  for (const auto& f : chats) {
    all.push_back(fmt::format(
        R"({{"name":"{}","members":{},"online":{},"posts":{},"rows":"{}","rows_small":"{}","alone_ms":{},)"
        R"("accepted_ms":{},"all_ms":{},"cpu_us_per_delivery":{:.3f},"typing_ms":{},)"
        R"("typing_cpu_us_per_delivery":{:.3f},"missing":{}}})",
        f.name, f.members, f.online, f.posts, text_of(f.rows), text_of(f.rows_small), json_of(f.alone_ms),
        json_of(f.accepted_ms), json_of(f.all_ms), f.cpu_us_per_delivery, json_of(f.typing_ms),
        f.typing_cpu_us_per_delivery, f.missing));
  }
  return fmt::format(R"({{"memory_mib":[{:.1f},{:.1f},{:.1f},{:.1f}],"come_s":{:.2f},"chats":[{}]}})",
                     mib(memory.started), mib(memory.after_posts), mib(memory.all_online),
                     mib(memory.at_the_end), come_s, fmt::join(all, ","));
}

}  // namespace botschaft::load
