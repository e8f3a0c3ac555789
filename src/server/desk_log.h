#pragma once
// The contact log of a running server: its key, and the thread that puts into the tree what was committed.
#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <thread>

#include "base/random.h"
#include "desk/publisher.h"
#include "translog/proof.h"

namespace botschaft::server {

// DIR/desk-log.key, 0600, made for `origin` when there is none. One that is there keeps its own origin.
std::expected<translog::SignerKey, std::string> load_or_create_log_key(const std::filesystem::path& directory,
                                                                       const std::string& origin,
                                                                       Random& random);

// "https://chat.example/x" -> "chat.example/x/desk/log"
std::string log_origin(std::string_view base_url);

class DeskLog {
 public:
  static constexpr std::chrono::milliseconds kEvery{1'000};  // the merge delay as a rule; the promise is 60 s

  DeskLog(desk::LogPublisher publisher, translog::SignerKey key)
      : publisher_(std::move(publisher)), key_(std::move(key)) {}
  ~DeskLog() { stop(); }
  DeskLog(const DeskLog&) = delete;
  DeskLog& operator=(const DeskLog&) = delete;

  void start();
  void stop();  // after a last round; the store must still be there

  // For whoever wrote in, once their entry is committed: the same each time. From any thread.
  std::string receipt(const translog::Record& record) const {
    return translog::sign_receipt(key_, record, record.time);
  }
  // Cosignatures of the checkpoint with this text; they are put beside it if it is still the newest. From any
  // thread.
  void add_cosignatures(const std::string& text, const std::vector<translog::NoteSignature>& signatures);

  const translog::SignerKey& key() const { return key_; }
  translog::ReadFile files() { return publisher_.log().reader(); }

 private:
  void publish();
  void put_cosignatures();

  desk::LogPublisher publisher_;  // of the thread, once it runs
  const translog::SignerKey key_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::pair<std::string, std::vector<translog::NoteSignature>> cosignatures_;  // that wait, and of which text
  std::thread thread_;
};

}  // namespace botschaft::server
