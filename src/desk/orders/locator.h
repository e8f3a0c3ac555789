#pragma once
// Where something is, as authorities write it: an address that a client shows, an account's name, a number.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/transaction.h"

namespace botschaft::desk {

// What an address names, before anybody looks whether it is there.
struct Locator {
  std::string name;          // of a person, group or channel, lower case; "": by id
  std::int64_t channel = 0;  // of links to posts of channels without a name: .../c/<channel>/<post>
  std::int64_t user = 0;     // "user:7"
  std::string invite;        // hash of an invitation link
  std::string phone;         // digits of the international number
  std::int64_t post = 0;     // 0: none
  friend bool operator==(const Locator&, const Locator&) = default;
};

// Links of this server (`base_url`), t.me, tg://resolve and tg://privatepost, "@name", "+49 30 1234",
// "user:7", "channel:9/post:12". Nothing: it is none of those.
std::optional<Locator> parse_locator(std::string_view text, std::string_view base_url);

// As a case names its target: "user:7", "channel:9/post:12", "chat:3", "invite:...". Nothing: there is no
// such. Whether an account exists is no business of who asks; the answer is for the case alone.
std::optional<std::string> target_of(store::Transaction& tx, const Locator& locator);

}  // namespace botschaft::desk
