#pragma once
// Tells those who have written to the desk what was decided, and what the desk asks them: by a message of the
// service account, by mail, or, where they left no address, on their status page alone.
#include <string>

#include "base/random.h"
#include "store/store.h"

namespace botschaft::server {

struct DeskTelling {
  std::string server_name;
  std::string base_url;
  bool mails = false;  // there is a mail server to send them by
};

// Up to `limit` people, of cases that are decided or, where something is to be done, in which it was done. A
// case in which everybody has been told is closed, unless the person concerned is still to be told. Returns
// how many were told.
int tell_outcomes(store::Transaction& tx, std::int32_t now, Random& random, const DeskTelling& telling,
                  int limit);

// What the desk wrote inside cases, up to `limit` messages.
void tell_messages(store::Transaction& tx, std::int32_t now, const DeskTelling& telling, int limit);

// Both, in transactions of their own, a few people at a time. Called every few seconds.
void tell_outcomes(store::Store& store, std::int32_t now, Random& random, DeskTelling telling);

}  // namespace botschaft::server
