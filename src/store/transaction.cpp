#include "store/transaction.h"

#include "base/check.h"
#include "store/query_impl.h"

namespace botschaft::store {

// A statement of a failed transaction has no implementation: it yields no rows and changed nothing.
Query::Query(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Query::Query(Query&&) noexcept = default;
Query::~Query() = default;

bool Query::next() {
  return impl_ && impl_->next();
}

std::int64_t Query::int64(int column) const {
  CHECK(impl_);
  return impl_->int64(column);
}

bool Query::is_null(int column) const {
  CHECK(impl_);
  return impl_->is_null(column);
}

std::string_view Query::text(int column) const {
  return as_text(blob(column));
}

ByteView Query::blob(int column) const {
  CHECK(impl_);
  return impl_->bytes(column);
}

std::int64_t Query::changes() const {
  return impl_ ? impl_->changes() : 0;
}

Query Transaction::make_query(std::unique_ptr<Query::Impl> impl) {
  return Query(std::move(impl));
}

}  // namespace botschaft::store
