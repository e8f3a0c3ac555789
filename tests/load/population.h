#pragma once
// Fills the database of a program that is not running: people, keys that they are signed in with,
// memberships.
#include <filesystem>
#include <vector>

#include "base/random.h"
#include "tests/support/client.h"

namespace botschaft::load {

// So many people, the first of whom have a key each: keys[i] is of the user first_user + i.
struct Population {
  UserId first_user = 0;
  std::vector<test::ClientKey> keys;
};
Population populate(const std::filesystem::path& data, std::int64_t people, std::size_t with_keys,
                    Random& random);

// The first `members` people, but for the very first, who is the creator and in it already.
void fill_channel(const std::filesystem::path& data, std::int64_t channel, const Population& population,
                  std::int64_t members);

}  // namespace botschaft::load
