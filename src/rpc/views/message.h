#pragma once
// Messages, chats of the list and drafts as TL.
#include <span>
#include <vector>

#include "rpc/views/user.h"
#include "store/dialogs.h"
#include "store/messages.h"
#include "tl/api.h"

namespace botschaft::rpc {

// Whom an answer mentions. A client that meets somebody it does not know drops the update, so every id that a
// view puts anywhere is also put here and ends in the `users` of the answer.
class Mentioned {
 public:
  void add(PeerId peer) {
    if (peer.is_user()) users_.push_back(peer.value);
  }
  tl::Vec<tl::Box<tl::User>> users(const Viewer& viewer, store::Transaction& tx) const {
    return user_views(viewer, tx, users_);
  }

 private:
  std::vector<UserId> users_;
};

// As the owner of the box sees it.
tl::Box<tl::Message> message_view(const store::MessageRow& row, Mentioned& mentioned);
tl::Vec<tl::Box<tl::Message>> message_views(std::span<const store::MessageRow> rows, Mentioned& mentioned);

// draftMessageEmpty where there is none.
tl::Box<tl::DraftMessage> draft_view(const std::optional<store::DraftRow>& row);

tl::Box<tl::Dialog> dialog_view(store::Transaction& tx, const store::DialogRow& row, Mentioned& mentioned);
tl::Box<tl::DialogPeer> dialog_peer_view(PeerId peer);

}  // namespace botschaft::rpc
