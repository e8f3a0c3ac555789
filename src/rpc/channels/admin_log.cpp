// channels.getAdminLog.
#include "domain/channels/admin_log.h"
#include "rpc/channels/reply.h"
#include "rpc/handler.h"
#include "rpc/views/admin_event.h"

namespace botschaft::rpc {
namespace {

using domain::AdminAction;
using Filter = tl::channelAdminLogEventsFilter;

constexpr std::size_t kAdminsNamed = 100;

struct Kind {
  bool Filter::* wanted;
  AdminAction action;
};
constexpr Kind kKinds[] = {
    {&Filter::join, AdminAction::join},
    {&Filter::join, AdminAction::join_by_link},
    {&Filter::join, AdminAction::join_by_request},
    {&Filter::leave, AdminAction::leave},
    {&Filter::invite, AdminAction::invite},
    {&Filter::ban, AdminAction::ban},
    {&Filter::unban, AdminAction::unban},
    {&Filter::kick, AdminAction::kick},
    {&Filter::unkick, AdminAction::unkick},
    {&Filter::promote, AdminAction::promote},
    {&Filter::demote, AdminAction::demote},
    {&Filter::info, AdminAction::change_title},
    {&Filter::info, AdminAction::change_about},
    {&Filter::info, AdminAction::change_photo},
    {&Filter::info, AdminAction::change_username},
    {&Filter::info, AdminAction::linked_chat},
    {&Filter::settings, AdminAction::toggle_signatures},
    {&Filter::settings, AdminAction::toggle_prehistory},
    {&Filter::settings, AdminAction::toggle_noforwards},
    {&Filter::settings, AdminAction::slow_mode},
    {&Filter::settings, AdminAction::default_rights},
    {&Filter::settings, AdminAction::history_ttl},
    {&Filter::pinned, AdminAction::pin_message},
    {&Filter::pinned, AdminAction::unpin_message},
    {&Filter::edit, AdminAction::edit_message},
    {&Filter::edit, AdminAction::stop_poll},
    {&Filter::settings, AdminAction::reactions},
    {&Filter::forums, AdminAction::toggle_forum},
    {&Filter::forums, AdminAction::create_topic},
    {&Filter::forums, AdminAction::edit_topic},
    {&Filter::forums, AdminAction::delete_topic},
    {&Filter::forums, AdminAction::pin_topic},
    {&Filter::delete_, AdminAction::delete_message},
    {&Filter::invites, AdminAction::invite_edit},
    {&Filter::invites, AdminAction::invite_revoke},
    {&Filter::invites, AdminAction::invite_delete},
    {&Filter::edit_rank, AdminAction::edit_rank},
};

std::optional<std::vector<AdminAction>> actions_of(const tl::Box<tl::ChannelAdminLogEventsFilter>& box) {
  const auto* filter = box.as<Filter>();
  if (filter == nullptr) return std::nullopt;
  std::vector<AdminAction> actions;
  for (const auto& kind : kKinds) {
    if (filter->*kind.wanted) actions.push_back(kind.action);
  }
  return actions;
}

}  // namespace

Result<tl::Box<tl::channels_AdminLogResults>> handle(Context& context, store::Transaction& tx,
                                                     const tl::channels_getAdminLog& r) {
  TRY_ASSIGN(const auto in, readable_channel(context, tx, r.channel));
  domain::AdminLogQuery query{.actions = actions_of(r.events_filter),
                              .text = r.q,
                              .below = r.max_id,
                              .above = r.min_id,
                              .limit = r.limit};
  if (r.admins) {
    if (r.admins->size() > kAdminsNamed) return fail(Err::LIMIT_INVALID);
    query.admins.emplace();
    for (const auto& input : *r.admins) {
      TRY_ASSIGN(const auto user, access_user(context, tx, input));
      query.admins->push_back(user.id);
    }
  }
  TRY_ASSIGN(const auto events, domain::admin_events(tx, actor_told_by_push(context), in.channel.id, query));
  auto reply = tl::make<tl::channels_adminLogResults>();
  Mentioned mentioned;
  mentioned.add(in.peer());
  for (const auto& event : events) {
    auto view = admin_event_view(viewer_of(context), tx, in.channel, event, mentioned);
    if (view) reply->events.push_back(std::move(view));
  }
  mentioned.fill(*reply, viewer_of(context), tx);
  return reply;
}

}  // namespace botschaft::rpc
