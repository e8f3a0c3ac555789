#pragma once
// What handlers may use beside their transaction. Everything here is safe from any thread.
#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/error.h"
#include "base/ids.h"
#include "base/random.h"

namespace botschaft::blob {
class Blobs;
class Pins;
class Uploads;
}  // namespace botschaft::blob
namespace botschaft::media {
class FileReader;
}  // namespace botschaft::media
namespace botschaft::store {
class Store;
class Transaction;
}  // namespace botschaft::store
namespace botschaft::updates {
class Presence;
class PostViews;
}  // namespace botschaft::updates
namespace botschaft::domain {
class CodeDelivery;
class MessageCounts;
struct AccountPolicy;
}  // namespace botschaft::domain

namespace botschaft::rpc {

class ChannelOnlines;

// Where clients reach this server; help.getConfig and the well-known file are made of it.
struct PublicAddress {
  std::string name = "Botschaft";  // shown to people
  std::string host;                // IP address as clients should dial it
  std::uint16_t port = 0;
  std::string base_url;  // "http://127.0.0.1:8080", for links
};

// auth.bindTempAuthKey as the envelope layer checks it; `server` implements it over mtproto.
struct TempKeyBinding {
  AuthKeyId temp_key;
  SessionId session;
  std::int64_t msg_id;
  AuthKeyId perm_key;
  std::int64_t nonce;
  std::int32_t expires_at;
  std::string encrypted_message;
};

// The bytes of files. Null in tests that have none.
struct FileServices {
  blob::Uploads* uploads = nullptr;
  blob::Blobs* blobs = nullptr;
  blob::Pins* pins = nullptr;
  media::FileReader* reader = nullptr;
  std::array<std::uint8_t, 32> key = {};  // HMAC key of access hashes and references (rpc/files/reference.h)
  std::int64_t person_bytes = 0;          // what the files of one person may take; 0: as much as there is
  std::int32_t parts_max = 8'000;         // of one upload, for clients to know
  std::int32_t reference_period_s = 12 * 3600;  // of rpc/files/reference.h
};

struct Services {
  const Clock& clock;
  Random& random;
  std::array<std::uint8_t, 32> access_hash_key;  // HMAC key of per-viewer access hashes
  PublicAddress address;
  updates::Presence* presence = nullptr;            // who is online now
  ChannelOnlines* channel_onlines = nullptr;        // how many members are
  updates::PostViews* post_views = nullptr;         // views of posts that wait to be written
  domain::MessageCounts* message_counts = nullptr;  // without it they are counted each time
  domain::CodeDelivery* code_delivery = nullptr;
  const domain::AccountPolicy* account_policy = nullptr;  // sign-up policy, code limits
  std::function<Result<void>(store::Transaction&, const TempKeyBinding&)> bind_temp_key;
  FileServices files = {};
  bool link_previews = false;  // somebody fetches the pages that messages link to
};

}  // namespace botschaft::rpc
