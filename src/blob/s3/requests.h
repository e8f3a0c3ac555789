#pragma once
// Signed requests (AWS Signature Version 4, path style) to one bucket, by libcurl. They block. Safe from any
// thread; connections are kept and used again.
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "blob/open_file.h"

namespace botschaft::blob {

struct S3Place {
  std::string endpoint;  // https://s3.example:9000, without a slash at the end
  std::string bucket;
  std::string region;
  std::string access_key;
  std::string secret_key;  // never logged
};

// What a request carries: bytes in memory, or a piece of a file.
struct S3Payload {
  ByteView bytes;
  const OpenFile* file = nullptr;  // then `offset` and `size` of it
  std::int64_t offset = 0;
  std::int64_t size = 0;
  std::string sha256;  // in hex; the store refuses bytes that have another
};

struct S3Request {
  std::string method;
  std::string key;                     // empty: the bucket itself
  std::string query;                   // s3_query()
  const S3Payload* payload = nullptr;  // null: none
  std::string range;                   // "0-99"; answered with 206
  // The bytes of a 206, from `at` on; begins at 0 again when the request is repeated. Without it they are in
  // S3Answer::body.
  std::function<Result<void>(std::int64_t at, ByteView bytes)> take = {};
};

struct S3Answer {
  long status = 0;
  std::string body;
  std::string etag;
  std::int64_t length = 0;  // as Content-Length says

  bool good() const { return status >= 200 && status <= 299; }
};

// "a=1&b=2%2F3", in the order in which it is signed: by name.
std::string s3_query(std::vector<std::pair<std::string, std::string>> parameters);

class S3Requests {
 public:
  explicit S3Requests(S3Place place);
  ~S3Requests();

  // What the store answered, be it an error. What it says is temporary, and what broke off, is tried again a
  // few times. STORE_UNAVAILABLE (logged): no answer.
  Result<S3Answer> run(const S3Request& request);

  const S3Place& place() const { return place_; }

 private:
  class Transfer;
  std::unique_ptr<Transfer> take_transfer();
  void give_back(std::unique_ptr<Transfer> transfer);
  std::string url_of(const S3Request& request) const;

  const S3Place place_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Transfer>> idle_;
};

// For answers that are no success: STORAGE_FULL where the store has no room, else STORE_UNAVAILABLE. Logged.
Error s3_error(const char* doing, const std::string& key, const S3Answer& answer);

}  // namespace botschaft::blob
