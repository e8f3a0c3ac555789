#include "domain/polls/unread_votes.h"

#include "store/channels.h"
#include "store/groups.h"

namespace botschaft::domain {
namespace {

constexpr int kReadAtOnce = 500;

// The message as its author has it; nothing if he does not have it any more.
struct Place {
  PeerId peer = {};
  MessageId id = 0;
};
std::optional<Place> authors_place(store::Transaction& tx, const store::MessageRow& row) {
  if (row.peer.is_channel()) {
    const auto member = store::find_channel_member(tx, row.peer.bare(), row.author);
    if (!member || !member->inside) return std::nullopt;
    return Place{row.peer, row.id};
  }
  if (row.peer.is_chat()) {
    const auto copy = store::find_group_copy(tx, row.peer, row.twin, row.author);
    if (!copy) return std::nullopt;
    return Place{row.peer, *copy};
  }
  if (row.twin == 0) return std::nullopt;
  return Place{PeerId::user(row.owner), row.twin};
}

}  // namespace

bool mark_votes_unread(store::Transaction& tx, const Actor& actor, const store::PollRow& poll,
                       const store::MessageRow& row) {
  const bool original = !row.is(store::kForwarded) && row.author == poll.creator;
  if (!poll.is(store::kPollPublic) || !original || poll.creator == actor.user) return false;
  const auto place = authors_place(tx, row);
  if (!place) return false;
  store::insert_unread_votes(tx, poll.creator, place->peer, place->id, poll.id);
  return true;
}

void read_votes(store::Transaction& tx, const Actor& actor, PeerId peer, const std::vector<MessageId>& ids) {
  BoxWriter boxes(tx, actor);
  for (const auto id : ids) {
    const auto poll = store::take_unread_votes(tx, actor.user, peer, id);
    if (poll) boxes.append(actor.user, EventKind::poll, {}, *poll);
  }
}

bool read_all_votes(store::Transaction& tx, const Actor& actor, PeerId peer, const store::ChatPart& part) {
  const auto ids = store::unread_votes(tx, actor.user, peer, kReadAtOnce, part);
  read_votes(tx, actor, peer, ids);
  return std::cmp_equal(ids.size(), kReadAtOnce);
}

}  // namespace botschaft::domain
