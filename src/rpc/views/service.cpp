#include "rpc/views/service.h"

#include "rpc/views/photo.h"
#include "rpc/views/wallpaper.h"

namespace botschaft::rpc {
namespace {

using domain::Service;
using domain::ServiceAction;

template <class T>
tl::Ptr<T> with_title(const Service& service) {
  auto view = tl::make<T>();
  view->title = service.title;
  return view;
}

template <class T>
tl::Ptr<T> with_users(const Service& service) {
  auto view = tl::make<T>();
  view->users = service.users;
  return view;
}

template <class T>
tl::Ptr<T> with_photo(const Viewer& viewer, store::Transaction& tx, const Service& service) {
  auto view = tl::make<T>();
  view->photo = photo_view(viewer, tx, service.number);
  return view;
}

UserId only_user(const Service& service) {
  return service.users.empty() ? 0 : service.users.front();
}

tl::Box<tl::MessageAction> topic_made(const Service& service) {
  auto view = with_title<tl::messageActionTopicCreate>(service);
  const auto made = service.topic.value_or(domain::TopicChange{});
  view->icon_color = made.icon_color;
  view->icon_emoji_id = made.icon_emoji;
  return view;
}

tl::Box<tl::MessageAction> topic_changed(const Service& service) {
  auto view = tl::make<tl::messageActionTopicEdit>();
  const auto changed = service.topic.value_or(domain::TopicChange{});
  if (changed.title) view->title = *changed.title;
  view->icon_emoji_id = changed.icon_emoji;
  view->closed = changed.closed;
  view->hidden = changed.hidden;
  return view;
}

tl::Box<tl::MessageAction> ttl_set(const Service& service) {
  auto view = tl::make<tl::messageActionSetMessagesTTL>();
  view->period = static_cast<std::int32_t>(service.number);
  if (!service.users.empty()) view->auto_setting_from = service.users.front();
  return view;
}

tl::Box<tl::MessageAction> theme_set(const Service& service) {
  auto view = tl::make<tl::messageActionSetChatTheme>();
  auto theme = tl::make<tl::chatTheme>();
  theme->emoticon = service.title;
  view->theme = std::move(theme);
  return view;
}

tl::Box<tl::MessageAction> wallpaper_set(const Viewer& viewer, store::Transaction& tx,
                                         const Service& service) {
  auto view = tl::make<tl::messageActionSetChatWallPaper>();
  view->same = (service.number & domain::kSameWallpaper) != 0;
  view->for_both = (service.number & domain::kWallpaperForBoth) != 0;
  view->wallpaper = wallpaper_view(viewer, tx, service.wallpaper.value_or(domain::Wallpaper{}));
  return view;
}

}  // namespace

tl::Box<tl::MessageAction> action_view(const Viewer& viewer, store::Transaction& tx, const Service& service,
                                       Mentioned& mentioned) {
  for (const auto user : service.users) mentioned.add(PeerId::user(user));
  switch (service.action) {
    case ServiceAction::pin_message:
      return tl::make<tl::messageActionPinMessage>();
    case ServiceAction::contact_sign_up:
      return tl::make<tl::messageActionContactSignUp>();
    case ServiceAction::history_clear:
      return tl::make<tl::messageActionHistoryClear>();
    case ServiceAction::chat_create: {
      auto view = with_title<tl::messageActionChatCreate>(service);
      view->users = service.users;
      return view;
    }
    case ServiceAction::chat_add_user:
      return with_users<tl::messageActionChatAddUser>(service);
    case ServiceAction::chat_delete_user: {
      auto view = tl::make<tl::messageActionChatDeleteUser>();
      view->user_id = only_user(service);
      return view;
    }
    case ServiceAction::chat_edit_title:
      return with_title<tl::messageActionChatEditTitle>(service);
    case ServiceAction::chat_edit_photo:
      return with_photo<tl::messageActionChatEditPhoto>(viewer, tx, service);
    case ServiceAction::suggest_profile_photo:
      return with_photo<tl::messageActionSuggestProfilePhoto>(viewer, tx, service);
    case ServiceAction::chat_delete_photo:
      return tl::make<tl::messageActionChatDeletePhoto>();
    case ServiceAction::chat_joined_by_link: {
      auto view = tl::make<tl::messageActionChatJoinedByLink>();
      view->inviter_id = only_user(service);
      return view;
    }
    case ServiceAction::chat_joined_by_request:
      return tl::make<tl::messageActionChatJoinedByRequest>();
    case ServiceAction::chat_migrate_to: {
      auto view = tl::make<tl::messageActionChatMigrateTo>();
      mentioned.add(PeerId::channel(service.number));
      view->channel_id = service.number;
      return view;
    }
    case ServiceAction::channel_migrate_from: {
      auto view = with_title<tl::messageActionChannelMigrateFrom>(service);
      mentioned.add(PeerId::chat(service.number));
      view->chat_id = service.number;
      return view;
    }
    case ServiceAction::channel_create:
      return with_title<tl::messageActionChannelCreate>(service);
    case ServiceAction::set_messages_ttl:
      return ttl_set(service);
    case ServiceAction::topic_create:
      return topic_made(service);
    case ServiceAction::topic_edit:
      return topic_changed(service);
    case ServiceAction::change_creator: {
      auto view = tl::make<tl::messageActionChangeCreator>();
      view->new_creator_id = only_user(service);
      return view;
    }
    case ServiceAction::set_chat_theme:
      return theme_set(service);
    case ServiceAction::set_chat_wallpaper:
      return wallpaper_set(viewer, tx, service);
    case ServiceAction::none:
      break;
  }
  return tl::make<tl::messageActionEmpty>();
}

}  // namespace botschaft::rpc
