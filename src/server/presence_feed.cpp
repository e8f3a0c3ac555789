#include "server/presence_feed.h"

#include <algorithm>

#include "domain/accounts/person.h"
#include "domain/messages/scheduled.h"
#include "store/contacts.h"
#include "store/dialogs.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

// Everybody who has the user in the address book or a chat with them, and whom their privacy lets know.
std::vector<UserId> viewers_of(store::Transaction& tx, UserId user) {
  auto viewers = store::list_contact_owners(tx, user);
  for (const auto& dialog : store::all_dialogs(tx, user)) {
    if (dialog.peer.is_user() && dialog.peer.value != user) viewers.push_back(dialog.peer.value);
  }
  std::ranges::sort(viewers);
  const auto repeated = std::ranges::unique(viewers);
  viewers.erase(repeated.begin(), repeated.end());
  std::erase_if(viewers, [&](UserId viewer) { return !domain::may_see_status(tx, viewer, user); });
  return viewers;
}

}  // namespace

void PresenceFeed::changed(UserId user, const updates::Status& status) {
  struct Found {
    std::vector<UserId> viewers;
    bool awaited = false;  // messages wait for the user to come
  };
  auto found = std::make_shared<Found>();
  store_.read(
      [found, user](store::Transaction& tx) -> Result<void> {
        *found = {.viewers = viewers_of(tx, user),
                  .awaited = !store::scheduled_until_online(tx, user).empty()};
        return {};
      },
      [this, found, user, status](Result<void> result) {
        if (!result) return;  // seen at the next look
        mailboxes_.tell_status(found->viewers, user, status);
        if (status.online && found->awaited) release(user);
      });
}

void PresenceFeed::release(UserId user) {
  store_.write(
      [this, user](store::Transaction& tx) -> Result<void> {
        domain::release_until_online(tx, user, clock_.unix_seconds());
        return {};
      },
      [](Result<void>) {});
}

void PresenceFeed::save(updates::Presence& presence) {
  const auto gone = presence.take_unsaved();
  if (gone.empty()) return;
  store_.write(
      [gone](store::Transaction& tx) -> Result<void> {
        for (const auto& [user, at] : gone) store::update_last_seen(tx, user, at);
        return {};
      },
      [](Result<void>) {});
}

}  // namespace botschaft::server
