#pragma once
// When requests want their messages sent.
#include <optional>

#include "domain/messages/scheduled.h"
#include "rpc/messages/reply.h"

namespace botschaft::rpc {

// Nothing: now. So it is with a time that is (almost) here, and for somebody who is online already.
template <class Request>
std::optional<domain::Schedule> schedule_of(const Context& context, PeerId to, const Request& r) {
  if (!r.schedule_date) return std::nullopt;
  domain::Schedule when{.at = *r.schedule_date};
  if constexpr (requires { r.schedule_repeat_period; })
    when.repeat_period = r.schedule_repeat_period.value_or(0);
  if (when.at - context.now <= domain::kScheduledAtLeast) return std::nullopt;
  if (when.at == store::kWhenOnline && to.is_user() &&
      online_time(context.services, to.value).until > context.now)
    return std::nullopt;
  return when;
}

// What messages.editMessage makes of the message itself; nothing: no change.
Result<std::optional<domain::Editing>> editing_of(const Context& context, store::Transaction& tx,
                                                  const tl::messages_editMessage& r);

// messages.editMessage with a date: of a message that waits.
Result<tl::Box<tl::Updates>> edit_scheduled_reply(const Context& context, store::Transaction& tx, PeerId peer,
                                                  const tl::messages_editMessage& r,
                                                  const std::optional<domain::Editing>& editing);

}  // namespace botschaft::rpc
