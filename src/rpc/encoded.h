#pragma once
// Updates as the bytes that sessions share.
#include "tl/api.h"
#include "updates/surroundings.h"

namespace botschaft::rpc {

Result<updates::SharedBytes> encoded(const tl::Object& updates, std::int32_t layer);

// Null where the layer has no word for it: such an update is not durable, and nobody misses it.
updates::SharedBytes short_update(tl::Box<tl::Update> update, std::int32_t now, std::int32_t layer);

// A notice of typing keeps only which action it was. What an action has beside (progress) is left at its
// default; one that cannot do without counts as typing.
tl::Box<tl::SendMessageAction> action_of(std::uint32_t constructor);

}  // namespace botschaft::rpc
