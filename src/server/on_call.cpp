#include "server/on_call.h"

#include <charconv>

#include "domain/accounts/address.h"
#include "domain/accounts/sign_in.h"

namespace botschaft::server {

std::optional<store::UserRow> find_account(store::Transaction& tx, std::string_view name) {
  if (name.starts_with('@')) return store::find_user_by_username(tx, name.substr(1));
  UserId id = 0;
  const auto* end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, id);
  if (error == std::errc() && stop == end)
    if (auto user = store::find_user(tx, id)) return user;
  const auto address = domain::parse_address(name);
  return address ? domain::find_user_by_address(tx, *address) : std::nullopt;
}

std::vector<UserId> on_call_accounts(store::Transaction& tx, const OnCall& people) {
  std::vector<UserId> users;
  for (const auto& name : people.accounts) {
    const auto user = find_account(tx, name);
    if (user && !user->deleted && !user->is_service()) users.push_back(user->id);
  }
  return users;
}

}  // namespace botschaft::server
