#pragma once
// Links by which people join a group, who came by them, and who waits to be let in.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/transaction.h"

namespace botschaft::store {

// Stored numbers: never reuse one.
enum ChatInviteFlag : std::uint32_t {
  kInviteRevoked = 1,
  kInvitePermanent = 2,      // the one link that each admin always has
  kInviteRequestNeeded = 4,  // an admin lets in who comes by it
};

struct ChatInviteRow {
  std::string hash = {};  // what follows the + in the link
  PeerId peer = {};
  UserId admin = 0;
  std::string title = {};
  std::int32_t created_at = 0;
  std::int32_t expires_at = 0;   // 0: never
  std::int32_t usage_limit = 0;  // 0: none
  std::int32_t usages = 0;
  std::uint32_t flags = 0;

  bool is(ChatInviteFlag flag) const { return (flags & flag) != 0; }
};

std::optional<ChatInviteRow> find_chat_invite(Transaction&, std::string_view hash);
void put_chat_invite(Transaction&, const ChatInviteRow& row);             // inserts or overwrites
void delete_chat_invite(Transaction&, std::string_view hash);             // and who came by it
void move_chat_invites(Transaction&, PeerId from, PeerId to);             // and who waits
std::vector<ChatInviteRow> list_chat_invites(Transaction&, PeerId peer);  // newest first

struct ChatInviteUse {
  UserId user = 0;
  std::int32_t date = 0;
  UserId approved_by = 0;
};
void put_chat_invite_use(Transaction&, std::string_view hash, const ChatInviteUse& use);
std::int32_t count_chat_invite_uses(Transaction&, std::string_view hash);

struct JoinRequestRow {
  PeerId peer = {};
  UserId user = 0;
  std::string hash = {};
  std::int32_t date = 0;
};
std::optional<JoinRequestRow> find_join_request(Transaction&, PeerId peer, UserId user);
void put_join_request(Transaction&, const JoinRequestRow& row);
void delete_join_request(Transaction&, PeerId peer, UserId user);

// Newest first, of those who came at the same time by user id; after the one named, 0: from the newest.
struct JoinerPage {
  std::optional<std::string> hash = {};  // who came by this link
  std::int32_t date = 0;
  UserId user = 0;
  int limit = 0;
};
std::vector<JoinRequestRow> list_join_requests(Transaction&, PeerId peer, const JoinerPage& page);
std::int32_t count_join_requests(Transaction&, PeerId peer, const std::optional<std::string>& hash = {});
std::vector<ChatInviteUse> list_chat_invite_uses(Transaction&, const JoinerPage& page);  // of a link

// Links, who came by them, and who waits: the chat is no more.
void delete_doors_of(Transaction&, PeerId peer);

}  // namespace botschaft::store
