#include "rpc/key_state.h"

#include <gtest/gtest.h>

#include "store/authorizations.h"
#include "store/simulated.h"

namespace botschaft::rpc {
namespace {

// Reads at once, and tells of it when asked to: what happens in between finds the reader with old rows.
class LateReader final : public store::Store {
 public:
  void write(store::Command command, store::Done done) override {
    inner_->write(std::move(command), std::move(done));
  }
  void read(store::Command command, store::Done done) override {
    inner_->read(std::move(command), [this, done = std::move(done)](Result<void> result) {
      late_.push_back([done, result] { done(result); });
    });
  }
  void on_notices(std::function<void(std::vector<std::unique_ptr<store::Notice>>)> sink) override {
    inner_->on_notices(std::move(sink));
  }
  std::size_t tell() {
    const auto late = std::exchange(late_, {});
    for (const auto& done : late) done();
    return late.size();
  }

 private:
  std::unique_ptr<store::SimulatedStore> inner_ = store::open_simulated();
  std::vector<std::function<void()>> late_;
};

TEST(KeyStates, ADeviceEndedWhileItsKeyIsReadIsNotTakenForSignedIn) {
  constexpr AuthKeyId kKey = 5;
  LateReader store;
  KeyStates keys(store);
  store.write(
      [](store::Transaction& tx) -> Result<void> {
        store::insert_auth_key(tx, {.id = kKey, .sealed = {1}, .dc = 2});
        store::put_authorization(tx, {.auth_key = kKey, .user = 77, .hash = 1});
        return {};
      },
      [](Result<void> result) { ASSERT_TRUE(result); });

  std::optional<UserId> seen;
  keys.resolve(kKey, [&](Result<ResolvedKey> key) { seen = key->state->user; });
  store.write(
      [](store::Transaction& tx) -> Result<void> {
        store::delete_authorization(tx, kKey);
        return {};
      },
      [](Result<void>) {});
  keys.changed(kKey, 0, false);
  EXPECT_EQ(store.tell(), 1u);
  EXPECT_FALSE(seen);
  EXPECT_EQ(store.tell(), 1u);
  EXPECT_EQ(seen, 0);
}

}  // namespace
}  // namespace botschaft::rpc
