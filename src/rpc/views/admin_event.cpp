#include "rpc/views/admin_event.h"

#include "rpc/views/channel.h"
#include "rpc/views/chat_invite.h"
#include "rpc/views/message.h"
#include "rpc/views/photo.h"
#include "rpc/views/reactions.h"
#include "rpc/views/rights.h"
#include "rpc/views/threads.h"

namespace botschaft::rpc {
namespace {

using domain::AdminAction;
using domain::AdminEvent;
using Action = tl::Box<tl::ChannelAdminLogEventAction>;

class Teller {
 public:
  Teller(const Viewer& viewer, store::Transaction& tx, const store::ChannelRow& channel, Mentioned& mentioned)
      : viewer_(viewer), tx_(tx), channel_(channel), mentioned_(mentioned) {}

  // Null: not of this kind.
  Action setting(const AdminEvent& e) {
    switch (e.action) {
      case AdminAction::change_title:
        return values<tl::channelAdminLogEventActionChangeTitle>(e.text);
      case AdminAction::change_about:
        return values<tl::channelAdminLogEventActionChangeAbout>(e.text);
      case AdminAction::change_photo: {
        auto view = tl::make<tl::channelAdminLogEventActionChangePhoto>();
        view->prev_photo = photo_view(viewer_, tx_, e.number.before);
        view->new_photo = photo_view(viewer_, tx_, e.number.after);
        return view;
      }
      case AdminAction::change_username:
        return values<tl::channelAdminLogEventActionChangeUsername>(e.text);
      case AdminAction::toggle_signatures:
        return toggled<tl::channelAdminLogEventActionToggleSignatures>(e);
      case AdminAction::toggle_prehistory:
        return toggled<tl::channelAdminLogEventActionTogglePreHistoryHidden>(e);
      case AdminAction::toggle_noforwards:
        return toggled<tl::channelAdminLogEventActionToggleNoForwards>(e);
      case AdminAction::slow_mode:
        return numbers<tl::channelAdminLogEventActionToggleSlowMode, std::int32_t>(e);
      case AdminAction::history_ttl:
        return numbers<tl::channelAdminLogEventActionChangeHistoryTTL, std::int32_t>(e);
      case AdminAction::toggle_forum:
        return toggled<tl::channelAdminLogEventActionToggleForum>(e);
      case AdminAction::reactions: {
        auto view = tl::make<tl::channelAdminLogEventActionChangeAvailableReactions>();
        view->prev_value = allowed_reactions_view(*e.reactions.before);
        view->new_value = allowed_reactions_view(*e.reactions.after);
        return view;
      }
      case AdminAction::linked_chat:
        if (e.number.before != 0) mentioned_.add(PeerId::channel(e.number.before));
        if (e.number.after != 0) mentioned_.add(PeerId::channel(e.number.after));
        return numbers<tl::channelAdminLogEventActionChangeLinkedChat, std::int64_t>(e);
      case AdminAction::default_rights: {
        auto view = tl::make<tl::channelAdminLogEventActionDefaultBannedRights>();
        view->prev_banned_rights = rights(e.number.before);
        view->new_banned_rights = rights(e.number.after);
        return view;
      }
      default:
        return nullptr;
    }
  }

  Action about_message(const AdminEvent& e) {
    switch (e.action) {
      case AdminAction::pin_message:
      case AdminAction::unpin_message: {
        auto view = tl::make<tl::channelAdminLogEventActionUpdatePinned>();
        auto row = *e.message.after;
        const bool pinned = e.action == AdminAction::pin_message;
        row.flags = pinned ? row.flags | store::kPinned : row.flags & ~std::uint32_t{store::kPinned};
        view->message = message(row);
        return view;
      }
      case AdminAction::edit_message: {
        auto view = tl::make<tl::channelAdminLogEventActionEditMessage>();
        view->prev_message = message(*e.message.before);
        view->new_message = message(*e.message.after);
        return view;
      }
      case AdminAction::stop_poll: {
        auto view = tl::make<tl::channelAdminLogEventActionStopPoll>();
        view->message = message(*e.message.after);
        return view;
      }
      case AdminAction::delete_message: {
        auto view = tl::make<tl::channelAdminLogEventActionDeleteMessage>();
        view->message = message(*e.message.before);
        return view;
      }
      default:
        return nullptr;
    }
  }

  Action about_member(const AdminEvent& e) {
    switch (e.action) {
      case AdminAction::join:
        return tl::make<tl::channelAdminLogEventActionParticipantJoin>();
      case AdminAction::leave:
        return tl::make<tl::channelAdminLogEventActionParticipantLeave>();
      case AdminAction::invite: {
        auto view = tl::make<tl::channelAdminLogEventActionParticipantInvite>();
        view->participant = member(*e.member.after);
        return view;
      }
      case AdminAction::ban:
      case AdminAction::unban:
      case AdminAction::kick:
      case AdminAction::unkick:
        return members<tl::channelAdminLogEventActionParticipantToggleBan>(e);
      case AdminAction::promote:
      case AdminAction::demote:
        return members<tl::channelAdminLogEventActionParticipantToggleAdmin>(e);
      case AdminAction::edit_rank: {
        auto view = tl::make<tl::channelAdminLogEventActionParticipantEditRank>();
        mentioned_.add(PeerId::user(e.number.after));
        view->user_id = e.number.after;
        view->prev_rank = e.text.before;
        view->new_rank = e.text.after;
        return view;
      }
      default:
        return nullptr;
    }
  }

