#pragma once
// Polls as TL.
#include "rpc/views/mentioned.h"
#include "store/polls.h"
#include "tl/api.h"

namespace botschaft::rpc {

tl::Box<tl::Poll> poll_view(const Viewer& viewer, const store::PollRow& poll);

// How the votes stand, as far as the viewer may know: who has not voted in an open poll is told how many
// have. For any member of a channel (viewer.user 0) it is `min`: the counts, and nobody's own vote.
tl::Box<tl::PollResults> poll_results_view(const Viewer& viewer, store::Transaction& tx,
                                           const store::PollRow& poll, Mentioned& mentioned);

tl::Box<tl::Update> poll_update(const Viewer& viewer, store::Transaction& tx, const store::PollRow& poll,
                                Mentioned& mentioned);

}  // namespace botschaft::rpc
