#include "store/auth_keys.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "store/simulated.h"

namespace botschaft::store {
namespace {

class AuthKeys : public testing::Test {
 protected:
  template <class F>
  void write(F f) {
    ASSERT_TRUE(store_->write_sync([&](Transaction& tx) -> Result<void> {
      f(tx);
      return {};
    }));
  }
  std::unique_ptr<SimulatedStore> store_ = open_simulated();
};

TEST_F(AuthKeys, AreFoundAsInserted) {
  write([](Transaction& tx) {
    EXPECT_FALSE(find_auth_key(tx, -7));
    EXPECT_TRUE(insert_auth_key(tx, {.id = -7, .sealed = {1, 2}, .dc = -2, .created_at = 100}));
    EXPECT_FALSE(insert_auth_key(tx, {.id = -7, .sealed = {9}}));
    const auto row = find_auth_key(tx, -7);
    ASSERT_TRUE(row);
    EXPECT_EQ(row->sealed, (Bytes{1, 2}));
    EXPECT_EQ(row->kind, AuthKeyKind::permanent);
    EXPECT_EQ(row->dc, -2);
    EXPECT_EQ(row->created_at, 100);
    EXPECT_EQ(row->bound_to, 0);
    EXPECT_EQ(row->client, ClientRow{});
  });
}

TEST_F(AuthKeys, RememberTheirClient) {
  write([](Transaction& tx) {
    insert_auth_key(tx, {.id = 1, .sealed = {1}});
    const ClientRow client = {227, 4, "Phone", "14", "1.0", "en-US", "android", "de"};
    set_auth_key_client(tx, 1, client);
    set_auth_key_active(tx, 1, "127.0.0.1", 500);
    EXPECT_EQ(find_auth_key(tx, 1)->client, client);
    EXPECT_EQ(find_auth_key(tx, 1)->ip, "127.0.0.1");
    EXPECT_EQ(find_auth_key(tx, 1)->last_active, 500);
  });
}

TEST_F(AuthKeys, BindTemporaryToPermanent) {
  write([](Transaction& tx) {
    insert_auth_key(tx, {.id = 1, .sealed = {1}});
    insert_auth_key(tx, {.id = 2, .sealed = {2}, .kind = AuthKeyKind::temporary, .expires_at = 900});
    EXPECT_FALSE(bind_auth_key(tx, 1, 2));  // not a temporary key
    EXPECT_FALSE(bind_auth_key(tx, 3, 1));
    EXPECT_TRUE(bind_auth_key(tx, 2, 1));
    EXPECT_EQ(find_auth_key(tx, 2)->bound_to, 1);
  });
}

TEST_F(AuthKeys, GoWithTheirTemporaryKeys) {
  write([](Transaction& tx) {
    for (AuthKeyId id = 1; id <= 2; ++id) insert_auth_key(tx, {.id = id, .sealed = {1}});
    for (AuthKeyId id = 11; id <= 13; ++id) {
      insert_auth_key(tx, {.id = id, .sealed = {2}, .kind = AuthKeyKind::temporary, .expires_at = 900});
      bind_auth_key(tx, id, id == 13 ? 2 : 1);
    }
    auto gone = delete_auth_key(tx, 1);
    std::ranges::sort(gone);
    EXPECT_EQ(gone, (std::vector<AuthKeyId>{1, 11, 12}));
    EXPECT_TRUE(delete_auth_key(tx, 1).empty());
    EXPECT_TRUE(find_auth_key(tx, 13));
  });
}

TEST_F(AuthKeys, ExpireWhenTemporary) {
  write([](Transaction& tx) {
    insert_auth_key(tx, {.id = 1, .sealed = {1}});
    for (int i = 0; i < 5; ++i) {
      insert_auth_key(tx,
                      {.id = 10 + i, .sealed = {2}, .kind = AuthKeyKind::temporary, .expires_at = 100 + i});
    }
    EXPECT_EQ(delete_expired_auth_keys(tx, 103, 2), (std::vector<AuthKeyId>{10, 11}));
    EXPECT_EQ(delete_expired_auth_keys(tx, 103, 2), (std::vector<AuthKeyId>{12}));
    EXPECT_TRUE(find_auth_key(tx, 13));
    EXPECT_TRUE(find_auth_key(tx, 1));
  });
}

}  // namespace
}  // namespace botschaft::store
