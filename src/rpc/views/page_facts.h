#pragma once
// What is kept beside messages and shown with them: reactions, threads, counters, ranks. Read for all
// messages of a page together, a statement for each table and not for each message.
#include <map>
#include <optional>
#include <span>
#include <string>

#include "domain/channels/counters.h"
#include "domain/channels/rights.h"
#include "rpc/views/user.h"
#include "store/reactions.h"
#include "store/threads.h"

namespace botschaft::rpc {

class PageFacts {
 public:
  // `rows` may be of several chats.
  PageFacts(const Viewer& viewer, store::Transaction& tx, std::span<const store::MessageRow> rows);

  const store::UnderMessage& reactions(const store::MessageRow& row) const;

  // The answers to a message or the comments on a post; null where there are none.
  const store::ThreadSight* thread(const store::MessageRow& row);

  // As everybody sees them.
  store::PostCounters counters(const domain::CountedPost& post) const;

  // What a member of the chat bears beside his name; empty: nothing.
  const std::string& rank(PeerId chat, UserId user);

  // Who the viewer is in a channel; nothing for many viewers, and where there is no such channel.
  const std::optional<domain::InChannel>& in(PeerId channel);
  std::int32_t top_pts(PeerId channel);

 private:
  void read_reactions(std::span<const store::MessageRow> rows);
  void read_threads(std::span<const store::MessageRow> rows);
  void read_counters(std::span<const store::MessageRow> rows);
  std::optional<PeerId> discussion_of(PeerId broadcast);

  const Viewer viewer_;
  store::Transaction& tx_;
  std::map<store::MessageKey, store::UnderMessage> reactions_;
  std::map<store::MessageKey, store::ThreadSight> threads_;  // by the message under which they are shown
  std::map<store::MessageKey, store::PostCounters> counters_;
  std::map<std::pair<PeerId, UserId>, std::string> ranks_;
  std::map<PeerId, std::optional<domain::InChannel>> in_;
  std::map<PeerId, std::int32_t> top_pts_;
  std::map<PeerId, std::optional<PeerId>> discussions_;
};

}  // namespace botschaft::rpc
