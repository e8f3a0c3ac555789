#pragma once
// A desk on a real database, with its log, and what people hold of it.
#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "desk/publisher.h"
#include "store/sqlite/open.h"
#include "store/sqlite/temporary_directory.h"
#include "translog/proof.h"

namespace botschaft::desk {

class DeskWorld {
 public:
  explicit DeskWorld(std::uint64_t seed = 1) : random_(seed) {
    key_ = translog::SignerKey::make("chat.example/desk/log", translog::Algorithm::ed25519, random_);
    open();
  }

  void open() {
    store_ = std::move(*store::open_sqlite({.directory = data()}));
    auto publisher = LogPublisher::open(*store_, log_folder(), key_);
    if (!publisher) throw std::runtime_error(publisher.error());
    publisher_.emplace(*std::move(publisher));
  }
  void close() {
    publisher_.reset();
    store_.reset();
  }

  template <class F>
  void with_desk(F f) {
    const auto done = store_->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings_, now_, random_);
      f(desk, tx);
      return {};
    });
    ASSERT_TRUE(done);
  }

  // `count` notices on `targets` targets, and their receipts.
  void file(int count, int targets) {
    with_desk([&](Desk& desk, store::Transaction&) {
      for (int i = 0; i < count; ++i, ++filed_) {
        const auto payload = "notice " + std::to_string(filed_);
        Submission notice;
        notice.subject = Subject::public_content;
        notice.target = "channel:5/post:" + std::to_string(filed_ % targets);
        notice.sender = {Role::reporter, 1'000 + filed_, {}};
        notice.payload = as_bytes(payload);
        const auto filed = desk.file(notice);
        ASSERT_TRUE(filed);
        refs_.push_back(filed->case_ref);
        receipts_.push_back(translog::sign_receipt(key_, filed->entry.record, now_));
      }
    });
  }
  void publish() {
    const auto done = publisher_->run();
    ASSERT_TRUE(done) << done.error();
  }
  std::string keep(const std::string& name, std::string_view text) const {
    const auto path = directory_.path() / name;
    std::ofstream(path, std::ios::binary) << text;
    return path.string();
  }

  std::filesystem::path data() const { return directory_.data(); }
  std::filesystem::path log_folder() const { return directory_.data() / "desk-log"; }

  store::TemporaryDirectory directory_;
  SeededRandom random_;
  translog::SignerKey key_;
  Settings settings_;
  Seconds now_ = 1'800'000'000;
  std::unique_ptr<store::Store> store_;
  std::optional<LogPublisher> publisher_;
  std::vector<std::string> refs_;
  std::vector<std::string> receipts_;
  int filed_ = 0;
};

}  // namespace botschaft::desk
