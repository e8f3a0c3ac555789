#pragma once
// Message identifiers: unix time in 2^-32 seconds, whose two lowest bits tell who sent the message.
// core.telegram.org/mtproto/description, "Message Identifier (msg_id)".
#include <cstdint>
#include <optional>

namespace botschaft::mtproto {

// error_code of bad_msg_notification and bad_server_salt; service_messages_about_messages, "Notice of Ignored
// Error Message".
enum class BadMsg : std::int32_t {
  kMsgIdTooLow = 16,
  kMsgIdTooHigh = 17,
  kMsgIdBits = 18,
  kContainerIdUsed = 19,
  kMsgIdTooOld = 20,
  kSeqnoTooLow = 32,
  kSeqnoTooHigh = 33,
  kSeqnoNotEven = 34,
  kSeqnoNotOdd = 35,
  kServerSalt = 48,
  kContainer = 64,
};

// A client's message is refused when its id is older than 300 s or more than 30 s ahead.
inline constexpr std::int64_t kMsgIdPast_s = 300;
inline constexpr std::int64_t kMsgIdFuture_s = 30;

// The first id of that microsecond; the two lowest bits are 0.
std::int64_t msg_id_at(std::int64_t unix_us);
constexpr std::int64_t seconds_of(std::int64_t msg_id) {
  return msg_id >> 32;
}

// What is wrong with the id of a client's message that came by itself or as a container.
std::optional<BadMsg> check_client_msg_id(std::int64_t msg_id, std::int64_t unix_us);

constexpr bool is_client_msg_id(std::int64_t msg_id) {
  return (msg_id & 3) == 0;
}
constexpr bool is_content_related(std::int32_t seqno) {
  return (seqno & 1) != 0;
}

// Ids of the server's messages in one session: they only grow, whatever the wall clock does.
class ServerMsgIds {
 public:
  enum class Kind : std::uint8_t { kAnswer = 1, kNotice = 3 };  // residue modulo 4

  std::int64_t next(std::int64_t unix_us, Kind kind);

 private:
  std::int64_t last_ = 0;
};

}  // namespace botschaft::mtproto
