#include "domain/messages/blob.h"
#include "domain/messages/entities.h"

#include <algorithm>

namespace botschaft::domain {
namespace {

bool has_text(EntityType type) {
  return type == EntityType::text_url || type == EntityType::pre;
}

bool has_value(EntityType type) {
  return type == EntityType::mention_name || type == EntityType::custom_emoji ||
         type == EntityType::blockquote;
}

}  // namespace

Bytes encode_entities(const std::vector<Entity>& entities) {
  BlobWriter out;
  for (const auto& e : entities) {
    out.number(static_cast<std::uint64_t>(e.type));
    out.number(static_cast<std::uint64_t>(e.offset));
    out.number(static_cast<std::uint64_t>(e.length));
    if (has_text(e.type)) out.text(e.text);
    if (has_value(e.type)) out.signed_number(e.value);
  }
  return out.take();
}

std::vector<Entity> decode_entities(ByteView blob) {
  std::vector<Entity> entities;
  BlobReader in(blob);
  while (!in.at_end()) {
    Entity e{.type = static_cast<EntityType>(in.number()), .offset = in.int32(), .length = in.int32()};
    if (has_text(e.type)) e.text = in.text();
    if (has_value(e.type)) e.value = in.signed_number();
    if (!in.ok()) break;
    entities.push_back(std::move(e));
  }
  return entities;
}

bool has_link(const std::vector<Entity>& entities) {
  return std::ranges::any_of(entities, [](const Entity& e) {
    return e.type == EntityType::url || e.type == EntityType::text_url || e.type == EntityType::email;
  });
}

}  // namespace botschaft::domain
