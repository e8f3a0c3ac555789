#pragma once
// Reactions under messages as TL.
#include <string_view>

#include "rpc/views/mentioned.h"
#include "rpc/views/page_facts.h"
#include "store/reactions.h"
#include "tl/api.h"

namespace botschaft::rpc {

tl::Box<tl::Reaction> reaction_view(std::string_view emoji);

// What is under the message, even if that is nothing. For any member of a channel (viewer.user 0) it is
// `min`: nobody's own is marked.
tl::Ptr<tl::messageReactions> reactions_view(const Viewer& viewer, store::Transaction& tx,
                                             const PageFacts& facts, const store::MessageRow& row,
                                             Mentioned& mentioned);

tl::Box<tl::Update> reactions_update(const Viewer& viewer, store::Transaction& tx,
                                     const store::MessageRow& row, Mentioned& mentioned);

tl::Box<tl::MessagePeerReaction> reactor_view(const Viewer& viewer, const store::MessageRow& message,
                                              const store::ReactionRow& row, Mentioned& mentioned);

// What a group or channel allows.
tl::Box<tl::ChatReactions> allowed_reactions_view(const store::AllowedReactions& allowed);

}  // namespace botschaft::rpc
