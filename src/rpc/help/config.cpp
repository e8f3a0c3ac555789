// help.getConfig, help.getNearestDc.
#include <cstdlib>

#include "domain/messages/reaction_catalogue.h"
#include "rpc/handler.h"
#include "rpc/views/reactions.h"
#include "store/account_settings.h"
#include "updates/presence.h"

namespace botschaft::rpc {
namespace {

constexpr int kDataCentres = 5;
constexpr int kTestOffset = 10'000;
constexpr int kUsualDataCentre = 2;  // where most clients start that do not name one
constexpr std::int32_t kHour = 3'600;

// The number the client knows this server by: media connections are negative, test ones are offset.
int own_data_centre(const Caller& caller) {
  const int number = std::abs(caller.dc) % kTestOffset;
  return number >= 1 && number <= kDataCentres ? number : kUsualDataCentre;
}

tl::Box<tl::DcOption> data_centre(int number, const PublicAddress& address) {
  auto option = tl::make<tl::dcOption>();
  option->id = number;
  option->ip_address = address.host;
  option->ipv6 = address.host.contains(':');
  option->port = address.port;
  // Not static_: that marks addresses for use through a proxy, which TDLib leaves out otherwise.
  option->this_port_only = true;  // nothing listens on the other ports clients like to try
  return option;
}

void set_limits(tl::config& config) {
  config.chat_size_max = 200;
  config.megagroup_size_max = 200'000;
  config.forwarded_count_max = 100;
  config.edit_time_limit = 48 * kHour;
  config.revoke_time_limit = INT32_MAX;
  config.revoke_pm_time_limit = INT32_MAX;
  config.revoke_pm_inbox = true;
  config.rating_e_decay = 2'419'200;
  config.stickers_recent_limit = 200;
  config.channels_read_media_period = 604'800;
  config.caption_length_max = 1'024;
  config.message_length_max = 4'096;
}

void set_timing(tl::config& config) {
  config.online_update_period_ms = 120'000;
  config.offline_blur_timeout_ms = 5'000;
  config.offline_idle_timeout_ms = 30'000;
  config.online_cloud_timeout_ms = updates::Presence::kOnlineFor * 1'000;
  config.notify_cloud_delay_ms = 30'000;
  config.notify_default_delay_ms = 1'500;
  config.push_chat_period_ms = 60'000;
  config.push_chat_limit = 2;
  config.call_receive_timeout_ms = 20'000;
  config.call_ring_timeout_ms = 90'000;
  config.call_connect_timeout_ms = 30'000;
  config.call_packet_timeout_ms = 10'000;
}

// "DE" of "de-DE" or "de_DE.UTF-8".
std::string region_of(std::string_view lang_code) {
  const auto at = lang_code.find_first_of("-_");
  if (at == std::string_view::npos || lang_code.size() < at + 3) return "";
  std::string region(lang_code.substr(at + 1, 2));
  for (char& c : region) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c < 'A' || c > 'Z') return "";
  }
  return lang_code.size() == at + 3 || lang_code[at + 3] == '.' ? region : "";
}

}  // namespace

Result<tl::Box<tl::Config>> handle(Context& context, store::Transaction& tx, const tl::help_getConfig&) {
  const auto& address = context.services.address;
  auto config = tl::make<tl::config>();
  config->date = context.now;
  config->expires = context.now + kHour;
  config->test_mode = std::abs(context.caller.dc) > kTestOffset;
  config->this_dc = own_data_centre(context.caller);
  for (int number = 1; number <= kDataCentres; ++number) {
    config->dc_options.push_back(data_centre(number, address));
  }
  config->me_url_prefix = address.base_url + "/";
  config->webfile_dc_id = config->this_dc;
  set_limits(*config);
  set_timing(*config);
  const auto reaction = store::find_setting(tx, context.self(), store::Setting::default_reaction);
  const auto place = static_cast<std::size_t>(reaction.value_or(domain::kDefaultReaction));
  config->reactions_default = reaction_view(domain::known_reactions()[place].emoji);
  return config;
}

Result<tl::Box<tl::NearestDc>> handle(Context& context, const tl::help_getNearestDc&) {
  auto nearest = tl::make<tl::nearestDc>();
  nearest->country = region_of(context.caller.client.system_lang_code);
  nearest->this_dc = own_data_centre(context.caller);
  nearest->nearest_dc = nearest->this_dc;
  return nearest;
}

}  // namespace botschaft::rpc
