#include "rpc/views/participants.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::ChatParticipant> participant_view(const store::ChatMemberRow& row) {
  const auto fill = [&](auto view) {
    view->user_id = row.user;
    view->inviter_id = row.inviter;
    view->date = row.joined_at;
    if (!row.rank.empty()) view->rank = row.rank;
    return view;
  };
  if (row.role == store::ChatRole::admin) return fill(tl::make<tl::chatParticipantAdmin>());
  if (row.role != store::ChatRole::creator) return fill(tl::make<tl::chatParticipant>());
  auto view = tl::make<tl::chatParticipantCreator>();
  view->user_id = row.user;
  if (!row.rank.empty()) view->rank = row.rank;
  return view;
}

}  // namespace

tl::Box<tl::ChatParticipants> participants_view(const Viewer& viewer, store::Transaction& tx,
                                                const store::ChatRow& chat, Mentioned& mentioned) {
  mentioned.add(chat.peer());
  const auto self = store::find_chat_member(tx, chat.id, viewer.user);
  if (!self || !self->inside()) {
    auto view = tl::make<tl::chatParticipantsForbidden>();
    view->chat_id = chat.id;
    return view;
  }
  auto view = tl::make<tl::chatParticipants>();
  view->chat_id = chat.id;
  view->version = chat.version;
  for (const auto& row : store::list_chat_members(tx, chat.id)) {
    mentioned.add(PeerId::user(row.user));
    mentioned.add(PeerId::user(row.inviter));
    view->participants.push_back(participant_view(row));
  }
  return view;
}

}  // namespace botschaft::rpc
