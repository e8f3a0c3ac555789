#pragma once
// The secrets of a server, kept in files of its data directory and nowhere else; whoever backs the database
// up must back these up too.
//   rsa.pem   the key clients check the server by; a new one means every client must be configured again
//   seal.key  32 random bytes from which the keys of all other purposes are derived; without it no stored
//   auth key
//             can be opened, and every device must sign in again
#include <expected>
#include <filesystem>
#include <string>
#include <string_view>

#include "crypto/hash.h"
#include "crypto/rsa.h"

namespace botschaft::mtproto {

class ServerKeys {
 public:
  // Reads both files; on the first start, creates them (mode 0600, durable before this returns). The
  // directory must exist. The error is a sentence for the operator: a file others may read, a damaged or a
  // missing one. Nothing is ever overwritten.
  static std::expected<ServerKeys, std::string> load_or_create(const std::filesystem::path& directory);

  // Fresh keys that live in memory only, for tests and simulations.
  static ServerKeys ephemeral();

  const crypto::RsaKey& rsa() const { return rsa_; }
  std::string fingerprint_hex() const;  // 16 digits, as clients print it

  // Keys by purpose; changing a label makes everything protected by it unreadable.
  crypto::Key256 auth_key_seal() const { return sub_key("auth-key-seal"); }
  crypto::Key256 salts() const { return sub_key("salts"); }
  crypto::Key256 access_hash() const { return sub_key("access-hash"); }
  crypto::Key256 sub_key(std::string_view label) const { return crypto::derive_key(master_, label); }

 private:
  ServerKeys(crypto::RsaKey rsa, const crypto::Key256& master) : rsa_(std::move(rsa)), master_(master) {}

  crypto::RsaKey rsa_;
  crypto::Key256 master_;
};

}  // namespace botschaft::mtproto
