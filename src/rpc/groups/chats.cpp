// Groups as their members fetch them: messages.getChats, getFullChat, getCommonChats.
#include <algorithm>

#include "domain/messages/scheduled.h"
#include "domain/messages/ttl.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/views/chat_invite.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/participants.h"
#include "rpc/views/photo.h"
#include "rpc/views/reactions.h"
#include "store/channels.h"
#include "store/dialogs.h"
#include "store/profile_photos.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 200;
constexpr std::int32_t kCommonChatsMax = 100;

tl::Box<tl::ChatFull> full_view(const Context& context, store::Transaction& tx,
                                const domain::Membership& membership, Mentioned& mentioned) {
  const auto& chat = membership.chat;
  auto view = tl::make<tl::chatFull>();
  view->id = chat.id;
  view->participants = participants_view(viewer_of(context), tx, chat, mentioned);
  view->notify_settings = notify_settings_view(
      store::find_notify_settings(tx, context.self(), store::NotifyKey::chat(chat.peer())));
  if (const auto ttl = domain::history_ttl(tx, context.self(), chat.peer()); ttl != 0) view->ttl_period = ttl;
  view->has_scheduled = domain::has_scheduled(tx, context.self(), chat.peer(), context.now);
  if (membership.self.inside()) view->about = chat.about;
  if (const auto photo = store::find_chat_photo(tx, chat.peer()))
    view->chat_photo = photo_view(viewer_of(context), tx, photo);
  const auto pinned = store::pinned_messages(tx, context.self(), chat.peer(), 0, 1);
  if (!pinned.empty()) view->pinned_msg_id = pinned.front();
  if (membership.may(domain::Deed::manage_invites)) {
    const auto waiting = pending_requests(tx, chat.peer(), mentioned);
    if (waiting.count > 0) view->requests_pending = waiting.count;
    if (waiting.count > 0) view->recent_requesters = waiting.recent;
    view->exported_invite = current_invite(viewer_of(context), tx, chat.peer());
  }
  const auto reactions = store::allowed_reactions(tx, chat.peer());
  view->available_reactions = allowed_reactions_view(reactions);
  if (reactions.unique_max != 0) view->reactions_limit = reactions.unique_max;
  const auto dialog = store::find_dialog(tx, context.self(), chat.peer());
  if (dialog && dialog->folder != 0) view->folder_id = dialog->folder;
  return view;
}

}  // namespace

Result<tl::Box<tl::messages_Chats>> handle(Context& context, store::Transaction& tx,
                                           const tl::messages_getChats& r) {
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  auto reply = tl::make<tl::messages_chats>();
  for (const auto id : r.id) {
    TRY(access_group(context, tx, id));
    reply->chats.push_back(chat_view(viewer_of(context), tx, PeerId::chat(id)));
  }
  return reply;
}

Result<tl::Box<tl::messages_ChatFull>> handle(Context& context, store::Transaction& tx,
                                              const tl::messages_getFullChat& r) {
  TRY_ASSIGN(const auto membership, access_group(context, tx, r.chat_id));
  auto reply = tl::make<tl::messages_chatFull>();
  Mentioned mentioned;
  reply->full_chat = full_view(context, tx, membership, mentioned);
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::messages_Chats>> handle(Context& context, store::Transaction& tx,
                                           const tl::messages_getCommonChats& r) {
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  if (user.id == context.self()) return fail(Err::USER_ID_INVALID);
  if (r.limit < 0) return fail(Err::LIMIT_INVALID);
  std::vector<PeerId> common;  // pages go on after max_id: ids of channels are above those of basic groups
  for (const auto id : store::common_chats(tx, context.self(), user.id)) common.push_back(PeerId::chat(id));
  for (const auto id : store::common_supergroups(tx, context.self(), user.id)) {
    common.push_back(PeerId::channel(id));
  }
  auto reply = tl::make<tl::messages_chats>();
  const auto limit = static_cast<std::size_t>(std::min(r.limit, kCommonChatsMax));
  for (const auto peer : common) {
    if (peer.bare() <= r.max_id || reply->chats.size() >= limit) continue;
    reply->chats.push_back(chat_view(viewer_of(context), tx, peer));
  }
  if (common.size() <= reply->chats.size()) return reply;
  auto slice = tl::make<tl::messages_chatsSlice>();
  slice->count = static_cast<std::int32_t>(common.size());
  slice->chats = std::move(reply->chats);
  return slice;
}

}  // namespace botschaft::rpc
