// What clients may tell people about this server.
#include "rpc/handler.h"
#include "rpc/views/user.h"

namespace botschaft::rpc {
// One zone is known without a time zone database that would have to be kept current.
Result<tl::Box<tl::help_TimezonesList>> handle(Context&, const tl::help_getTimezonesList& request) {
  constexpr std::int32_t kHash = 1;
  if (request.hash == kHash) return tl::make<tl::help_timezonesListNotModified>();
  auto utc = tl::make<tl::timezone>();
  utc->id = "Etc/UTC";
  utc->name = "UTC";
  auto reply = tl::make<tl::help_timezonesList>();
  reply->timezones.push_back(std::move(utc));
  reply->hash = kHash;
  return reply;
}

Result<tl::Box<tl::help_InviteText>> handle(Context& context, const tl::help_getInviteText&) {
  const auto& address = context.services.address;
  auto reply = tl::make<tl::help_inviteText>();
  reply->message = context.caller.client.lang_code.starts_with("de")
                       ? "Schreib mir auf " + address.name + ": " + address.base_url
                       : "Write to me on " + address.name + ": " + address.base_url;
  return reply;
}

Result<tl::Box<tl::help_Support>> handle(Context& context, store::Transaction& tx,
                                         const tl::help_getSupport&) {
  auto reply = tl::make<tl::help_support>();
  reply->user = user_view(viewer_of(context), tx, store::kServiceUser);
  return reply;
}

}  // namespace botschaft::rpc
