#include "server/desk_outcomes.h"

#include "base/log.h"
#include "desk/desk.h"
#include "desk/letters.h"
#include "desk/mail_letters.h"
#include "desk/notice.h"
#include "desk/outcome.h"
#include "domain/messages/service_account.h"
#include "store/desk_messages.h"
#include "store/users.h"

namespace botschaft::server {
namespace {

constexpr int kToldAtOnce = 500;  // people in one transaction
constexpr int kCasesAtOnce = 50;
constexpr int kUntoldAtOnce = 500;
constexpr int kMessagesAtOnce = 20;
constexpr int kReadersMax =
    200;  // of one message to all who wrote in; the others find it on their status page

// Reports of clients have the scope of their account; other numbers of senders are of people of the desk.
bool is_by_account(const store::DeskSubmissionRow& submission) {
  return submission.sender != 0 && submission.scope.starts_with("user:");
}

void tell(store::Transaction& tx, const store::DeskSubmissionRow& submission, const std::string& letter,
          const desk::Mail& mail, bool mails, std::int32_t now) {
  if (is_by_account(submission)) {
    const auto user = store::find_user(tx, submission.sender);
    if (user && !user->deleted) domain::say_to(tx, user->id, letter, now);
  } else if (mails && !submission.reply_to.empty()) {
    store::insert_desk_mail(
        tx, {.recipient = submission.reply_to, .subject = mail.subject, .body = mail.body, .next_at = now});
  }
}

int tell_case(store::Transaction& tx, desk::Desk& desk, const desk::Case& about, std::int32_t now,
              const DeskTelling& telling, int limit) {
  const bool reversed = desk::was_reversed(tx, about.id);
  int told = 0;
  for (const auto& submission : desk.untold(about.id, kUntoldAtOnce)) {
    if (told == limit) break;
    const auto language = desk::language_of(submission.language);
    const auto letter =
        desk::outcome_letter(language, telling.server_name, about.ref, *about.decision, reversed);
    const auto mail = desk::outcome_mail(language, telling.server_name, telling.base_url,
                                         {about.ref, submission.receipt}, letter);
    tell(tx, submission, letter, mail, telling.mails, now);
    desk.mark_told(about.id, submission.id);
    ++told;
  }
  return told;
}

void tell_message(store::Transaction& tx, const store::DeskSubmissionRow& submission, std::string_view ref,
                  const std::string& text, std::int32_t now, const DeskTelling& telling) {
  const auto mail = desk::message_mail(desk::language_of(submission.language), telling.server_name,
                                       telling.base_url, {std::string(ref), submission.receipt}, text);
  tell(tx, submission, mail.body, mail, telling.mails, now);
}

}  // namespace

int tell_outcomes(store::Transaction& tx, std::int32_t now, Random& random, const DeskTelling& telling,
                  int limit) {
  const desk::Settings settings;
  desk::Desk desk(tx, settings, now, random);
  int told = 0;
  std::int64_t after = 0;
  while (told < limit) {
    const auto rows = store::desk_cases_to_tell(tx, after, kCasesAtOnce);
    if (rows.empty()) break;
    for (const auto& row : rows) {
      after = row.id;
      const auto about = desk.find(row.id);
      if (told == limit || !about || !desk::is_to_be_told(*about)) continue;
      told += tell_case(tx, desk, *about, now, telling, limit - told);
      // Refused while somebody is still to be told.
      (void)desk.act(about->id, desk::Action::inform, {.role = desk::Role::system, .person = 0, .level = {}});
    }
  }
  return told;
}

void tell_messages(store::Transaction& tx, std::int32_t now, const DeskTelling& telling, int limit) {
  for (const auto& message : store::desk_messages_to_tell(tx, limit)) {
    store::set_desk_message_told(tx, message.row.entry, now);
    const auto about = store::find_desk_case(tx, message.row.case_id);
    if (!message.payload || !about) continue;
    const auto text = desk::text_of_step(*message.payload);
    if (const auto one = store::find_desk_submission(tx, message.row.submission)) {
      tell_message(tx, *one, about->ref, text, now, telling);
    } else {
      for (const auto& each : store::desk_submissions_of_case(tx, about->id, 0, kReadersMax))
        tell_message(tx, each, about->ref, text, now, telling);
    }
  }
}

void tell_outcomes(store::Store& store, std::int32_t now, Random& random, DeskTelling telling) {
  store.write(
      [now, &random, telling = std::move(telling)](store::Transaction& tx) -> Result<void> {
        tell_messages(tx, now, telling, kMessagesAtOnce);
        (void)tell_outcomes(tx, now, random, telling, kToldAtOnce);
        return {};
      },
      [](Result<void> result) {
        if (!result) log::warn("server: outcomes were not told error={}", result.error().text());
      });
}

}  // namespace botschaft::server
