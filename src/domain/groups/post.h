#pragma once
// Messages of basic groups: one body, a copy in the box of everybody who is in the group
// (docs/adr/0002-groups-and-channels.md).
//
// Who is not in the group any more keeps the copies he had as they were when he went: what happens to a
// message afterwards neither reaches nor changes them.
#include <functional>
#include <set>

#include "domain/groups/access.h"
#include "domain/messages/send.h"

namespace botschaft::domain {

// What post() does for a group. The actor is in it.
MessageId post_to_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& posting);

// A message of a group in the actor's box alone.
MessageId note_in_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, const Posting& posting);

// Says in the group what has happened.
MessageId say_in_group(store::Transaction& tx, BoxWriter& boxes, const Actor& actor, std::int64_t chat,
                       Service service);

// The copies of those who are in the group. The row is one of them.
std::vector<store::MessageRow> member_copies(store::Transaction& tx, const store::MessageRow& row);

// Gives those who are not in the group any more a message of their own, before it changes for the others.
void leave_behind(store::Transaction& tx, const store::MessageRow& row);

// Changes the body for all who are in the group, and for nobody else.
void set_group_body(store::Transaction& tx, const store::MessageRow& row, const store::MessageBody& body);

// Gives somebody who has come the newest messages of another's box that he has not got, at most `limit`.
void copy_history(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, UserId from, UserId to,
                  int limit);

// Whom a message with this body mentions: who is named in it, and who wrote what it answers.
std::set<UserId> mentioned_in_group(store::Transaction& tx, const store::MessageRow& row,
                                    const store::MessageBody& body);

// The flags of a copy whose owner is mentioned now, or is not; what he has not looked at is kept in step.
std::uint32_t remention(store::Transaction& tx, const store::MessageRow& copy, std::uint32_t flags,
                        bool mentioned);

// One event in the box of everybody in the group, or of its admins.
void tell_members(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, EventKind kind);
void tell_admins(store::Transaction& tx, BoxWriter& boxes, std::int64_t chat, EventKind kind);

}  // namespace botschaft::domain
