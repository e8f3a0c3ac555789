#pragma once
// For tests: a broadcast and the private group in which it is discussed.
#include "rpc/channels/threads_scene.h"

namespace botschaft::rpc {

// A broadcast of Anna's that Ben reads, and her group where it is discussed; Cleo is in the group.
class DiscussionScene : public ThreadScene {
 protected:
  DiscussionScene() {
    EXPECT_TRUE(show_history(anna_, group_));
    EXPECT_TRUE(invite(anna_, news_, {ben_}));
    EXPECT_TRUE(invite(anna_, group_, {cleo_}));
  }
  auto try_link(UserId who, std::optional<std::int64_t> broadcast, std::optional<std::int64_t> group) {
    tl::channels_setDiscussionGroup request;
    request.broadcast = broadcast ? channel(who, *broadcast) : tl::make<tl::inputChannelEmpty>();
    request.group = group ? channel(who, *group) : tl::make<tl::inputChannelEmpty>();
    return ask(who, request);
  }
  void link() { EXPECT_TRUE(try_link(anna_, news_, group_)); }

  // The copy of a post in the group.
  MessageId root_of(MessageId post) {
    return discussion(anna_, news_, post)->messages.front().as<tl::message>()->id;
  }
  tl::Ptr<tl::messageReplies> comments(UserId who, MessageId post) {
    auto found = message(who, news_, post);
    auto copy = tl::make<tl::messageReplies>();
    if (found->replies) *copy = std::move(*found->replies.as<tl::messageReplies>());
    return copy;
  }
  const UserId anna_ = person("Anna"), ben_ = person("Ben"), cleo_ = person("Cleo"), dora_ = person("Dora");
  const std::int64_t news_ = create(anna_, true, "News"), group_ = create(anna_, false, "Talk");
};

}  // namespace botschaft::rpc
