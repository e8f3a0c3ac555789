#pragma once
// Asks the witnesses for their signatures: a thread that reads the published checkpoint, as an outsider
// would, and takes it round. Publishing never waits for it.
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>

#include "base/clock.h"
#include "http/contact_page.h"
#include "server/desk_settings.h"
#include "translog/log.h"

namespace botschaft::server {

class WitnessRounds {
 public:
  static constexpr std::chrono::seconds kEvery{5};
  static constexpr std::chrono::seconds kEveryFailing{300};  // at most, of one that does not sign

  struct Parts {
    std::filesystem::path folder;  // of the log
    translog::VerifierKey log;
    std::vector<WitnessPlace> witnesses;
    std::int64_t quorum;
    const Clock& clock;
    // Cosignatures of the checkpoint with this text; on the thread.
    std::function<void(const std::string& text, const std::vector<translog::NoteSignature>&)> cosigned;
    std::function<void(std::vector<http::WitnessShown>)> show;
  };
  explicit WitnessRounds(Parts parts);
  ~WitnessRounds() { stop(); }
  WitnessRounds(const WitnessRounds&) = delete;
  WitnessRounds& operator=(const WitnessRounds&) = delete;

  void start();
  void stop();
  void round();  // what the thread does every few seconds

 private:
  struct State {
    WitnessPlace place;
    http::WitnessShown shown;
    std::int64_t size = 0;  // that it signed last, as far as is known
    std::string failure;    // what was last said of it in the operator's log
    int failures = 0;
    std::int64_t next_us = 0;
  };
  using Signed = std::vector<translog::NoteSignature>;
  std::expected<Signed, std::string> ask_one(State& state, const std::string& checkpoint,
                                             const translog::Checkpoint& tree);
  void keep(translog::Note note) const;

  const Parts parts_;
  std::vector<State> states_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace botschaft::server
