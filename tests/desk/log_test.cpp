// Scenario 10, "the cheating operator": the log as the desk writes it, judged by the program's own verifier
// and by one in another language that shares nothing with it. Both must find the same, and name the same
// first entry.
#include <fmt/format.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdio>
#include <functional>

#include "desk/log_audit.h"
#include "desk_world.h"
#include "translog/verify.h"
#include "translog/witness.h"

namespace botschaft::desk {
namespace {

namespace fs = std::filesystem;

struct Found {
  bool ok = false;
  std::optional<std::int64_t> entry;  // the first bad one
  std::string text;
};

class CheatTest : public testing::Test {
 protected:
  // 700 notices on 30 targets, published in four goes, with steps between them.
  void SetUp() override {
    for (const int count : {1, 260, 39, 400}) {
      world_.now_ += 100;
      world_.file(count, 30);
      world_.publish();
      if (kept_.empty() && count == 39) kept_ = world_.publisher_->log().note();
      view(world_.refs_.back());
    }
    world_.publish();
    size_ = world_.publisher_->log().published().size;
    fs::copy(world_.log_folder(), mirror(), fs::copy_options::recursive);
  }
  void view(const std::string& ref) {
    world_.with_desk([&](Desk& desk, store::Transaction&) {
      EXPECT_TRUE(desk.act(desk.find(ref)->id, Action::view, {Role::moderator, 1, {}}));
    });
  }
  fs::path mirror() const { return world_.directory_.path() / "mirror"; }

  Found ours(bool with_mirror, const std::vector<std::string>& receipts, Seconds now) {
    translog::Evidence evidence{.log = translog::files_below(world_.log_folder()),
                                .key = world_.key_.verifier(),
                                .receipts = receipts,
                                .checkpoints = {kept_},
                                .mirror = {},
                                .now = now};
    if (with_mirror) evidence.mirror = translog::files_below(mirror());
    const auto verified = translog::verify_log(evidence);
    Found found{.ok = verified.findings.empty(), .entry = {}, .text = {}};
    if (const auto* bad = verified.first_bad_entry()) found.entry = bad->entry;
    for (const auto& finding : verified.findings) found.text += finding.what + "\n";
    return found;
  }
  Found theirs(const std::string& more, Seconds now) {
    const auto command = fmt::format(
        "python3 {}/tests/desk/verify_log.py {} '{}' --checkpoint {} --now {} {} 2>&1", BOTSCHAFT_SOURCE,
        world_.log_folder().string(), world_.key_.verifier().text(), world_.keep("kept", kept_), now, more);
    Found found;
    FILE* pipe = ::popen(command.c_str(), "r");
    char line[4096];
    while (pipe && std::fgets(line, sizeof line, pipe)) found.text += line;
    found.ok = ::pclose(pipe) == 0;
    long long entry = 0;
    if (std::sscanf(found.text.c_str(), "{\"entry\": %lld", &entry) == 1) found.entry = entry;
    return found;
  }
  // Both verifiers say so.
  void expect_bad(std::optional<std::int64_t> entry, bool with_mirror = false) {
    const auto a = ours(with_mirror, {}, world_.now_);
    const auto b = theirs(with_mirror ? "--mirror " + mirror().string() : "", world_.now_);
    EXPECT_FALSE(a.ok);
    EXPECT_FALSE(b.ok);
    EXPECT_EQ(a.entry, entry) << a.text;
    EXPECT_EQ(b.entry, entry) << b.text;
  }
  void rewrite(const std::string& path, const std::function<void(std::string&)>& change) {
    auto bytes = *translog::files_below(world_.log_folder())(path);
    change(bytes);
    std::ofstream(world_.log_folder() / path, std::ios::binary) << bytes;
  }
  // The operator has the key, and builds the whole log anew.
  void build_anew(const std::function<void(std::vector<std::string>&)>& change) {
    const translog::TileReader tiles(translog::files_below(mirror()), size_);
    std::vector<std::string> entries;
    for (std::int64_t i = 0; i < size_; ++i) entries.push_back(*tiles.entry(i));
    change(entries);
    fs::remove_all(world_.log_folder());
    auto log = *translog::Log::open(world_.log_folder(), world_.key_);
    for (const auto& entry : entries) log.append(entry);
    ASSERT_TRUE(log.publish());
  }
  std::vector<translog::Finding> audit() {
    return *audit_rows(*world_.store_,
                       translog::TileReader(translog::files_below(world_.log_folder()), size_), size_);
  }
  void edit(const char* sql) {
    const store::Sql statement{sql};
    world_.with_desk([&](Desk&, store::Transaction& tx) { EXPECT_EQ(tx.run(statement).changes(), 1); });
  }

