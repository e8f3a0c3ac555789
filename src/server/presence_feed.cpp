#include "server/presence_feed.h"

#include "domain/accounts/person.h"
#include "domain/messages/scheduled.h"
#include "store/users.h"

namespace botschaft::server {

void PresenceFeed::changed(UserId user, const updates::Status& status) {
  struct Found {
    std::vector<UserId> viewers;
    bool awaited = false;  // messages wait for the user to come
  };
  auto found = std::make_shared<Found>();
  store_.read(
      [found, user](store::Transaction& tx) -> Result<void> {
        *found = {.viewers = domain::status_viewers(tx, user),
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
