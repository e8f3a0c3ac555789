// Coming by a link or by asking: messages.checkChatInvite, importChatInvite, channels.joinChannel,
// messages.getChatInviteImporters, hideChatJoinRequest, hideAllChatJoinRequests.
#include "domain/invites/joining.h"

#include <algorithm>

#include "domain/accounts/privacy.h"
#include "domain/invites/links.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/name_match.h"
#include "rpc/views/chat_invite.h"
#include "rpc/views/photo.h"
#include "store/contacts.h"
#include "store/profile_photos.h"
#include "store/store.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kShownMembers = 5;
constexpr int kLookedThrough = 200;  // members of a channel, for those whom the caller knows
constexpr int kImportersMax = 100;
constexpr int kSearched = 1000;         // of those who wait, so that a search costs no more than this
constexpr std::int32_t kPeek_s = 3600;  // how long a client shows a public channel before it asks again

// Whom the caller knows anyway; the others are nobody's business before he is in.
tl::Vec<tl::Box<tl::User>> known_members(const Context& context, store::Transaction& tx, PeerId peer) {
  tl::Vec<tl::Box<tl::User>> known;
  const auto show = [&](UserId user) {
    if (known.size() < kShownMembers && store::is_contact(tx, context.self(), user))
      known.push_back(user_view(viewer_of(context), tx, user));
  };
  if (peer.is_chat()) {
    for (const auto& row : store::list_chat_members(tx, peer.bare())) show(row.user);
    return known;
  }
  const auto channel = store::find_channel(tx, peer.bare());
  // Whose members not even all of them see.
  if (channel->broadcast() || channel->is(store::kParticipantsHidden)) return known;
  for (const auto& row : store::recent_channel_members(tx, peer.bare(), 0, kLookedThrough)) show(row.user);
  return known;
}

void describe(tl::chatInvite& view, const store::ChatRow& chat) {
  view.title = chat.title;
  if (!chat.about.empty()) view.about = chat.about;
  view.participants_count = chat.members;
}

void describe(tl::chatInvite& view, const store::ChannelRow& channel) {
  view.channel = true;
  view.broadcast = channel.broadcast();
  view.megagroup = !channel.broadcast();
  view.public_ = !channel.username.empty();
  view.title = channel.title;
  if (!channel.about.empty()) view.about = channel.about;
  view.participants_count = channel.members;
}

bool is_public(store::Transaction& tx, PeerId peer) {
  return peer.is_channel() && !store::find_channel(tx, peer.bare())->username.empty();
}

// A page of those who came by a link, or of those who wait.
Result<store::JoinerPage> page_of(const Context& context, store::Transaction& tx,
                                  const tl::messages_getChatInviteImporters& r) {
  store::JoinerPage page{.date = std::max(r.offset_date, 0), .limit = std::clamp(r.limit, 0, kImportersMax)};
  if (r.link) page.hash = invite_hash(*r.link);
  if (page.date != 0 && !r.offset_user.is<tl::inputUserEmpty>()) {
    TRY_ASSIGN(const auto user, access_user(context, tx, r.offset_user));
    page.user = user.id;
  }
  return page;
}

tl::Ptr<tl::chatInviteImporter> importer_view(UserId user, std::int32_t date) {
  auto view = tl::make<tl::chatInviteImporter>();
  view->user_id = user;
  view->date = date;
  return view;
}

tl::Ptr<tl::chatInviteImporter> requester_view(const Context& context, store::Transaction& tx,
                                               const store::JoinRequestRow& row) {
  auto view = importer_view(row.user, row.date);
  view->requested = true;
  const auto user = store::find_user(tx, row.user);
  const bool shown = domain::privacy_allows(tx, row.user, domain::PrivacyKey::about, context.self());
  if (user && shown && !user->about.empty()) view->about = user->about;
  return view;
}

// Those who wait and whom the words of `q` name; empty: all.
std::vector<store::JoinRequestRow> requests(store::Transaction& tx, PeerId peer, store::JoinerPage page,
                                            const std::string& q) {
  const auto query = folded(q);
  const auto limit = static_cast<std::size_t>(page.limit);
  if (!query.empty()) page.limit = kSearched;
  auto rows = store::list_join_requests(tx, peer, page);
  if (query.empty()) return rows;
  std::erase_if(rows, [&](const store::JoinRequestRow& row) {
    const auto user = store::find_user(tx, row.user);
    return !user || !named(*user, query);
  });
  rows.resize(std::min(rows.size(), limit));
  return rows;
}

