#pragma once
// One transaction on the storage engine, as seen by domain code: prepared statements in, rows out.
//
// Engine failures do not clutter the rules: the first one sticks to the transaction (failed()), every later
// statement is a no-op that yields no rows, and the executor rolls back and answers STORE_UNAVAILABLE
// whatever the command returned. SQL is written once, in the dialect SQLite and PostgreSQL share.
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/bytes.h"
#include "base/error.h"
#include "base/ids.h"

namespace botschaft::store {

// The text of one statement; the engine prepares it once per connection and finds it again by address.
// Declare as `static constexpr Sql kFindUser{"SELECT ... WHERE id = ?1"};`. Parameters are ?1, ?2, ...
struct Sql {
  const char* text;
};

// A running statement. Usage: auto q = tx.run(kSql, arg1, arg2...); while (q.next()) q.int64(0);
// A write statement is finished by run() itself; `changes()` then tells how many rows it touched.
class Query {
 public:
  class Impl;  // engine side

  Query(Query&&) noexcept;
  Query& operator=(Query&&) = delete;
  ~Query();  // resets the statement

  bool next();  // false at the end, and on an engine failure
  std::int64_t int64(int column) const;
  std::int32_t int32(int column) const { return static_cast<std::int32_t>(int64(column)); }
  bool boolean(int column) const { return int64(column) != 0; }
  bool is_null(int column) const;
  std::string_view text(int column) const;  // valid until the next next()
  ByteView blob(int column) const;          // likewise
  std::int64_t changes() const;

 private:
  friend class Transaction;
  explicit Query(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// What a committed command tells the rest of the program (see domain/notices.h). Delivered in commit order,
// after COMMIT; dropped on rollback. Never the only record of anything.
struct Notice {
  virtual ~Notice() = default;
};

// A value to bind: integers, text, bytes, or null.
class Arg {
 public:
  enum class Kind : std::uint8_t { null, integer, text, blob };

  Arg(std::nullopt_t) {}
  template <class T>
    requires std::is_integral_v<T> || std::is_enum_v<T>
  Arg(T value) : kind_(Kind::integer), integer_(static_cast<std::int64_t>(value)) {}
  Arg(PeerId peer) : kind_(Kind::integer), integer_(peer.value) {}
  Arg(std::string_view text) : kind_(Kind::text), bytes_(as_bytes(text)) {}
  Arg(const std::string& text) : Arg(std::string_view(text)) {}
  Arg(const char* text) : Arg(std::string_view(text)) {}
  Arg(ByteView bytes) : kind_(Kind::blob), bytes_(bytes) {}
  Arg(const Bytes& bytes) : Arg(ByteView(bytes)) {}
  template <class T>
  Arg(const std::optional<T>& value) : Arg(value ? Arg(*value) : Arg(std::nullopt)) {}

  Kind kind() const { return kind_; }
  std::int64_t integer() const { return integer_; }
  ByteView bytes() const { return bytes_; }

 private:
  Kind kind_ = Kind::null;
  std::int64_t integer_ = 0;
  ByteView bytes_;
};

class Transaction {
 public:
  virtual ~Transaction() = default;
  Transaction() = default;
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  template <class... Args>
  Query run(const Sql& sql, const Args&... args) {
    const Arg list[] = {Arg(args)..., Arg(std::nullopt)};
    return start(sql, std::span(list, sizeof...(args)));
  }

  void notify(std::unique_ptr<Notice> notice) { notices_.push_back(std::move(notice)); }
  template <class N, class... Args>
  void notify(Args&&... args) {
    notify(std::make_unique<N>(std::forward<Args>(args)...));
  }

  virtual bool failed() const = 0;
  virtual bool writable() const = 0;

 protected:
  virtual Query start(const Sql& sql, std::span<const Arg> args) = 0;
  static Query make_query(std::unique_ptr<Query::Impl> impl);
  std::vector<std::unique_ptr<Notice>> notices_;
};

}  // namespace botschaft::store
