#pragma once
// Whom and what an answer mentions. A client that meets a person or chat it does not know drops the update,
// so every id that a view puts anywhere is also put here and ends in the `users` and `chats` of the answer.
#include <vector>

#include "rpc/views/chat.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {

class Mentioned {
 public:
  void add(PeerId peer) {
    if (peer.is_user()) {
      users_.push_back(peer.value);
    } else if (peer != PeerId{}) {
      chats_.push_back(peer);
    }
  }

  tl::Vec<tl::Box<tl::User>> users(const Viewer& viewer, store::Transaction& tx) const {
    return user_views(viewer, tx, users_);
  }
  tl::Vec<tl::Box<tl::Chat>> chats(const Viewer& viewer, store::Transaction& tx) const {
    return chat_views(viewer, tx, chats_);
  }

  // Both lists of an answer.
  template <class Answer>
  void fill(Answer& answer, const Viewer& viewer, store::Transaction& tx) const {
    answer.users = users(viewer, tx);
    answer.chats = chats(viewer, tx);
  }

 private:
  std::vector<UserId> users_;
  std::vector<PeerId> chats_;
};

}  // namespace botschaft::rpc
