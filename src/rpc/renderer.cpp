#include "rpc/renderer.h"

#include "rpc/encoded.h"
#include "rpc/views/events.h"

namespace botschaft::rpc {
void UpdateRenderer::render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) {
  auto result = std::make_shared<ByLayer>();
  const auto command = [this, range, layers, result](store::Transaction& tx) -> Result<void> {
    const Viewer viewer{range.owner, services_.clock.unix_seconds(), services_};
    const auto updates = updates_since(viewer, tx, range.after, range.up_to);
    result->clear();
    for (const auto layer : layers) {
      TRY_ASSIGN(auto bytes, encoded(*updates, layer));
      result->emplace_back(layer, std::move(bytes));
    }
    return {};
  };
  store_.read(command, [result, rendered = std::move(rendered)](Result<void> done) {
    rendered(done ? Result<ByLayer>(std::move(*result)) : std::unexpected(done.error()));
  });
}

updates::SharedBytes UpdateRenderer::too_long(std::int32_t layer) {
  auto bytes = encoded(*tl::make<tl::updatesTooLong>(), layer);
  return bytes ? *bytes : nullptr;
}

updates::SharedBytes UpdateRenderer::typing(const domain::TypingNotice& notice, std::int32_t layer) {
  if (notice.group.is_chat()) {
    auto in_group = tl::make<tl::updateChatUserTyping>();
    in_group->chat_id = notice.group.bare();
    in_group->from_id = peer_view(PeerId::user(notice.from));
    in_group->action = action_of(notice.action);
    return short_update(std::move(in_group), services_.clock.unix_seconds(), layer);
  }
  auto update = tl::make<tl::updateUserTyping>();
  update->user_id = notice.from;
  update->action = action_of(notice.action);
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

// Clients show it with two buttons: "it was me" confirms the device, the other ends it.
updates::SharedBytes UpdateRenderer::new_authorization(const domain::NewAuthorizationNotice& notice,
                                                       std::int32_t layer) {
  auto update = tl::make<tl::updateNewAuthorization>();
  update->unconfirmed = true;
  update->hash = notice.hash;
  update->date = notice.date;
  update->device = notice.device;
  update->location = "";
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

updates::SharedBytes UpdateRenderer::status(UserId user, const updates::Status& status, std::int32_t layer) {
  auto update = tl::make<tl::updateUserStatus>();
  update->user_id = user;
  update->status =
      status_view({.kind = status.online ? domain::LastSeen::Kind::online : domain::LastSeen::Kind::offline,
                   .at = status.time});
  return short_update(std::move(update), services_.clock.unix_seconds(), layer);
}

}  // namespace botschaft::rpc
