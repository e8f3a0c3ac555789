// Languages: the one that clients were built with.
#include "rpc/handler.h"

namespace botschaft::rpc {
namespace {

tl::Box<tl::LangPackLanguage> english() {
  auto language = tl::make<tl::langPackLanguage>();
  language->official = true;
  language->name = "English";
  language->native_name = "English";
  language->lang_code = "en";
  language->plural_code = "en";
  return language;
}

}  // namespace

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
