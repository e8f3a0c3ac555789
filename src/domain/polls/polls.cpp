#include "domain/polls/polls.h"

#include <algorithm>
#include <bit>
#include <set>

#include "domain/channels/admin_log.h"
#include "domain/channels/box.h"
#include "domain/channels/comments.h"
#include "domain/channels/posts.h"
#include "domain/channels/rights.h"
#include "domain/channels/send_as.h"
#include "domain/due.h"
#include "domain/groups/access.h"
#include "domain/messages/extra.h"
#include "domain/messages/send.h"
#include "domain/polls/unread_votes.h"
#include "store/messages.h"

namespace botschaft::domain {
namespace {

using store::PollId;
using store::PollPlace;
using store::PollRow;

constexpr int kPlacesToldMax = 10;
constexpr std::size_t kPeopleToldMax = 500;  // beyond them no further group; they see it when they look
constexpr std::int32_t kMembersVoteAfter = 24 * 3600;

// Tells everybody who may have the poll before him that it has changed, as far as can be told at once.
class Telling {
 public:
  Telling(store::Transaction& tx, const Actor& actor, PollId poll)
      : tx_(tx), actor_(actor), boxes_(tx, actor), poll_(poll) {}

  void person(UserId user) {
    if (told_.insert(user).second) boxes_.append(user, EventKind::poll, {}, poll_);
  }

  void place(const PollPlace& at) {
    if (at.place.is_user()) return person(at.place.value);
    if (at.place.is_channel()) {
      tx_.notify<ChannelMessageNotice>(at.place, at.id, ChannelMessageNotice::What::poll);
      return;
    }
    if (told_.size() > kPeopleToldMax) return;
    for (const auto& member : store::list_chat_members(tx_, at.place.bare())) person(member.user);
  }

  void places() {
    for (const auto& at : store::poll_places(tx_, poll_, kPlacesToldMax)) place(at);
  }

  // That it is closed is in the channels' boxes, for those who were away.
  void closed() {
    places();
    for (const auto& at : store::poll_places(tx_, poll_, kPlacesToldMax)) {
      if (at.place.is_channel()) tell_edited(boxes_, actor_, at.place, at.id);
    }
  }

 private:
  store::Transaction& tx_;
  const Actor& actor_;
  BoxWriter boxes_;
  const PollId poll_;
  std::set<UserId> told_;
};

Result<void> check_can_vote(store::Transaction& tx, const Actor& actor, const store::MessageRow& row,
                            const PollRow& poll) {
  const auto peer = row.peer;
  if (peer.is_user()) return {};
  if (peer.is_chat()) {
    TRY(require_member(tx, peer.bare(), actor.user));
    return {};
  }
  const auto in = look_at_channel(tx, peer.bare(), actor.user, actor.now);
  if (!in) return fail(Err::CHANNEL_PRIVATE);
  TRY(check_can_read_comments(*in));
  if (!takes_part(tx, *in, row)) return fail(Err::CHAT_WRITE_FORBIDDEN);
  if (!in->broadcast() && default_send_as(tx, *in) != PeerId::user(actor.user))
    return fail(Err::ANONYMOUS_REACTIONS_DISABLED);  // he is not to be known by it
  const bool new_here = !in->self.inside || poll.created_at - in->self.joined_at < kMembersVoteAfter;
  if (poll.is(store::kPollMembersOnly) && new_here) return fail(Err::POLL_MEMBER_RESTRICTED);
  return {};
}

Result<std::uint32_t> choices_of(const PollRow& poll, const std::vector<std::string>& options) {
  const auto content = decode_poll(poll.body);
  std::uint32_t choices = 0;
  for (const auto& option : options) {
    const auto answer = std::ranges::find(content.answers, option, &PollAnswer::option);
    if (answer == content.answers.end()) return fail(Err::OPTION_INVALID);
    choices |= 1U << (answer - content.answers.begin());
  }
  if (std::cmp_not_equal(std::popcount(choices), options.size())) return fail(Err::OPTION_INVALID);
  if (options.size() > 1 && !poll.is(store::kPollMultiple)) return fail(Err::OPTIONS_TOO_MUCH);
  return choices;
}

Result<void> check_can_stop(store::Transaction& tx, const Actor& actor, const store::MessageRow& row) {
  if (row.is(store::kForwarded)) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  if (row.peer.is_channel()) {
    const auto in = look_at_channel(tx, row.peer.bare(), actor.user, actor.now);
    if (!in) return fail(Err::CHANNEL_PRIVATE);
    TRY(check_can_read_comments(*in));
    if (!may_see(tx, *in, row)) return fail(Err::MESSAGE_ID_INVALID);
    if (in->broadcast() && check_deed(*in, Deed::edit_others)) return {};
  }
  if (!row.out()) return fail(Err::MESSAGE_AUTHOR_REQUIRED);
  if (row.peer.is_chat()) TRY(require_member(tx, row.peer.bare(), actor.user));
  return {};
}

}  // namespace

Result<void> check_can_send_poll(store::Transaction& tx, const Actor& actor, PeerId to, std::uint32_t flags) {
  if (to.is_user()) return check_can_write(tx, actor.user, to);
  if (to.is_chat()) {
    TRY_ASSIGN(const auto membership, require_member(tx, to.bare(), actor.user));
    return check_deed(membership, Deed::send_poll);
  }
  TRY(check_can_post(tx, actor, to, Deed::send_poll));
  const auto channel = store::find_channel(tx, to.bare());
  if ((flags & store::kPollPublic) != 0 && channel->broadcast())
    return fail(Err::BROADCAST_PUBLIC_VOTERS_FORBIDDEN);
  return {};
}

Result<void> check_can_forward_poll(store::Transaction& tx, const Actor& actor, PeerId to, PollId id,
                                    bool drop_author) {
  const auto poll = store::find_poll(tx, id);
  if (!poll) return fail(Err::MESSAGE_ID_INVALID);
  TRY(check_can_send_poll(tx, actor, to, poll->flags));
  const bool open_quiz = poll->is(store::kPollQuiz) && !poll->closed(actor.now);
  if (drop_author && open_quiz && !store::find_vote(tx, id, actor.user))
    return fail(Err::QUIZ_ANSWER_MISSING);
  return {};
}

PollId create_poll(store::Transaction& tx, const Actor& actor, const NewPoll& poll) {
  const auto id = store::insert_poll(tx, {.creator = actor.user,
                                          .created_at = actor.now,
                                          .flags = poll.flags,
                                          .close_period = poll.close_period,
                                          .close_date = poll.close_date,
                                          .body = encode_poll(poll.content)});
  if (poll.close_date != 0) set_due(tx, DueKind::poll_closing, 0, id, poll.close_date);
  return id;
}

void note_poll_place(store::Transaction& tx, const Actor& actor, PeerId to, MessageId id, PollId poll) {
  store::insert_poll_place(tx, poll, {.place = to, .id = to.is_channel() ? id : 0});
  if (to.is_user()) store::insert_poll_place(tx, poll, {.place = PeerId::user(actor.user)});
}

Result<PollRow> poll_of(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row) return fail(Err::MESSAGE_ID_INVALID);
  const auto media = decode_extra(row->body.extra).media;
  const auto* named = std::get_if<PollMedia>(&media);
  auto poll = named != nullptr ? store::find_poll(tx, named->poll) : std::nullopt;
  if (!poll) return fail(Err::MESSAGE_ID_INVALID);
  return *std::move(poll);
}

