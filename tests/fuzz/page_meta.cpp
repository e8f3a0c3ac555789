// Pages as anybody can serve them: what comes out is short and on one line.
#include "base/check.h"
#include "previews/page_meta.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace botschaft::previews;
  const std::string_view html(reinterpret_cast<const char*>(data), size);
  const auto page = read_page(html);
  CHECK(page.title.size() <= 4 * kTitleMax && page.description.size() <= 4 * kDescriptionMax);
  for (const auto* name : {&page.type, &page.site_name, &page.author}) CHECK(name->size() <= 4 * kNameMax);
  for (const auto* text : {&page.title, &page.description}) {
    CHECK(text->find('\n') == std::string::npos);
    CHECK(text->empty() || (text->front() != ' ' && text->back() != ' '));
  }
  return 0;
}
