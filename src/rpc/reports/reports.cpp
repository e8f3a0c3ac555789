// messages.report, messages.reportSpam, account.reportPeer, account.reportProfilePhoto, channels.reportSpam.
#include <fmt/format.h>

#include <algorithm>

#include "domain/accounts/photos.h"
#include "domain/dialogs/dialogs.h"
#include "rpc/channels/reply.h"
#include "rpc/files/access.h"
#include "rpc/handler.h"
#include "rpc/reports/filing.h"
#include "tl/layers/report_reason.h"

namespace botschaft::rpc {
namespace {

using Answer = tl::Box<tl::ReportResult>;

constexpr std::size_t kMessagesMax = 100;
// The line of messages.report before layer 189: a reason instead of an option, and done with it.
constexpr std::uint32_t kReportOfAReason = 0x8953ab4e;
// Behind the option of a leaf: the comment was asked for.
constexpr std::string_view kCommented = "#";

Answer page_below(const Context& context, std::string_view option) {
  const auto language = desk::language_of(context.caller.client.lang_code);
  auto page = tl::make<tl::reportResultChooseOption>();
  page->title = desk::report_page_title(option, language);
  for (const auto* each : desk::report_options_below(option)) {
    auto line = tl::make<tl::messageReportOption>();
    line->text = each->text.in(language);
    line->option = each->option;
    page->options.push_back(std::move(line));
  }
  return page;
}

Answer ask_for_comment(const desk::ReportOption& leaf) {
  auto question = tl::make<tl::reportResultAddComment>();
  question->optional = leaf.comment == desk::Comment::optional;
  question->option = std::string(leaf.option) + std::string(kCommented);
  return question;
}

// Ids are named once each. MESSAGE_ID_INVALID: one of them is not there, or not the caller's to see.
Result<std::vector<Reported>> reported_messages(const Context& context, store::Transaction& tx, PeerId peer,
                                                std::vector<MessageId> ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  std::vector<Reported> reported;
  for (const auto id : ids) {
    const auto row = store::find_message(tx, context.self(), peer, id);
    if (!row) return fail(Err::MESSAGE_ID_INVALID);
    reported.push_back(reported_message(tx, *row));
  }
  return reported;
}

// Without messages: the chat itself.
Result<std::vector<Reported>> reported_in(const Context& context, store::Transaction& tx,
                                          const tl::messages_report& r) {
  if (r.id.size() > kMessagesMax) return fail(Err::LIMIT_INVALID);
  const std::vector<MessageId> ids(r.id.begin(), r.id.end());
  if (!ids.empty()) {
    TRY_ASSIGN(const auto peer, access_messages(context, tx, r.peer, ids));
    return reported_messages(context, tx, peer, ids);
  }
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(auto whole, reported_peer(context, tx, peer));
  return std::vector{std::move(whole)};
}

// A report without options: of the one thing, for one of the ten reasons.
Result<bool> file_for_reason(const Context& context, store::Transaction& tx, Reported reported,
                             const tl::Box<tl::ReportReason>& reason, const std::string& comment) {
  TRY(file_reports(context, tx, {std::move(reported)}, desk::report_option_of_reason(tl::word_of(reason)),
                   comment));
  return true;
}

// The photo that is named, or else the one that is shown now. PHOTO_ID_INVALID: none that the caller sees.
Result<store::FileId> photo_of(const Context& context, store::Transaction& tx, PeerId peer,
                               const tl::Box<tl::InputPhoto>& input) {
  if (input.is<tl::inputPhotoEmpty>()) {
    const auto seen = peer.is_user() ? domain::photo_seen_by(tx, context.self(), peer.value) : std::nullopt;
    const auto shown =
        peer.is_user() ? (seen ? std::optional(seen->file) : std::nullopt) : store::find_chat_photo(tx, peer);
    if (!shown) return fail(Err::PHOTO_ID_INVALID);
    return *shown;
  }
  const auto file = access_photo(context, tx, input, Err::PHOTO_ID_INVALID);
  if (!file || !domain::is_photo_of(tx, context.self(), peer, file->id)) return fail(Err::PHOTO_ID_INVALID);
  return file->id;
}

}  // namespace

Result<Answer> handle(Context& context, store::Transaction& tx, const tl::messages_report& r) {
  TRY_ASSIGN(auto reported, reported_in(context, tx, r));
  if (context.request_id == kReportOfAReason) {
    TRY(file_reports(context, tx, std::move(reported), desk::report_option_of_reason(r.option), r.message));
    return tl::make<tl::reportResultReported>();
  }
  if (r.option.empty()) return page_below(context, {});
  const std::string_view sent = r.option;
  const bool asked = sent.ends_with(kCommented);
  const auto* option = desk::find_report_option(asked ? sent.substr(0, sent.size() - 1) : sent);
  if (option == nullptr || (asked && !option->is_leaf())) return fail(Err::OPTION_INVALID);
  if (!option->is_leaf()) return page_below(context, option->option);
  const bool enough = !r.message.empty() || (asked && option->comment == desk::Comment::optional);
  if (!enough) return ask_for_comment(*option);
  TRY(file_reports(context, tx, std::move(reported), *option, r.message));
  return tl::make<tl::reportResultReported>();
}

// Also takes away the bar above the chat that offered it.
Result<bool> handle(Context& context, store::Transaction& tx, const tl::messages_reportSpam& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(auto reported, reported_peer(context, tx, peer));
  TRY(file_reports(context, tx, {std::move(reported)}, desk::report_option_of_reason("spam"), {}));
  domain::hide_bar(tx, actor_told_by_push(context), peer);
  return true;
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_reportPeer& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(auto reported, reported_peer(context, tx, peer));
  return file_for_reason(context, tx, std::move(reported), r.reason, r.message);
}

Result<bool> handle(Context& context, store::Transaction& tx, const tl::account_reportProfilePhoto& r) {
  TRY_ASSIGN(const auto peer, access_peer(context, tx, r.peer));
  TRY_ASSIGN(auto reported, reported_peer(context, tx, peer));
  TRY_ASSIGN(const auto photo, photo_of(context, tx, peer, r.photo_id));
  reported.report.kind = desk::ReportKind::profile_photo;
  reported.report.target += fmt::format("/photo:{}", photo);
  return file_for_reason(context, tx, std::move(reported), r.reason, r.message);
}

// By admins, of what one participant has written.
Result<bool> handle(Context& context, store::Transaction& tx, const tl::channels_reportSpam& r) {
  TRY_ASSIGN(const auto in, readable_channel(context, tx, r.channel));
  if (!in.admin()) return fail(Err::CHAT_ADMIN_REQUIRED);
  const auto participant = access_participant(context, tx, r.participant);
  if (!participant) return fail(Err::USER_ID_INVALID);
  if (r.id.size() > kMessagesMax) return fail(Err::LIMIT_INVALID);
  TRY_ASSIGN(auto reported, reported_messages(context, tx, in.peer(), {r.id.begin(), r.id.end()}));
  const auto by_another = [&](const Reported& each) { return each.report.author != *participant; };
  if (reported.empty() || std::ranges::any_of(reported, by_another)) return fail(Err::MESSAGE_ID_INVALID);
  TRY(file_reports(context, tx, std::move(reported), desk::report_option_of_reason("spam"), {}));
  return true;
}

}  // namespace botschaft::rpc
