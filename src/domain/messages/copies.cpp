#include "domain/messages/copies.h"

#include "domain/groups/post.h"

namespace botschaft::domain {

std::vector<store::MessageRow> all_copies(store::Transaction& tx, const store::MessageRow& row) {
  std::vector<store::MessageRow> copies{row};
  if (row.peer.is_chat()) {
    for (auto& copy : member_copies(tx, row)) {
      if (copy.owner != row.owner) copies.push_back(std::move(copy));
    }
  } else if (row.twin != 0) {
    auto twin = store::find_message(tx, row.peer.value, PeerId::user(row.owner), row.twin);
    if (twin) copies.push_back(*std::move(twin));
  }
  return copies;
}

}  // namespace botschaft::domain
