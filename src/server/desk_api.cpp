#include "server/desk_api.h"

#include <fstream>
#include <sstream>

namespace botschaft::server {
namespace {

std::string text_of(const std::string& path) {
  std::stringstream text;
  if (!path.empty()) text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

std::expected<std::unique_ptr<OidcSignIn>, std::string> open_oidc(const Config& config,
                                                                  const std::string& base_url) {
  if (config.desk.oidc_issuer.empty()) return nullptr;
  http::OidcSettings settings{
      .issuer = config.desk.oidc_issuer,
      .client_id = config.desk.oidc_client,
      .client_secret = text_of(config.desk.oidc_secret_file),
      .redirect_uri = base_url + "/desk/elsewhere",
      .level = desk::level_named(config.desk.oidc_level).value_or(desk::IdentityLevel{})};
  while (settings.client_secret.ends_with('\n')) settings.client_secret.pop_back();
  if (!config.desk.oidc_secret_file.empty() && settings.client_secret.empty())
    return std::unexpected("desk.oidc_secret_file: there is no secret in " + config.desk.oidc_secret_file);
  return std::make_unique<OidcSignIn>(std::move(settings), system_clock(), system_random());
}

http::DeskService::Parts desk_api_parts(store::Store& store, DeskLog& log, const Config& config,
                                        std::string base_url, bool mails, http::Elsewhere* elsewhere) {
  const http::CredentialSettings credentials{.certificate_proxies = config.desk.certificate_proxies};
  return {.store = store,
          .clock = system_clock(),
          .random = system_random(),
          .place = {.server_name = config.name,
                    .base_url = std::move(base_url),
                    .mails = mails,
                    .settings = desk_rules(config.desk),
                    .log = log.files(),
                    .sign = [&log](const translog::Record& record) { return log.receipt(record); },
                    .mail_server = config.desk.mail_server,
                    .order_anchors = text_of(config.desk.trust_anchors),
                    .elsewhere = elsewhere},
          .identify = http::identification(credentials, desk_rules(config.desk), system_random()),
          .proxies = trusted_proxies(config.desk)};
}

}  // namespace botschaft::server
