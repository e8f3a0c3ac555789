#include "domain/accounts/profile.h"

#include <algorithm>

#include "domain/accounts/devices.h"
#include "domain/box.h"
#include "domain/contacts.h"
#include "domain/messages/unicode.h"
#include "store/account_settings.h"
#include "store/contacts.h"
#include "store/dialogs.h"
#include "store/notify_settings.h"
#include "store/passwords.h"
#include "store/privacy_rules.h"
#include "store/profile_photos.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kMinUsername = 5;
constexpr std::size_t kMaxUsername = 32;

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || (c >= 0x202a && c <= 0x202e);
}

// Runs of space and control characters become one space, none at the ends.
std::string tidy(const CodePoints& text, std::size_t max) {
  std::string tidied;
  std::size_t count = 0;
  bool gap = false;
  for (const char32_t c : text.characters) {
    if (is_control(c) || is_space(c)) {
      gap = count != 0;
      continue;
    }
    if (count + (gap ? 2 : 1) > max) break;
    if (gap) tidied += ' ';
    append_utf8(tidied, c);
    count += gap ? 2 : 1;
    gap = false;
  }
  return tidied;
}

constexpr std::size_t kMaxTold = 5'000;  // the rest sees it when it looks next

}  // namespace

void tell_acquaintances(store::Transaction& tx, UserId user, EventKind kind) {
  const auto self = PeerId::user(user);
  auto owners = store::list_contact_owners(tx, user);
  for (const auto& dialog : store::dialog_places(tx, user)) {
    if (dialog.peer.is_user() && store::find_dialog(tx, dialog.peer.value, self))
      owners.push_back(dialog.peer.value);
  }
  std::erase(owners, user);
  std::ranges::sort(owners);
  const auto repeated = std::ranges::unique(owners);
  owners.erase(repeated.begin(), repeated.end());
  if (owners.size() > kMaxTold) owners.resize(kMaxTold);
  tell(tx, user, kind, self);
  for (const UserId owner : owners) tell(tx, owner, kind, self);
}

namespace {

Result<store::UserRow> existing(store::Transaction& tx, UserId user) {
  auto row = store::find_user(tx, user);
  if (!row || row->deleted) return fail(Err::USER_DEACTIVATED);
  return *std::move(row);
}

}  // namespace

Result<std::string> clean_name(std::string_view name, Err invalid) {
  const auto text = decode_utf8(name);
  if (!text) return fail(invalid);
  return tidy(*text, kMaxName);
}

Result<store::UserRow> update_profile(store::Transaction& tx, UserId user, const ProfileChange& change) {
  TRY_ASSIGN(auto row, existing(tx, user));
  const auto before = row;
  if (change.first_name) {
    TRY_ASSIGN(row.first_name, clean_name(*change.first_name, Err::FIRSTNAME_INVALID));
    if (row.first_name.empty()) return fail(Err::FIRSTNAME_INVALID);
  }
  if (change.last_name) {
    TRY_ASSIGN(row.last_name, clean_name(*change.last_name, Err::LASTNAME_INVALID));
  }
  if (change.about) {
    const auto text = decode_utf8(*change.about);
    if (!text || text->size() > kMaxAbout) return fail(Err::ABOUT_TOO_LONG);
    row.about = tidy(*text, kMaxAbout);
  }
  store::update_user_name(tx, user, row.first_name, row.last_name, row.about);
  if (row.first_name != before.first_name || row.last_name != before.last_name) {
    tell_acquaintances(tx, user, EventKind::user_name);
  }
  if (row.about != before.about) tell(tx, user, EventKind::user, PeerId::user(user));
  return row;
}

Result<void> check_username_form(std::string_view username) {
  const auto is_letter_or_digit = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const bool form =
      username.size() >= kMinUsername && username.size() <= kMaxUsername &&
      std::ranges::all_of(username, [&](char c) { return is_letter_or_digit(c) || c == '_'; }) &&
      is_letter_or_digit(username.front()) && !(username.front() >= '0' && username.front() <= '9') &&
      !username.ends_with('_') && !username.contains("__");
  if (!form) return fail(Err::USERNAME_INVALID);
  return {};
}

Result<void> check_username(store::Transaction& tx, UserId user, std::string_view username) {
  TRY(check_username_form(username));
  const auto bearer = store::find_peer_by_username(tx, username);
  if (bearer && *bearer != PeerId::user(user)) return fail(Err::USERNAME_OCCUPIED);
  return {};
}

Result<store::UserRow> update_username(store::Transaction& tx, UserId user, std::string_view username) {
  TRY_ASSIGN(auto row, existing(tx, user));
  if (row.username == username) return fail(Err::USERNAME_NOT_MODIFIED);
  if (!username.empty()) TRY(check_username(tx, user, username));
  store::set_username(tx, PeerId::user(user), username);
  row.username = username;
  tell_acquaintances(tx, user, EventKind::user_name);
  return row;
}

Result<store::UserRow> change_phone(store::Transaction& tx, UserId user, std::string_view digits,
                                    std::int32_t now) {
  TRY_ASSIGN(auto row, existing(tx, user));
  const auto bearer = store::find_user_by_phone(tx, digits);
  if (bearer && bearer->id != user) return fail(Err::PHONE_NUMBER_OCCUPIED);
  store::update_user_phone(tx, user, digits);
  row.phone = digits;
  tell_acquaintances(tx, user, EventKind::user_phone);
  adopt_imported_phone(tx, row, now);
  return row;
}

void delete_account(store::Transaction& tx, UserId user) {
  end_all_authorizations(tx, user);
  tell_acquaintances(tx, user, EventKind::user);
  store::delete_user_relations(tx, user);
  store::delete_password(tx, user);
  store::delete_privacy_rules(tx, user);
  store::delete_notify_settings(tx, user);
  store::delete_settings(tx, user);
  store::delete_profile_photos(tx, user);
  store::erase_user(tx, user);
}

}  // namespace botschaft::domain
