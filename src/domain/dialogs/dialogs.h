#pragma once
// The chat list: order and pages, pinning, archive, unread marks, drafts.
#include <optional>
#include <vector>

#include "base/error.h"
#include "domain/box_writer.h"
#include "domain/messages/entities.h"
#include "store/dialogs.h"

namespace botschaft::domain {

inline constexpr std::int32_t kMainFolder = 0;
inline constexpr std::int32_t kArchive = 1;
inline constexpr std::size_t kPinnedMax = 10;  // per folder; help.getConfig and getAppConfig tell the same
inline constexpr std::size_t kPinnedArchiveMax = 100;

// One page of the list: pinned chats first (unless left out), then by date of the newest message.
struct DialogPage {
  std::optional<std::int32_t> folder;  // without value: all
  bool exclude_pinned = false;
  std::int32_t offset_date = 0;  // only chats after this position; zeros: from the start
  MessageId offset_id = 0;
  PeerId offset_peer = {};
  int limit = 100;
};
struct DialogList {
  std::vector<store::DialogRow> rows;
  std::int32_t total = 0;  // of all pages
};
DialogList list_dialogs(store::Transaction& tx, UserId owner, const DialogPage& page);

// The chat as the list shows it; a chat without messages yields an empty row.
store::DialogRow dialog_of(store::Transaction& tx, UserId owner, PeerId peer);

// PINNED_DIALOGS_TOO_MUCH, PEER_HISTORY_EMPTY (there is nothing to pin).
Result<void> pin_dialog(store::Transaction& tx, const Actor& actor, PeerId peer, bool pinned);

// Topmost first. With `force` pinned chats that are not named are unpinned; else they follow the named ones.
Result<void> reorder_pinned(store::Transaction& tx, const Actor& actor, std::int32_t folder,
                            const std::vector<PeerId>& order, bool force);

Result<void> mark_unread(store::Transaction& tx, const Actor& actor, PeerId peer, bool unread);
std::vector<PeerId> unread_marks(store::Transaction& tx, UserId owner);

// FOLDER_ID_INVALID. A chat that changes its folder is not pinned any more.
Result<void> move_to_folder(store::Transaction& tx, const Actor& actor, PeerId peer, std::int32_t folder);

// The bar above the chat is not shown again.
void hide_bar(store::Transaction& tx, const Actor& actor, PeerId peer);

struct Draft {
  FormattedText text;
  std::uint32_t flags = 0;  // kNoWebPage, kInvertMedia of store::MessageFlag
  std::optional<MessageId> reply_to = {};

  bool empty() const { return text.text.empty() && !reply_to; }
};
// An empty draft removes the one there is.
Result<void> save_draft(store::Transaction& tx, const Actor& actor, PeerId peer, const Draft& draft);
void clear_drafts(store::Transaction& tx, const Actor& actor);

}  // namespace botschaft::domain
