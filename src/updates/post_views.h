#pragma once
// Who has seen which post since the last batch was written. In memory alone: a crash forgets the views of the
// last few seconds, which are counted when those people look again, and none is ever counted twice.
#include <map>
#include <mutex>
#include <set>
#include <vector>

#include "domain/channels/counters.h"

namespace botschaft::updates {

// Safe from any thread.
class PostViews {
 public:
  // More views than this wait for no batch: they are not counted until their people look again.
  static constexpr std::size_t kWaitingMax = 1'000'000;

  void note(const domain::CountedPost& post, UserId viewer);
  void note_forward(const domain::CountedPost& post);
  std::int32_t waiting(const domain::CountedPost& post) const;

  // Everything since the last call, to be written and told.
  struct Batch {
    std::map<domain::CountedPost, std::vector<UserId>> viewers;
    std::set<domain::CountedPost> forwarded;
    bool empty() const { return viewers.empty() && forwarded.empty(); }
  };
  Batch take();

 private:
  mutable std::mutex mutex_;
  std::map<domain::CountedPost, std::set<UserId>> viewers_;
  std::set<domain::CountedPost> forwarded_;
  std::size_t count_ = 0;
};

}  // namespace botschaft::updates
