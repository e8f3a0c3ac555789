// Small switches an account's clients keep here.
#include "domain/accounts/devices.h"
#include "rpc/handler.h"
#include "store/account_settings.h"

namespace botschaft::rpc {
namespace {

using store::Setting;

constexpr std::int32_t kDefaultAccountTtlDays = 548;  // 18 months
constexpr std::int32_t kMaxTtlDays = 730;

bool switched_on(store::Transaction& tx, UserId user, Setting setting) {
  return store::find_setting(tx, user, setting).value_or(0) != 0;
}

tl::Box<tl::ReactionNotificationsFrom> notifications_from(store::Transaction& tx, UserId user,
                                                          Setting setting) {
  switch (store::find_setting(tx, user, setting).value_or(1)) {
    case 1:
      return tl::make<tl::reactionNotificationsFromContacts>();
    case 2:
      return tl::make<tl::reactionNotificationsFromAll>();
    default:
      return nullptr;
  }
}

std::int64_t number_of(const tl::Box<tl::ReactionNotificationsFrom>& from) {
  if (!from) return 0;
  return from.is<tl::reactionNotificationsFromContacts>() ? 1 : 2;
}

tl::Box<tl::ReactionsNotifySettings> reactions_view(store::Transaction& tx, UserId user) {
  auto view = tl::make<tl::reactionsNotifySettings>();
  view->messages_notify_from = notifications_from(tx, user, Setting::reactions_messages_from);
  view->stories_notify_from = notifications_from(tx, user, Setting::reactions_stories_from);
  view->poll_votes_notify_from = notifications_from(tx, user, Setting::reactions_poll_votes_from);
  view->sound = tl::make<tl::notificationSoundDefault>();
  view->show_previews = !switched_on(tx, user, Setting::reactions_hide_previews);
  return view;
}

tl::Ptr<tl::account_webBrowserSettings> browser_view(store::Transaction& tx, UserId user) {
  auto view = tl::make<tl::account_webBrowserSettings>();
  view->open_external_browser = switched_on(tx, user, Setting::open_external_browser);
  view->display_close_button = switched_on(tx, user, Setting::display_close_button);
  view->hash = 1 + (view->open_external_browser ? 1 : 0) + (view->display_close_button ? 2 : 0);
  return view;
}

}  // namespace

Result<tl::Box<tl::AccountDaysTTL>> handle(Context& context, store::Transaction& tx,
                                           const tl::account_getAccountTTL&) {
  auto reply = tl::make<tl::accountDaysTTL>();
  reply->days = static_cast<std::int32_t>(
      store::find_setting(tx, context.self(), Setting::account_ttl_days).value_or(kDefaultAccountTtlDays));
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_setAccountTTL& request) {
  const auto* ttl = request.ttl.as<tl::accountDaysTTL>();
  if (ttl == nullptr || ttl->days < 30 || ttl->days > kMaxTtlDays) return fail(Err::TTL_DAYS_INVALID);
  store::put_setting(tx, context.self(), Setting::account_ttl_days, ttl->days);
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::account_getContactSignUpNotification&) {
  return switched_on(tx, context.self(), Setting::contact_sign_up_silent);
}

Result<bool> handle(Context& context, store::Transaction& tx,
                    const tl::account_setContactSignUpNotification& request) {
  store::put_setting(tx, context.self(), Setting::contact_sign_up_silent, request.silent);
  return true;
}

Result<tl::Box<tl::account_ContentSettings>> handle(Context& context, store::Transaction& tx,
                                                    const tl::account_getContentSettings&) {
  auto reply = tl::make<tl::account_contentSettings>();
  reply->sensitive_enabled = switched_on(tx, context.self(), Setting::sensitive_enabled);
  reply->sensitive_can_change = true;
  return reply;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_setContentSettings& request) {
  store::put_setting(tx, context.self(), Setting::sensitive_enabled, request.sensitive_enabled);
  return true;
}

Result<tl::Box<tl::ReactionsNotifySettings>> handle(Context& context, store::Transaction& tx,
                                                    const tl::account_getReactionsNotifySettings&) {
  return reactions_view(tx, context.self());
}

Result<tl::Box<tl::ReactionsNotifySettings>> handle(Context& context, store::Transaction& tx,
                                                    const tl::account_setReactionsNotifySettings& request) {
  const auto* settings = request.settings.as<tl::reactionsNotifySettings>();
  if (settings == nullptr) return fail(Err::SETTINGS_INVALID);
  const UserId self = context.self();
  store::put_setting(tx, self, Setting::reactions_messages_from, number_of(settings->messages_notify_from));
  store::put_setting(tx, self, Setting::reactions_stories_from, number_of(settings->stories_notify_from));
  store::put_setting(tx, self, Setting::reactions_poll_votes_from,
                     number_of(settings->poll_votes_notify_from));
  store::put_setting(tx, self, Setting::reactions_hide_previews, !settings->show_previews);
  return reactions_view(tx, self);
}

Result<tl::Box<tl::account_WebBrowserSettings>> handle(Context& context, store::Transaction& tx,
                                                       const tl::account_getWebBrowserSettings& request) {
  auto view = browser_view(tx, context.self());
  if (request.hash == view->hash) return tl::make<tl::account_webBrowserSettingsNotModified>();
  return view;
}

Result<tl::Box<tl::account_WebBrowserSettings>> handle(Context& context, store::Transaction& tx,
                                                       const tl::account_updateWebBrowserSettings& request) {
  store::put_setting(tx, context.self(), Setting::open_external_browser, request.open_external_browser);
  store::put_setting(tx, context.self(), Setting::display_close_button, request.display_close_button);
  return browser_view(tx, context.self());
}

}  // namespace botschaft::rpc
