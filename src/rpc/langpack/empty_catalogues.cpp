// Language packs. The server translates no client: packs are empty at version 1, and clients keep to the
// strings they were built with.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_VECTOR(langpack_getStrings)

namespace {

constexpr std::int32_t kVersion = 1;

tl::Box<tl::LangPackDifference> empty_pack(std::string_view lang_code, std::int32_t from_version) {
  auto pack = tl::make<tl::langPackDifference>();
  pack->lang_code = lang_code;
  pack->from_version = from_version;
  pack->version = kVersion;
  return pack;
}

}  // namespace

Result<tl::Box<tl::LangPackDifference>> handle(Context&, const tl::langpack_getLangPack& request) {
  return empty_pack(request.lang_code, 0);
}

Result<tl::Box<tl::LangPackDifference>> handle(Context&, const tl::langpack_getDifference& request) {
  return empty_pack(request.lang_code, request.from_version);
}

}  // namespace botschaft::rpc
