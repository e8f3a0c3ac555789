#include "tl/layers/values.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace botschaft::tl::layers::values {

namespace {

template <class To, class From>
Ptr<To> with_fields_of_recipients(From& from) {
  auto to = make<To>();
  to->existing_chats = from.existing_chats;
  to->new_chats = from.new_chats;
  to->contacts = from.contacts;
  to->non_contacts = from.non_contacts;
  to->exclude_selected = from.exclude_selected;
  return to;
}

}  // namespace

bool older(std::int64_t now, std::int32_t& then) {
  using Limits = std::numeric_limits<std::int32_t>;
  then = static_cast<std::int32_t>(std::clamp<std::int64_t>(now, Limits::min(), Limits::max()));
  return true;
}

bool older(double now, std::int32_t& then) {
  return older(std::isfinite(now) ? static_cast<std::int64_t>(std::llround(std::clamp(now, -1e18, 1e18))) : 0,
               then);
}

bool older(const std::string& now, std::int32_t& then) {
  std::from_chars(now.data(), now.data() + now.size(), then);
  return true;
}

void newer(std::int32_t then, std::string& now) {
  now = then == 0 ? "" : std::to_string(then);
}

bool older(const Box<TextWithEntities>& now, std::string& then) {
  if (const auto* text = now.as<textWithEntities>()) then = text->text;
  return static_cast<bool>(now);
}

void newer(std::string&& then, Box<TextWithEntities>& now) {
  auto text = make<textWithEntities>();
  text->text = std::move(then);
  now = std::move(text);
}

bool older(const Box<GroupCallMessage>& now, Box<TextWithEntities>& then) {
  if (const auto* message = now.as<groupCallMessage>()) then = clone(message->message);
  return static_cast<bool>(then);
}

void newer(Box<TextWithEntities>&& then, Box<GroupCallMessage>& now) {
  auto message = make<groupCallMessage>();
  message->message = std::move(then);
  now = std::move(message);
}

bool older(const Box<NotificationSound>& now, std::string& then) {
  if (now.is<notificationSoundDefault>()) then = "default";
  if (const auto* local = now.as<notificationSoundLocal>()) then = local->data;
  return static_cast<bool>(now);
}

void newer(std::string&& then, Box<NotificationSound>& now) {
  if (then.empty()) {
    now = make<notificationSoundNone>();
  } else if (then == "default") {
    now = make<notificationSoundDefault>();
  } else {
    auto local = make<notificationSoundLocal>();
    local->title = then;
    local->data = std::move(then);
    now = std::move(local);
  }
}

bool older(const Box<Peer>& now, std::int64_t& then) {
  const auto* user = now.as<peerUser>();
  if (user != nullptr) then = user->user_id;
  return user != nullptr;
}

void newer(std::int64_t then, Box<Peer>& now) {
  auto user = make<peerUser>();
  user->user_id = then;
  now = std::move(user);
}

bool older(const Vec<Box<Peer>>& now, Vec<std::int64_t>& then) {
  for (const auto& peer : now) {
    std::int64_t user = 0;
    if (older(peer, user)) then.push_back(user);
  }
  return true;
}

void newer(Vec<std::int64_t>&& then, Vec<Box<Peer>>& now) {
  for (const auto user : then) {
    Box<Peer> peer;
    newer(user, peer);
    now.push_back(std::move(peer));
  }
}

bool older(const Vec<Box<SendAsPeer>>& now, Vec<Box<Peer>>& then) {
  for (const auto& item : now) {
    if (const auto* as = item.as<sendAsPeer>()) then.push_back(clone(as->peer));
  }
  return true;
}

void newer(Vec<Box<Peer>>&& then, Vec<Box<SendAsPeer>>& now) {
  for (auto& peer : then) {
    auto as = make<sendAsPeer>();
    as->peer = std::move(peer);
    now.push_back(std::move(as));
  }
}

bool older(const Box<InputPeer>& now, Box<InputUser>& then) {
  if (now.is<inputPeerSelf>()) then = make<inputUserSelf>();
  if (const auto* user = now.as<inputPeerUser>()) {
    then = make<inputUser>({{}, user->user_id, user->access_hash});
  }
  return static_cast<bool>(then);
}

