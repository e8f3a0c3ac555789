#include "domain/box_writer.h"

#include <algorithm>

#include "store/events.h"

namespace botschaft::domain {
namespace {
constexpr std::size_t kIdsPerEvent = 100;
}

BoxWriter::~BoxWriter() {
  for (const auto& [owner, pts] : appended_) {
    const bool told_by_reply = owner == actor_.user || PeerId{owner}.is_channel();
    tx_.notify<BoxNotice>(owner, pts.first, pts.last, told_by_reply ? actor_.session : SessionKey{});
  }
}

std::int32_t BoxWriter::append(UserId owner, EventKind kind, PeerId peer, std::int64_t arg, ByteView data) {
  const auto pts = store::append_event(
      tx_, owner, {.kind = static_cast<std::int32_t>(kind), .peer = peer, .arg = arg, .data = data});
  appended_.try_emplace(owner, pts, pts).first->second.last = pts;
  return pts;
}

void BoxWriter::append_ids(UserId owner, EventKind kind, PeerId peer, std::span<const MessageId> ids,
                           std::int64_t arg) {
  for (; !ids.empty(); ids = ids.subspan(std::min(ids.size(), kIdsPerEvent))) {
    Bytes data;
    for (const auto id : ids.first(std::min(ids.size(), kIdsPerEvent))) {
      data.resize(data.size() + sizeof id);
      store_le(data.data() + data.size() - sizeof id, id);
    }
    append(owner, kind, peer, arg, data);
  }
}

std::vector<MessageId> event_ids(ByteView data) {
  std::vector<MessageId> ids;
  for (; data.size() >= sizeof(MessageId); data = data.subspan(sizeof(MessageId))) {
    ids.push_back(load_le<MessageId>(data.data()));
  }
  return ids;
}

}  // namespace botschaft::domain
