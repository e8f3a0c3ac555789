#pragma once
// A store with people in it, for the tests of this folder.
#include <memory>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/random.h"
#include "domain/accounts/policy.h"
#include "domain/accounts/sign_in.h"
#include "store/simulated.h"

namespace botschaft::domain {

struct World {
  std::unique_ptr<store::SimulatedStore> store = store::open_simulated();
  SeededRandom random{7};
  AccountPolicy policy;
  std::int32_t now = 1'700'000'000;

  // Commits whatever `rule` returns, an error too, as rpc does for rules that count failures.
  template <class Rule>
  auto commit(Rule&& rule) {
    std::optional<decltype(rule(std::declval<store::Transaction&>()))> outcome;
    const auto committed = store->write_sync([&](store::Transaction& tx) -> Result<void> {
      outcome.emplace(rule(tx));
      return {};
    });
    CHECK(committed.has_value());
    return *std::move(outcome);
  }

  UserId add_user(const std::string& phone, const std::string& first_name) {
    return commit([&](store::Transaction& tx) {
      return create_user(tx, {Address::Kind::phone, phone}, first_name, "", now).id;
    });
  }
};

}  // namespace botschaft::domain
