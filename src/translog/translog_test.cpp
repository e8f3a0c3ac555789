#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "translog/log.h"
#include "translog/proof.h"
#include "translog/verify.h"
#include "translog/witness.h"

namespace botschaft::translog {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kNow = 1'800'000'000;

// Straight from the definition in RFC 6962, 2.1.
Hash naive_root(std::span<const Hash> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves[0];
  std::size_t half = 1;
  while (half * 2 < leaves.size()) half *= 2;
  return node_hash(naive_root(leaves.first(half)), naive_root(leaves.subspan(half)));
}

class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "botschaft-log-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

class LogTest : public testing::Test {
 protected:
  Record record(int i, std::int64_t time = -1) {
    return {.case_ref = "CASE" + std::to_string(i % 7),
            .seq = i / 7,
            .kind = "received",
            .time = time < 0 ? kNow - 10'000 + i : time,
            .lane = "users",
            .commitment = crypto::sha256(as_bytes(std::to_string(i)))};
  }
  Log open(const fs::path& path) {
    auto log = Log::open(path, key_);
    EXPECT_TRUE(log) << log.error();
    return *std::move(log);
  }
  void fill(const fs::path& path, int from, int to) {
    auto log = open(path);
    for (int i = from; i < to; ++i) log.append(canonical(record(i)));
    EXPECT_TRUE(log.publish());
  }
  Verified verify(const fs::path& path) { return verify_log(evidence(path)); }
  Evidence evidence(const fs::path& path) {
    return {.log = files_below(path),
            .key = key_.verifier(),
            .receipts = {},
            .checkpoints = {},
            .mirror = {},
            .now = kNow};
  }
  static void rewrite(const fs::path& path, auto change) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), {});
    change(bytes);
    std::ofstream(path, std::ios::binary) << bytes;
  }

  Folder folder_;
  SeededRandom random_{3};
  SignerKey key_ = SignerKey::make("chat.example/desk/log", Algorithm::ed25519, random_);
};

TEST(Tree, RootsAndProofsOfEverySizeAreThoseOfTheDefinition) {
  std::vector<Hash> leaves;
  std::map<std::pair<int, std::int64_t>, Hash> nodes;
  Edge edge;
  const ReadNode read = [&](NodeId id) {
    const auto found = nodes.find({id.level, id.index});
    return found == nodes.end() ? std::nullopt : std::optional(found->second);
  };
  std::vector<Hash> roots = {empty_root()};
  for (int size = 1; size <= 70; ++size) {
    leaves.push_back(leaf_hash(as_bytes("leaf " + std::to_string(size))));
    edge.append(leaves.back(), [&](NodeId id, const Hash& hash) { nodes[{id.level, id.index}] = hash; });
    roots.push_back(naive_root(leaves));
    ASSERT_EQ(edge.root(), roots.back());
    ASSERT_EQ(root_of(size, read), roots.back());
    for (int i = 0; i < size; ++i) {
      auto proof = *inclusion_proof(i, size, read);
      ASSERT_TRUE(verify_inclusion(leaves[static_cast<std::size_t>(i)], i, size, proof, roots.back()));
      ASSERT_FALSE(verify_inclusion(leaves[static_cast<std::size_t>(i)], i + 1, size, proof, roots.back()));
      proof.push_back(roots.back());
      ASSERT_FALSE(verify_inclusion(leaves[static_cast<std::size_t>(i)], i, size, proof, roots.back()));
    }
    for (int old = 0; old <= size; ++old) {
      const auto& before = roots[static_cast<std::size_t>(old)];
      auto proof = *consistency_proof(old, size, read);
      ASSERT_TRUE(verify_consistency(old, before, size, roots.back(), proof)) << old << " " << size;
      if (old > 0 && old < size) {
        ASSERT_FALSE(verify_consistency(old, roots.back(), size, roots.back(), proof));
        ASSERT_FALSE(verify_consistency(old, before, size, before, proof));
        proof.pop_back();
        ASSERT_FALSE(verify_consistency(old, before, size, roots.back(), proof));
      }
    }
  }
  EXPECT_FALSE(inclusion_proof(70, 70, read));
  EXPECT_FALSE(consistency_proof(71, 70, read));
}

