#pragma once
// Tells the people whom decisions concern, and those who complained; brings back what was reversed. Messages
// of the service account.
#include <string_view>

#include "base/random.h"
#include "desk/desk.h"
#include "store/store.h"

namespace botschaft::server {

// Up to `limit` of each: restores what an appeal has reversed, ends restrictions and destroys evidence whose
// time is over; statements of reasons to those concerned, but for those a gag keeps from being told; outcomes
// to those who complained. Returns how much was done.
int write_desk_letters(store::Transaction& tx, const desk::Settings& settings, std::int32_t now,
                       Random& random, std::string_view server_name, int limit);

// The same in a transaction of its own. Called every few seconds.
void write_desk_letters(store::Store& store, const desk::Settings& settings, std::int32_t now, Random& random,
                        std::string_view server_name);

}  // namespace botschaft::server