void newer(Box<InputUser>&& then, Box<InputPeer>& now) {
  if (const auto* user = then.as<inputUser>()) {
    now = make<inputPeerUser>({{}, user->user_id, user->access_hash});
  } else if (auto* seen = then.as<inputUserFromMessage>()) {
    auto peer = make<inputPeerUserFromMessage>();
    peer->peer = std::move(seen->peer);
    peer->msg_id = seen->msg_id;
    peer->user_id = seen->user_id;
    now = std::move(peer);
  } else if (then.is<inputUserSelf>()) {
    now = make<inputPeerSelf>();
  } else {
    now = make<inputPeerEmpty>();
  }
}

bool older(const Vec<Box<InputPeer>>& now, Vec<Box<InputUser>>& then) {
  for (const auto& peer : now) {
    Box<InputUser> user;
    if (older(peer, user)) then.push_back(std::move(user));
  }
  return true;
}

void newer(Vec<Box<InputUser>>&& then, Vec<Box<InputPeer>>& now) {
  for (auto& user : then) {
    Box<InputPeer> peer;
    newer(std::move(user), peer);
    now.push_back(std::move(peer));
  }
}

bool older(const Box<Reaction>& now, std::string& then) {
  const auto* emoji = now.as<reactionEmoji>();
  if (emoji != nullptr) then = emoji->emoticon;
  return emoji != nullptr;
}

void newer(std::string&& then, Box<Reaction>& now) {
  if (then.empty()) {
    now = make<reactionEmpty>();
  } else {
    auto emoji = make<reactionEmoji>();
    emoji->emoticon = std::move(then);
    now = std::move(emoji);
  }
}

bool older(const Vec<Box<Reaction>>& now, std::string& then) {
  return !now.empty() && older(now.front(), then);
}

void newer(std::string&& then, Vec<Box<Reaction>>& now) {
  if (then.empty()) return;
  Box<Reaction> reaction;
  newer(std::move(then), reaction);
  now.push_back(std::move(reaction));
}

bool older(const Box<ChatReactions>& now, Vec<std::string>& then) {
  const auto* some = now.as<chatReactionsSome>();
  if (some == nullptr) return false;
  for (const auto& reaction : some->reactions) {
    if (std::string emoji; older(reaction, emoji)) then.push_back(std::move(emoji));
  }
  return true;
}

void newer(Vec<std::string>&& then, Box<ChatReactions>& now) {
  auto some = make<chatReactionsSome>();
  for (auto& emoji : then) newer(std::move(emoji), some->reactions);
  now = std::move(some);
}

bool older(const Box<PaidReactionPrivacy>& now, bool& then) {
  then = now.is<paidReactionPrivacyAnonymous>();
  return static_cast<bool>(now);
}

void newer(bool then, Box<PaidReactionPrivacy>& now) {
  if (then) {
    now = make<paidReactionPrivacyAnonymous>();
  } else {
    now = make<paidReactionPrivacyDefault>();
  }
}

bool older(const Box<StarsAmount>& now, std::int64_t& then) {
  const auto* stars = now.as<starsAmount>();
  if (stars != nullptr) then = stars->amount;
  return stars != nullptr;
}

void newer(std::int64_t then, Box<StarsAmount>& now) {
  auto stars = make<starsAmount>();
  stars->amount = then;
  now = std::move(stars);
}

bool older(const Box<PeerColor>& now, std::int32_t& then) {
  const auto* color = now.as<peerColor>();
  if (color == nullptr || !color->color) return false;
  then = *color->color;
  return true;
}

void newer(std::int32_t then, Box<PeerColor>& now) {
  auto color = make<peerColor>();
  color->color = then;
  now = std::move(color);
}

bool older(const Box<RecentStory>& now, std::int32_t& then) {
  const auto* story = now.as<recentStory>();
  if (story == nullptr || !story->max_id) return false;
  then = *story->max_id;
  return true;
}

void newer(std::int32_t then, Box<RecentStory>& now) {
  auto story = make<recentStory>();
  story->max_id = then;
  now = std::move(story);
}

bool older(const Box<PeerStories>& now, Box<UserStories>& then) {
  const auto* stories = now.as<peerStories>();
  auto user = make<userStories>();
  if (stories == nullptr || !older(stories->peer, user->user_id)) return false;
  user->max_read_id = stories->max_read_id;
  user->stories = clone(stories->stories);
  then = std::move(user);
  return true;
}

