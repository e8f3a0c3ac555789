#include "server/admin.h"

#include <fmt/format.h>

#include <boost/json.hpp>
#include <optional>

#include "base/log.h"
#include "domain/accounts/address.h"
#include "domain/accounts/invites.h"
#include "domain/accounts/profile.h"
#include "domain/accounts/sign_in.h"
#include "server/desk_command.h"
#include "server/on_call.h"
#include "server/storage_command.h"
#include "store/login_codes.h"
#include "store/users.h"

namespace botschaft::server {

namespace json = boost::json;

namespace {

json::value failed(std::string_view sentence) {
  return json::object{{"error", sentence}};
}

json::value failed(const Error& error) {
  switch (error.err) {
    case Err::PHONE_NUMBER_INVALID:
      return failed("that is neither a phone number nor an e-mail address");
    case Err::PHONE_NUMBER_OCCUPIED:
      return failed("somebody has that phone number or e-mail address already");
    case Err::FIRSTNAME_INVALID:
    case Err::LASTNAME_INVALID:
      return failed("that name cannot be used");
    case Err::USER_ID_INVALID:
      return failed("there is no such user");
    default:
      return failed("the command failed: " + error.text());
  }
}

std::string text_of(const json::object& request, std::string_view key) {
  const auto* value = request.if_contains(key);
  return value && value->is_string() ? std::string(value->as_string()) : std::string();
}

std::int32_t number_of(const json::object& request, std::string_view key, std::int32_t otherwise) {
  const auto* value = request.if_contains(key);
  return value && value->is_int64() ? static_cast<std::int32_t>(value->as_int64()) : otherwise;
}

// "+4915..." or an e-mail address, under the name of what it is.
void put_address(json::object& out, std::string_view address) {
  if (address.find('@') != std::string_view::npos)
    out["email"] = address;
  else
    out["phone"] = fmt::format("+{}", address);
}

json::object described(const store::UserRow& user) {
  json::object out{{"id", user.id}};
  if (!user.phone.empty()) put_address(out, user.phone);
  if (!user.email.empty()) put_address(out, user.email);
  out["first_name"] = user.first_name;
  out["last_name"] = user.last_name;
  out["username"] = user.username;
  out["created_at"] = user.created_at;
  return out;
}

json::value list_codes(const AdminPlace& place) {
  json::array codes;
  const auto done = place.store.read_sync([&](store::Transaction& tx) -> Result<void> {
    codes.clear();
    for (const auto& row : store::list_plain_codes(tx, place.clock.unix_seconds())) {
      json::object code;
      put_address(code, row.sent_to);
      if (row.sent_to != row.address) code["account"] = row.address;
      code["code"] = row.plain.value_or("");
      code["expires_at"] = row.expires_at;
      codes.push_back(std::move(code));
    }
    return {};
  });
  return done ? json::value(codes) : failed(done.error());
}

json::value make_invite(const AdminPlace& place, const json::object& request) {
  constexpr std::int32_t kDay_s = 86'400;
  domain::NewInvite invite;
  invite.note = text_of(request, "note");
  invite.uses = number_of(request, "uses", 1);
  const auto days = number_of(request, "days", 7);
  if (invite.uses < 1 || invite.uses > 10'000) return failed("an invitation is for 1 to 10,000 people");
  if (days < 1 || days > 3'650) return failed("an invitation holds for 1 to 3,650 days");
  invite.lifetime_s = days * kDay_s;
  std::string token;
  const auto now = place.clock.unix_seconds();
  const auto done = place.store.write_sync([&](store::Transaction& tx) -> Result<void> {
    token = domain::make_invite(tx, place.random, invite, now);
    return {};
  });
  if (!done) return failed(done.error());
  return json::object{{"token", token},
                      {"url", fmt::format("{}/invite/{}", place.base_url, token)},
                      {"uses", invite.uses},
                      {"expires_at", now + invite.lifetime_s}};
}

json::value add_user(const AdminPlace& place, const json::object& request) {
  json::object added;
  const auto done = place.store.write_sync([&](store::Transaction& tx) -> Result<void> {
    TRY_ASSIGN(const auto address, domain::parse_address(text_of(request, "address")));
    if (domain::find_user_by_address(tx, address)) return fail(Err::PHONE_NUMBER_OCCUPIED);
    TRY_ASSIGN(const auto first, domain::clean_name(text_of(request, "first_name"), Err::FIRSTNAME_INVALID));
    TRY_ASSIGN(const auto last, domain::clean_name(text_of(request, "last_name"), Err::LASTNAME_INVALID));
    if (first.empty()) return fail(Err::FIRSTNAME_INVALID);
    added = described(domain::create_user(tx, address, first, last, place.clock.unix_seconds()));
    return {};
  });
  return done ? json::value(added) : failed(done.error());
}

json::value list_users(const AdminPlace& place) {
  constexpr int kPage = 500;
  json::array users;
  UserId after = 0;
  for (;;) {
    std::vector<store::UserRow> page;
    const auto done = place.store.read_sync([&](store::Transaction& tx) -> Result<void> {
      page = store::list_users(tx, after, kPage);
      return {};
    });
    if (!done) return failed(done.error());
    for (const auto& user : page) users.push_back(described(user));
    if (page.size() < kPage) return users;
    after = page.back().id;
  }
}

json::value delete_user(const AdminPlace& place, const json::object& request) {
  json::object deleted;
  const auto done = place.store.write_sync([&](store::Transaction& tx) -> Result<void> {
    const auto user = find_account(tx, text_of(request, "user"));
    if (!user || user->deleted || user->is_service()) return fail(Err::USER_ID_INVALID);
    deleted = described(*user);
    domain::delete_account(tx, user->id);
    return {};
  });
  return done ? json::value(deleted) : failed(done.error());
}

}  // namespace

json::value administer(const AdminPlace& place, const json::value& request) {
  if (!request.is_object()) return failed("a request is a JSON object");
  const auto& object = request.get_object();
  const auto command = text_of(object, "command");
  if (command == "codes") return list_codes(place);
  if (command == "invite") return make_invite(place, object);
  if (command == "user add") return add_user(place, object);
  if (command == "user list") return list_users(place);
  if (command == "user delete") return delete_user(place, object);
  const StoragePlace storage{place.store, place.blobs, place.uploads, place.pins, place.clock};
  if (command == "storage stats") return storage_stats(storage);
  if (command == "storage verify") return storage_verify(storage);
  if (command == "storage gc") return storage_gc(storage, number_of(object, "dry_run", 0) != 0);
  if (command.starts_with("desk "))
    return desk_command({place.store, place.clock, place.random, place.base_url}, object);
  return failed("there is no such command");
}

std::string administer_line(const AdminPlace& place, std::string_view line) {
  boost::system::error_code error;
  const auto request = json::parse({line.data(), line.size()}, error);
  const auto answer = error ? failed("the request is not JSON") : administer(place, request);
  return json::serialize(answer);
}

}  // namespace botschaft::server
