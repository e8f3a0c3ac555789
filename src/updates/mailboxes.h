#pragma once
// Every owner's mailbox, spread over the shards of an executor: owner -> hash(owner) % shards.
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "updates/mailbox.h"
#include "updates/surroundings.h"

namespace botschaft::updates {

// All functions may be called from any thread; what they cause happens on the owner's shard, in the order of
// the calls. The three surroundings outlive the object, and no function runs on the executor after its end.
class Mailboxes {
 public:
  Mailboxes(Executor& executor, Renderer& renderer, SessionSink& sink);
  ~Mailboxes();

  // A session of a signed-in owner. Call it before the state of its first getState or getDifference is read
  // from the store: an event committed in between would not be noticed otherwise.
  void join(UserId owner, const Device& device);
  void leave(UserId owner, const SessionKey& session);

  // See Mailbox.
  void told(UserId owner, const SessionKey& session, std::int32_t pts);
  void lost(UserId owner, const SessionKey& session);

  // For Store::on_notices. False: not a notice for mailboxes.
  bool deliver(const store::Notice& notice);

  // Something that is not durable, to the owner's devices that listen; not to those under the key `except`.
  // `encode` is called on the owner's shard, with a device's layer.
  using Encode = std::function<SharedBytes(std::int32_t layer)>;
  void tell(UserId owner, Encode encode, AuthKeyId except = 0);

  // Tells the viewers who are online that `user` came or went.
  void tell_status(const std::vector<UserId>& viewers, UserId user, const Status& status);

 private:
  struct Shard {
    std::unordered_map<UserId, Mailbox> boxes;
  };

  template <class F>
  void post(UserId owner, F with_box);  // runs it with the owner's mailbox, if he has one
  std::size_t shard_of(UserId owner) const;
  void pump(UserId owner, Mailbox& box);
  void rendered(UserId owner, Mailbox& box, const Result<Renderer::ByLayer>& result);
  void tell_too_long(const std::vector<Device>& devices);

  Executor& executor_;
  Renderer& renderer_;
  SessionSink& sink_;
  std::vector<Shard> shards_;  // each touched on its shard alone
};

}  // namespace botschaft::updates
