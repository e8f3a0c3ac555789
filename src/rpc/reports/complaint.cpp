#include "rpc/reports/complaint.h"

#include <fmt/format.h>

#include <algorithm>

#include "desk/concerned.h"
#include "desk/fields.h"
#include "desk/person_letters.h"
#include "domain/messages/service_account.h"
#include "store/users.h"

namespace botschaft::rpc {
namespace {

constexpr std::size_t kRefLength = 25;  // of desk/desk.h

bool is_of_a_ref(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '2' && c <= '9');
}

// The first case that the text names and the person may complain about.
std::optional<desk::Case> case_named(store::Transaction& tx, desk::Desk& desk, std::string_view text,
                                     UserId person) {
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = text.begin() + static_cast<std::ptrdiff_t>(i);
    const auto length = static_cast<std::size_t>(std::find_if_not(begin, text.end(), is_of_a_ref) - begin);
    if (length == kRefLength) {
      auto found = desk.find(text.substr(i, length));
      if (found && desk::may_complain(tx, *found, person)) return found;
    }
    i += length + 1;
  }
  return std::nullopt;
}

desk::Outcome<desk::Filed> file(const Context& context, desk::Desk& desk, const desk::Case& about,
                                const store::MessageRow& said, desk::Language language) {
  std::string payload;
  desk::add_field(payload, "complaint", about.ref);
  desk::add_field(payload, "text", said.body.text);
  desk::Submission appeal;
  appeal.kind = desk::CaseKind::appeal;
  appeal.instrument = desk::Instrument::dsa20_complaint;
  appeal.subject = about.subject;
  appeal.target = about.target;
  appeal.sender = {desk::Role::reporter, context.self(), desk::IdentityLevel::claimed};
  appeal.scope = fmt::format("user:{}", context.self());
  appeal.idempotency_key = fmt::format("complaint-{}", said.id);
  appeal.language = desk::code_of(language);
  appeal.appeal_of = about.ref;
  appeal.payload = as_bytes(payload);
  return desk.file(appeal);
}

}  // namespace

void hear_complaint(const Context& context, store::Transaction& tx, MessageId id) {
  const auto service = PeerId::user(store::kServiceUser);
  const auto said = store::find_message(tx, context.self(), service, id);
  if (!said) return;
  static const desk::Settings kSettings;
  desk::Desk desk(tx, kSettings, context.now, context.services.random);
  const auto answered =
      said->reply_to ? store::find_message(tx, context.self(), service, *said->reply_to) : std::nullopt;
  auto about = case_named(tx, desk, said->body.text, context.self());
  if (!about && answered && !answered->out())
    about = case_named(tx, desk, answered->body.text, context.self());
  if (!about) return;
  const auto language = desk::language_of(context.caller.client.lang_code);
  const auto filed = file(context, desk, *about, *said, language);
  if (filed && filed->repeated) return;
  const bool late = !filed && filed.error().missing.has(desk::Condition::in_time);
  domain::say_to(
      tx, context.self(),
      filed  ? desk::complaint_receipt(language, context.services.address.name, about->ref, filed->case_ref)
      : late ? desk::complaint_too_late(language, about->ref)
             : desk::complaint_not_now(language, about->ref),
      context.now);
}

}  // namespace botschaft::rpc
