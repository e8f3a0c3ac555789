#include "desk/publisher.h"

#include <fmt/format.h>

#include "store/desk_log.h"

namespace botschaft::desk {
namespace {

constexpr int kAtOnce = 8'192;  // entries per transaction

std::unexpected<std::string> failed(const Error& error) {
  return std::unexpected("contact log: " + error.text());
}

}  // namespace

std::expected<LogPublisher, std::string> LogPublisher::open(store::Store& store, std::filesystem::path folder,
                                                            translog::SignerKey key) {
  auto log = translog::Log::open(std::move(folder), std::move(key));
  if (!log) return std::unexpected(log.error());
  LogPublisher publisher(store, *std::move(log));
  if (auto same = publisher.compare_end(); !same) return std::unexpected(same.error());
  return publisher;
}

std::expected<void, std::string> LogPublisher::compare_end() {
  const auto size = log_.published().size;
  if (size == 0) return {};
  std::vector<store::DeskLeaf> last;
  const auto read = store_->read_sync([&](store::Transaction& tx) -> Result<void> {
    last = store::desk_log_leaves(tx, size - 1, 1);
    return {};
  });
  if (!read) return failed(read.error());
  const translog::TileReader tiles(log_.reader(), size);
  if (last.empty() || last[0].id != size - 1 || tiles.entry(size - 1) != last[0].record)
    return std::unexpected(
        fmt::format("contact log: the database does not have entry {} as it was published: was an older copy "
                    "put in its place?",
                    size - 1));
  return {};
}

std::expected<std::int64_t, std::string> LogPublisher::run() {
  const auto before = log_.published().size;
  for (bool more = true; more;) {
    // Leaves are given in the order of commits; durable before a file says so, so that a crash in between
    // gives every entry the same leaf again.
    int given = 0;
    const auto sequenced = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      auto next = store::next_desk_log_leaf(tx);
      const auto waiting = store::waiting_desk_log(tx, kAtOnce);
      for (const auto& entry : waiting) store::set_desk_log_leaf(tx, entry.id, next++);
      given = static_cast<int>(waiting.size());
      return {};
    });
    if (!sequenced) return failed(sequenced.error());
    more = given == kAtOnce;
  }
  for (;;) {
    std::vector<store::DeskLeaf> fresh;
    const auto read = store_->read_sync([&](store::Transaction& tx) -> Result<void> {
      fresh = store::desk_log_leaves(tx, log_.size(), kAtOnce);
      return {};
    });
    if (!read) return failed(read.error());
    for (const auto& entry : fresh) {
      if (entry.id != log_.size())
        return std::unexpected(fmt::format("contact log: no leaf {}", log_.size()));
      log_.append(entry.record);
    }
    if (fresh.size() < kAtOnce) break;
  }
  if (auto done = log_.publish(); !done) return std::unexpected(done.error());
  return log_.published().size - before;
}

}  // namespace botschaft::desk
