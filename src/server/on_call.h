#pragma once
// Accounts by the names that operators give them in settings and commands, and the people on call among them.
#include <optional>
#include <string_view>
#include <vector>

#include "server/desk_settings.h"
#include "store/transaction.h"
#include "store/users.h"

namespace botschaft::server {

// "@username", an id, a phone number or an e-mail address.
std::optional<store::UserRow> find_account(store::Transaction& tx, std::string_view name);

// Of the accounts on call those that exist.
std::vector<UserId> on_call_accounts(store::Transaction& tx, const OnCall& people);

}  // namespace botschaft::server
