// Any bytes as a TL object of any layer: it fails, or what it decodes to encodes, and that decodes to the
// same again. What an older line leaves unsaid may be missing for that.
#include <algorithm>

#include "base/check.h"
#include "tl/codec.h"

using namespace botschaft;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tl::Reader in(ByteView(data, size));
  const auto first = tl::decode_any(in, tl::Trailing::allow);
  if (!first) return 0;
  CHECK(in.position() <= size);
  // The layer to answer in: one that the input's length picks.
  const tl::Layer layer(tl::kLayers[size % tl::kLayers.size()].number);
  if (const auto sent = tl::to_bytes(*first->get(), layer)) {
    CHECK(tl::encoded_size(*first->get(), layer) == sent->size());
    tl::Reader back(*sent);
    CHECK(tl::decode_any(back).has_value());
  }
  const auto once = tl::to_bytes(*first->get());
  if (!once) return 0;
  CHECK(tl::encoded_size(*first->get()) == once->size());

  tl::Reader again(*once);
  const auto second = tl::decode_exactly(again, first->index());
  CHECK(second.has_value());
  CHECK(tl::to_bytes(*second->get()) == *once);
  const auto text = tl::dump(*first->get(), tl::Secrets::show);
  // Where the canonical line has more fields on a bit than an older one, they have come with it.
  const bool was_canonical = std::ranges::equal(*once, ByteView(data, in.position()));
  CHECK(!was_canonical || tl::dump(*second->get(), tl::Secrets::show) == text);
  return 0;
}
