#pragma once
// Address books. Each change is an event of the owner, so that all the owner's devices agree.
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/contacts.h"
#include "store/users.h"

namespace botschaft::domain {

inline constexpr std::size_t kMaxContacts = 10'000;  // of one owner, waiting numbers included
inline constexpr std::size_t kMaxContactsPerImport = 500;

struct ContactName {
  std::string first_name;
  std::string last_name;
};

// CONTACT_NAME_EMPTY, CONTACT_ID_INVALID for oneself and for deleted accounts. `phone`: as the owner knows
// it; kept if it really is the contact's. `share_phone`: the contact may see the owner's number from now on.
Result<void> add_contact(store::Transaction& tx, UserId owner, const store::UserRow& contact,
                         const ContactName& name, std::string_view phone, bool share_phone, std::int32_t now);

// Lets somebody see the owner's number. CONTACT_ID_INVALID for those who are no contact.
Result<void> share_phone(store::Transaction& tx, UserId owner, const store::UserRow& contact);

inline constexpr std::size_t kMaxContactNote = 128;  // bytes

// CONTACT_ID_INVALID for those who are no contact; longer notes are cut.
Result<void> set_contact_note(store::Transaction& tx, UserId owner, UserId contact, std::string_view note);

struct PhoneEntry {
  std::int64_t client_id = 0;  // the client's number for the entry
  std::string phone;           // as typed
  ContactName name;
};

struct ImportResult {
  struct Imported {
    UserId user;
    std::int64_t client_id;
  };
  std::vector<Imported> imported;
  std::vector<std::int64_t> retry;  // client ids beyond the limits: for a later call
};

// Entries without a usable number or name are left out. Numbers nobody has here wait until somebody signs up.
ImportResult import_contacts(store::Transaction& tx, UserId owner, std::span<const PhoneEntry> entries,
                             std::int32_t now);

// These of the owner's contacts are close friends, and no others; who is no contact is passed over.
void set_close_friends(store::Transaction& tx, UserId owner, std::span<const UserId> users);

void delete_contacts(store::Transaction& tx, UserId owner, std::span<const UserId> users);
void delete_contacts_by_phone(store::Transaction& tx, UserId owner, std::span<const std::string> phones);

// Nobody blocks themselves or the service user: CONTACT_ID_INVALID.
Result<void> block(store::Transaction& tx, UserId owner, PeerId peer, std::int32_t now);
void unblock(store::Transaction& tx, UserId owner, PeerId peer);

// Somebody has a number that others were waiting for: becomes their contact.
void adopt_imported_phone(store::Transaction& tx, const store::UserRow& user, std::int32_t now);

}  // namespace botschaft::domain
