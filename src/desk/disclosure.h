#pragma once
// Handing data over: what was decided by two persons, field by field, for the recipient's key alone.
#include <expected>

#include "desk/desk.h"

namespace botschaft::desk {

struct HandOver {
  std::int64_t recipient = 0;  // the officer who may fetch it: whoever sent the order
  std::string certificate;     // the recipient's, PEM
  bool conditionally = false;  // Reg. 2023/1543, Art. 10: until the enforcing authority's time is over
};

// Of a case in which a disclosure is decided. Makes the bundle, keeps it sealed (evidence.h) and walks the
// step; leaves `disclosed` with the manifest. The bundle is CMS EnvelopedData around a tar: manifest.json,
// and per field <field>.json, with hash and size of each in the manifest. Returns the id of the evidence.
// bad_input: fields that are none of the category, or a certificate that cannot be used.
Outcome<std::int64_t> hand_over(store::Transaction& tx, Desk& desk, std::int64_t case_id, const Actor& actor,
                                const HandOver& how, Seconds now);

// An archive in the ustar format (POSIX.1-1988) of files with these names and contents.
struct NamedFile {
  std::string name;  // at most 100 bytes
  std::string content;
};
std::string tar_of(const std::vector<NamedFile>& files, Seconds now);

}  // namespace botschaft::desk
