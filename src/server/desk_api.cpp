#include "server/desk_api.h"

namespace botschaft::server {

http::DeskService::Parts desk_api_parts(store::Store& store, DeskLog& log, const desk::Settings& settings,
                                        std::string server_name, std::string base_url, bool mails) {
  return {.store = store,
          .clock = system_clock(),
          .random = system_random(),
          .place = {.server_name = std::move(server_name),
                    .base_url = std::move(base_url),
                    .mails = mails,
                    .settings = settings,
                    .log = log.files(),
                    .sign = [&log](const translog::Record& record) { return log.receipt(record); }},
          // Nobody has a way to show who they are: all are strangers.
          .identify = {.presents = [](const http::Request&) { return false; },
                       .find = [](store::Transaction&, const http::Request&,
                                  desk::Seconds) -> std::optional<http::Caller> { return std::nullopt; }}};
}

}  // namespace botschaft::server
