#pragma once
// Basic groups: the group itself, who is and was in it, and its messages, each stored once
// (migrations/0004_groups.sql).
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/messages.h"
#include "store/transaction.h"

namespace botschaft::store {

// Apart from the ids of people and of channels: mtcute keeps all of them in one table by bare id.
inline constexpr std::int64_t kFirstChatId = 500'000'001;

// Stored numbers: never reuse one.
enum ChatFlag : std::uint32_t {
  kDeactivated = 1,     // deleted by its creator, or moved: nobody writes to it any more
  kGroupProtected = 2,  // messages are not forwarded
};

struct ChatRow {
  std::int64_t id = 0;
  std::string title = {};
  std::string about = {};
  UserId creator = 0;
  std::int32_t created_at = 0;
  std::int32_t version = 1;
  std::int32_t members = 0;
  std::uint32_t banned_rights = 0;  // of plain members; domain/rights.h
  std::uint32_t flags = 0;
  std::int32_t top = 0;          // number of the newest message
  std::int64_t migrated_to = 0;  // id of the channel it became

  PeerId peer() const { return PeerId::chat(id); }
  bool is(ChatFlag flag) const { return (flags & flag) != 0; }
  friend bool operator==(const ChatRow&, const ChatRow&) = default;
};

std::optional<ChatRow> find_chat(Transaction&, std::int64_t id);
std::int64_t insert_chat(Transaction&, const ChatRow& row);  // `row.id` is ignored: returns the new one
void update_chat(Transaction&, const ChatRow& row);          // all but `top`
std::int32_t next_group_number(Transaction&, std::int64_t chat);

// Stored numbers: never reuse one. From `member` on one is in the group.
enum class ChatRole : std::int32_t { left = 0, removed = 1, member = 2, admin = 3, creator = 4 };

struct ChatMemberRow {
  std::int64_t chat = 0;
  UserId user = 0;
  ChatRole role = ChatRole::member;
  UserId inviter = 0;
  std::int32_t joined_at = 0;
  std::string rank = {};

  bool inside() const { return role >= ChatRole::member; }
  friend bool operator==(const ChatMemberRow&, const ChatMemberRow&) = default;
};

std::optional<ChatMemberRow> find_chat_member(Transaction&, std::int64_t chat, UserId user);
std::vector<ChatMemberRow> list_chat_members(Transaction&, std::int64_t chat);   // who is in it, by user id
std::vector<std::int64_t> groups_of(Transaction&, UserId user);                  // in which the user is
std::vector<std::int64_t> common_chats(Transaction&, UserId one, UserId other);  // ids, ascending
std::vector<UserId> removed_chat_members(Transaction&, std::int64_t chat);
void put_chat_member(Transaction&, const ChatMemberRow& row);

// The body of a new message; its copies are rows of their members' boxes (insert_message).
void insert_group_message(Transaction&, PeerId chat, std::int32_t number, UserId author,
                          const MessageBody& body);

// The copies of a message that are still there, by owner.
struct GroupCopy {
  UserId owner = 0;
  MessageId id = 0;
};
std::vector<GroupCopy> group_copies(Transaction&, PeerId chat, std::int32_t number);
std::optional<MessageId> find_group_copy(Transaction&, PeerId chat, std::int32_t number, UserId owner);

// Takes a copy away from its message to another body.
void move_group_copy(Transaction&, PeerId chat, std::int32_t number, UserId owner, std::int32_t to_number);

// The number of the newest message of the owner's box up to this id; 0: none.
std::int32_t group_number_at(Transaction&, UserId owner, PeerId chat, MessageId up_to);

// What `author` wrote of what is in the owner's box, newest first.
std::vector<MessageId> group_messages_of(Transaction&, UserId owner, PeerId chat, UserId author, int limit);

// What of the messages in (above, up_to] of the owner's box others wrote: of each author the newest that he
// still has, in his own box's ids.
std::vector<GroupCopy> newest_copies_of_authors(Transaction&, UserId owner, PeerId chat, MessageId above,
                                                MessageId up_to);

// Who has read a message of a group, or of a supergroup by its id: `user` read up to `number` at `date`.
// Forgets those before `keep_from`.
void insert_group_read(Transaction&, PeerId chat, UserId user, std::int32_t number, std::int32_t date,
                       std::int32_t keep_from);
struct GroupReader {
  UserId user = 0;
  std::int32_t date = 0;
};
std::vector<GroupReader> group_readers(Transaction&, PeerId chat, std::int32_t number);

void insert_unread_mention(Transaction&, UserId owner, PeerId peer, MessageId id);
bool delete_unread_mention(Transaction&, UserId owner, PeerId peer, MessageId id);
std::vector<MessageId> unread_mentions(Transaction&, UserId owner, PeerId peer, int limit);  // newest first
std::int32_t count_unread_mentions(Transaction&, UserId owner, PeerId peer);

}  // namespace botschaft::store
