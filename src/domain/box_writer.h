#pragma once
// How a command writes to event logs: every append is told once per owner when the command is over.
#include <map>
#include <span>

#include "base/bytes.h"
#include "domain/events.h"
#include "domain/notices.h"
#include "store/transaction.h"

namespace botschaft::domain {

// Who commands. `session` learns of the events in its own box from the reply, so it gets no push of them;
// leave it empty where the reply does not tell them.
struct Actor {
  UserId user = 0;
  std::int32_t now = 0;
  SessionKey session = {};
};

class BoxWriter {
 public:
  BoxWriter(store::Transaction& tx, const Actor& actor) : tx_(tx), actor_(actor) {}
  BoxWriter(store::Transaction&, Actor&&) = delete;  // the actor must outlive it
  BoxWriter(const BoxWriter&) = delete;
  BoxWriter& operator=(const BoxWriter&) = delete;
  ~BoxWriter();  // hands one BoxNotice per touched owner to the transaction

  // Returns the pts of the event, which is also the message id if it is a new message.
  std::int32_t append(UserId owner, EventKind kind, PeerId peer = {}, std::int64_t arg = 0,
                      ByteView data = {});

  // The same for kinds whose data is a list of message ids; one event per hundred.
  void append_ids(UserId owner, EventKind kind, PeerId peer, std::span<const MessageId> ids,
                  std::int64_t arg = 0);

 private:
  store::Transaction& tx_;
  const Actor& actor_;
  struct Appended {
    std::int32_t first;
    std::int32_t last;
  };
  std::map<UserId, Appended> appended_;
};

// The ids in the data of such an event.
std::vector<MessageId> event_ids(ByteView data);

}  // namespace botschaft::domain