  DeskWorld world_;
  std::string kept_;  // a checkpoint of 300 entries and more that somebody has
  std::int64_t size_ = 0;
};

TEST_F(CheatTest, TheHonestLogPassesBothVerifiersWithAllThatPeopleHold) {
  auto witness_key =
      translog::SignerKey::make("witness.example/1", translog::Algorithm::cosignature, world_.random_);
  translog::Witness witness(witness_key, {world_.key_.verifier()}, {}, [](const auto&) { return true; });
  auto& log = world_.publisher_->log();
  const auto answer =
      witness.add_checkpoint(translog::write_add_checkpoint({0, {}, log.note()}), world_.now_);
  ASSERT_EQ(answer.status, 200);
  ASSERT_TRUE(log.add_signatures(translog::read_cosignatures(log.note(), answer, {witness_key.verifier()})));
  std::string held = "--witness '" + witness_key.verifier().text() + "' --mirror " + mirror().string();
  for (const int i : {0, 299, 699}) {
    const auto n = static_cast<std::size_t>(i);
    held += " --receipt " + world_.keep(fmt::format("receipt{}", i), world_.receipts_[n]);
  }
  const translog::TileReader tiles(log.reader(), size_);
  for (const std::int64_t i : {std::int64_t{0}, std::int64_t{255}, std::int64_t{256}, size_ - 1})
    held += fmt::format(" --proof {} '{}'",
                        world_.keep(fmt::format("proof{}", i), *translog::prove_entry(log.reader(), i)),
                        *tiles.entry(i));
  const auto later = world_.now_ + translog::kMergeDelay_s + 1;
  const auto a = ours(true, world_.receipts_, later);
  EXPECT_TRUE(a.ok) << a.text;
  const auto b = theirs(held, later);
  EXPECT_TRUE(b.ok) << b.text;
  EXPECT_NE(b.text.find(fmt::format("\"entries\": {}", size_)), std::string::npos) << b.text;
  EXPECT_TRUE(audit().empty());
}

TEST_F(CheatTest, AProofOfAnotherEntryIsNone) {
  const auto proof = world_.keep("proof", *translog::prove_entry(world_.publisher_->log().reader(), 5));
  const translog::TileReader tiles(world_.publisher_->log().reader(), size_);
  EXPECT_TRUE(theirs(fmt::format("--proof {} '{}'", proof, *tiles.entry(5)), world_.now_).ok);
  EXPECT_FALSE(theirs(fmt::format("--proof {} '{}'", proof, *tiles.entry(6)), world_.now_).ok);
}

TEST_F(CheatTest, AlteredInTheFiles) {
  rewrite("tile/entries/001",
          [](std::string& bytes) { bytes[bytes.find("received", bytes.size() / 2)] = 'R'; });
  const translog::TileReader good(translog::files_below(mirror()), size_);
  const translog::TileReader bad(translog::files_below(world_.log_folder()), size_);
  std::int64_t first = 0;
  while (good.entry(first) == bad.entry(first)) ++first;
  expect_bad(first);
}

TEST_F(CheatTest, DeletedFromTheFiles) {
  rewrite("tile/entries/001", [](std::string& bytes) {
    const auto size = 2u + static_cast<std::uint8_t>(bytes[1]);
    bytes =
        bytes.substr(size) + bytes.substr(0, size);  // the first of the bundle, so that their number is right
  });
  expect_bad(256);
  fs::remove(world_.log_folder() / "tile/entries/000");
  expect_bad(0);
}

TEST_F(CheatTest, ATileThatWasExchanged) {
  rewrite("tile/1/000.p/2", [](std::string& bytes) { bytes[40] ^= 1; });
  expect_bad(256);
}

TEST_F(CheatTest, AlteredAndSignedAnew) {
  build_anew([](auto& entries) { entries[400].replace(entries[400].rfind(' ') + 1, 4, "AAAA"); });
  expect_bad(400, true);
}

TEST_F(CheatTest, DeletedAndSignedAnew) {
  build_anew([](auto& entries) { entries.erase(entries.begin() + 400); });
  expect_bad(400, true);
  EXPECT_FALSE(ours(false, {}, world_.now_).ok);  // without a mirror, too: the case has a hole
  EXPECT_FALSE(theirs("", world_.now_).ok);
}

TEST_F(CheatTest, BackdatedAndSignedAnew) {
  build_anew([](auto& entries) {
    auto record = *translog::parse_record(entries[500]);
    record.time -= 90'000;
    entries[500] = translog::canonical(record);
  });
  expect_bad(500);
}

TEST_F(CheatTest, AForkAgainstACheckpointThatSomebodyKept) {
  build_anew([](auto& entries) { entries[10].replace(entries[10].rfind(' ') + 1, 4, "AAAA"); });
  const auto a = ours(false, {}, world_.now_);
  const auto b = theirs("", world_.now_);
  EXPECT_NE(a.text.find("forked"), std::string::npos) << a.text;
  EXPECT_NE(b.text.find("forked"), std::string::npos) << b.text;
  expect_bad(10, true);
}

TEST_F(CheatTest, AReceiptWithoutInclusion) {
  build_anew([](auto& entries) { entries.resize(650); });
  kept_ = *translog::files_below(world_.log_folder())("checkpoint");
  const auto receipt = world_.receipts_.back();
  const auto file = "--receipt " + world_.keep("receipt", receipt);
  EXPECT_TRUE(ours(false, {receipt}, world_.now_).ok);  // the time to merge is not over
  EXPECT_TRUE(theirs(file, world_.now_).ok);
  const auto later = world_.now_ + translog::kMergeDelay_s + 1;
  const auto a = ours(false, {receipt}, later);
  const auto b = theirs(file, later);
  EXPECT_NE(a.text.find("receipt without inclusion"), std::string::npos) << a.text;
  EXPECT_NE(b.text.find("receipt without inclusion"), std::string::npos) << b.text;
}

TEST_F(CheatTest, TheDatabaseEditedBehindTheProgramsBack) {
  edit("UPDATE desk_log SET payload = X'00' WHERE leaf = 77");
  auto found = audit();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].entry, 77);
  edit("DELETE FROM desk_log WHERE leaf = 300");
  edit("UPDATE desk_log SET record = replace(record, ' received ', ' viewed ') WHERE leaf = 301");
  edit("UPDATE desk_cases SET state = 8 WHERE id = 3");
  found = audit();
  std::vector<std::optional<std::int64_t>> entries;
  for (const auto& finding : found) entries.push_back(finding.entry);
  ASSERT_EQ(found.size(), 4u);
  EXPECT_EQ(entries[0], 77);
  EXPECT_EQ(entries[1], 300);
  EXPECT_EQ(entries[2], 301);
  EXPECT_NE(found[3].what.find("not in the state"), std::string::npos);
}

TEST_F(CheatTest, AnErasedPayloadIsNoFinding) {
  world_.with_desk([&](Desk& desk, store::Transaction&) {
    const auto id = desk.find(world_.refs_[0])->id;
    ASSERT_TRUE(desk.act(id, Action::withdraw, {Role::reporter, 1'000, {}}));
    ASSERT_TRUE(desk.erase(1));
  });
  world_.publish();
  size_ = world_.publisher_->log().published().size;
  EXPECT_TRUE(audit().empty());
  EXPECT_TRUE(ours(true, {}, world_.now_).ok);
}

TEST_F(CheatTest, AnOlderDatabaseIsNotSignedOver) {
  world_.with_desk([&](Desk&, store::Transaction& tx) {
    static constexpr store::Sql kForget{"DELETE FROM desk_log WHERE leaf > 500"};
    tx.run(kForget);
  });
  EXPECT_FALSE(LogPublisher::open(*world_.store_, world_.log_folder(), world_.key_));
}

}  // namespace
}  // namespace botschaft::desk
