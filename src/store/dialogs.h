#pragma once
// Rows of the chat list and what hangs on a chat: drafts, dates of reading, folders.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

// Stored numbers: never reuse one.
enum DialogFlag : std::uint32_t {
  kUnreadMark = 1,
  kMovedAway = 4,       // the group has become a channel: not in the list any more
  kBarHidden = 2,       // the owner has dismissed the "add to contacts / block" bar
  kViewAsMessages = 8,  // of a forum: its owner wants it without topics
};

// Of a channel the row holds only what the owner decided (flags, folder, pin); everything else is filled from
// the channel when the row is read.
struct DialogRow {
  UserId owner = 0;
  PeerId peer = {};
  MessageId top = 0;  // 0: no message is left
  std::int32_t top_date = 0;
  MessageId read_inbox = 0;
  MessageId read_outbox = 0;
  std::int32_t unread = 0;
  std::uint32_t flags = 0;
  std::int32_t folder = 0;
  std::int32_t pin = 0;    // 0: not pinned; the highest is on top
  std::int32_t count = 0;  // messages in the chat

  bool is(DialogFlag flag) const { return (flags & flag) != 0; }
  // Private chats and groups without a message are not in the list; a channel is as long as one is in it.
  bool listed() const { return top != 0 || (peer.is_channel() && top_date != 0); }
  friend bool operator==(const DialogRow&, const DialogRow&) = default;
};

std::optional<DialogRow> find_dialog(Transaction&, UserId owner, PeerId peer);

// All of the owner's, in no order; of channels only what their place in the list depends on. fill_in() counts
// the unread messages of those that are shown.
std::vector<DialogRow> dialog_places(Transaction&, UserId owner);
void fill_in(Transaction&, std::span<DialogRow> rows);
std::vector<DialogRow> pinned_dialogs(Transaction&, UserId owner,
                                      std::int32_t folder);  // topmost first; likewise

void put_dialog(Transaction&, const DialogRow& row);  // inserts or overwrites
void delete_dialog(Transaction&, UserId owner, PeerId peer);
std::int64_t unread_total(Transaction&, UserId owner);

// A new message has become the top of the chat; `incoming` counts as unread.
void raise_dialog(Transaction&, UserId owner, PeerId peer, MessageId top, std::int32_t date, bool incoming);

struct DraftRow {
  UserId owner = 0;
  PeerId peer = {};
  std::int32_t date = 0;
  std::string text = {};
  Bytes entities = {};
  std::uint32_t flags = 0;  // kNoWebPage, kInvertMedia of MessageFlag
  std::optional<MessageId> reply_to = {};
};
std::optional<DraftRow> find_draft(Transaction&, UserId owner, PeerId peer);
std::vector<DraftRow> all_drafts(Transaction&, UserId owner);
void put_draft(Transaction&, const DraftRow& row);
bool delete_draft(Transaction&, UserId owner, PeerId peer);  // whether there was one

// Messages up to max_id in the owner's box were read by the other side at `date`. Forgets those before
// `keep_from`.
void insert_read_date(Transaction&, UserId owner, PeerId peer, MessageId max_id, std::int32_t date,
                      std::int32_t keep_from);
std::optional<std::int32_t> find_read_date(Transaction&, UserId owner, PeerId peer, MessageId id);

struct DialogFilterRow {
  std::int32_t id = 0;
  Bytes body;
};
std::vector<DialogFilterRow> dialog_filters(Transaction&, UserId owner);         // in the owner's order
void put_dialog_filter(Transaction&, UserId owner, const DialogFilterRow& row);  // a new one comes last
bool delete_dialog_filter(Transaction&, UserId owner, std::int32_t id);
void place_dialog_filter(Transaction&, UserId owner, std::int32_t id, std::int32_t position);

}  // namespace botschaft::store
