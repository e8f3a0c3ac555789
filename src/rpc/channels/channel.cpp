// Channels themselves: making, showing, changing and deleting them.
#include "rpc/views/channel.h"

#include "domain/channels/settings.h"
#include "domain/messages/ttl.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "store/events.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kIdsMax = 100;

using Updates = tl::Box<tl::Updates>;

// Runs a rule on the channel of a request and tells what it did.
template <class Request, class Rule>
Result<Updates> change(const Context& context, store::Transaction& tx, const Request& r, Rule rule) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  const auto before = boxes_before(context, tx, PeerId::channel(id));
  TRY(rule(actor_told_by_reply(context), id));
  return said_reply(context, tx, before);
}

}  // namespace

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_createChannel& r) {
  const auto own = store::top_pts(tx, context.self());
  TRY_ASSIGN(const auto id,
             domain::create_channel(tx, actor_told_by_reply(context),
                                    {.title = r.title, .about = r.about, .broadcast = r.broadcast}));
  const auto peer = PeerId::channel(id);
  TRY(domain::begin_with_ttl(tx, actor_told_by_reply(context), peer, r.ttl_period.value_or(0)));
  const BoxesBefore before{.own = own, .channel = PeerId::channel(id), .in_channel = store::kEmptyBoxPts};
  return said_reply(context, tx, before);
}

Result<tl::Box<tl::messages_Chats>> handle(Context& context, store::Transaction& tx,
                                           const tl::channels_getChannels& r) {
  if (r.id.size() > kIdsMax) return fail(Err::LIMIT_INVALID);
  auto reply = tl::make<tl::messages_chats>();
  for (const auto& input : r.id) {
    TRY_ASSIGN(const auto id, access_channel(context, tx, input));
    reply->chats.push_back(channel_view(viewer_of(context), tx, id));
  }
  return reply;
}

Result<tl::Box<tl::messages_ChatFull>> handle(Context& context, store::Transaction& tx,
                                              const tl::channels_getFullChannel& r) {
  TRY_ASSIGN(const auto in, visited_channel(context, tx, r.channel));
  auto reply = tl::make<tl::messages_chatFull>();
  Mentioned mentioned;
  mentioned.add(in.peer());
  reply->full_chat = channel_full_view(viewer_of(context), tx, in, mentioned);
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_editTitle& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_channel_title(tx, actor, id, r.title);
  });
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_checkUsername& r) {
  // Asked with inputChannelEmpty before there is a channel.
  std::int64_t id = 0;
  if (!r.channel.is<tl::inputChannelEmpty>()) {
    TRY_ASSIGN(const auto in, readable_channel(context, tx, r.channel));
    id = in.channel.id;
  }
  const auto free = domain::check_channel_username(tx, id, r.username);
  if (!free && free.error().err == Err::USERNAME_INVALID) return std::unexpected(free.error());
  return free.has_value();  // an occupied name is an answer here, not an error
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_updateUsername& r) {
  TRY_ASSIGN(const auto id, access_channel(context, tx, r.channel));
  TRY(domain::set_channel_username(tx, actor_told_by_push(context), id, r.username));
  return true;
}

Result<tl::Box<tl::messages_Chats>> handle(Context& context, store::Transaction& tx,
                                           const tl::channels_getAdminedPublicChannels& r) {
  if (r.check_limit) TRY(domain::check_public_channels(tx, context.self()));
  auto reply = tl::make<tl::messages_chats>();
  for (const auto id : domain::public_channels_made_by(tx, context.self())) {
    reply->chats.push_back(channel_view(viewer_of(context), tx, id));
  }
  return reply;
}

Result<Updates> handle(Context& context, store::Transaction& tx,
                       const tl::channels_togglePreHistoryHidden& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_channel_flag(tx, actor, id, store::kHistoryHidden, r.enabled);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_toggleSignatures& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_channel_flag(tx, actor, id, store::kSignatures, r.signatures_enabled);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_toggleJoinToSend& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_channel_flag(tx, actor, id, store::kJoinToSend, r.enabled);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_toggleJoinRequest& r) {
  if (r.guard_bot) return fail(Err::BOT_INVALID);  // there are no bots here
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_join_requests(tx, actor, id, r.enabled, r.apply_to_invites);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx,
                       const tl::channels_toggleParticipantsHidden& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_channel_flag(tx, actor, id, store::kParticipantsHidden, r.enabled);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_toggleSlowMode& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::set_slow_mode(tx, actor, id, r.seconds);
  });
}

Result<Updates> handle(Context& context, store::Transaction& tx, const tl::channels_deleteChannel& r) {
  return change(context, tx, r, [&](const domain::Actor& actor, std::int64_t id) {
    return domain::delete_channel(tx, actor, id);
  });
}

}  // namespace botschaft::rpc
