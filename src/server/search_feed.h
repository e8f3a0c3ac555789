#pragma once
// Keeps the search indexes of channels up to date, in small steps behind the posts, so that who searches has
// little to wait for: a channel has one index for all who read it, and the first search of somebody who is in
// many must not be what makes them all.
#include <mutex>
#include <set>

#include "base/ids.h"
#include "store/store.h"

namespace botschaft::server {

class SearchFeed {
 public:
  explicit SearchFeed(store::Store& store);

  // Finds the channels whose index is behind. Call it once, before the first search.
  void start();
  void stop();  // begins nothing new

  // Something has happened in the channel. From any thread.
  void noticed(PeerId channel);

  // Catches up what is behind, one small write after the other, if that is not under way. Called every few
  // seconds, so that the posts of a busy channel are indexed together.
  void run();

  bool idle() const;

 private:
  void next();
  void indexed(UserId owner, Result<void> result, bool more);

  store::Store& store_;
  mutable std::mutex mutex_;
  std::set<UserId> behind_;  // boxes of channels
  bool busy_ = false;
  bool stopping_ = false;
};

}  // namespace botschaft::server
