#include "server/counter_feed.h"

#include "base/log.h"
#include "domain/notices.h"

namespace botschaft::server {
namespace {

using domain::PostCountersNotice;

// May be run again if the batch it is in is repeated, so it leaves `batch` as it is.
Result<void> write_batch(store::Transaction& tx, const updates::PostViews::Batch& batch) {
  std::map<PeerId, std::map<MessageId, PostCountersNotice::Post>> told;
  for (const auto& [post, viewers] : batch.viewers) {
    const auto views = domain::count_views(tx, post, viewers);
    if (views) told[post.channel][post.id].views = *views;
  }
  for (const auto& post : batch.forwarded) {
    told[post.channel][post.id].forwards = store::find_post_counters(tx, post.channel, post.id).forwards;
  }
  for (auto& [channel, posts] : told) {
    std::vector<PostCountersNotice::Post> list;
    for (auto& [id, post] : posts) {
      post.id = id;
      list.push_back(post);
    }
    tx.notify<PostCountersNotice>(channel, std::move(list));
  }
  return {};
}

void warn(const Result<void>& result) {
  if (!result) log::warn("server: views of posts are lost error={}", result.error().text());
}

}  // namespace

void write_post_views(store::Store& store, updates::PostViews& views) {
  const auto batch = std::make_shared<const updates::PostViews::Batch>(views.take());
  if (batch->empty()) return;
  store.write([batch](store::Transaction& tx) { return write_batch(tx, *batch); }, warn);
}

void write_last_post_views(store::Store& store, updates::PostViews& views) {
  const auto batch = views.take();
  if (!batch.empty()) warn(store.write_sync([&](store::Transaction& tx) { return write_batch(tx, batch); }));
}

}  // namespace botschaft::server
