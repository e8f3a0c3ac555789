#include "server/time_stamps.h"

#include <fmt/format.h>

#include <fstream>

#include "base/log.h"
#include "crypto/time_stamp.h"
#include "server/web_request.h"
#include "translog/log.h"

namespace botschaft::server {
namespace {

bool write(const std::filesystem::path& path, std::string_view bytes) {
  const auto fresh = path.string() + ".new";
  std::ofstream file(fresh, std::ios::binary);
  file << bytes;
  file.close();
  std::error_code error;
  if (file) std::filesystem::rename(fresh, path, error);
  return file && !error;
}

}  // namespace

void TimeStamps::start() {
  if (parts_.url.empty()) return;
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      const std::int64_t begun = parts_.clock.unix_seconds();
      const auto done = stamp();
      if (!done) log::error("desk: no time stamp of the contact log: {}", done.error());
      lock.lock();
      const auto pause = done ? kEvery : kEveryFailing;
      const auto is_over = [&] {
        const std::int64_t now = parts_.clock.unix_seconds();
        return now < begun || now >= begun + pause.count();
      };
      while (!stopping_ && !is_over()) changed_.wait_for(lock, kLook, [this] { return stopping_; });
    }
  });
}

void TimeStamps::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

std::expected<void, std::string> TimeStamps::stamp() const {
  const auto checkpoint = translog::files_below(parts_.folder)("checkpoint");
  const auto note = checkpoint ? translog::parse_note(*checkpoint) : std::nullopt;
  const auto tree = note ? translog::parse_checkpoint_text(note->text) : std::nullopt;
  if (!tree) return std::unexpected("there is no checkpoint");
  const auto folder = parts_.folder / "stamps";
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (std::filesystem::exists(folder / fmt::format("{}.tsr", tree->size), error)) return {};
  const auto hash = crypto::sha256(as_bytes(*checkpoint));
  const auto nonce = parts_.random.next<std::uint64_t>();
  const auto query = crypto::time_stamp_query(hash, nonce);
  const auto answer = ask({.url = parts_.url,
                           .content_type = "application/timestamp-query",
                           .body = std::string(as_text(query)),
                           .headers = {}});
  if (!answer) return std::unexpected(answer.error());
  if (answer->status != 200) return std::unexpected(fmt::format("{} answers {}", parts_.url, answer->status));
  const auto at = crypto::stamped_at(as_bytes(answer->body), hash, nonce);
  if (!at) return std::unexpected(at.error());
  // In this order: what is named by a later one is there.
  if (!write(folder / fmt::format("{}.checkpoint", tree->size), *checkpoint) ||
      !write(folder / fmt::format("{}.tsr", tree->size), answer->body) ||
      !write(parts_.folder / "stamped", fmt::format("{}\n", tree->size)))
    return std::unexpected(folder.string() + " cannot be written");
  return {};
}

}  // namespace botschaft::server
