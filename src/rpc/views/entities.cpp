#include "rpc/views/entities.h"

#include "rpc/access.h"

namespace botschaft::rpc {
namespace {

using domain::Entity;
using domain::EntityType;

template <class T>
tl::Ptr<T> plain(const Entity& e) {
  auto view = tl::make<T>();
  view->offset = e.offset;
  view->length = e.length;
  return view;
}

tl::Box<tl::MessageEntity> entity_view(const Entity& e) {
  switch (e.type) {
    case EntityType::mention:
      return plain<tl::messageEntityMention>(e);
    case EntityType::hashtag:
      return plain<tl::messageEntityHashtag>(e);
    case EntityType::bot_command:
      return plain<tl::messageEntityBotCommand>(e);
    case EntityType::url:
      return plain<tl::messageEntityUrl>(e);
    case EntityType::email:
      return plain<tl::messageEntityEmail>(e);
    case EntityType::bold:
      return plain<tl::messageEntityBold>(e);
    case EntityType::italic:
      return plain<tl::messageEntityItalic>(e);
    case EntityType::code:
      return plain<tl::messageEntityCode>(e);
    case EntityType::phone:
      return plain<tl::messageEntityPhone>(e);
    case EntityType::cashtag:
      return plain<tl::messageEntityCashtag>(e);
    case EntityType::underline:
      return plain<tl::messageEntityUnderline>(e);
    case EntityType::strike:
      return plain<tl::messageEntityStrike>(e);
    case EntityType::spoiler:
      return plain<tl::messageEntitySpoiler>(e);
    case EntityType::pre: {
      auto view = plain<tl::messageEntityPre>(e);
      view->language = e.text;
      return view;
    }
    case EntityType::text_url: {
      auto view = plain<tl::messageEntityTextUrl>(e);
      view->url = e.text;
      return view;
    }
    case EntityType::mention_name: {
      auto view = plain<tl::messageEntityMentionName>(e);
      view->user_id = e.value;
      return view;
    }
    case EntityType::custom_emoji: {
      auto view = plain<tl::messageEntityCustomEmoji>(e);
      view->document_id = e.value;
      return view;
    }
    case EntityType::blockquote: {
      auto view = plain<tl::messageEntityBlockquote>(e);
      view->collapsed = e.value != 0;
      return view;
    }
  }
  return tl::Box<tl::MessageEntity>(plain<tl::messageEntityUnknown>(e));
}

template <class T>
std::optional<Entity> plain_of(const tl::Box<tl::MessageEntity>& box, EntityType type) {
  const auto* e = box.as<T>();
  if (e == nullptr) return std::nullopt;
  return Entity{.type = type, .offset = e->offset, .length = e->length};
}

// The kinds that are an offset and a length.
std::optional<Entity> simple_entity(const tl::Box<tl::MessageEntity>& box) {
  switch (box.index()) {
    case tl::messageEntityMention::kIndex:
      return plain_of<tl::messageEntityMention>(box, EntityType::mention);
    case tl::messageEntityHashtag::kIndex:
      return plain_of<tl::messageEntityHashtag>(box, EntityType::hashtag);
    case tl::messageEntityBotCommand::kIndex:
      return plain_of<tl::messageEntityBotCommand>(box, EntityType::bot_command);
    case tl::messageEntityUrl::kIndex:
      return plain_of<tl::messageEntityUrl>(box, EntityType::url);
    case tl::messageEntityEmail::kIndex:
      return plain_of<tl::messageEntityEmail>(box, EntityType::email);
    case tl::messageEntityBold::kIndex:
      return plain_of<tl::messageEntityBold>(box, EntityType::bold);
    case tl::messageEntityItalic::kIndex:
      return plain_of<tl::messageEntityItalic>(box, EntityType::italic);
    case tl::messageEntityCode::kIndex:
      return plain_of<tl::messageEntityCode>(box, EntityType::code);
    case tl::messageEntityPhone::kIndex:
      return plain_of<tl::messageEntityPhone>(box, EntityType::phone);
    case tl::messageEntityCashtag::kIndex:
      return plain_of<tl::messageEntityCashtag>(box, EntityType::cashtag);
    case tl::messageEntityUnderline::kIndex:
      return plain_of<tl::messageEntityUnderline>(box, EntityType::underline);
    case tl::messageEntityStrike::kIndex:
      return plain_of<tl::messageEntityStrike>(box, EntityType::strike);
    case tl::messageEntitySpoiler::kIndex:
      return plain_of<tl::messageEntitySpoiler>(box, EntityType::spoiler);
    default:
      return std::nullopt;
  }
}

// The kinds that say more.
Result<std::optional<Entity>> entity_of(const Context& context, store::Transaction& tx,
                                        const tl::Box<tl::MessageEntity>& box) {
  if (const auto* e = box.as<tl::messageEntityPre>()) {
    return Entity{.type = EntityType::pre, .offset = e->offset, .length = e->length, .text = e->language};
  }
  if (const auto* e = box.as<tl::messageEntityTextUrl>()) {
    return Entity{.type = EntityType::text_url, .offset = e->offset, .length = e->length, .text = e->url};
  }
  if (const auto* e = box.as<tl::inputMessageEntityMentionName>()) {
    TRY_ASSIGN(const auto user, access_user(context, tx, e->user_id, Err::ENTITY_MENTION_USER_INVALID));
    return Entity{
        .type = EntityType::mention_name, .offset = e->offset, .length = e->length, .value = user.id};
  }
  if (const auto* e = box.as<tl::messageEntityCustomEmoji>()) {
    return Entity{
        .type = EntityType::custom_emoji, .offset = e->offset, .length = e->length, .value = e->document_id};
  }
  if (const auto* e = box.as<tl::messageEntityBlockquote>()) {
    return Entity{
        .type = EntityType::blockquote, .offset = e->offset, .length = e->length, .value = e->collapsed};
  }
  return simple_entity(box);
}

}  // namespace

TlEntities entities_view(const std::vector<Entity>& entities) {
  if (entities.empty()) return std::nullopt;
  tl::Vec<tl::Box<tl::MessageEntity>> views;
  views.reserve(entities.size());
  for (const auto& e : entities) views.push_back(entity_view(e));
  return views;
}

Result<std::vector<Entity>> entities_of(const Context& context, store::Transaction& tx,
                                        const TlEntities& entities) {
  if (!entities) return std::vector<Entity>();
  return entities_of(context, tx, *entities);
}

Result<std::vector<Entity>> entities_of(const Context& context, store::Transaction& tx,
                                        const tl::Vec<tl::Box<tl::MessageEntity>>& entities) {
  std::vector<Entity> out;
  for (const auto& box : entities) {
    TRY_ASSIGN(auto entity, entity_of(context, tx, box));
    if (entity) out.push_back(*std::move(entity));
    if (out.size() > domain::kEntitiesMax) break;
  }
  return out;
}

}  // namespace botschaft::rpc
