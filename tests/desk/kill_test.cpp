// kill -9 while notices come in and the log is written: every receipt that was handed out is in the log
// afterwards.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "desk_world.h"
#include "translog/verify.h"

namespace botschaft::desk {
namespace {

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto done = ::write(fd, bytes.data(), bytes.size());
    if (done <= 0) ::_exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

// The server's part: files without end, and hands a receipt out once its entry is committed. Never returns.
[[noreturn]] void serve(const std::filesystem::path& data, const translog::SignerKey& key, int out,
                        int round) {
  auto store = std::move(*store::open_sqlite({.directory = data}));
  auto publisher = *LogPublisher::open(*store, data / "desk-log", key);
  std::thread publishing([&] {
    for (;;)
      if (!publisher.run()) ::_exit(2);
  });
  SeededRandom random(static_cast<std::uint64_t>(round) + 100);
  const Settings settings;
  std::atomic<int> waiting = 0;
  for (std::int64_t n = 0;; ++n) {
    while (waiting > 200) std::this_thread::yield();
    ++waiting;
    auto record = std::make_shared<translog::Record>();
    store->write(
        [&, n, record](store::Transaction& tx) -> Result<void> {
          Desk desk(tx, settings, 1'800'000'000, random);  // the writer's thread alone uses it
          const auto payload = std::to_string(n);
          Submission notice;
          notice.target = "user:" + std::to_string(n % 50);
          notice.payload = as_bytes(payload);
          const auto filed = desk.file(notice);
          if (!filed) ::_exit(3);
          *record = filed->entry.record;
          return {};
        },
        [&, record](Result<void> done) {
          if (!done) ::_exit(4);
          const auto receipt = translog::sign_receipt(key, *record, 1'800'000'000);
          const auto size = static_cast<std::uint32_t>(receipt.size());
          std::string frame(reinterpret_cast<const char*>(&size), sizeof size);
          write_all(out, frame + receipt);
          --waiting;
        });
  }
}

// Whole frames at the front of what was read.
std::size_t take_receipts(std::string& bytes, std::vector<std::string>& receipts) {
  std::uint32_t size = 0;
  while (bytes.size() >= sizeof size) {
    std::memcpy(&size, bytes.data(), sizeof size);
    if (bytes.size() < sizeof size + size) break;
    receipts.push_back(bytes.substr(sizeof size, size));
    bytes.erase(0, sizeof size + size);
  }
  return receipts.size();
}

TEST(Kill, EveryReceiptHandedOutIsInTheLog) {
  store::TemporaryDirectory directory;
  SeededRandom random(5);
  const auto key = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random);
  std::vector<std::string> receipts;
  for (int round = 0; round < 4; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      serve(directory.data(), key, ends[1], round);
    }
    ::close(ends[1]);
    std::string bytes;
    std::vector<char> buffer(64 << 10);
    const std::size_t until = receipts.size() + 700u * (static_cast<std::size_t>(round) + 1) + 37;
    bool killed = false;
    for (;;) {
      const auto got = ::read(ends[0], buffer.data(), buffer.size());
      if (got <= 0) break;
      bytes.append(buffer.data(), static_cast<std::size_t>(got));
      if (take_receipts(bytes, receipts) < until || killed) continue;
      killed = true;
      ::kill(child, SIGKILL);  // what is in the pipe was handed out all the same
    }
    ::close(ends[0]);
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself: " << WEXITSTATUS(status);
  }
  ASSERT_GE(receipts.size(), 7'000u);
  auto store = std::move(*store::open_sqlite({.directory = directory.data()}));
  auto publisher = LogPublisher::open(*store, directory.data() / "desk-log", key);
  ASSERT_TRUE(publisher) << publisher.error();
  ASSERT_TRUE(publisher->run());
  const auto verified = translog::verify_log({.log = publisher->log().reader(),
                                              .key = key.verifier(),
                                              .receipts = receipts,
                                              .checkpoints = {},
                                              .mirror = {},
                                              .now = 1'900'000'000});
  for (const auto& finding : verified.findings) ADD_FAILURE() << finding.what;
  EXPECT_EQ(verified.receipts_found, static_cast<std::int64_t>(receipts.size()));
}

}  // namespace
}  // namespace botschaft::desk
