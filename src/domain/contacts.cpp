#include "domain/contacts.h"

#include <set>

#include "domain/accounts/address.h"
#include "domain/accounts/privacy.h"
#include "domain/accounts/profile.h"
#include "domain/box.h"
#include "domain/messages/unicode.h"

namespace botschaft::domain {
namespace {

// Puts or renames, without telling anybody.
void write_contact(store::Transaction& tx, UserId owner, UserId user, const ContactName& name,
                   std::string_view phone, std::int32_t now) {
  auto row = store::find_contact(tx, owner, user).value_or(store::ContactRow{});
  row.user = user;
  row.first_name = name.first_name;
  row.last_name = name.last_name;
  if (!phone.empty()) row.phone = phone;
  row.added_at = row.added_at == 0 ? now : row.added_at;
  store::put_contact(tx, owner, row);
}

Result<ContactName> clean(const ContactName& name) {
  ContactName cleaned;
  TRY_ASSIGN(cleaned.first_name, clean_name(name.first_name, Err::CONTACT_NAME_EMPTY));
  TRY_ASSIGN(cleaned.last_name, clean_name(name.last_name, Err::CONTACT_NAME_EMPTY));
  if (cleaned.first_name.empty()) std::swap(cleaned.first_name, cleaned.last_name);
  if (cleaned.first_name.empty()) return fail(Err::CONTACT_NAME_EMPTY);
  return cleaned;
}

// Lets `viewer` see the owner's number, whatever the rules for others are.
void allow_phone(store::Transaction& tx, UserId owner, UserId viewer) {
  if (privacy_allows(tx, owner, PrivacyKey::phone_number, viewer)) return;
  auto rules = privacy_rules(tx, owner, PrivacyKey::phone_number);
  for (auto& rule : rules) {
    if (rule.rule == static_cast<std::int32_t>(PrivacyRule::disallow_users)) {
      std::erase(rule.peers, PeerId::user(viewer));
    }
  }
  for (auto& rule : rules) {
    if (rule.rule != static_cast<std::int32_t>(PrivacyRule::allow_users)) continue;
    if (rule.peers.size() < kMaxPrivacyPeers) rule.peers.push_back(PeerId::user(viewer));
    (void)set_privacy(tx, owner, PrivacyKey::phone_number, rules);
    return;
  }
  rules.insert(rules.begin(), {static_cast<std::int32_t>(PrivacyRule::allow_users), {PeerId::user(viewer)}});
  (void)set_privacy(tx, owner, PrivacyKey::phone_number, rules);
}

bool found_by_phone(store::Transaction& tx, const store::UserRow& user, UserId seeker) {
  return user.id == seeker || privacy_allows(tx, user.id, PrivacyKey::added_by_phone, seeker);
}

}  // namespace

Result<void> add_contact(store::Transaction& tx, UserId owner, const store::UserRow& contact,
                         const ContactName& name, std::string_view phone, bool share_phone,
                         std::int32_t now) {
  if (contact.id == owner || contact.deleted || contact.is_service()) return fail(Err::CONTACT_ID_INVALID);
  TRY_ASSIGN(const auto cleaned, clean(name));
  const bool room = store::is_contact(tx, owner, contact.id) ||
                    store::count_contacts(tx, owner) < static_cast<std::int64_t>(kMaxContacts);
  if (!room) return fail(Err::CONTACT_ID_INVALID);
  const auto known = normalize_phone(phone).value_or("");
  write_contact(tx, owner, contact.id, cleaned, known == contact.phone ? known : "", now);
  if (share_phone) allow_phone(tx, owner, contact.id);
  tell(tx, owner, EventKind::contacts_reset);
  tell(tx, owner, EventKind::peer_settings, PeerId::user(contact.id));
  return {};
}

Result<void> share_phone(store::Transaction& tx, UserId owner, const store::UserRow& contact) {
  if (!store::is_contact(tx, owner, contact.id)) return fail(Err::CONTACT_ID_INVALID);
  allow_phone(tx, owner, contact.id);
  tell(tx, owner, EventKind::peer_settings, PeerId::user(contact.id));
  return {};
}

Result<void> set_contact_note(store::Transaction& tx, UserId owner, UserId contact, std::string_view note) {
  auto row = store::find_contact(tx, owner, contact);
  if (!row) return fail(Err::CONTACT_ID_INVALID);
  const auto text = decode_utf8(note);
  if (!text) return fail(Err::CONTACT_ID_INVALID);
  row->note = note;
  for (std::size_t i = text->size(); row->note.size() > kMaxContactNote; --i) {
    row->note.resize(static_cast<std::size_t>(text->bytes[i - 1]));
  }
  store::put_contact(tx, owner, *row);
  tell(tx, owner, EventKind::user, PeerId::user(contact));
  return {};
}

ImportResult import_contacts(store::Transaction& tx, UserId owner, std::span<const PhoneEntry> entries,
                             std::int32_t now) {
  ImportResult result;
  auto known = store::count_contacts(tx, owner) + store::count_imported_phones(tx, owner);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& entry = entries[i];
    if (i >= kMaxContactsPerImport || known >= static_cast<std::int64_t>(kMaxContacts)) {
      result.retry.push_back(entry.client_id);
      continue;
    }
    const auto phone = normalize_phone(entry.phone);
    const auto name = clean(entry.name);
    if (!phone || !name) continue;
    ++known;
    const auto user = store::find_user_by_phone(tx, *phone);
    if (!user || !found_by_phone(tx, *user, owner)) {
      store::put_imported_phone(tx, {owner, *phone, name->first_name, name->last_name});
      continue;
    }
    if (user->id != owner) write_contact(tx, owner, user->id, *name, *phone, now);
    result.imported.push_back({user->id, entry.client_id});
  }
  if (!result.imported.empty()) tell(tx, owner, EventKind::contacts_reset);
  return result;
}

