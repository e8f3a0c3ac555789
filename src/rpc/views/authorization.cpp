#include "rpc/views/authorization.h"

#include <algorithm>

#include "domain/accounts/devices.h"

namespace botschaft::rpc {
namespace {

struct App {
  std::string_view lang_pack;
  std::string_view platform;
  std::string_view name;
};

// Clients name their language pack, and by it themselves. Lists of sessions choose icons by the platform.
constexpr App kApps[] = {
    {"android", "Android", "Android app"},
    {"android_x", "Android", "Android X"},
    {"botschaft", "Web", "Botschaft"},
    {"ios", "iOS", "iOS app"},
    {"macos", "macOS", "macOS app"},
    {"tdesktop", "Desktop", "Desktop app"},
    {"weba", "Web", "Web A"},
    {"webk", "Web", "Web K"},
};

App app_of(const store::AuthorizationRow& row) {
  const auto* const found = std::ranges::find(kApps, std::string_view(row.lang_pack), &App::lang_pack);
  return found == std::end(kApps) ? App{"", "", "Client"} : *found;
}

}  // namespace

tl::Box<tl::auth_Authorization> signed_in_view(const Context& context, store::Transaction& tx,
                                               const store::UserRow& user) {
  auto view = tl::make<tl::auth_authorization>();
  view->user = user_view(Viewer{user.id, context.now, context.services}, tx, user);
  return view;
}

tl::Box<tl::Authorization> authorization_view(const store::AuthorizationRow& row, bool current,
                                              std::int32_t now) {
  const App app = app_of(row);
  auto view = tl::make<tl::authorization>();
  view->current = current;
  view->hash = current ? 0 : row.hash;  // clients know their own session by 0
  view->encrypted_requests_disabled = row.encrypted_requests_disabled;
  view->call_requests_disabled = row.call_requests_disabled;
  view->unconfirmed = domain::is_unconfirmed(row, now);
  view->device_model = row.device_model;
  view->platform = app.platform;
  view->system_version = row.system_version;
  view->api_id = row.api_id;
  view->app_name = app.name;
  view->app_version = row.app_version;
  view->date_created = row.created_at;
  view->date_active = std::max(row.active_at, row.created_at);
  view->ip = row.ip;
  return view;
}

}  // namespace botschaft::rpc
