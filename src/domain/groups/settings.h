#pragma once
// What a basic group is called, what it says about itself, and what plain members may do.
#include <string>

#include "domain/box_writer.h"
#include "domain/groups/access.h"

namespace botschaft::domain {

inline constexpr std::int32_t kAboutMax = 255;  // UTF-16 code units

// Without white space around it, and not longer than allowed. CHAT_TITLE_EMPTY.
Result<std::string> clean_title(std::string_view title);

// CHAT_ADMIN_REQUIRED, CHAT_TITLE_EMPTY, CHAT_NOT_MODIFIED.
Result<void> set_group_title(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                             std::string_view title);

// CHAT_ADMIN_REQUIRED, CHAT_ABOUT_TOO_LONG, CHAT_ABOUT_NOT_MODIFIED.
Result<void> set_group_about(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                             std::string_view about);

// By admins. CHAT_ADMIN_REQUIRED, BANNED_RIGHTS_INVALID (reading cannot be forbidden), CHAT_NOT_MODIFIED.
Result<void> set_group_banned_rights(store::Transaction& tx, const Actor& actor, std::int64_t chat,
                                     std::uint32_t rights);

}  // namespace botschaft::domain
