#include "http/log_files.h"

#include "translog/log.h"

namespace botschaft::http {
namespace {

constexpr std::string_view kPrefix = "/desk/log/";
constexpr std::string_view kProof = "proof/";
constexpr std::string_view kStamps = "stamps/";
constexpr std::string_view kText = "text/plain; charset=utf-8";

Response resource(std::optional<std::string> bytes, std::string_view type, std::string_view cache) {
  if (!bytes) return failure(404, "the log has nothing of that name");
  Response response{
      .status = 200, .headers = {}, .body = std::make_shared<const std::string>(*std::move(bytes))};
  response.set("Content-Type", type);
  response.set("Cache-Control", cache);
  response.set("Access-Control-Allow-Origin", "*");
  return response;
}

// "stamps/12.tsr", "stamps/12.checkpoint"
bool is_stamp(std::string_view name) {
  if (!name.starts_with(kStamps)) return false;
  name.remove_prefix(kStamps.size());
  const auto dot = name.find('.');
  return dot != name.npos && translog::parse_number(name.substr(0, dot)) &&
         (name.substr(dot) == ".tsr" || name.substr(dot) == ".checkpoint");
}

}  // namespace

void add_log_files(Router& router, translog::ReadFile files) {
  router.add_prefix(std::string(kPrefix), [files = std::move(files)](const Request& request) {
    const auto name = request.path.substr(kPrefix.size());
    if (name == "checkpoint" || name == "witnessed" || name == "stamped")
      return resource(files(name), kText, "no-cache");
    if (name == "key") return resource(files(name), kText, "max-age=3600");
    if (translog::parse_tile_path(name))  // a name that is written so leads nowhere else
      return resource(files(name), "application/octet-stream", "public, max-age=31536000, immutable");
    if (is_stamp(name)) return resource(files(name), "application/octet-stream", "public, max-age=31536000");
    const auto index = name.starts_with(kProof)
                           ? translog::parse_number(std::string_view(name).substr(kProof.size()))
                           : std::nullopt;
    return resource(index ? translog::prove_entry(files, *index) : std::nullopt, kText, "no-cache");
  });
}

}  // namespace botschaft::http
