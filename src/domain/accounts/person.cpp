#include "domain/accounts/person.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "store/contacts.h"
#include "store/dialogs.h"

namespace botschaft::domain {
namespace {

constexpr std::int32_t kDay = 86'400;

// core.telegram.org/api/privacy gives the steps of the blur: up to 3 days, a week, a month.
LastSeen blurred(std::int32_t seconds_ago) {
  if (seconds_ago <= 3 * kDay) return {.kind = LastSeen::Kind::recently};
  if (seconds_ago <= 7 * kDay) return {.kind = LastSeen::Kind::last_week};
  if (seconds_ago <= 30 * kDay) return {.kind = LastSeen::Kind::last_month};
  return {};
}

// The owner of a number shows it by rule; and who has it in the address book already knows it.
bool may_see_phone(store::Transaction& tx, UserId viewer, const store::UserRow& user,
                   const std::optional<store::ContactRow>& contact) {
  if (user.phone.empty()) return false;
  if (contact && contact->phone == user.phone) return true;
  return privacy_allows(tx, user.id, PrivacyKey::phone_number, viewer);
}

}  // namespace

bool may_see_status(store::Transaction& tx, UserId viewer, UserId user) {
  return privacy_allows(tx, user, PrivacyKey::status_timestamp, viewer) &&
         privacy_allows(tx, viewer, PrivacyKey::status_timestamp, user);
}

std::vector<UserId> status_viewers(store::Transaction& tx, UserId user) {
  auto viewers = store::list_contact_owners(tx, user);
  for (const auto& dialog : store::dialog_places(tx, user)) {
    if (dialog.peer.is_user() && dialog.peer.value != user) viewers.push_back(dialog.peer.value);
  }
  std::ranges::sort(viewers);
  const auto repeated = std::ranges::unique(viewers);
  viewers.erase(repeated.begin(), repeated.end());
  std::erase_if(viewers, [&](UserId viewer) { return !may_see_status(tx, viewer, user); });
  return viewers;
}

LastSeen last_seen_by(store::Transaction& tx, UserId viewer, const store::UserRow& user,
                      const OnlineTime& online, std::int32_t now) {
  const bool is_online = online.until > now;
  const auto last = std::max({user.last_seen, online.last, is_online ? 0 : online.until});
  if (!is_online && last == 0) return {};
  if (viewer == user.id || may_see_status(tx, viewer, user.id)) {
    if (is_online) return {.kind = LastSeen::Kind::online, .at = online.until};
    return {.kind = LastSeen::Kind::offline, .at = last};
  }
  // Who is blocked learns less than a stranger: "a long time ago".
  if (store::is_blocked(tx, user.id, PeerId::user(viewer))) return {};
  return blurred(is_online ? 0 : now - last);
}

Person person_seen_by(store::Transaction& tx, UserId viewer, const store::UserRow& user,
                      const OnlineTime& online, std::int32_t now) {
  Person person;
  person.id = user.id;
  person.self = viewer == user.id;
  person.deleted = user.deleted;
  person.service = user.is_service();
  if (user.deleted) return person;
  person.first_name = user.first_name;
  person.last_name = user.last_name;
  person.username = user.username;
  if (person.service) return person;
  if (person.self) {
    person.phone = user.phone;
    person.last_seen = last_seen_by(tx, viewer, user, online, now);
    return person;
  }
  const auto contact = store::find_contact(tx, viewer, user.id);
  if (contact) {
    person.contact = true;
    person.mutual_contact = contact->mutual;
    person.close_friend = contact->close_friend;
    person.first_name = contact->first_name;
    person.last_name = contact->last_name;
  }
  if (may_see_phone(tx, viewer, user, contact)) person.phone = user.phone;
  person.last_seen = last_seen_by(tx, viewer, user, online, now);
  return person;
}

}  // namespace botschaft::domain
