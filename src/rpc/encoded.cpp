#include "rpc/encoded.h"

#include "tl/codec.h"
#include "tl/table.h"

namespace botschaft::rpc {

Result<updates::SharedBytes> encoded(const tl::Object& updates, std::int32_t layer) {
  TRY_ASSIGN(auto bytes, tl::to_bytes(updates, tl::Layer(layer)));
  return std::make_shared<const Bytes>(std::move(bytes));
}

updates::SharedBytes short_update(tl::Box<tl::Update> update, std::int32_t now, std::int32_t layer) {
  auto box = tl::make<tl::updateShort>();
  box->update = std::move(update);
  box->date = now;
  if (!tl::expressible(*box, tl::Layer(layer))) return nullptr;
  auto bytes = encoded(*box, layer);
  return bytes ? *bytes : nullptr;
}

tl::Box<tl::SendMessageAction> action_of(std::uint32_t constructor) {
  const auto* shape = tl::find_shape(constructor);
  if (shape != nullptr && shape->union_ == tl::SendMessageAction::kUnion) {
    tl::Box<tl::SendMessageAction> action;
    static_cast<tl::AnyBox&>(action) = tl::AnyBox(tl::new_object(shape->index));
    if (tl::encoded_size(*action.get())) return action;
  }
  return tl::make<tl::sendMessageTypingAction>();
}

}  // namespace botschaft::rpc