Result<void> vote(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id,
                  const std::vector<std::string>& options) {
  TRY_ASSIGN(const auto poll, poll_of(tx, actor, peer, id));
  const auto row = store::find_message(tx, actor.user, peer, id);
  TRY(check_can_vote(tx, actor, *row, poll));
  if (poll.closed(actor.now)) return fail(Err::MESSAGE_POLL_CLOSED);
  TRY_ASSIGN(const auto choices, choices_of(poll, options));
  const auto had = store::find_vote(tx, poll.id, actor.user);
  if (had && (poll.is(store::kPollQuiz) || poll.is(store::kPollFinalVotes)))
    return fail(Err::REVOTE_NOT_ALLOWED);
  Telling telling(tx, actor, poll.id);
  telling.person(actor.user);
  if ((had ? had->choices : 0) == choices) return {};
  store::set_vote(tx, poll.id, {.user = actor.user, .date = actor.now, .choices = choices});
  if (choices != 0 && mark_votes_unread(tx, actor, poll, *row)) telling.person(poll.creator);
  if (!peer.is_user()) telling.place({.place = peer, .id = id});
  telling.places();
  return {};
}

Result<void> stop_poll(store::Transaction& tx, const Actor& actor, PeerId peer, MessageId id) {
  const auto row = store::find_message(tx, actor.user, peer, id);
  if (!row || row->is(store::kService)) return fail(Err::MESSAGE_ID_INVALID);
  const auto poll = poll_of(tx, actor, peer, id);
  if (!poll) return fail(Err::MEDIA_PREV_INVALID);
  TRY(check_can_stop(tx, actor, *row));
  if (poll->closed(actor.now)) return fail(Err::MESSAGE_NOT_MODIFIED);
  store::close_poll(tx, poll->id);
  if (peer.is_channel())
    log_admin(tx, actor, peer.bare(), {.action = AdminAction::stop_poll, .message = {{}, *row}});
  Telling telling(tx, actor, poll->id);
  telling.person(actor.user);
  telling.closed();
  return {};
}

void close_due_polls(store::Transaction& tx, std::span<const std::int64_t> ids, std::int32_t now) {
  const Actor nobody{.now = now};
  for (const auto id : ids) {
    const auto poll = store::find_poll(tx, id);
    if (!poll || poll->is(store::kPollClosed)) continue;
    store::close_poll(tx, id);
    Telling(tx, nobody, id).closed();
  }
}

}  // namespace botschaft::domain
