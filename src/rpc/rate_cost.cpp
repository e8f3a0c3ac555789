#include "rpc/rate_cost.h"

#include <algorithm>

#include "tl/api.h"

namespace botschaft::rpc {
namespace {

constexpr double kDeletionsPerToken = 100;

double each(std::size_t count) {
  return std::max(1.0, static_cast<double>(count));
}

double hundreds(std::size_t count) {
  return std::max(1.0, static_cast<double>(count) / kDeletionsPerToken);
}

}  // namespace

double cost_of(const tl::AnyBox& query) {
  if (const auto* r = query.as<tl::messages_forwardMessages>()) return each(r->id.size());
  if (const auto* r = query.as<tl::channels_inviteToChannel>()) return each(r->users.size());
  if (const auto* r = query.as<tl::messages_deleteMessages>()) return hundreds(r->id.size());
  if (const auto* r = query.as<tl::channels_deleteMessages>()) return hundreds(r->id.size());
  return 1;
}

}  // namespace botschaft::rpc