void newer(Box<UserStories>&& then, Box<PeerStories>& now) {
  auto* user = then.as<userStories>();
  if (user == nullptr) return;
  auto stories = make<peerStories>();
  newer(user->user_id, stories->peer);
  stories->max_read_id = user->max_read_id;
  stories->stories = std::move(user->stories);
  now = std::move(stories);
}

bool older(const Box<BusinessBotRecipients>& now, Box<BusinessRecipients>& then) {
  const auto* bot = now.as<businessBotRecipients>();
  if (bot == nullptr) return false;
  auto recipients = with_fields_of_recipients<businessRecipients>(*bot);
  recipients->users = bot->users;
  then = std::move(recipients);
  return true;
}

void newer(Box<BusinessRecipients>&& then, Box<BusinessBotRecipients>& now) {
  auto* recipients = then.as<businessRecipients>();
  if (recipients == nullptr) return;
  auto bot = with_fields_of_recipients<businessBotRecipients>(*recipients);
  bot->users = std::move(recipients->users);
  now = std::move(bot);
}

bool older(const Box<InputBusinessBotRecipients>& now, Box<InputBusinessRecipients>& then) {
  const auto* bot = now.as<inputBusinessBotRecipients>();
  if (bot == nullptr) return false;
  auto recipients = with_fields_of_recipients<inputBusinessRecipients>(*bot);
  if (bot->users) recipients->users = clone(*bot->users);
  then = std::move(recipients);
  return true;
}

void newer(Box<InputBusinessRecipients>&& then, Box<InputBusinessBotRecipients>& now) {
  auto* recipients = then.as<inputBusinessRecipients>();
  if (recipients == nullptr) return;
  auto bot = with_fields_of_recipients<inputBusinessBotRecipients>(*recipients);
  bot->users = std::move(recipients->users);
  now = std::move(bot);
}

bool older(const Vec<Box<MessagePeerReaction>>& now, Vec<Box<MessageUserReaction>>& then) {
  for (const auto& item : now) {
    const auto* reaction = item.as<messagePeerReaction>();
    auto user = make<messageUserReaction>();
    if (reaction != nullptr && older(reaction->peer_id, user->user_id) &&
        older(reaction->reaction, user->reaction)) {
      then.push_back(std::move(user));
    }
  }
  return true;
}

void newer(Vec<Box<MessageUserReaction>>&& then, Vec<Box<MessagePeerReaction>>& now) {
  for (auto& item : then) {
    auto* user = item.as<messageUserReaction>();
    if (user == nullptr) continue;
    auto reaction = make<messagePeerReaction>();
    newer(user->user_id, reaction->peer_id);
    newer(std::move(user->reaction), reaction->reaction);
    now.push_back(std::move(reaction));
  }
}

bool older(const Vec<Box<MessagePeerVote>>& now, Vec<Box<MessageUserVote>>& then) {
  for (const auto& item : now) {
    std::int64_t user = 0;
    if (const auto* one = item.as<messagePeerVote>(); one != nullptr && older(one->peer, user)) {
      then.push_back(make<messageUserVote>({{}, user, one->option, one->date}));
    } else if (const auto* own = item.as<messagePeerVoteInputOption>();
               own != nullptr && older(own->peer, user)) {
      then.push_back(make<messageUserVoteInputOption>({{}, user, own->date}));
    } else if (const auto* some = item.as<messagePeerVoteMultiple>();
               some != nullptr && older(some->peer, user)) {
      then.push_back(make<messageUserVoteMultiple>({{}, user, some->options, some->date}));
    }
  }
  return true;
}

void newer(Vec<Box<MessageUserVote>>&& then, Vec<Box<MessagePeerVote>>& now) {
  for (auto& item : then) {
    auto* one = item.as<messageUserVote>();
    if (one == nullptr) continue;
    auto vote = make<messagePeerVote>();
    newer(one->user_id, vote->peer);
    vote->option = std::move(one->option);
    vote->date = one->date;
    now.push_back(std::move(vote));
  }
}

}  // namespace botschaft::tl::layers::values
