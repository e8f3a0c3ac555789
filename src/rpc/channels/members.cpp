// Who is in a channel: leaving, inviting, admins and bans.
#include "domain/channels/members.h"
#include "domain/channels/send_as.h"

#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/channel.h"
#include "rpc/views/rights.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kInvitedMax = 100;

}  // namespace

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::channels_leaveChannel& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(domain::leave_channel(tx, actor_told_by_reply(context), id));
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::messages_InvitedUsers>> handle(Context& context, store::Transaction& tx,
                                                  const tl::channels_inviteToChannel& r) {
  if (r.users.size() > kInvitedMax) return fail(Err::USERS_TOO_MUCH);
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  std::vector<UserId> users;
  for (const auto& input : r.users) {
    TRY_ASSIGN(const auto user, access_user(context, tx, input));
    if (user.deleted) return fail(Err::INPUT_USER_DEACTIVATED);
    users.push_back(user.id);
  }
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY_ASSIGN(const auto missing, domain::invite_to_channel(tx, actor_told_by_reply(context), id, users));
  auto reply = tl::make<tl::messages_invitedUsers>();
  for (const auto user : missing) {
    auto view = tl::make<tl::missingInvitee>();
    view->user_id = user;
    reply->missing_invitees.push_back(std::move(view));
  }
  reply->updates = said_reply(context, tx, before);
  return reply;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::channels_editAdmin& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto user, access_user(context, tx, r.user_id));
  if (user.deleted) return fail(Err::INPUT_USER_DEACTIVATED);
  const auto rights = admin_rights_of(*r.admin_rights.as<tl::chatAdminRights>());
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(domain::set_channel_admin(tx, actor_told_by_reply(context), id, user.id, rights, r.rank.value_or("")));
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::channels_editBanned& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto who, access_participant(context, tx, r.participant));
  const auto& view = *r.banned_rights.as<tl::chatBannedRights>();
  const auto rights = banned_rights_of(view);
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  const auto actor = actor_told_by_reply(context);
  TRY(who.is_user() ? domain::set_channel_banned(tx, actor, id, who.value, rights, view.until_date)
                    : domain::ban_sender(tx, actor, id, who, rights, view.until_date));
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::channels_ChannelParticipant>> handle(Context& context, store::Transaction& tx,
                                                        const tl::channels_getParticipant& r) {
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  TRY_ASSIGN(const auto who, access_participant(context, tx, r.participant));
  const auto user = who.value;
  if (user != context.self()) TRY(check_deed(in, domain::Deed::list_members));
  const auto row = store::find_channel_member(tx, in.channel.id, user);
  if (!row) return fail(Err::USER_NOT_PARTICIPANT);
  const auto now = domain::member_now(*row, context.now);
  if (!now.inside && (now.banned_rights == 0 || !in.admin())) return fail(Err::USER_NOT_PARTICIPANT);
  Mentioned mentioned;
  mentioned.add(in.peer());
  auto reply = tl::make<tl::channels_channelParticipant>();
  if (domain::anonymous(in.channel, now) && !in.admin()) {
    mentioned.add(PeerId::user(user));
    auto member = tl::make<tl::channelParticipant>();  // that he is an admin is not for everybody
    member->user_id = user;
    member->date = now.joined_at;
    reply->participant = std::move(member);
  } else {
    reply->participant = channel_participant_view(viewer_of(context), in.channel, *row, mentioned);
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace botschaft::rpc
