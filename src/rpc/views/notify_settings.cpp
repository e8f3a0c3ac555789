#include "rpc/views/notify_settings.h"

namespace botschaft::rpc {
namespace {

using store::NotificationSound;

tl::Box<tl::NotificationSound> sound_view(const NotificationSound& sound) {
  switch (sound.kind) {
    case NotificationSound::Kind::standard:
      return tl::make<tl::notificationSoundDefault>();
    case NotificationSound::Kind::none:
      return tl::make<tl::notificationSoundNone>();
    case NotificationSound::Kind::local: {
      auto view = tl::make<tl::notificationSoundLocal>();
      view->title = sound.title;
      view->data = sound.data;
      return view;
    }
    case NotificationSound::Kind::ringtone: {
      auto view = tl::make<tl::notificationSoundRingtone>();
      view->id = sound.ringtone;
      return view;
    }
  }
  return nullptr;
}

std::optional<NotificationSound> sound_row(const tl::Box<tl::NotificationSound>& input) {
  using Kind = NotificationSound::Kind;
  if (!input) return std::nullopt;
  NotificationSound sound;
  if (input.is<tl::notificationSoundNone>()) {
    sound.kind = Kind::none;
  } else if (const auto* local = input.as<tl::notificationSoundLocal>()) {
    sound.kind = Kind::local;
    sound.title = local->title;
    sound.data = local->data;
  } else if (const auto* ringtone = input.as<tl::notificationSoundRingtone>()) {
    sound.kind = Kind::ringtone;
    sound.ringtone = ringtone->id;
  }
  return sound;
}

}  // namespace

tl::Box<tl::PeerNotifySettings> notify_settings_view(const store::NotifySettingsRow& row) {
  auto view = tl::make<tl::peerNotifySettings>();
  view->show_previews = row.show_previews;
  view->silent = row.silent;
  view->mute_until = row.mute_until;
  if (row.sound) {
    view->ios_sound = sound_view(*row.sound);
    view->android_sound = sound_view(*row.sound);
    view->other_sound = sound_view(*row.sound);
  }
  view->stories_muted = row.stories_muted;
  view->stories_hide_sender = row.stories_hide_sender;
  return view;
}

store::NotifySettingsRow notify_settings_row(const tl::inputPeerNotifySettings& input) {
  return {.show_previews = input.show_previews,
          .silent = input.silent,
          .mute_until = input.mute_until,
          .sound = sound_row(input.sound),
          .stories_muted = input.stories_muted,
          .stories_hide_sender = input.stories_hide_sender};
}

}  // namespace botschaft::rpc
