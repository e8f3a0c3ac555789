#pragma once
// Making channels, changing what they are, and ending them. A change is an event of the channel.
#include <cstdint>
#include <string>
#include <string_view>

#include "base/error.h"
#include "domain/channels/members.h"

namespace botschaft::domain {

inline constexpr std::int32_t kChannelTitleMax = 128;  // characters
inline constexpr std::int32_t kChannelAboutMax = 255;
// Among so few everybody is known anyway; help.getAppConfig tells clients the same.
inline constexpr std::int32_t kHiddenMembersMin = 10;

struct NewChannel {
  std::string title;
  std::string about;
  bool broadcast = false;
};
// Returns its id; the actor is its creator and its first member. CHAT_TITLE_EMPTY, CHAT_ABOUT_TOO_LONG,
// CHANNELS_TOO_MUCH.
Result<std::int64_t> create_channel(store::Transaction& tx, const Actor& actor, const NewChannel& channel);

// CHAT_ADMIN_REQUIRED and CHAT_NOT_MODIFIED, all of them.
Result<void> set_channel_title(store::Transaction& tx, const Actor& actor, std::int64_t id,
                               std::string_view title);  // CHAT_TITLE_EMPTY
Result<void> set_channel_about(store::Transaction& tx, const Actor& actor, std::int64_t id,
                               std::string_view about);  // CHAT_ABOUT_NOT_MODIFIED, CHAT_ABOUT_TOO_LONG
Result<void> set_channel_flag(store::Transaction& tx, const Actor& actor, std::int64_t id,
                              store::ChannelFlag flag,
                              bool on);  // CHAT_LINK_EXISTS, CHANNEL_INVALID, PARTICIPANTS_TOO_FEW
// Who joins has to ask; `by_link`: also who comes by a link. CHAT_PUBLIC_REQUIRED, CHANNEL_INVALID.
Result<void> set_join_requests(store::Transaction& tx, const Actor& actor, std::int64_t id, bool on,
                               bool by_link);
Result<void> set_slow_mode(store::Transaction& tx, const Actor& actor, std::int64_t id,
                           std::int32_t seconds);  // SECONDS_INVALID
Result<void> set_default_rights(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                std::uint32_t banned);

// Channels with a username that one person has made: as many as help.getAppConfig says.
inline constexpr std::size_t kPublicChannelsMax = 20;
std::vector<std::int64_t> public_channels_made_by(store::Transaction& tx, UserId user);
Result<void> check_public_channels(store::Transaction& tx, UserId user);  // CHANNELS_ADMIN_PUBLIC_TOO_MUCH

// USERNAME_INVALID, USERNAME_OCCUPIED; taking it, the creator's alone, also USERNAME_NOT_MODIFIED and
// CHANNELS_ADMIN_PUBLIC_TOO_MUCH.
Result<void> check_channel_username(store::Transaction& tx, std::int64_t id, std::string_view username);
Result<void> set_channel_username(store::Transaction& tx, const Actor& actor, std::int64_t id,
                                  std::string_view username);

// The creator's alone. CHANNEL_TOO_LARGE: with so many members only they can leave.
Result<void> delete_channel(store::Transaction& tx, const Actor& actor, std::int64_t id);

}  // namespace botschaft::domain
