#pragma once
// Folders of the chat list ("dialog filters").
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/messages/entities.h"

namespace botschaft::domain {

inline constexpr std::size_t kFiltersMax = 10;
inline constexpr std::size_t kFilterPeersMax = 100;
inline constexpr std::int32_t kAllChatsFilter =
    0;  // stands for the list of all chats in the order of folders

// Stored numbers: never reuse one.
enum DialogFilterFlag : std::uint32_t {
  kFilterContacts = 1,
  kFilterNonContacts = 2,
  kFilterGroups = 4,
  kFilterBroadcasts = 8,
  kFilterBots = 16,
  kFilterExcludeMuted = 32,
  kFilterExcludeRead = 64,
  kFilterExcludeArchived = 128,
  kFilterTitleStill = 256,  // custom emoji of the title do not move
};
inline constexpr std::uint32_t kFilterIncludes = 31;  // those that name kinds of chats

struct DialogFilter {
  std::int32_t id = 0;  // 2..255, chosen by clients
  std::uint32_t flags = 0;
  FormattedText title = {};
  std::string emoticon = {};
  std::optional<std::int32_t> color = {};
  std::vector<PeerId> pinned = {};
  std::vector<PeerId> include = {};
  std::vector<PeerId> exclude = {};
};

// In the owner's order, the place of all chats included.
std::vector<DialogFilter> list_filters(store::Transaction& tx, UserId owner);

// FILTER_ID_INVALID, FILTER_TITLE_EMPTY, FILTER_INCLUDE_EMPTY, LIMIT_INVALID.
Result<void> save_filter(store::Transaction& tx, const Actor& actor, const DialogFilter& filter);
void delete_filter(store::Transaction& tx, const Actor& actor, std::int32_t id);

// Ids that are not named keep their places behind those that are.
Result<void> order_filters(store::Transaction& tx, const Actor& actor,
                           const std::vector<std::int32_t>& order);

}  // namespace botschaft::domain
