#include "rpc/renderer.h"

#include "rpc/views/events.h"
#include "tl/codec.h"
#include "tl/table.h"

namespace botschaft::rpc {
namespace {

// Every session speaks the one layer there is a table for so far, so one encoding serves all.
Result<updates::SharedBytes> encoded(const tl::Object& updates) {
  TRY_ASSIGN(auto bytes, tl::to_bytes(updates));
  return std::make_shared<const Bytes>(std::move(bytes));
}

updates::SharedBytes short_update(tl::Box<tl::Update> update, std::int32_t now) {
  auto box = tl::make<tl::updateShort>();
  box->update = std::move(update);
  box->date = now;
  auto bytes = encoded(*box);
  return bytes ? *bytes : nullptr;
}

// The notice keeps only which action it was. What an action has beside (progress) is left at its default; one
// that cannot do without counts as typing.
tl::Box<tl::SendMessageAction> action_of(std::uint32_t constructor) {
  const auto* shape = tl::Layer().by_id(constructor);
  if (shape != nullptr && shape->union_ == tl::SendMessageAction::kUnion) {
    tl::Box<tl::SendMessageAction> action;
    static_cast<tl::AnyBox&>(action) = tl::AnyBox(tl::new_object(shape->index));
    if (tl::encoded_size(*action.get())) return action;
  }
  return tl::make<tl::sendMessageTypingAction>();
}

}  // namespace

void UpdateRenderer::render(const Range& range, const std::vector<std::int32_t>& layers, Rendered rendered) {
  auto result = std::make_shared<ByLayer>();
  const auto command = [this, range, layers, result](store::Transaction& tx) -> Result<void> {
    const Viewer viewer{range.owner, services_.clock.unix_seconds(), services_};
    const auto updates = updates_since(viewer, tx, range.after, range.up_to);
    TRY_ASSIGN(const auto bytes, encoded(*updates));
    result->clear();
    for (const auto layer : layers) result->emplace_back(layer, bytes);
    return {};
  };
  store_.read(command, [result, rendered = std::move(rendered)](Result<void> done) {
    rendered(done ? Result<ByLayer>(std::move(*result)) : std::unexpected(done.error()));
  });
}

updates::SharedBytes UpdateRenderer::too_long(std::int32_t) {
  auto bytes = encoded(*tl::make<tl::updatesTooLong>());
  return bytes ? *bytes : nullptr;
}

updates::SharedBytes UpdateRenderer::typing(const domain::TypingNotice& notice, std::int32_t) {
  auto update = tl::make<tl::updateUserTyping>();
  update->user_id = notice.from;
  update->action = action_of(notice.action);
  return short_update(std::move(update), services_.clock.unix_seconds());
}

// Clients show it with two buttons: "it was me" confirms the device, the other ends it.
updates::SharedBytes UpdateRenderer::new_authorization(const domain::NewAuthorizationNotice& notice,
                                                       std::int32_t) {
  auto update = tl::make<tl::updateNewAuthorization>();
  update->unconfirmed = true;
  update->hash = notice.hash;
  update->date = notice.date;
  update->device = notice.device;
  update->location = "";
  return short_update(std::move(update), services_.clock.unix_seconds());
}

updates::SharedBytes UpdateRenderer::status(UserId user, const updates::Status& status, std::int32_t) {
  auto update = tl::make<tl::updateUserStatus>();
  update->user_id = user;
  update->status =
      status_view({.kind = status.online ? domain::LastSeen::Kind::online : domain::LastSeen::Kind::offline,
                   .at = status.time});
  return short_update(std::move(update), services_.clock.unix_seconds());
}

}  // namespace botschaft::rpc
