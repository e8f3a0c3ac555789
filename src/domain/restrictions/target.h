#pragma once
// What a case is about, by its canonical name: "user:7", "chat:3", "channel:9", "channel:9/post:12",
// "chat:3/message:5" (its number in the group), "user:7/message:5" (its place in that person's box),
// "user:7/photo:123".
#include <optional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "store/messages.h"

namespace botschaft::domain {

struct Target {
  enum class Part : std::uint8_t { whole = 1, message, photo };
  PeerId peer = {};
  Part part = Part::whole;
  std::int64_t id = 0;  // of the message or photo
  friend bool operator==(const Target&, const Target&) = default;
};
std::optional<Target> parse_target(std::string_view text);

// Every copy of a message that is there; of a post also the copy in the discussion group.
std::vector<store::MessageRow> copies_of(store::Transaction& tx, const Target& target);

// Whom a restriction on it concerns: the author, the owner of the channel, the person. 0: nobody is there.
UserId person_concerned(store::Transaction& tx, const Target& target);

}  // namespace botschaft::domain
