// The chat list: messages.getDialogs and what changes it; folders.editPeerFolders.
#include "domain/dialogs/dialogs.h"

#include "domain/channels/comments.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/messages/reply.h"
#include "rpc/updates/state.h"
#include "rpc/views/peer_settings.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kPeersMax = 100;

Result<PeerId> dialog_peer(const Context& context, store::Transaction& tx,
                           const tl::Box<tl::InputDialogPeer>& box) {
  const auto* input = box.as<tl::inputDialogPeer>();
  if (input == nullptr) return fail(Err::PEER_ID_INVALID);
  return access_peer(context, tx, input->peer);
}

// Clients ask for a chat that they meet, also where they are guests: its newest message is then one of those
// they see.
Result<store::DialogRow> visited_dialog(const Context& context, store::Transaction& tx,
                                        const tl::Box<tl::InputDialogPeer>& box) {
  const auto* input = box.as<tl::inputDialogPeer>();
  if (input == nullptr) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, input->peer));
  auto row = domain::dialog_of(tx, context.self(), peer);
  if (!is_guest(context, tx, peer)) return row;
  const auto seen =
      domain::newest_comments(tx, *domain::look_at_channel(tx, peer.bare(), context.self(), context.now));
  row.top = seen.empty() ? 0 : seen.front().id;
  row.read_inbox = row.top;
  return row;
}

Result<std::vector<PeerId>> dialog_peers(const Context& context, store::Transaction& tx,
                                         const tl::Vec<tl::Box<tl::InputDialogPeer>>& boxes) {
  if (boxes.size() > kPeersMax) return fail(Err::LIMIT_INVALID);
  std::vector<PeerId> peers;
  for (const auto& box : boxes) {
    TRY_ASSIGN(const auto peer, dialog_peer(context, tx, box));
    peers.push_back(peer);
  }
  return peers;
}

// The last dialog of the page before. A mere place in the list: TDLib names it with an access hash of 0.
Result<PeerId> page_end(const Context& context, const tl::Box<tl::InputPeer>& input) {
  if (input.is<tl::inputPeerSelf>()) return PeerId::user(context.self());
  if (const auto* user = input.as<tl::inputPeerUser>()) return PeerId::user(user->user_id);
  if (const auto* chat = input.as<tl::inputPeerChat>()) return PeerId::chat(chat->chat_id);
  if (const auto* channel = input.as<tl::inputPeerChannel>()) return PeerId::channel(channel->channel_id);
  return fail(Err::OFFSET_PEER_ID_INVALID);
}

Result<void> check_folder(std::int32_t id) {
  if (id != domain::kMainFolder && id != domain::kArchive) return fail(Err::FOLDER_ID_INVALID);
  return {};
}

// Fills dialogs, their newest messages and the people in them.
template <class Answer>
void fill(Answer& answer, const Context& context, store::Transaction& tx,
          std::span<const store::DialogRow> rows) {
  Mentioned mentioned;
  std::vector<store::MessageRow> newest;
  for (const auto& row : rows) {
    answer.dialogs.push_back(dialog_view(viewer_of(context), tx, row, mentioned));
    if (row.top == 0) continue;
    if (auto top = store::find_message(tx, context.self(), row.peer, row.top))
      newest.push_back(*std::move(top));
  }
  answer.messages = message_views(viewer_of(context), tx, newest, mentioned);
  mentioned.fill(answer, viewer_of(context), tx);
}

tl::Box<tl::messages_PeerDialogs> peer_dialogs(const Context& context, store::Transaction& tx,
                                               std::span<const store::DialogRow> rows) {
  auto answer = tl::make<tl::messages_peerDialogs>();
  fill(*answer, context, tx, rows);
  answer->state = state_view(context, tx, store::top_pts(tx, context.self()));
  return answer;
}

}  // namespace

