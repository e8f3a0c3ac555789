#include "rpc/reports/filing.h"

#include <fmt/format.h>

#include "crypto/hash.h"
#include "desk/desk.h"
#include "desk/letters.h"
#include "domain/messages/entities.h"
#include "domain/messages/service_account.h"
#include "store/channels.h"
#include "store/users.h"

namespace botschaft::rpc {
namespace {

constexpr std::int32_t kDay_s = 24 * 3600;
constexpr std::int32_t kCommentUnitsMax = 2048;

// What a channel with a username says is said to the public: DSA, Art. 3(k).
desk::Subject subject_of(store::Transaction& tx, PeerId chat) {
  const auto channel = chat.is_channel() ? store::find_channel(tx, chat.bare()) : std::nullopt;
  const bool open = channel && !channel->username.empty();
  return open ? desk::Subject::public_content : desk::Subject::private_content;
}

// Of a message in a box: by its place in the author's, so that it is one target for both sides.
std::string target_of_message(const store::MessageRow& row) {
  if (row.peer.is_channel()) return fmt::format("{}/post:{}", desk::target_of(row.peer), row.id);
  if (row.peer.is_chat()) return fmt::format("{}/message:{}", desk::target_of(row.peer), row.twin);
  const bool there = !row.out() && row.twin != 0;
  return fmt::format("user:{}/message:{}", there ? row.peer.value : row.owner, there ? row.twin : row.id);
}

// Nothing if it had been filed already.
Result<std::optional<std::string>> file(const Context& context, desk::Desk& desk, const Reported& reported) {
  const auto payload = desk::canonical(reported.report);
  const auto digest = crypto::sha256(as_bytes(payload));
  desk::Submission notice;
  notice.subject = reported.subject;
  notice.target = reported.report.target;
  notice.sender = {desk::Role::reporter, context.self(), desk::IdentityLevel::claimed};
  notice.scope = fmt::format("user:{}", context.self());
  notice.idempotency_key = fmt::format("{}-{}", context.now / kDay_s, to_hex(digest));
  notice.language = desk::code_of(desk::language_of(context.caller.client.lang_code));
  notice.payload = as_bytes(payload);
  const auto filed = desk.file(notice);
  if (!filed) return fail(Err::INPUT_REQUEST_INVALID);
  if (filed->repeated) return std::nullopt;
  return filed->case_ref;
}

}  // namespace

Reported reported_message(store::Transaction& tx, const store::MessageRow& row) {
  return {.subject = subject_of(tx, row.peer),
          .report = {.kind = desk::ReportKind::message,
                     .target = target_of_message(row),
                     .option = {},
                     .comment = {},
                     .author = row.sender(),
                     .sent_at = row.date,
                     .edited_at = row.body.edit_date.value_or(0),
                     .text = row.body.text}};
}

Result<Reported> reported_peer(const Context& context, store::Transaction& tx, PeerId peer) {
  if (peer.value == context.self() || peer.value == store::kServiceUser) return fail(Err::PEER_ID_INVALID);
  Reported made{.subject = peer.is_user() ? desk::Subject::account : subject_of(tx, peer), .report = {}};
  made.report.kind = desk::ReportKind::peer;
  made.report.target = desk::target_of(peer);
  return made;
}

Result<void> file_reports(const Context& context, store::Transaction& tx, std::vector<Reported> reported,
                          const desk::ReportOption& why, const std::string& comment) {
  TRY_ASSIGN(const auto words, domain::normalize_or_empty({comment, {}}, kCommentUnitsMax));
  static const desk::Settings kSettings;
  desk::Desk desk(tx, kSettings, context.now, context.services.random);
  std::vector<std::string> refs;
  for (auto& each : reported) {
    each.report.option = why.option;
    each.report.comment = words.text;
    TRY_ASSIGN(auto ref, file(context, desk, each));
    if (ref) refs.push_back(*std::move(ref));
  }
  if (refs.empty()) return {};
  const auto language = desk::language_of(context.caller.client.lang_code);
  domain::say_to(tx, context.self(), desk::receipt_letter(language, context.services.address.name, refs),
                 context.now);
  return {};
}

}  // namespace botschaft::rpc
