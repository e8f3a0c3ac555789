#include "domain/messages/mentions.h"

#include "domain/messages/entities.h"
#include "domain/messages/unicode.h"
#include "store/users.h"

namespace botschaft::domain {

std::set<UserId> named_in(store::Transaction& tx, const store::MessageBody& body) {
  std::set<UserId> users;
  for (const auto& entity : decode_entities(body.entities)) {
    if (entity.type == EntityType::mention_name) users.insert(entity.value);
    if (entity.type != EntityType::mention) continue;
    const auto name = utf16_substring(body.text, entity.offset, entity.length);
    if (!name || name->size() < 2) continue;
    const auto peer = store::find_peer_by_username(tx, name->substr(1));  // without the @
    if (peer && peer->is_user()) users.insert(peer->value);
  }
  return users;
}

}  // namespace botschaft::domain
