#include "mtproto/server_keys.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

namespace botschaft::mtproto {
namespace {

namespace fs = std::filesystem;

class ServerKeysTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "server_keys_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory = pattern;
  }
  void TearDown() override { fs::remove_all(directory); }

  void write(const char* name, std::string_view content) {
    std::ofstream(directory / name, std::ios::binary | std::ios::trunc) << content;
    ASSERT_EQ(::chmod((directory / name).c_str(), 0600), 0);
  }
  std::string error() {
    const auto keys = ServerKeys::load_or_create(directory);
    return keys ? "" : keys.error();
  }

  fs::path directory;
};

TEST_F(ServerKeysTest, FirstStartCreatesWhatTheNextOneReads) {
  const auto first = ServerKeys::load_or_create(directory);
  ASSERT_TRUE(first) << first.error();
  const auto second = ServerKeys::load_or_create(directory);
  ASSERT_TRUE(second) << second.error();
  EXPECT_EQ(first->rsa().fingerprint(), second->rsa().fingerprint());
  EXPECT_EQ(first->salts(), second->salts());
  EXPECT_EQ(first->auth_key_seal(), second->auth_key_seal());
}

TEST_F(ServerKeysTest, FilesAreForTheOwnerAloneAndNothingElseIsLeft) {
  ASSERT_TRUE(ServerKeys::load_or_create(directory));
  int files = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    ++files;
    struct stat about{};
    ASSERT_EQ(::stat(entry.path().c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777, 0600u) << entry.path();
  }
  EXPECT_EQ(files, 2);
}

TEST_F(ServerKeysTest, PurposesHaveDifferentKeys) {
  const auto keys = ServerKeys::ephemeral();
  EXPECT_NE(keys.salts(), keys.auth_key_seal());
  EXPECT_NE(keys.salts(), keys.access_hash());
  EXPECT_NE(keys.access_hash(), keys.auth_key_seal());
}

TEST_F(ServerKeysTest, FingerprintIsPrintedAsClientsDo) {
  const auto keys = ServerKeys::ephemeral();
  EXPECT_EQ(keys.fingerprint_hex().size(), 16u);
  EXPECT_EQ(std::stoull(keys.fingerprint_hex(), nullptr, 16),
            static_cast<std::uint64_t>(keys.rsa().fingerprint()));
}

TEST_F(ServerKeysTest, ReadableSecretsAreRefused) {
  ASSERT_TRUE(ServerKeys::load_or_create(directory));
  for (const char* name : {"rsa.pem", "seal.key"}) {
    ASSERT_EQ(::chmod((directory / name).c_str(), 0640), 0);
    EXPECT_NE(error().find("chmod 600"), std::string::npos) << name;
    ASSERT_EQ(::chmod((directory / name).c_str(), 0600), 0);
  }
  EXPECT_EQ(error(), "");
}

TEST_F(ServerKeysTest, ALostSealKeyIsNotReplaced) {
  ASSERT_TRUE(ServerKeys::load_or_create(directory));
  fs::remove(directory / "seal.key");
  EXPECT_NE(error().find("backup"), std::string::npos);
  EXPECT_FALSE(fs::exists(directory / "seal.key"));
}

TEST_F(ServerKeysTest, AnInterruptedFirstStartIsFinished) {
  ASSERT_TRUE(ServerKeys::load_or_create(directory));
  fs::remove(directory / "rsa.pem");
  EXPECT_EQ(error(), "");
}

TEST_F(ServerKeysTest, DamagedFilesAreRefusedAndKept) {
  ASSERT_TRUE(ServerKeys::load_or_create(directory));
  write("seal.key", "short");
  EXPECT_NE(error().find("32 bytes"), std::string::npos);
  write("seal.key", std::string(32, 'x'));
  write("rsa.pem", "not a key");
  EXPECT_NE(error().find("RSA"), std::string::npos);
  EXPECT_EQ(fs::file_size(directory / "rsa.pem"), 9u);
}

TEST_F(ServerKeysTest, AMissingDirectoryIsAnError) {
  directory /= "nowhere";
  EXPECT_NE(error(), "");
}

}  // namespace
}  // namespace botschaft::mtproto
