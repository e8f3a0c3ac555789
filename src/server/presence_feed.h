#pragma once
// Tells people that somebody they know came or went, and keeps the rows of those who went up to date.
#include "store/store.h"
#include "updates/mailboxes.h"
#include "updates/presence.h"

namespace botschaft::server {

class PresenceFeed {
 public:
  PresenceFeed(store::Store& store, updates::Mailboxes& mailboxes) : store_(store), mailboxes_(mailboxes) {}

  // For updates::Presence: finds who may know exactly, and tells those of them who are here.
  void changed(UserId user, const updates::Status& status);

  // Writes when people were last seen. Every minute, and at the end.
  void save(updates::Presence& presence);

 private:
  store::Store& store_;
  updates::Mailboxes& mailboxes_;
};

}  // namespace botschaft::server
