#include "rpc/unwrap.h"

#include "base/gzip.h"
#include "tl/api.h"
#include "tl/codec.h"
#include "tl/mtproto.h"

namespace botschaft::rpc {
namespace {

constexpr int kWrappersMax = 8;  // clients nest four at the most
constexpr std::size_t kAfterMax = 64;
constexpr std::size_t kUnpackedMax = 16u << 20;

bool is_wrapper(std::uint32_t id) {
  switch (id) {
    case tl::invokeWithLayer::kId:
    case tl::initConnection::kId:
    case tl::invokeAfterMsg::kId:
    case tl::invokeAfterMsgs::kId:
    case tl::invokeWithoutUpdates::kId:
    case tl::invokeWithMessagesRange::kId:
    case tl::invokeWithTakeout::kId:
      return true;
    default:
      return false;
  }
}

ClientInfo client_info(const tl::initConnection& init) {
  return {.api_id = init.api_id,
          .device_model = init.device_model,
          .system_version = init.system_version,
          .app_version = init.app_version,
          .system_lang_code = init.system_lang_code,
          .lang_pack = init.lang_pack,
          .lang_code = init.lang_code};
}

// Takes one wrapper off: notes what it says, and returns what it wraps.
Result<ByteView> take_off(const tl::AnyBox& wrapper, Unwrapped& out) {
  if (const auto* layer = wrapper.as<tl::invokeWithLayer>()) {
    if (layer->layer <= 0) return fail(Err::CONNECTION_LAYER_INVALID);
    out.layer = layer->layer;
    return layer->query;
  }
  if (const auto* init = wrapper.as<tl::initConnection>()) {
    out.client = client_info(*init);
    return init->query;
  }
  if (const auto* after = wrapper.as<tl::invokeAfterMsg>()) {
    out.after.push_back(after->msg_id);
    return after->query;
  }
  if (const auto* after = wrapper.as<tl::invokeAfterMsgs>()) {
    if (after->msg_ids.size() > kAfterMax) return fail(Err::INPUT_REQUEST_INVALID);
    out.after.insert(out.after.end(), after->msg_ids.begin(), after->msg_ids.end());
    return after->query;
  }
  if (const auto* quiet = wrapper.as<tl::invokeWithoutUpdates>()) {
    out.wants_updates = false;
    return quiet->query;
  }
  // Ranges only narrow which messages an export sees; without exports the wrapped request stands for itself.
  if (const auto* range = wrapper.as<tl::invokeWithMessagesRange>()) return range->query;
  return fail(Err::TAKEOUT_INVALID);
}

Result<void> unpack(Unwrapped& out) {
  if (!out.unpacked.empty()) return fail(Err::INPUT_REQUEST_INVALID);  // once: no packing of the packed
  tl::Reader reader(out.query);
  TRY_ASSIGN(const auto packed, tl::decode<tl::mt_gzip_packed>(reader));
  auto plain = gunzip(as_bytes(packed->packed_data), kUnpackedMax);
  if (!plain) return fail(Err::INPUT_REQUEST_INVALID);
  out.unpacked = *std::move(plain);
  out.query = out.unpacked;
  return {};
}

}  // namespace

Result<Unwrapped> unwrap(ByteView body) {
  Unwrapped out;
  out.query = body;
  for (int depth = 0; depth < kWrappersMax; ++depth) {
    if (out.query.size() < 4) return fail(Err::INPUT_REQUEST_INVALID);
    const auto id = load_le<std::uint32_t>(out.query.data());
    if (id == tl::mt_gzip_packed::kId) {
      TRY(unpack(out));
      continue;
    }
    if (!is_wrapper(id)) return out;
    tl::Reader reader(out.query);
    TRY_ASSIGN(const auto wrapper, tl::decode_method(reader));
    TRY_ASSIGN(out.query, take_off(wrapper, out));
  }
  return fail(Err::INPUT_REQUEST_INVALID);
}

}  // namespace botschaft::rpc
