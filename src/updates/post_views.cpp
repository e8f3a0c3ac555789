#include "updates/post_views.h"

namespace botschaft::updates {

void PostViews::note(const domain::CountedPost& post, UserId viewer) {
  const std::lock_guard lock(mutex_);
  if (count_ >= kWaitingMax) return;
  if (viewers_[post].insert(viewer).second) ++count_;
}

void PostViews::note_forward(const domain::CountedPost& post) {
  const std::lock_guard lock(mutex_);
  forwarded_.insert(post);
}

std::int32_t PostViews::waiting(const domain::CountedPost& post) const {
  const std::lock_guard lock(mutex_);
  const auto found = viewers_.find(post);
  return found == viewers_.end() ? 0 : static_cast<std::int32_t>(found->second.size());
}

PostViews::Batch PostViews::take() {
  const std::lock_guard lock(mutex_);
  Batch batch;
  for (const auto& [post, viewers] : viewers_) batch.viewers[post].assign(viewers.begin(), viewers.end());
  batch.forwarded = std::move(forwarded_);
  viewers_.clear();
  forwarded_.clear();
  count_ = 0;
  return batch;
}

}  // namespace botschaft::updates
