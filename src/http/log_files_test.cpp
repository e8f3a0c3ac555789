#include "http/log_files.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>

#include "translog/log.h"
#include "translog/proof.h"

namespace botschaft::http {
namespace {

namespace fs = std::filesystem;

class LogFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "botschaft-log-files-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    std::ofstream(folder_ / "secret") << "not for anybody";
    auto log = *translog::Log::open(folder_ / "log", key_);
    for (int i = 0; i < 300; ++i) log.append("entry " + std::to_string(i));
    ASSERT_TRUE(log.publish());
    add_log_files(router_, log.reader());
    router_.set_fallback([](const Request&) { return text(200, "the web client"); });
  }
  void TearDown() override { fs::remove_all(folder_); }

  Response get(const std::string& path) {
    Request request{.method = Method::get, .target = path, .path = {}, .headers = {}, .body = {}};
    return router_.handle(request);
  }

  fs::path folder_;
  translog::SignerKey key_{.name = "chat.example/desk/log", .seed = {7}};
  Router router_;
};

TEST_F(LogFilesTest, WhatTilesHaveIsServedAtTheirNames) {
  const auto checkpoint = get("/desk/log/checkpoint");
  ASSERT_EQ(checkpoint.status, 200);
  const auto note = translog::parse_note(*checkpoint.body);
  ASSERT_TRUE(note);
  EXPECT_EQ(translog::open_checkpoint(*note, key_.verifier())->size, 300);
  EXPECT_EQ(*get("/desk/log/key").body, key_.verifier().text() + "\n");
  EXPECT_EQ(get("/desk/log/tile/0/000").body->size(), 8'192u);
  EXPECT_EQ(get("/desk/log/tile/0/001.p/44").body->size(), 44u * 32);
  EXPECT_EQ(get("/desk/log/tile/1/000.p/1").body->size(), 32u);
  EXPECT_EQ(get("/desk/log/tile/entries/001.p/44").status, 200);
}

TEST_F(LogFilesTest, AProofIsMadeForEachEntry) {
  const auto answer = get("/desk/log/proof/256");
  ASSERT_EQ(answer.status, 200);
  const auto proof = translog::parse_proof(*answer.body);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(translog::verify_proof(*proof, "entry 256", key_.verifier()));
  EXPECT_EQ(get("/desk/log/proof/300").status, 404);
  EXPECT_EQ(get("/desk/log/proof/-1").status, 404);
}

TEST_F(LogFilesTest, WhatOthersSignedIsBesideIt) {
  EXPECT_EQ(get("/desk/log/witnessed").status, 404);
  EXPECT_EQ(get("/desk/log/stamps/300.tsr").status, 404);
  fs::create_directories(folder_ / "log" / "stamps");
  for (const auto* name : {"witnessed", "stamped", "stamps/300.tsr", "stamps/300.checkpoint"}) {
    std::ofstream(folder_ / "log" / name) << name;
    EXPECT_EQ(*get(std::string("/desk/log/") + name).body, name);
  }
}

TEST_F(LogFilesTest, NoNameLeadsElsewhere) {
  for (const auto* path :
       {"/desk/log/", "/desk/log/stamps/../secret", "/desk/log/stamps/1.tsr/../../secret", "/desk/log/secret",
        "/desk/log/../secret", "/desk/log/%2e%2e/secret", "/desk/log/tile/0/../../../secret",
        "/desk/log/tile/0/000.new", "/desk/log/tile/0/7", "/desk/log/tile/entries/009"})
    EXPECT_GE(get(path).status, 400) << path;
}

}  // namespace
}  // namespace botschaft::http
