#include "server/search_feed.h"

#include <memory>

#include "base/log.h"
#include "domain/messages/search.h"
#include "store/search_index.h"

namespace botschaft::server {
namespace {

// The writer has other things to do in between: a step takes a few milliseconds.
constexpr int kEventsAtOnce = 100;

}  // namespace

SearchFeed::SearchFeed(store::Store& store) : store_(store) {}

void SearchFeed::start() {
  const auto found = std::make_shared<std::vector<PeerId>>();
  store_.read(
      [found](store::Transaction& tx) -> Result<void> {
        *found = store::channels_behind(tx);
        return {};
      },
      [this, found](const Result<void>& result) {
        if (!result) log::warn("server: search indexes cannot be read error={}", result.error().text());
        for (const auto channel : *found) noticed(channel);
      });
}

void SearchFeed::stop() {
  const std::lock_guard lock(mutex_);
  stopping_ = true;
  behind_.clear();
}

void SearchFeed::noticed(PeerId channel) {
  const std::lock_guard lock(mutex_);
  if (!stopping_) behind_.insert(channel.value);
}

bool SearchFeed::idle() const {
  const std::lock_guard lock(mutex_);
  return !busy_ && behind_.empty();
}

void SearchFeed::run() {
  {
    const std::lock_guard lock(mutex_);
    if (busy_) return;
    busy_ = true;
  }
  next();
}

void SearchFeed::next() {
  UserId owner = 0;
  {
    const std::lock_guard lock(mutex_);
    if (behind_.empty()) {
      busy_ = false;
      return;
    }
    owner = behind_.extract(behind_.begin()).value();
  }
  const auto more = std::make_shared<bool>(false);
  store_.write(
      [owner, more](store::Transaction& tx) -> Result<void> {
        *more = domain::extend_search_index(tx, owner, kEventsAtOnce);
        return {};
      },
      [this, owner, more](Result<void> result) { indexed(owner, result, *more); });
}

void SearchFeed::indexed(UserId owner, Result<void> result, bool more) {
  if (!result) {  // whoever searches catches it up, and so does the next post
    log::warn("server: a search index is behind owner={} error={}", owner, result.error().text());
    const std::lock_guard lock(mutex_);
    busy_ = false;
    return;
  }
  if (more) noticed(PeerId{owner});
  next();
}

}  // namespace botschaft::server
