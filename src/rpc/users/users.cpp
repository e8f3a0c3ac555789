// users.getUsers, users.getFullUser, users.getRequirementsToContact.
#include "domain/accounts/privacy.h"
#include "domain/messages/scheduled.h"
#include "domain/messages/ttl.h"
#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/views/notify_settings.h"
#include "rpc/views/peer_settings.h"
#include "rpc/views/photo.h"
#include "rpc/views/user.h"
#include "rpc/views/wallpaper.h"
#include "store/channels.h"
#include "store/contacts.h"
#include "store/groups.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kMaxUsersPerRequest = 200;

tl::Box<tl::UserFull> full_view(const Context& context, store::Transaction& tx, const store::UserRow& user) {
  using domain::PrivacyKey;
  const UserId self = context.self();
  const auto peer = PeerId::user(user.id);
  auto view = tl::make<tl::userFull>();
  view->id = user.id;
  view->blocked = store::is_blocked(tx, self, peer);
  view->can_pin_message = !user.deleted;
  view->settings = peer_settings_view(viewer_of(context), tx, peer);
  view->notify_settings =
      notify_settings_view(store::find_notify_settings(tx, self, store::NotifyKey::chat(peer)));
  if (const auto ttl = domain::history_ttl(tx, self, peer); ttl != 0) view->ttl_period = ttl;
  view->has_scheduled = domain::has_scheduled(tx, self, peer, context.now);
  view->common_chats_count = static_cast<std::int32_t>(store::common_chats(tx, self, user.id).size() +
                                                       store::common_supergroups(tx, self, user.id).size());
  view->voice_messages_forbidden = !domain::privacy_allows(tx, user.id, PrivacyKey::voice_messages, self);
  if (!user.about.empty() && domain::privacy_allows(tx, user.id, PrivacyKey::about, self))
    view->about = user.about;
  if (!domain::privacy_allows(tx, user.id, PrivacyKey::forwards, self)) {
    view->private_forward_name =
        user.last_name.empty() ? user.first_name : user.first_name + " " + user.last_name;
  }
  if (const auto contact = store::find_contact(tx, self, user.id); contact && !contact->note.empty()) {
    auto note = tl::make<tl::textWithEntities>();
    note->text = contact->note;
    view->note = std::move(note);
  }
  fill_photos(*view, viewer_of(context), tx, user.id);
  fill_chat_look(*view, viewer_of(context), tx, user.id);
  return view;
}

}  // namespace

Result<tl::Vec<tl::Box<tl::User>>> handle(Context& context, store::Transaction& tx,
                                          const tl::users_getUsers& request) {
  if (request.id.size() > kMaxUsersPerRequest) return fail(Err::INPUT_REQUEST_INVALID);
  tl::Vec<tl::Box<tl::User>> users;
  for (const auto& input : request.id) {
    // Unknown people are left out rather than failing the others.
    if (const auto user = access_user(context, tx, input))
      users.push_back(user_view(viewer_of(context), tx, *user));
  }
  return users;
}

Result<tl::Box<tl::users_UserFull>> handle(Context& context, store::Transaction& tx,
                                           const tl::users_getFullUser& request) {
  TRY_ASSIGN(const auto user, access_user(context, tx, request.id));
  auto reply = tl::make<tl::users_userFull>();
  reply->full_user = full_view(context, tx, user);
  reply->users.push_back(user_view(viewer_of(context), tx, user));
  return reply;
}

Result<tl::Vec<tl::Box<tl::RequirementToContact>>> handle(Context& context, store::Transaction& tx,
                                                          const tl::users_getRequirementsToContact& request) {
  if (request.id.size() > kMaxUsersPerRequest) return fail(Err::INPUT_REQUEST_INVALID);
  tl::Vec<tl::Box<tl::RequirementToContact>> requirements;
  for (const auto& input : request.id) {
    TRY(access_user(context, tx, input));
    requirements.push_back(tl::make<tl::requirementToContactEmpty>());
  }
  return requirements;
}

}  // namespace botschaft::rpc
