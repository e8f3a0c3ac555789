#include "rpc/files/reference.h"

#include <cstdlib>

#include "crypto/hash.h"

namespace botschaft::rpc {
namespace {

// A reference: version:1 period:4 mac:16. Clients keep it as it is.
constexpr std::uint8_t kVersion = 1;
constexpr std::size_t kMacAt = 5;
constexpr std::size_t kReferenceSize = kMacAt + 16;

std::array<std::uint8_t, 8> bytes_of(std::int64_t value) {
  std::array<std::uint8_t, 8> bytes;
  store_le(bytes.data(), value);
  return bytes;
}

std::string reference_of(const FileServices& files, store::FileId id, std::int32_t period) {
  std::string reference(kReferenceSize, '\0');
  auto* out = reinterpret_cast<std::uint8_t*>(reference.data());
  out[0] = kVersion;
  store_le(out + 1, period);
  const auto mac = crypto::hmac_sha256(
      files.key, {as_bytes("file-reference"), as_bytes(reference).first(kMacAt), bytes_of(id)});
  std::copy_n(mac.begin(), kReferenceSize - kMacAt, out + kMacAt);
  return reference;
}

}  // namespace

std::int64_t file_access_hash(const FileServices& files, store::FileId id) {
  const auto mac = crypto::hmac_sha256(files.key, {as_bytes("file-access"), bytes_of(id)});
  return load_le<std::int64_t>(mac.data());
}

std::string file_reference(const FileServices& files, store::FileId id, std::int32_t now) {
  return reference_of(files, id, now / files.reference_period_s);
}

Result<void> check_file_reference(const FileServices& files, store::FileId id, std::int64_t access_hash,
                                  std::string_view reference, std::int32_t now) {
  if (!equal_constant_time(bytes_of(file_access_hash(files, id)), bytes_of(access_hash))) {
    return fail(Err::FILE_ID_INVALID);
  }
  if (reference.empty()) return fail(Err::FILE_REFERENCE_EMPTY);
  if (reference.size() != kReferenceSize) return fail(Err::FILE_REFERENCE_INVALID);
  const auto period = load_le<std::int32_t>(as_bytes(reference).data() + 1);
  if (!equal_constant_time(as_bytes(reference), as_bytes(reference_of(files, id, period)))) {
    return fail(Err::FILE_REFERENCE_INVALID);
  }
  // One of the far future is of a clock that has been set back, or of longer periods: it would be good for
  // ever.
  if (std::abs(now / files.reference_period_s - period) >= kReferencePeriods)
    return fail(Err::FILE_REFERENCE_EXPIRED);
  return {};
}

}  // namespace botschaft::rpc
