#include "server/housekeeping.h"

#include <gtest/gtest.h>

#include "store/auth_keys.h"
#include "store/simulated.h"

namespace botschaft::server {
namespace {

TEST(Housekeeping, EndsTemporaryKeysThatHaveRunOutAndNoOthers) {
  auto store = store::open_simulated();
  std::size_t told = 0;
  store->on_notices([&](auto notices) { told += notices.size(); });
  ASSERT_TRUE(store->write_sync([](store::Transaction& tx) -> Result<void> {
    store::insert_auth_key(tx, {.id = 1, .sealed = {1}});
    store::insert_auth_key(tx,
                           {.id = 2, .sealed = {1}, .kind = store::AuthKeyKind::temporary, .expires_at = 50});
    store::insert_auth_key(
        tx, {.id = 3, .sealed = {1}, .kind = store::AuthKeyKind::temporary, .expires_at = 500});
    return {};
  }));
  sweep_expired(*store, 100);
  ASSERT_TRUE(store->read_sync([](store::Transaction& tx) -> Result<void> {
    EXPECT_TRUE(store::find_auth_key(tx, 1));
    EXPECT_FALSE(store::find_auth_key(tx, 2));
    EXPECT_TRUE(store::find_auth_key(tx, 3));
    return {};
  }));
  EXPECT_EQ(told, 1u);
}

}  // namespace
}  // namespace botschaft::server
