#pragma once
// Fields that changed their type: from the canonical value to the older one and back ([values] in
// schema/layers/rules.toml). older() is false where there is nothing to say; a required field is then zero or
// empty.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

#include "tl/api.h"

namespace botschaft::tl::layers::values {

// --- numbers ---

bool older(std::int64_t now, std::int32_t& then);  // saturates
bool older(double now, std::int32_t& then);        // nearest
inline bool older(bool now, bool& then) {
  then = now;
  return true;
}
template <class Then, class Now>
  requires std::is_arithmetic_v<Then> && std::is_arithmetic_v<Now>
void newer(Then then, Now& now) {
  now = static_cast<Now>(then);
}

// --- text ---

bool older(const std::string& now, std::int32_t& then);  // an offset; 0 where it is no number
void newer(std::int32_t then, std::string& now);
bool older(const Box<TextWithEntities>& now, std::string& then);
void newer(std::string&& then, Box<TextWithEntities>& now);
bool older(const Box<GroupCallMessage>& now, Box<TextWithEntities>& then);
void newer(Box<TextWithEntities>&& then, Box<GroupCallMessage>& now);
bool older(const Box<NotificationSound>& now, std::string& then);
void newer(std::string&& then, Box<NotificationSound>& now);

// --- people ---

bool older(const Box<Peer>& now, std::int64_t& then);  // false: no user
void newer(std::int64_t then, Box<Peer>& now);
bool older(const Vec<Box<Peer>>& now, Vec<std::int64_t>& then);  // the users
void newer(Vec<std::int64_t>&& then, Vec<Box<Peer>>& now);
bool older(const Vec<Box<SendAsPeer>>& now, Vec<Box<Peer>>& then);
void newer(Vec<Box<Peer>>&& then, Vec<Box<SendAsPeer>>& now);
bool older(const Box<InputPeer>& now, Box<InputUser>& then);
void newer(Box<InputUser>&& then, Box<InputPeer>& now);
bool older(const Vec<Box<InputPeer>>& now, Vec<Box<InputUser>>& then);
void newer(Vec<Box<InputUser>>&& then, Vec<Box<InputPeer>>& now);

// --- reactions: emoji before custom ones ---

bool older(const Box<Reaction>& now, std::string& then);  // false: no emoji
void newer(std::string&& then, Box<Reaction>& now);       // none for ""
bool older(const Vec<Box<Reaction>>& now, std::string& then);
void newer(std::string&& then, Vec<Box<Reaction>>& now);
bool older(const Box<ChatReactions>& now, Vec<std::string>& then);
void newer(Vec<std::string>&& then, Box<ChatReactions>& now);
bool older(const Box<PaidReactionPrivacy>& now, bool& then);
void newer(bool then, Box<PaidReactionPrivacy>& now);

// --- one number of an object ---

bool older(const Box<StarsAmount>& now, std::int64_t& then);
void newer(std::int64_t then, Box<StarsAmount>& now);
bool older(const Box<PeerColor>& now, std::int32_t& then);
void newer(std::int32_t then, Box<PeerColor>& now);
bool older(const Box<RecentStory>& now, std::int32_t& then);
void newer(std::int32_t then, Box<RecentStory>& now);

// --- stories, business, votes ---

bool older(const Box<PeerStories>& now, Box<UserStories>& then);
void newer(Box<UserStories>&& then, Box<PeerStories>& now);
bool older(const Box<BusinessBotRecipients>& now, Box<BusinessRecipients>& then);
void newer(Box<BusinessRecipients>&& then, Box<BusinessBotRecipients>& now);
bool older(const Box<InputBusinessBotRecipients>& now, Box<InputBusinessRecipients>& then);
void newer(Box<InputBusinessRecipients>&& then, Box<InputBusinessBotRecipients>& now);
bool older(const Vec<Box<MessagePeerReaction>>& now, Vec<Box<MessageUserReaction>>& then);
void newer(Vec<Box<MessageUserReaction>>&& then, Vec<Box<MessagePeerReaction>>& now);
bool older(const Vec<Box<MessagePeerVote>>& now, Vec<Box<MessageUserVote>>& then);
void newer(Vec<Box<MessageUserVote>>&& then, Vec<Box<MessagePeerVote>>& now);

// --- inline keyboards, which have buttons of their own from layer 229 on (keyboards.cpp) ---

bool older(const Vec<Box<KeyboardButtonRow>>& now, Vec<Box<KeyboardInlineButtonRow>>& then);
void newer(Vec<Box<KeyboardInlineButtonRow>>&& then, Vec<Box<KeyboardButtonRow>>& now);

// --- several where there was one ---

template <class Union>
bool older(const Vec<Box<Union>>& now, Box<Union>& then) {
  if (!now.empty()) then = clone(now.front());
  return !now.empty();
}
template <class Union>
void newer(Box<Union>&& then, Vec<Box<Union>>& now) {
  if (then) now.push_back(std::move(then));
}

// --- absent here ---

template <class Now, class Then>
bool older(const std::optional<Now>& now, Then& then) {
  return now && older(*now, then);
}
template <class Then, class Now>
void newer(Then&& then, std::optional<Now>& now) {
  newer(std::forward<Then>(then), now.emplace());
}

}  // namespace botschaft::tl::layers::values
