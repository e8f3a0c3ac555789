#include "server/desk_log.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <fstream>

#include "base/log.h"

namespace botschaft::server {
namespace {

bool write_durably(const std::filesystem::path& path, std::string_view text) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return false;
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = ::fsync(file) == 0;
  return ::close(file) == 0 && written && synced;
}

}  // namespace

std::string log_origin(std::string_view base_url) {
  const auto scheme = base_url.find("://");
  if (scheme != base_url.npos) base_url.remove_prefix(scheme + 3);
  while (base_url.ends_with('/')) base_url.remove_suffix(1);
  return std::string(base_url) + "/desk/log";
}

std::expected<translog::SignerKey, std::string> load_or_create_log_key(const std::filesystem::path& directory,
                                                                       const std::string& origin,
                                                                       Random& random) {
  const auto path = directory / "desk-log.key";
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    if (!translog::is_key_name(origin))
      return std::unexpected(fmt::format("{} can be no log's name", origin));
    auto key = translog::SignerKey::make(origin, translog::Algorithm::ed25519, random);
    if (!write_durably(path, key.text() + "\n"))
      return std::unexpected(fmt::format("cannot write {}", path.string()));
    return key;
  }
  std::string text;
  std::getline(std::ifstream(path), text);
  auto key = translog::SignerKey::parse(text);
  if (!key || key->algorithm != translog::Algorithm::ed25519)
    return std::unexpected(fmt::format("{} does not hold the key of a log", path.string()));
  return *std::move(key);
}

void DeskLog::start() {
  thread_ = std::thread([this] {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
      lock.unlock();
      publish();
      lock.lock();
      changed_.wait_for(lock, kEvery, [this] { return stopping_; });
    }
  });
}

void DeskLog::stop() {
  {
    const std::lock_guard lock(mutex_);
    if (!thread_.joinable()) return;
    stopping_ = true;
  }
  changed_.notify_all();
  thread_.join();
  publish();
}

void DeskLog::publish() {
  if (const auto done = publisher_.run(); !done) log::error("{}", done.error());
  put_cosignatures();
}

void DeskLog::add_cosignatures(const std::string& text,
                               const std::vector<translog::NoteSignature>& signatures) {
  const std::lock_guard lock(mutex_);
  if (cosignatures_.first != text) cosignatures_ = {text, {}};
  cosignatures_.second.insert(cosignatures_.second.end(), signatures.begin(), signatures.end());
}

void DeskLog::put_cosignatures() {
  std::unique_lock lock(mutex_);
  const auto [text, signatures] = std::exchange(cosignatures_, {});
  lock.unlock();
  const auto note = signatures.empty() ? std::nullopt : translog::parse_note(publisher_.log().note());
  if (!note || note->text != text) return;
  if (const auto done = publisher_.log().add_signatures(signatures); !done) log::error("{}", done.error());
}

}  // namespace botschaft::server
