// The address book: get, import, add, delete.
#include "domain/contacts.h"

#include "rpc/access.h"
#include "rpc/handler.h"
#include "rpc/list_hash.h"
#include "rpc/views/peer_settings.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kMaxDeleted = 1000;

tl::Box<tl::Contact> contact_view(UserId user, bool mutual) {
  auto view = tl::make<tl::contact>();
  view->user_id = user;
  view->mutual = mutual;
  return view;
}

// The change as the caller sees it at once; the events behind it reach all devices.
tl::Box<tl::Updates> changed_people(const Context& context, store::Transaction& tx,
                                    std::span<const UserId> users) {
  auto reply = tl::make<tl::updates>();
  reply->date = context.now;
  for (const UserId user : users) {
    auto update = tl::make<tl::updatePeerSettings>();
    update->peer = peer_view(PeerId::user(user));
    update->settings = peer_settings_view(viewer_of(context), tx, PeerId::user(user));
    reply->updates.push_back(std::move(update));
  }
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

// Saved count first, then the ids in their order: core.telegram.org/method/contacts.getContacts.
std::int64_t contacts_hash(std::int64_t saved, const std::vector<store::ContactRow>& rows) {
  std::vector<std::int64_t> numbers{saved};
  for (const auto& row : rows) numbers.push_back(row.user);
  return list_hash(numbers);
}

}  // namespace

Result<tl::Box<tl::contacts_Contacts>> handle(Context& context, store::Transaction& tx,
                                              const tl::contacts_getContacts& request) {
  const auto rows = store::list_contacts(tx, context.self());
  const auto saved =
      static_cast<std::int64_t>(rows.size()) + store::count_imported_phones(tx, context.self());
  if (not_modified(request.hash, contacts_hash(saved, rows)))
    return tl::make<tl::contacts_contactsNotModified>();
  auto reply = tl::make<tl::contacts_contacts>();
  std::vector<UserId> users;
  for (const auto& row : rows) {
    reply->contacts.push_back(contact_view(row.user, row.mutual));
    users.push_back(row.user);
  }
  reply->saved_count = static_cast<std::int32_t>(saved);
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

Result<tl::Vec<std::int32_t>> handle(Context& context, store::Transaction& tx,
                                     const tl::contacts_getContactIDs&) {
  tl::Vec<std::int32_t> ids;
  // The result is of 32-bit ids, which is why clients have left this method; larger ids have no place in it.
  for (const auto& row : store::list_contacts(tx, context.self())) {
    if (row.user <= INT32_MAX) ids.push_back(static_cast<std::int32_t>(row.user));
  }
  return ids;
}

Result<tl::Box<tl::contacts_ImportedContacts>> handle(Context& context, store::Transaction& tx,
                                                      const tl::contacts_importContacts& request) {
  std::vector<domain::PhoneEntry> entries;
  for (const auto& input : request.contacts) {
    if (const auto* entry = input.as<tl::inputPhoneContact>()) {
      entries.push_back({entry->client_id, entry->phone, {entry->first_name, entry->last_name}});
    }
  }
  const auto result = domain::import_contacts(tx, context.self(), entries, context.now);
  auto reply = tl::make<tl::contacts_importedContacts>();
  std::vector<UserId> users;
  for (const auto& [user, client_id] : result.imported) {
    auto imported = tl::make<tl::importedContact>();
    imported->user_id = user;
    imported->client_id = client_id;
    reply->imported.push_back(std::move(imported));
    users.push_back(user);
  }
  reply->retry_contacts = result.retry;
  reply->users = user_views(viewer_of(context), tx, users);
  return reply;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::contacts_addContact& request) {
  TRY_ASSIGN(const auto user, access_user(context, tx, request.id, Err::CONTACT_ID_INVALID));
  TRY(domain::add_contact(tx, context.self(), user, {request.first_name, request.last_name}, request.phone,
                          request.add_phone_privacy_exception, context.now));
  if (const auto* note = request.note.as<tl::textWithEntities>()) {
    TRY(domain::set_contact_note(tx, context.self(), user.id, note->text));
  }
  return changed_people(context, tx, {{user.id}});
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::contacts_acceptContact& request) {
  TRY_ASSIGN(const auto user, access_user(context, tx, request.id, Err::CONTACT_ID_INVALID));
  TRY(domain::share_phone(tx, context.self(), user));
  return changed_people(context, tx, {{user.id}});
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_updateContactNote& request) {
  TRY_ASSIGN(const auto user, access_user(context, tx, request.id, Err::CONTACT_ID_INVALID));
  const auto* note = request.note.as<tl::textWithEntities>();
  TRY(domain::set_contact_note(tx, context.self(), user.id, note == nullptr ? "" : note->text));
  return true;
}

Result<tl::Box<tl::Updates>> handle(Context& context, store::Transaction& tx,
                                    const tl::contacts_deleteContacts& request) {
  if (request.id.size() > kMaxDeleted) return fail(Err::INPUT_REQUEST_INVALID);
  std::vector<UserId> users;
  for (const auto& input : request.id) {
    TRY_ASSIGN(const auto user, access_user(context, tx, input));
    users.push_back(user.id);
  }
  domain::delete_contacts(tx, context.self(), users);
  return changed_people(context, tx, users);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_deleteByPhones& request) {
  if (request.phones.size() > kMaxDeleted) return fail(Err::INPUT_REQUEST_INVALID);
  domain::delete_contacts_by_phone(tx, context.self(), request.phones);
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_editCloseFriends& request) {
  if (request.id.size() > domain::kMaxContacts) return fail(Err::INPUT_REQUEST_INVALID);
  domain::set_close_friends(tx, context.self(), request.id);
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::contacts_resetSaved&) {
  store::delete_imported_phones(tx, context.self());
  return true;
}

}  // namespace botschaft::rpc
