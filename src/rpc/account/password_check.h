#pragma once
// What may be done only by who knows the two-step password.
#include "domain/accounts/password.h"
#include "rpc/context.h"
#include "rpc/outcome.h"
#include "tl/api.h"

namespace botschaft::rpc {

// A proof that held, or that no password is set.
struct ProvenPassword {
  std::optional<domain::PasswordAttempt> attempt;
};

// PASSWORD_HASH_INVALID, SRP_ID_INVALID, FLOOD_WAIT_X. The slow arithmetic runs here, outside any
// transaction.
Result<ProvenPassword> prove_password(const Context& context, store::Store& store, UserId user,
                                      const tl::Box<tl::InputCheckPasswordSRP>& input);

// Runs `rule` in a transaction in which the password still is the one that was proven.
template <class Rule>
OutcomeOf<Rule> with_password(const Context& context, store::Store& store, UserId user,
                              const tl::Box<tl::InputCheckPasswordSRP>& input, Rule&& rule) {
  TRY_ASSIGN(const auto proven, prove_password(context, store, user, input));
  return commit(store, [&](store::Transaction& tx) -> OutcomeOf<Rule> {
    if (proven.attempt) {
      TRY(domain::password_proven(tx, user, *proven.attempt));
    } else if (store::find_password(tx, user)) {
      return fail(Err::SRP_PASSWORD_CHANGED);
    }
    return rule(tx);
  });
}

}  // namespace botschaft::rpc