void set_close_friends(store::Transaction& tx, UserId owner, std::span<const UserId> users) {
  const std::set<UserId> wanted(users.begin(), users.end());
  for (const auto& contact : store::list_contacts(tx, owner)) {
    const bool close = wanted.contains(contact.user);
    if (contact.close_friend == close) continue;
    store::set_close_friend(tx, owner, contact.user, close);
    tell(tx, owner, EventKind::user, PeerId::user(contact.user));
  }
}

void delete_contacts(store::Transaction& tx, UserId owner, std::span<const UserId> users) {
  bool changed = false;
  for (const UserId user : users) {
    if (!store::delete_contact(tx, owner, user)) continue;
    changed = true;
    tell(tx, owner, EventKind::peer_settings, PeerId::user(user));
  }
  if (changed) tell(tx, owner, EventKind::contacts_reset);
}

void delete_contacts_by_phone(store::Transaction& tx, UserId owner, std::span<const std::string> phones) {
  std::vector<UserId> users;
  for (const auto& text : phones) {
    const auto phone = normalize_phone(text);
    if (!phone) continue;
    store::delete_imported_phone(tx, owner, *phone);
    if (const auto user = store::find_user_by_phone(tx, *phone)) users.push_back(user->id);
  }
  delete_contacts(tx, owner, users);
}

Result<void> block(store::Transaction& tx, UserId owner, PeerId peer, std::int32_t now) {
  if (peer == PeerId::user(owner) || peer == PeerId::user(store::kServiceUser))
    return fail(Err::CONTACT_ID_INVALID);
  if (store::block_peer(tx, owner, peer, now)) tell(tx, owner, EventKind::peer_blocked, peer);
  return {};
}

void unblock(store::Transaction& tx, UserId owner, PeerId peer) {
  if (store::unblock_peer(tx, owner, peer)) tell(tx, owner, EventKind::peer_blocked, peer);
}

void adopt_imported_phone(store::Transaction& tx, const store::UserRow& user, std::int32_t now) {
  for (const auto& waiting : store::take_imported_phones(tx, user.phone)) {
    if (waiting.owner == user.id || !found_by_phone(tx, user, waiting.owner)) continue;
    write_contact(tx, waiting.owner, user.id, {waiting.first_name, waiting.last_name}, user.phone, now);
    tell(tx, waiting.owner, EventKind::contacts_reset);
  }
}

}  // namespace botschaft::domain
