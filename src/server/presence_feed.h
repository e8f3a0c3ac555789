#pragma once
// Tells people that somebody they know came or went, and keeps the rows of those who went up to date.
#include "base/clock.h"
#include "store/store.h"
#include "updates/mailboxes.h"
#include "updates/presence.h"

namespace botschaft::server {

class PresenceFeed {
 public:
  PresenceFeed(store::Store& store, updates::Mailboxes& mailboxes, const Clock& clock)
      : store_(store), mailboxes_(mailboxes), clock_(clock) {}

  // For updates::Presence: finds who may know exactly, and tells those of them who are here. Messages that
  // were to be sent when the user comes online are due then.
  void changed(UserId user, const updates::Status& status);

  // Writes when people were last seen. Every minute, and at the end.
  void save(updates::Presence& presence);

 private:
  void release(UserId user);

  store::Store& store_;
  updates::Mailboxes& mailboxes_;
  const Clock& clock_;
};

}  // namespace botschaft::server
