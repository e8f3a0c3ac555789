#pragma once
// What a method handler knows of its caller and of the world. Handlers are plain synchronous functions
//   Result<R> handle(Context&, store::Transaction&, const tl::messages_sendMessage&);
// one for every line of schema/methods.toml (rpc/handler.h).
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "base/ids.h"
#include "base/random.h"
#include "domain/notices.h"
#include "rpc/services.h"
#include "store/auth_keys.h"

namespace botschaft::rpc {

// What invokeWithLayer and initConnection told, kept with the auth key.
using ClientInfo = store::ClientRow;

// Who asks. A value: the handler may run on another thread than the connection's.
struct Caller {
  AuthKeyId auth_key = 0;  // the permanent key, also where a bound temporary one was used
  AuthKeyId temp_key = 0;  // the temporary key in use, or 0
  SessionId session = 0;
  std::int64_t msg_id = 0;  // of the request
  UserId user = 0;          // 0: not signed in
  std::int32_t layer = 0;
  std::int32_t dc = 0;        // as the client named it in the key exchange: 1..5, +10000 test, negative media
  bool wants_updates = true;  // false inside invokeWithoutUpdates
  ClientInfo client;
  std::string ip;  // text form, for the sessions list and rate limits

  // Names this device in notices, so that it is told by its reply and not by a push.
  SessionKey session_key() const { return {temp_key != 0 ? temp_key : auth_key, session}; }
};

struct Prepared;

struct Context {
  const Caller& caller;
  const Services& services;
  std::int32_t now;              // unix seconds, one value for the whole request
  std::uint32_t request_id = 0;  // the method's id as sent: an older line of it may expect an older result

  // Set by updates.getState and getDifference (in a final difference): with this reply the session knows
  // every event up to here, and from now on it is pushed what follows.
  std::int32_t told_pts = 0;

  // Of a request that names uploads (rpc/prepared.h); null where it names none, and while it is prepared.
  const Prepared* prepared = nullptr;

  UserId self() const { return caller.user; }
};

}  // namespace botschaft::rpc
