#include "rpc/views/web_page.h"

#include "store/web_pages.h"

namespace botschaft::rpc {
namespace {

std::optional<std::string> unless_empty(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional(text);
}

std::string_view without_scheme(std::string_view url) {
  const auto at = url.find("://");
  if (at != std::string_view::npos) url.remove_prefix(at + 3);
  if (url.ends_with('/')) url.remove_suffix(1);
  return url;
}

tl::Box<tl::WebPage> view_of(const store::WebPageRow& row) {
  if (row.state == store::WebPageState::pending) {
    auto pending = tl::make<tl::webPagePending>();
    pending->id = row.id;
    pending->url = row.url;
    pending->date = row.date;
    return pending;
  }
  auto page = tl::make<tl::webPage>();
  const auto shown = without_scheme(row.url);
  page->id = row.id;
  page->url = row.url;
  page->display_url = shown;
  page->hash = row.date;  // another one when it was fetched again
  page->type = row.type.empty() ? "article" : row.type;
  page->site_name = row.site_name.empty() ? std::string(shown.substr(0, shown.find('/'))) : row.site_name;
  page->title = unless_empty(row.title);
  page->description = unless_empty(row.description);
  page->author = unless_empty(row.author);
  return page;
}

}  // namespace

tl::Box<tl::WebPage> web_page_view(store::Transaction& tx, std::int64_t id) {
  const auto row = store::find_web_page(tx, id);
  if (row && row->state != store::WebPageState::none) return view_of(*row);
  auto empty = tl::make<tl::webPageEmpty>();
  empty->id = id;
  return empty;
}

tl::Box<tl::MessageMedia> web_page_media(store::Transaction& tx, std::int64_t id) {
  if (id == 0) return nullptr;
  const auto row = store::find_web_page(tx, id);
  if (!row || row->state == store::WebPageState::none) return nullptr;
  auto media = tl::make<tl::messageMediaWebPage>();
  media->webpage = view_of(*row);
  return media;
}

}  // namespace botschaft::rpc
