#pragma once
// What a link of ours is about, in the canonical form in which cases name it.
#include <optional>
#include <string>
#include <string_view>

#include "base/ids.h"
#include "desk/terms.h"
#include "store/transaction.h"

namespace botschaft::desk {

struct Target {
  std::string canonical;  // as Submission::target
  Subject subject = Subject::none;
};

// Links as our clients show and share them, of this server ("https://chat.example"), of t.me, tg:, and plain
// @names: of people, groups, channels, their posts ("/name/12", "/c/1000000001/12", "/name/7/12" of a topic),
// and invitations. Nothing if the link is none of those, or names nobody. Numbers of private chats are not
// looked up, so that nobody learns from the answer which there are.
std::optional<Target> target_of_link(store::Transaction& tx, std::string_view link,
                                     std::string_view base_url);

// A channel with a username speaks to the public: DSA, Art. 3(k).
Subject subject_of(store::Transaction& tx, PeerId peer);

}  // namespace botschaft::desk
