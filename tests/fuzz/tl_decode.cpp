// Any bytes as a TL object: it fails, or what it decodes to encodes, and that decodes to the same again.
#include "base/check.h"
#include "tl/codec.h"

using namespace botschaft;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tl::Reader in(ByteView(data, size));
  const auto first = tl::decode_any(in, tl::Trailing::allow);
  if (!first) return 0;
  CHECK(in.position() <= size);
  const auto once = tl::to_bytes(*first->get());
  CHECK(once.has_value());
  CHECK(tl::encoded_size(*first->get()) == once->size());

  tl::Reader again(*once);
  const auto second = tl::decode_exactly(again, first->index());
  CHECK(second.has_value());
  CHECK(tl::to_bytes(*second->get()) == *once);
  CHECK(tl::dump(*second->get(), tl::Secrets::show) == tl::dump(*first->get(), tl::Secrets::show));
  return 0;
}
