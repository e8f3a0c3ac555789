#pragma once
// Supergroups and broadcast channels, and who is in them (migrations/0005_channels.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "store/transaction.h"

namespace botschaft::store {

// Telegram's ids of channels have at least ten digits, and some clients count on it.
inline constexpr std::int64_t kFirstChannelId = 1'000'000'001;

// Stored numbers: never reuse one.
enum ChannelFlag : std::uint32_t {
  kBroadcast = 1,  // else a supergroup
  kSignatures = 2,
  kHistoryHidden = 4,         // who joins does not see what was before
  kChannelDeleted = 8,        // the row stays, so that the id is never reused
  kJoinToSend = 16,           // of a discussion group: only members write
  kJoinRequest = 32,          // who joins without a link has to ask the admins
  kRequestsByLink = 64,       // and who comes by a link, too, whatever the link says
  kParticipantsHidden = 128,  // but from its admins
  kContentProtected = 256,    // messages are not forwarded
  kForum = 1024,              // messages are in topics
  kHasDiscussion = 2048,      // linked to another by store/discussions.h
  kForumTabs = 8192,
};

struct ChannelRow {
  std::int64_t id = 0;
  std::string title = {};
  std::string about = {};
  std::string username = {};  // filled by reading; store/users.h sets it
  UserId creator = 0;
  std::int32_t created_at = 0;
  std::uint32_t flags = 0;
  std::uint32_t banned_rights = 0;  // of plain members; domain/rights.h
  std::int32_t slow_mode = 0;       // seconds
  std::int32_t members = 0;
  MessageId read_top = 0;          // somebody has read up to here,
  UserId read_by = 0;              // this one,
  MessageId read_second = 0;       // and everybody else at most up to here
  std::int64_t migrated_from = 0;  // id of the basic group it was

  PeerId peer() const { return PeerId::channel(id); }
  bool is(ChannelFlag flag) const { return (flags & flag) != 0; }
  bool broadcast() const { return is(kBroadcast); }
  bool forum() const { return is(kForum); }
  // Up to where others than `author` have read.
  MessageId read_outbox(UserId author) const { return read_by == author ? read_second : read_top; }
};

std::optional<ChannelRow> find_channel(Transaction&, std::int64_t id);
std::int64_t insert_channel(Transaction&, const ChannelRow& row);  // `row.id` is ignored: returns the new one
void update_channel(Transaction&, const ChannelRow& row);          // all but members, reads and username
void change_channel_members(Transaction&, std::int64_t id, std::int32_t by);
void set_channel_read(Transaction&, const ChannelRow& row);

// Stored numbers: never reuse one.
enum ChannelMemberFlag : std::uint32_t {
  kByRequest = 1,  // asked to come in
};

struct ChannelMemberRow {
  std::int64_t channel = 0;
  UserId user = 0;
  bool inside = false;
  std::uint32_t admin_rights = 0;
  std::string rank = {};
  std::uint32_t banned_rights = 0;
  std::int32_t banned_until = 0;
  UserId acted_by = 0;
  UserId inviter = 0;
  std::int32_t joined_at = 0;
  std::int32_t joined_pts = 0;
  MessageId floor = 0;
  MessageId read_inbox = 0;
  std::int32_t posted_at = 0;
  std::uint32_t flags = 0;

  bool is(ChannelMemberFlag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const ChannelMemberRow&, const ChannelMemberRow&) = default;
};

std::optional<ChannelMemberRow> find_channel_member(Transaction&, std::int64_t channel, UserId user);
void put_channel_member(Transaction&, const ChannelMemberRow& row);
void set_channel_read_inbox(Transaction&, std::int64_t channel, UserId user, MessageId id);
void set_channel_posted_at(Transaction&, std::int64_t channel, UserId user, std::int32_t at);

// Who is in it, the latest first.
std::vector<ChannelMemberRow> recent_channel_members(Transaction&, std::int64_t channel, int offset,
                                                     int limit);
std::vector<ChannelMemberRow> channel_admins(Transaction&, std::int64_t channel);  // by user id
std::vector<ChannelMemberRow> channel_banned(Transaction&, std::int64_t channel);  // restricted and kicked
std::vector<ChannelMemberRow> channels_of(Transaction&, UserId user);              // in which the user is
std::int32_t count_channels_of(Transaction&, UserId user);
// Ids of supergroups that both are in, ascending.
std::vector<std::int64_t> common_supergroups(Transaction&, UserId one, UserId other);

}  // namespace botschaft::store