// Asking to be let in is kept, though its answer is an error: two outcomes, so it runs on the whole store.
template <class Rule>
Result<tl::Box<tl::messages_ChatInviteJoinResult>> join(const Context& context, store::Store& store,
                                                        Rule rule) {
  auto reply = tl::make<tl::messages_chatInviteJoinResultOk>();
  auto joined = domain::Joined::in;
  TRY(store.write_sync([&](store::Transaction& tx) -> Result<void> {
    BoxesBefore before;
    TRY_ASSIGN(joined, rule(tx, before));
    if (joined == domain::Joined::in) reply->updates = said_reply(context, tx, before);
    return {};
  }));
  if (joined == domain::Joined::asked) return fail(Err::INVITE_REQUEST_SENT);
  return reply;
}

}  // namespace

Result<tl::Box<tl::ChatInvite>> handle(Context& context, store::Transaction& tx,
                                       const tl::messages_checkChatInvite& r) {
  TRY_ASSIGN(const auto invite, domain::open_invite(tx, actor_told_by_push(context), r.hash));
  const auto peer = invite.row.peer;
  if (invite.door.inside) {
    auto already = tl::make<tl::chatInviteAlready>();
    already->chat = chat_view(viewer_of(context), tx, peer);
    return already;
  }
  if (is_public(tx, peer) && !invite.asks()) {
    auto peek = tl::make<tl::chatInvitePeek>();
    peek->chat = chat_view(viewer_of(context), tx, peer);
    peek->expires = context.now + kPeek_s;
    return peek;
  }
  auto view = tl::make<tl::chatInvite>();
  if (peer.is_channel()) {
    describe(*view, *store::find_channel(tx, peer.bare()));
  } else {
    describe(*view, *store::find_chat(tx, peer.bare()));
  }
  view->photo = photo_view(viewer_of(context), tx, store::find_chat_photo(tx, peer));
  view->request_needed = invite.asks();
  auto known = known_members(context, tx, peer);
  if (!known.empty()) view->participants = std::move(known);
  return view;
}

Result<tl::Box<tl::messages_ChatInviteJoinResult>> handle(Context& context, store::Store& store,
                                                          const tl::messages_importChatInvite& r) {
  return join(context, store, [&](store::Transaction& tx, BoxesBefore& before) -> Result<domain::Joined> {
    const auto actor = actor_told_by_reply(context);
    TRY_ASSIGN(const auto invite, domain::open_invite(tx, actor, r.hash));
    before = boxes_before(context, tx, invite.row.peer);
    return domain::join_by_invite(tx, actor, r.hash);
  });
}

Result<tl::Box<tl::messages_ChatInviteJoinResult>> handle(Context& context, store::Store& store,
                                                          const tl::channels_joinChannel& r) {
  return join(context, store, [&](store::Transaction& tx, BoxesBefore& before) -> Result<domain::Joined> {
    TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
    before = boxes_before(context, tx, PeerId::channel(id));
    return domain::join_public_channel(tx, actor_told_by_reply(context), id);
  });
}

Result<tl::Box<tl::messages_ChatInviteImporters>> handle(Context& context, store::Transaction& tx,
                                                         const tl::messages_getChatInviteImporters& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY(domain::manage_door(tx, actor_told_by_push(context), peer));
  if (r.link && r.q && !r.q->empty()) return fail(Err::SEARCH_WITH_LINK_NOT_SUPPORTED);
  TRY_ASSIGN(const auto page, page_of(context, tx, r));
  if (page.hash) TRY(domain::managed_invite(tx, actor_told_by_push(context), peer, *page.hash));

  auto reply = tl::make<tl::messages_chatInviteImporters>();
  if (r.requested) {
    reply->count = store::count_join_requests(tx, peer, page.hash);
    for (const auto& row : requests(tx, peer, page, r.q.value_or(""))) {
      reply->importers.push_back(requester_view(context, tx, row));
    }
  } else if (page.hash) {
    reply->count = store::count_chat_invite_uses(tx, *page.hash);
    for (const auto& use : store::list_chat_invite_uses(tx, page)) {
      auto view = importer_view(use.user, use.date);
      if (use.approved_by != 0) view->approved_by = use.approved_by;
      reply->importers.push_back(std::move(view));
    }
  }
  Mentioned mentioned;
  for (const auto& box : reply->importers) {
    const auto& importer = *box.as<tl::chatInviteImporter>();
    mentioned.add(PeerId::user(importer.user_id));
    if (importer.approved_by) mentioned.add(PeerId::user(*importer.approved_by));
  }
  reply->users = mentioned.users(viewer_of(context), tx);
  return reply;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_hideChatJoinRequest& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  const auto before = boxes_before(context, tx, peer);
  TRY(domain::decide_request(tx, actor_told_by_reply(context), peer, user.id, r.approved));
  return updates_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::messages_hideAllChatJoinRequests& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  const auto before = boxes_before(context, tx, peer);
  const auto hash = r.link ? std::optional(invite_hash(*r.link)) : std::nullopt;
  TRY(domain::decide_all_requests(tx, actor_told_by_reply(context), peer, hash, r.approved));
  return updates_reply(context, tx, before);
}

}  // namespace botschaft::rpc
