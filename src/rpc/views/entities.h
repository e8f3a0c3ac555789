#pragma once
// Styled text between TL and domain.
#include <optional>

#include "domain/messages/entities.h"
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::rpc {

using TlEntities = std::optional<tl::Vec<tl::Box<tl::MessageEntity>>>;

// Nothing where there are none.
TlEntities entities_view(const std::vector<domain::Entity>& entities);

// Kinds that a client may send but nobody shows are dropped. ENTITY_MENTION_USER_INVALID.
Result<std::vector<domain::Entity>> entities_of(const Context& context, store::Transaction& tx,
                                                const TlEntities& entities);
Result<std::vector<domain::Entity>> entities_of(const Context& context, store::Transaction& tx,
                                                const tl::Vec<tl::Box<tl::MessageEntity>>& entities);

}  // namespace botschaft::rpc
