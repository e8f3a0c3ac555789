#pragma once
// Has the pages fetched that messages link to (domain/messages/web_pages.h).
#include <atomic>
#include <memory>
#include <mutex>

#include "base/clock.h"
#include "base/worker_pool.h"
#include "domain/messages/web_pages.h"
#include "previews/page.h"
#include "store/store.h"

namespace botschaft::server {

class LinkPreviews {
 public:
  // All outlive it; the store must owe it no answer when it is destroyed.
  LinkPreviews(store::Store& store, const Clock& clock, previews::PageSource& source);

  // From any thread, at once. What finds no place in the queue gets no preview.
  void wanted(const domain::WebPageNotice& notice);

  // Ends what is under way and begins nothing new.
  void finish();

 private:
  void fetch(std::int64_t page, const std::string& url);

  static constexpr std::size_t kWorkers = 2;
  static constexpr std::size_t kQueue = 16;

  store::Store& store_;
  const Clock& clock_;
  previews::PageSource& source_;
  std::atomic<bool> finishing_ = false;
  std::mutex mutex_;
  std::unique_ptr<WorkerPool> workers_;  // none after finish()
};

}  // namespace botschaft::server