  Action about_invite(const AdminEvent& e) {
    switch (e.action) {
      case AdminAction::join_by_link: {
        auto view = tl::make<tl::channelAdminLogEventActionParticipantJoinByInvite>();
        view->invite = invite(e.invite.after);
        return view;
      }
      case AdminAction::join_by_request: {
        auto view = tl::make<tl::channelAdminLogEventActionParticipantJoinByRequest>();
        view->invite = invite(e.invite.after);
        view->approved_by = e.number.after;
        mentioned_.add(PeerId::user(e.number.after));
        return view;
      }
      case AdminAction::invite_edit: {
        auto view = tl::make<tl::channelAdminLogEventActionExportedInviteEdit>();
        view->prev_invite = invite(e.invite.before);
        view->new_invite = invite(e.invite.after);
        return view;
      }
      case AdminAction::invite_revoke: {
        auto view = tl::make<tl::channelAdminLogEventActionExportedInviteRevoke>();
        view->invite = invite(e.invite.after);
        return view;
      }
      case AdminAction::invite_delete: {
        auto view = tl::make<tl::channelAdminLogEventActionExportedInviteDelete>();
        view->invite = invite(e.invite.before);
        return view;
      }
      default:
        return nullptr;
    }
  }

  Action about_topic(const AdminEvent& e) {
    switch (e.action) {
      case AdminAction::create_topic: {
        auto view = tl::make<tl::channelAdminLogEventActionCreateTopic>();
        view->topic = topic(*e.topic.after);
        return view;
      }
      case AdminAction::edit_topic: {
        auto view = tl::make<tl::channelAdminLogEventActionEditTopic>();
        view->prev_topic = topic(*e.topic.before);
        view->new_topic = topic(*e.topic.after);
        return view;
      }
      case AdminAction::delete_topic: {
        auto view = tl::make<tl::channelAdminLogEventActionDeleteTopic>();
        view->topic = topic(*e.topic.before);
        return view;
      }
      // One side is left out: the topic that took another's place, or the one that has none any more.
      case AdminAction::pin_topic: {
        auto view = tl::make<tl::channelAdminLogEventActionPinTopic>();
        (e.topic.after->pin != 0 ? view->new_topic : view->prev_topic) = topic(*e.topic.after);
        return view;
      }
      default:
        return nullptr;
    }
  }

 private:
  template <class View>
  Action values(const domain::Change<std::string>& text) {
    auto view = tl::make<View>();
    view->prev_value = text.before;
    view->new_value = text.after;
    return view;
  }

  template <class View>
  Action toggled(const AdminEvent& e) {
    auto view = tl::make<View>();
    view->new_value = e.number.after != 0;
    return view;
  }

  template <class View, class Number>
  Action numbers(const AdminEvent& e) {
    auto view = tl::make<View>();
    view->prev_value = static_cast<Number>(e.number.before);
    view->new_value = static_cast<Number>(e.number.after);
    return view;
  }

  template <class View>
  Action members(const AdminEvent& e) {
    auto view = tl::make<View>();
    view->prev_participant = member(*e.member.before);
    view->new_participant = member(*e.member.after);
    return view;
  }

  static tl::Box<tl::ChatBannedRights> rights(std::int64_t forbidden) {
    return banned_rights_view(static_cast<std::uint32_t>(forbidden), INT32_MAX);
  }

  tl::Box<tl::Message> message(store::MessageRow row) {
    row.owner = viewer_.user;
    if (row.author == viewer_.user) row.flags |= store::kOut;
    return message_view(viewer_, tx_, row, mentioned_);
  }

  tl::Box<tl::ForumTopic> topic(const store::TopicRow& row) {
    return topic_view(viewer_, tx_, {.row = row}, mentioned_);
  }

  // Bans that have ended since are told as they were.
  tl::Box<tl::ChannelParticipant> member(const store::ChannelMemberRow& row) {
    const Viewer then{viewer_.user, row.joined_at, viewer_.services};
    return channel_participant_view(then, channel_, row, mentioned_);
  }

  tl::Box<tl::ExportedChatInvite> invite(const std::optional<store::ChatInviteRow>& row) {
    if (!row) return tl::make<tl::chatInvitePublicJoinRequests>();
    mentioned_.add(PeerId::user(row->admin));
    return invite_view(viewer_, tx_, *row);
  }

  const Viewer& viewer_;
  store::Transaction& tx_;
  const store::ChannelRow& channel_;
  Mentioned& mentioned_;
};

}  // namespace

tl::Box<tl::ChannelAdminLogEvent> admin_event_view(const Viewer& viewer, store::Transaction& tx,
                                                   const store::ChannelRow& channel,
                                                   const domain::AdminEvent& event, Mentioned& mentioned) {
  Teller teller(viewer, tx, channel, mentioned);
  auto action = teller.setting(event);
  if (!action) action = teller.about_message(event);
  if (!action) action = teller.about_member(event);
  if (!action) action = teller.about_invite(event);
  if (!action) action = teller.about_topic(event);
  if (!action) return nullptr;
  auto view = tl::make<tl::channelAdminLogEvent>();
  mentioned.add(PeerId::user(event.user));
  view->id = event.id;
  view->date = event.date;
  view->user_id = event.user;
  view->action = std::move(action);
  return view;
}

}  // namespace botschaft::rpc
