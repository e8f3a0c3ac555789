#include "server/presence_feed.h"

#include <algorithm>

#include "domain/accounts/person.h"
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
  auto viewers = std::make_shared<std::vector<UserId>>();
  store_.read(
      [viewers, user](store::Transaction& tx) -> Result<void> {
        *viewers = viewers_of(tx, user);
        return {};
      },
      [this, viewers, user, status](Result<void> result) {
        if (result) mailboxes_.tell_status(*viewers, user, status);  // else: seen at the next look
      });
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
