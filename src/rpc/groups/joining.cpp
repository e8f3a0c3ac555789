// Coming by a link: messages.checkChatInvite, importChatInvite, getChatInviteImporters, hideChatJoinRequest.
#include <algorithm>

#include "domain/groups/invites.h"
#include "rpc/access.h"
#include "rpc/handlers.h"
#include "rpc/messages/reply.h"
#include "rpc/views/chat_invite.h"
#include "store/contacts.h"
#include "store/events.h"
#include "store/store.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kShownMembers = 5;
constexpr int kImportersMax = 100;

// A page of those who came by a link, or of those who wait: newest first, after the given person.
template <class Row>
std::vector<Row> importers_page(std::vector<Row> rows, std::int32_t offset_date, UserId offset_user,
                                int limit) {
  if (offset_date > 0) {
    std::erase_if(rows, [&](const Row& row) {
      return row.date > offset_date || (row.date == offset_date && row.user <= offset_user);
    });
  }
  rows.resize(std::min(rows.size(), static_cast<std::size_t>(std::clamp(limit, 0, kImportersMax))));
  return rows;
}

tl::Ptr<tl::chatInviteImporter> importer_view(UserId user, std::int32_t date) {
  auto view = tl::make<tl::chatInviteImporter>();
  view->user_id = user;
  view->date = date;
  return view;
}

}  // namespace

Result<tl::Box<tl::ChatInvite>> handle(Context& context, store::Transaction& tx,
                                       const tl::messages_checkChatInvite& r) {
  TRY_ASSIGN(const auto invite, domain::open_invite(tx, actor_told_by_push(context), r.hash));
  const auto chat = store::find_chat(tx, invite.peer.bare());
  const auto self = store::find_chat_member(tx, invite.peer.bare(), context.self());
  if (self && self->inside()) {
    auto already = tl::make<tl::chatInviteAlready>();
    already->chat = chat_view(viewer_of(context), tx, invite.peer);
    return already;
  }
  auto view = tl::make<tl::chatInvite>();
  view->title = chat->title;
  if (!chat->about.empty()) view->about = chat->about;
  view->photo = tl::make<tl::photoEmpty>();
  view->participants_count = chat->members;
  view->request_needed = invite.is(store::kInviteRequestNeeded);
  // Whom the caller knows anyway; the others are nobody's business before he is in.
  tl::Vec<tl::Box<tl::User>> known;
  for (const auto& member : store::list_chat_members(tx, chat->id)) {
    if (known.size() < kShownMembers && store::is_contact(tx, context.self(), member.user))
      known.push_back(user_view(viewer_of(context), tx, member.user));
  }
  if (!known.empty()) view->participants = std::move(known);
  return view;
}

// Asking to be let in is kept, though its answer is an error: two outcomes, so it runs on the whole store.
Result<tl::Box<tl::messages_ChatInviteJoinResult>> handle(Context& context, store::Store& store,
                                                          const tl::messages_importChatInvite& r) {
  auto joined = tl::make<tl::messages_chatInviteJoinResultOk>();
  bool asked = false;
  TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
    const auto actor = actor_told_by_reply(context);
    TRY_ASSIGN(const auto invite, domain::open_invite(tx, actor, r.hash));
    asked = invite.is(store::kInviteRequestNeeded);
    if (asked) return domain::ask_to_join(tx, actor, invite);
    const auto before = store::top_pts(tx, context.self());
    TRY(domain::join_by_invite(tx, actor, r.hash));
    joined->updates = said_reply(context, tx, before);
    return {};
  }));
  if (asked) return fail(Err::INVITE_REQUEST_SENT);
  return joined;
}

Result<tl::Box<tl::messages_ChatInviteImporters>> handle(Context& context, store::Transaction& tx,
                                                         const tl::messages_getChatInviteImporters& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (!peer.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto membership, access_group(context, tx, peer.bare()));
  if (!membership.admin()) return fail(Err::CHAT_ADMIN_REQUIRED);
  const auto hash = r.link ? invite_hash(*r.link) : std::string();
  if (r.link) TRY(domain::managed_invite(tx, actor_told_by_push(context), peer.bare(), hash));
  UserId offset_user = 0;
  if (const auto* user = r.offset_user.as<tl::inputUser>()) offset_user = user->user_id;

  auto reply = tl::make<tl::messages_chatInviteImporters>();
  Mentioned mentioned;
  const auto add = [&](tl::Ptr<tl::chatInviteImporter> view) {
    mentioned.add(PeerId::user(view->user_id));
    reply->importers.push_back(std::move(view));
  };
  if (r.requested) {
    auto rows = store::list_join_requests(tx, peer);
    if (r.link) std::erase_if(rows, [&](const auto& row) { return row.hash != hash; });
    reply->count = static_cast<std::int32_t>(rows.size());
    for (const auto& row : importers_page(std::move(rows), r.offset_date, offset_user, r.limit)) {
      auto view = importer_view(row.user, row.date);
      view->requested = true;
      add(std::move(view));
    }
  } else if (r.link) {
    auto uses = store::list_chat_invite_uses(tx, hash);
    reply->count = static_cast<std::int32_t>(uses.size());
    for (const auto& use : importers_page(std::move(uses), r.offset_date, offset_user, r.limit)) {
      auto view = importer_view(use.user, use.date);
      if (use.approved_by != 0) view->approved_by = use.approved_by;
      add(std::move(view));
    }
  }
  reply->users = mentioned.users(viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_hideChatJoinRequest& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  if (!peer.is_chat()) return fail(Err::PEER_ID_INVALID);
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  const auto before = store::top_pts(tx, context.self());
  TRY(domain::decide_request(tx, actor_told_by_reply(context), peer.bare(), user.id, r.approved));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
