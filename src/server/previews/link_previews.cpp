#include "server/previews/link_previews.h"

#include "base/log.h"

namespace botschaft::server {

LinkPreviews::LinkPreviews(store::Store& store, const Clock& clock, previews::PageSource& source)
    : store_(store),
      clock_(clock),
      source_(source),
      workers_(std::make_unique<WorkerPool>(kWorkers, kQueue)) {}

void LinkPreviews::wanted(const domain::WebPageNotice& notice) {
  const std::lock_guard lock(mutex_);
  if (!workers_) return;
  const bool queued = workers_->post([this, id = notice.id, url = notice.url] { fetch(id, url); });
  if (!queued) log::warn("server: too many link previews at once");
}

void LinkPreviews::finish() {
  finishing_ = true;
  std::unique_ptr<WorkerPool> ending;
  {
    const std::lock_guard lock(mutex_);
    ending.swap(workers_);
  }
}

void LinkPreviews::fetch(std::int64_t page, const std::string& url) {
  if (finishing_) return;
  const auto found = source_.fetch(url);
  store_.write(
      [this, page, found](store::Transaction& tx) -> Result<void> {
        auto row = store::find_web_page(tx, page);
        if (!row || row->state != store::WebPageState::pending) return {};
        row->state = found ? store::WebPageState::found : store::WebPageState::none;
        if (found) {
          row->type = found->type;
          row->site_name = found->site_name;
          row->title = found->title;
          row->description = found->description;
          row->author = found->author;
        }
        domain::finish_page(tx, *std::move(row), clock_.unix_seconds());
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("server: a link preview is lost error={}", result.error().text());
      });
}

}  // namespace botschaft::server
