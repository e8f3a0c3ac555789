#pragma once
// Pushes: what mailboxes want to tell, as encoded Updates.
#include "rpc/services.h"
#include "store/store.h"
#include "updates/surroundings.h"

namespace botschaft::rpc {

// Reads on the store's reader threads; one object serves all shards.
class UpdateRenderer final : public updates::Renderer {
 public:
  // Both outlive the renderer and every answer it still owes.
  UpdateRenderer(store::Store& store, const Services& services) : store_(store), services_(services) {}

  void render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) override;
  updates::SharedBytes too_long(std::int32_t layer) override;
  updates::SharedBytes typing(const domain::TypingNotice& notice, std::int32_t layer) override;
  updates::SharedBytes new_authorization(const domain::NewAuthorizationNotice& notice,
                                         std::int32_t layer) override;
  updates::SharedBytes status(UserId user, const updates::Status& status, std::int32_t layer) override;

 private:
  store::Store& store_;
  const Services& services_;
};

}  // namespace botschaft::rpc
