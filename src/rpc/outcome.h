#pragma once
// Commands of handlers that have the whole store (tx = "blocking"), with a value as their outcome.
#include <optional>
#include <type_traits>
#include <utility>

#include "store/store.h"

namespace botschaft::rpc {

template <class Rule>
using OutcomeOf = std::invoke_result_t<Rule&, store::Transaction&>;

// Commits what `rule` did even if it returns an error: a wrong code must count, and SESSION_PASSWORD_NEEDED
// leaves the key half-way in. A rule run here checks before it writes.
template <class Rule>
OutcomeOf<Rule> commit_any(store::Store& store, Rule&& rule) {
  std::optional<OutcomeOf<Rule>> outcome;
  TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
    outcome.emplace(rule(tx));
    return {};
  }));
  return *std::move(outcome);
}

// Commits if `rule` succeeds.
template <class Rule>
OutcomeOf<Rule> commit(store::Store& store, Rule&& rule) {
  std::optional<OutcomeOf<Rule>> outcome;
  TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
    outcome.emplace(rule(tx));
    if (!outcome->has_value()) return std::unexpected(outcome->error());
    return {};
  }));
  return *std::move(outcome);
}

template <class Rule>
OutcomeOf<Rule> read(store::Store& store, Rule&& rule) {
  std::optional<OutcomeOf<Rule>> outcome;
  TRY(store.read_sync([&](store::Transaction& tx) -> Result<void> {
    outcome.emplace(rule(tx));
    if (!outcome->has_value()) return std::unexpected(outcome->error());
    return {};
  }));
  return *std::move(outcome);
}

}  // namespace botschaft::rpc