Result<tl::Box<tl::messages_Dialogs>> handle(Context& context, store::Transaction& tx,
                                             const tl::messages_getDialogs& r) {
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  if (r.folder_id) TRY(check_folder(*r.folder_id));
  domain::DialogPage page{.folder = r.folder_id,
                          .exclude_pinned = r.exclude_pinned,
                          .offset_date = r.offset_date,
                          .offset_id = r.offset_id,
                          .limit = r.limit == 0 ? 100 : r.limit};
  if (!r.offset_peer.is<tl::inputPeerEmpty>()) {
    TRY_ASSIGN(page.offset_peer, page_end(context, r.offset_peer));
  }
  const auto list = domain::list_dialogs(tx, context.self(), page);
  if (std::cmp_equal(list.rows.size(), list.total)) {
    auto all = tl::make<tl::messages_dialogs>();
    fill(*all, context, tx, list.rows);
    return all;
  }
  auto slice = tl::make<tl::messages_dialogsSlice>();
  slice->count = list.total;
  fill(*slice, context, tx, list.rows);
  return slice;
}

Result<tl::Box<tl::messages_PeerDialogs>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getPinnedDialogs& r) {
  TRY(check_folder(r.folder_id));
  auto rows = store::pinned_dialogs(tx, context.self(), r.folder_id);
  store::fill_in(tx, rows);
  return peer_dialogs(context, tx, rows);
}

Result<tl::Box<tl::messages_PeerDialogs>> handle(Context& context, store::Transaction& tx,
                                                 const tl::messages_getPeerDialogs& r) {
  if (r.peers.size() > kPeersMax) return fail(Err::LIMIT_INVALID);
  std::vector<store::DialogRow> rows;
  for (const auto& box : r.peers) {
    if (const auto* folder = box.as<tl::inputDialogPeerFolder>()) {
      const auto list = domain::list_dialogs(tx, context.self(), {.folder = folder->folder_id});
      rows.insert(rows.end(), list.rows.begin(), list.rows.end());
      continue;
    }
    TRY_ASSIGN(const auto row, visited_dialog(context, tx, box));
    rows.push_back(row);
  }
  return peer_dialogs(context, tx, rows);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_toggleDialogPin& r) {
  TRY_ASSIGN(const auto peer, dialog_peer(context, tx, r.peer));
  TRY(domain::pin_dialog(tx, actor_told_by_push(context), peer, r.pinned));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_reorderPinnedDialogs& r) {
  TRY_ASSIGN(const auto order, dialog_peers(context, tx, r.order));
  TRY(domain::reorder_pinned(tx, actor_told_by_push(context), r.folder_id, order, r.force));
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_markDialogUnread& r) {
  TRY_ASSIGN(const auto peer, dialog_peer(context, tx, r.peer));
  TRY(domain::mark_unread(tx, actor_told_by_push(context), peer, r.unread));
  return true;
}

Result<tl::Vec<tl::Box<tl::DialogPeer>>> handle(Context& context, store::Transaction& tx,
                                                const tl::messages_getDialogUnreadMarks&) {
  tl::Vec<tl::Box<tl::DialogPeer>> peers;
  for (const auto peer : domain::unread_marks(tx, context.self())) peers.push_back(dialog_peer_view(peer));
  return peers;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::folders_editPeerFolders& r) {
  if (r.folder_peers.size() > kPeersMax) return fail(Err::LIMIT_INVALID);
  const auto before = store::top_pts(tx, context.self());
  for (const auto& box : r.folder_peers) {
    const auto* input = box.as<tl::inputFolderPeer>();
    TRY_ASSIGN(const auto peer, access_peer(context, tx, input->peer));
    TRY(domain::move_to_folder(tx, actor_told_by_reply(context), peer, input->folder_id));
  }
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::messages_PeerSettings>> handle(Context& context, store::Transaction& tx,
                                                  const tl::messages_getPeerSettings& r) {
  TRY_ASSIGN(const auto peer, visit_peer(context, tx, r.peer));
  auto answer = tl::make<tl::messages_peerSettings>();
  answer->settings = peer_settings_view(viewer_of(context), tx, peer);
  Mentioned mentioned;
  mentioned.add(peer);
  mentioned.fill(*answer, viewer_of(context), tx);
  return answer;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_hidePeerSettingsBar& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  domain::hide_bar(tx, actor_told_by_push(context), peer);
  return true;
}

}  // namespace botschaft::rpc
