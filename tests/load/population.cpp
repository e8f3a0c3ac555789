#include "load/population.h"

#include <atomic>

#include "base/check.h"
#include "base/clock.h"
#include "mtproto/key_exchange.h"
#include "server/key_vault.h"
#include "store/authorizations.h"
#include "store/channels.h"
#include "store/sqlite/open.h"
#include "store/users.h"

namespace botschaft::load {

namespace {

constexpr std::int64_t kRowsPerCommand = 5'000;

std::unique_ptr<store::Store> open(const std::filesystem::path& data) {
  auto store = store::open_sqlite({.directory = data});
  CHECK(store.has_value());
  return *std::move(store);
}

template <class F>
void in_portions(store::Store& store, std::int64_t first, std::int64_t last, F&& body) {
  for (auto begin = first; begin < last; begin += kRowsPerCommand) {
    const auto done = store.write_sync([&](store::Transaction& tx) -> Result<void> {
      for (auto i = begin; i < std::min(begin + kRowsPerCommand, last); ++i) body(tx, i);
      return {};
    });
    CHECK(done.has_value());
  }
}

test::ClientKey fresh_key(Random& random) {
  test::ClientKey made;
  random.fill(made.key);
  made.id = crypto::auth_key_id(made.key);
  return made;
}

}  // namespace

Population populate(const std::filesystem::path& data, std::int64_t people, std::size_t with_keys,
                    Random& random) {
  const auto store = open(data);
  Population made;
  in_portions(*store, 0, people, [&](store::Transaction& tx, std::int64_t i) {
    const auto id = store::insert_user(
        tx, {.phone = std::to_string(4'900'000'000 + i), .first_name = "Person " + std::to_string(i)});
    if (i == 0) made.first_user = id;
  });
  const auto server_keys = mtproto::ServerKeys::load_or_create(data);
  CHECK(server_keys.has_value());
  const server::KeyVault vault(*store, *server_keys, system_clock(), random);
  std::atomic<std::size_t> saved = 0;
  while (made.keys.size() < with_keys) {
    made.keys.push_back(fresh_key(random));
    const auto& key = made.keys.back();
    vault.save({.key = key.key, .id = key.id, .first_salt = 0, .dc = {}, .expires_in = {}},
               [&](auto result, auto) { saved += result == net::Backend::KeySaved::kYes; });
  }
  in_portions(*store, 0, static_cast<std::int64_t>(with_keys), [&](store::Transaction& tx, std::int64_t i) {
    const auto key = made.keys[static_cast<std::size_t>(i)].id;
    store::put_authorization(tx, {.auth_key = key, .user = made.first_user + i, .hash = i + 1});
  });
  CHECK(saved == with_keys);  // commands are done in the order they came
  return made;
}

void fill_channel(const std::filesystem::path& data, std::int64_t channel, const Population& population,
                  std::int64_t members) {
  const auto store = open(data);
  in_portions(*store, 1, members, [&](store::Transaction& tx, std::int64_t i) {
    store::put_channel_member(tx, {.channel = channel,
                                   .user = population.first_user + i,
                                   .inside = true,
                                   .joined_at = system_clock().unix_seconds()});
  });
  const auto done = store->write_sync([&](store::Transaction& tx) -> Result<void> {
    store::change_channel_members(tx, channel, static_cast<std::int32_t>(members - 1));
    return {};
  });
  CHECK(done.has_value());
}

}  // namespace botschaft::load
