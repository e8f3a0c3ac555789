#include "domain/messages/service_account.h"

#include "store/dialogs.h"
#include "store/messages.h"
#include "store/users.h"

namespace botschaft::domain {

MessageId say_to(store::Transaction& tx, UserId user, std::string_view text, std::int32_t now) {
  const Actor service{.user = store::kServiceUser, .now = now, .session = {}};
  BoxWriter boxes(tx, service);
  const auto peer = PeerId::user(store::kServiceUser);
  const auto id = boxes.append(user, EventKind::message, peer);
  store::insert_message(
      tx, {.owner = user,
           .peer = peer,
           .id = id,
           .date = now,
           .has_body = true,
           .body = {.text = std::string(text), .entities = {}, .edit_date = std::nullopt, .extra = {}}});
  store::raise_dialog(tx, user, peer, id, now, true);
  return id;
}

}  // namespace botschaft::domain
