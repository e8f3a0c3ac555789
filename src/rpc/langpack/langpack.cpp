// Language packs. The server translates no client: packs are empty at version 1, and clients keep to the
// strings they were built with.
#include "rpc/context.h"
#include "rpc/handlers.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kVersion = 1;

tl::Box<tl::LangPackLanguage> english() {
  auto language = tl::make<tl::langPackLanguage>();
  language->official = true;
  language->name = "English";
  language->native_name = "English";
  language->lang_code = "en";
  language->plural_code = "en";
  return language;
}

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

Result<tl::Vec<tl::Box<tl::LangPackString>>> handle(Context&, const tl::langpack_getStrings&) {
  return tl::Vec<tl::Box<tl::LangPackString>>();
}

Result<tl::Vec<tl::Box<tl::LangPackLanguage>>> handle(Context&, const tl::langpack_getLanguages&) {
  tl::Vec<tl::Box<tl::LangPackLanguage>> languages;
  languages.push_back(english());
  return languages;
}

Result<tl::Box<tl::LangPackLanguage>> handle(Context&, const tl::langpack_getLanguage& request) {
  if (request.lang_code != "en") return fail(Err::LANG_CODE_NOT_SUPPORTED);
  return english();
}

}  // namespace botschaft::rpc