TEST(Tiles, PathsAreThoseOfTheSpecification) {
  EXPECT_EQ(tile_path(0, 1'234'067, 256), "tile/0/x001/x234/067");
  EXPECT_EQ(tile_path(-1, 7, 12), "tile/entries/007.p/12");
  for (const auto* good :
       {"tile/0/x001/x234/067", "tile/entries/007.p/12", "tile/3/000", "tile/1/x001/000.p/255"}) {
    const auto name = parse_tile_path(good);
    ASSERT_TRUE(name) << good;
    EXPECT_EQ(tile_path(name->level, name->index, name->width), good);
  }
  for (const auto* bad : {"tile/0/7", "tile/00/007", "tile/0/../007", "tile/0/007.p/256", "tile/0/007.p/0",
                          "tile/9/000", "tile/0/x000/007", "tile/0/x001/x234/x067", "checkpoint", "tile/0/",
                          "tile/-1/000", "tile/0/x999/x999/x999/x999/x999/x999/x999/999"})
    EXPECT_FALSE(parse_tile_path(bad)) << bad;
  EXPECT_EQ(width_at(70'000, 0, 273), 112);
  EXPECT_EQ(width_at(70'000, 1, 1), 17);
  EXPECT_EQ(width_at(70'000, 2, 0), 1);
}

// The vector of golang.org/x/mod/sumdb/note: a key that is known to everybody.
TEST(Note, KeysAreThoseOfOtherImplementations) {
  const std::string text = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
  const auto key = VerifierKey::parse(text);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->text(), text);
  const auto note = parse_note(
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem "
      "is.\n\n"
      "\xE2\x80\x94 PeterNeumann "
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
  ASSERT_TRUE(note);
  EXPECT_TRUE(verify_note(*note, *key));
}

TEST(Note, ForeignBytesAreNoNotes) {
  for (const auto* bad :
       {"", "\n", "text\n", "text\n\n", "text\n\n- name AAAA\n", "text\n\n\xE2\x80\x94 name AAAA\n",
        "text\n\n\xE2\x80\x94 name AAAAAA==", "te\rxt\n\n\xE2\x80\x94 name AAAAAAA=\n"})
    EXPECT_FALSE(parse_note(bad)) << bad;
  EXPECT_FALSE(parse_note(std::string(kNoteMax + 1, 'x')));
  EXPECT_FALSE(VerifierKey::parse("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"));
}

TEST(Record, IsReadOnlyAsItIsWritten) {
  const Record made{
      .case_ref = "K7Q2", .seq = 3, .kind = "clock-paused", .time = 5, .lane = "-", .commitment = {}};
  const auto text = canonical(made);
  EXPECT_EQ(parse_record(text), made);
  EXPECT_FALSE(parse_record(text + " "));
  EXPECT_FALSE(parse_record("x" + text));
  EXPECT_FALSE(parse_record(text.substr(0, text.size() - 1)));
  EXPECT_FALSE(parse_record("botschaft/1 K7Q2 03 received 5 - " + to_base64(Hash{})));
}

TEST_F(LogTest, GoesOnWhereItEndedAndIsAlwaysTheSameTree) {
  std::vector<Hash> leaves;
  int i = 0;
  for (const int step : {1, 3, 250, 2, 1, 255, 256, 512, 1, 700}) {
    auto log = open(folder_.path());
    ASSERT_EQ(log.size(), i);
    for (int n = 0; n < step; ++n, ++i) {
      const auto entry = canonical(record(i));
      log.append(entry);
      leaves.push_back(leaf_hash(as_bytes(entry)));
    }
    ASSERT_TRUE(log.publish());
    ASSERT_EQ(log.published().root, naive_root(leaves));
    const auto verified = verify(folder_.path());
    ASSERT_TRUE(verified.findings.empty()) << verified.findings[0].what;
    ASSERT_EQ(verified.entries, i);
  }
}

TEST_F(LogTest, ProvesEveryEntryAndThatItOnlyGrew) {
  fill(folder_.path(), 0, 300);
  const auto before = *open_checkpoint(*parse_note(open(folder_.path()).note()), key_.verifier());
  fill(folder_.path(), 300, 1'000);
  const auto log = open(folder_.path());
  EXPECT_TRUE(verify_consistency(before.size, before.root, log.published().size, log.published().root,
                                 *log.prove_consistency(before.size)));
  for (const int i : {0, 255, 256, 511, 700, 999}) {
    const auto text = prove_entry(log.reader(), i);
    ASSERT_TRUE(text);
    const auto proof = parse_proof(*text);
    ASSERT_TRUE(proof);
    EXPECT_EQ(write_proof(*proof), *text);
    EXPECT_TRUE(verify_proof(*proof, canonical(record(i)), key_.verifier()));
    EXPECT_FALSE(verify_proof(*proof, canonical(record(i + 1)), key_.verifier()));
  }
  EXPECT_FALSE(prove_entry(log.reader(), 1'000));
}

TEST_F(LogTest, ACrashBeforeTheCheckpointLosesNothingThatWasSigned) {
  fill(folder_.path(), 0, 200);
  const auto kept = open(folder_.path()).note();
  fill(folder_.path(), 200, 600);
  std::ofstream(folder_.path() / "checkpoint", std::ios::binary) << kept;  // as if it had stopped before
  const auto half = verify(folder_.path());
  EXPECT_TRUE(half.findings.empty()) << half.findings[0].what;
  fill(folder_.path(), 200, 600);
  const auto whole = verify(folder_.path());
  EXPECT_TRUE(whole.findings.empty());
  EXPECT_EQ(whole.entries, 600);
}

TEST_F(LogTest, NothingIsSignedOverAnAlteredTree) {
  fill(folder_.path(), 0, 300);
  rewrite(folder_.path() / "tile/0/001.p/44", [](std::string& bytes) { bytes[5] ^= 1; });
  EXPECT_FALSE(Log::open(folder_.path(), key_));
  const auto other = SignerKey::make(key_.name, Algorithm::ed25519, random_);
  EXPECT_FALSE(Log::open(folder_.path(), other));
}

TEST_F(LogTest, TheFirstAlteredEntryIsNamed) {
  fill(folder_.path(), 0, 600);
  rewrite(folder_.path() / "tile/entries/001", [&](std::string& bytes) {
    bytes.replace(bytes.find(canonical(record(300))), 20, "botschaft/1 CASE9 42");
  });
  const auto verified = verify(folder_.path());
  ASSERT_TRUE(verified.first_bad_entry());
  EXPECT_EQ(verified.first_bad_entry()->entry, 300);
}

TEST_F(LogTest, ADeletedEntryIsNamedAlsoInATreeBuiltAnew) {
  fill(folder_.path(), 0, 600);
  Folder cheat;
  {
    auto log = open(cheat.path());
    for (int i = 0; i < 600; ++i)
      if (i != 400) log.append(canonical(record(i)));
    ASSERT_TRUE(log.publish());
  }
  const auto alone = verify(cheat.path());  // nothing but the log itself: the hole in the case shows
  ASSERT_TRUE(alone.first_bad_entry());
  EXPECT_EQ(alone.first_bad_entry()->entry, 406);
  auto with_mirror = evidence(cheat.path());
  with_mirror.mirror = files_below(folder_.path());
  const auto verified = verify_log(with_mirror);
  ASSERT_TRUE(verified.first_bad_entry());
  EXPECT_EQ(verified.first_bad_entry()->entry, 400);
}

TEST_F(LogTest, ABackdatedEntryIsNamed) {
  {
    auto log = open(folder_.path());
    for (int i = 0; i < 300; ++i) log.append(canonical(record(i, i == 200 ? kNow - 90'000 : -1)));
    ASSERT_TRUE(log.publish());
  }
  const auto verified = verify(folder_.path());
  ASSERT_TRUE(verified.first_bad_entry());
  EXPECT_EQ(verified.first_bad_entry()->entry, 200);
}

TEST_F(LogTest, AForkShowsAgainstACheckpointSomebodyKept) {
  fill(folder_.path(), 0, 300);
  const auto kept = open(folder_.path()).note();
  Folder fork;
  {
    auto log = open(fork.path());
    for (int i = 0; i < 400; ++i) log.append(canonical(i == 299 ? record(299, kNow - 1) : record(i)));
    ASSERT_TRUE(log.publish());
  }
  auto held = evidence(fork.path());
  held.checkpoints = {kept};
  const auto verified = verify_log(held);
  ASSERT_FALSE(verified.findings.empty());
  EXPECT_NE(verified.findings.back().what.find("forked"), std::string::npos);
  fill(folder_.path(), 300, 400);
  held.log = files_below(folder_.path());
  EXPECT_TRUE(verify_log(held).findings.empty());
}

TEST_F(LogTest, AReceiptWithoutInclusionIsReportedOnceItsTimeIsOver) {
  fill(folder_.path(), 0, 50);
  auto held = evidence(folder_.path());
  held.receipts = {sign_receipt(key_, record(7), kNow), sign_receipt(key_, record(50), kNow)};
  auto verified = verify_log(held);
  EXPECT_TRUE(verified.findings.empty());
  EXPECT_EQ(verified.receipts_found, 1);
  held.now = kNow + kMergeDelay_s + 1;
  verified = verify_log(held);
  ASSERT_EQ(verified.findings.size(), 1u);
  EXPECT_NE(verified.findings[0].what.find("receipt without inclusion"), std::string::npos);
  auto forged = sign_receipt(SignerKey::make(key_.name, Algorithm::ed25519, random_), record(51), kNow);
  EXPECT_FALSE(open_receipt(forged, key_.verifier()));
  EXPECT_FALSE(open_checkpoint(*parse_note(held.receipts[0]), key_.verifier()));  // is no checkpoint
}

TEST_F(LogTest, AWitnessSignsWhatGrowsAndRefusesAFork) {
  auto key = SignerKey::make("witness.example/w1", Algorithm::cosignature, random_);
  std::vector<Checkpoint> kept;
  Witness witness(key, {key_.verifier()}, {},
                  [&](const Checkpoint& seen) { return kept.push_back(seen), true; });
  const auto ask = [&](Log& log, std::int64_t old) {
    return witness.add_checkpoint(
        write_add_checkpoint({old, log.prove_consistency(old).value_or(std::vector<Hash>()), log.note()}),
        kNow);
  };
  fill(folder_.path(), 0, 100);
  auto log = open(folder_.path());
  const auto first = ask(log, 0);
  ASSERT_EQ(first.status, 200) << first.body;
  const auto signatures = read_cosignatures(log.note(), first, {key.verifier()});
  ASSERT_EQ(signatures.size(), 1u);
  ASSERT_TRUE(log.add_signatures(signatures));
  EXPECT_EQ(cosigned_at(*parse_note(log.note()), key.verifier()), kNow);
  EXPECT_TRUE(Log::open(folder_.path(), key_));  // a cosigned checkpoint is still the log's
  for (int i = 100; i < 300; ++i) log.append(canonical(record(i)));
  ASSERT_TRUE(log.publish());
  const auto wrong_size = ask(log, 50);
  EXPECT_EQ(wrong_size.status, 409);
  EXPECT_EQ(read_size(wrong_size), 100);
  EXPECT_EQ(ask(log, 100).status, 200);
  EXPECT_EQ(kept.back().size, 300);

  Folder fork;
  fill(fork.path(), 1, 401);
  auto other = open(fork.path());
  EXPECT_EQ(ask(other, 300).status, 422);
  EXPECT_EQ(witness.add_checkpoint("old 1\n", kNow).status, 400);
  auto stranger = SignerKey::make(key_.name, Algorithm::ed25519, random_);
  const auto forged = sign_checkpoint(stranger, {key_.name, 300, {}});
  EXPECT_EQ(witness.add_checkpoint(write_add_checkpoint({300, {}, forged}), kNow).status, 403);
  stranger.name = "nobody.example";
  const auto unknown = sign_checkpoint(stranger, {stranger.name, 300, {}});
  EXPECT_EQ(witness.add_checkpoint(write_add_checkpoint({300, {}, unknown}), kNow).status, 404);
  const auto split = sign_checkpoint(key_, {key_.name, 300, {}});
  EXPECT_EQ(witness.add_checkpoint(write_add_checkpoint({300, {}, split}), kNow).status, 409);
  const auto shrunk = sign_checkpoint(key_, {key_.name, 200, {}});
  EXPECT_EQ(witness.add_checkpoint(write_add_checkpoint({300, {}, shrunk}), kNow).status, 400);
}

}  // namespace
}  // namespace botschaft::translog
