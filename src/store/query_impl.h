#pragma once
// What an engine implements behind Query.
#include "store/transaction.h"

namespace botschaft::store {

class Query::Impl {
 public:
  Impl() = default;
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  virtual ~Impl() = default;

  virtual bool next() = 0;
  virtual std::int64_t int64(int column) const = 0;
  virtual bool is_null(int column) const = 0;
  virtual ByteView bytes(int column) const = 0;  // of text or blob
  virtual std::int64_t changes() const = 0;
};

}  // namespace botschaft::store
