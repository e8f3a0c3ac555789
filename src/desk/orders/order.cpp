#include "desk/orders/order.h"

#include <algorithm>
#include <ranges>

#include "desk/fields.h"
#include "desk/notice_policy.h"
#include "desk/orders/locator.h"
#include "desk/orders/moment.h"
#include "desk/report.h"
#include "desk/union_states.h"
#include "store/channels.h"
#include "store/desk_log.h"
#include "store/desk_orders.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

const std::vector<std::string>& all_values(const Values& values, std::string_view field) {
  static const std::vector<std::string> kNone;
  const auto found = values.find(field);
  return found == values.end() ? kNone : found->second;
}

// The most sensitive category decides who may ask; the others are asked for as well.
void read_categories(Asked& asked, const Values& values) {
  for (const auto& word : all_values(values, "data_categories")) {
    const auto category = named<DataCategory>(word);
    if (!category || *category == DataCategory::none) continue;
    asked.also.add(*category);
    asked.data = std::max(asked.data, *category);
  }
  asked.also = asked.also.without({asked.data});
}

// Without a kind of authority it is taken as one that may ask for least.
Asked read_asked(const Form& form, const Values& values) {
  Asked asked{
      .instrument = form.instrument,
      .issuer = named<AuthorityType>(value(values, "authority_type")).value_or(AuthorityType::administrative),
      .validator = named<AuthorityType>(value(values, "validator_type"))};
  read_categories(asked, values);
  const auto offence = value(values, "offence");
  asked.serious_offence = !offence.empty() && offence != "other";
  asked.validation_follows =
      form.kind == FormKind::epoc_emergency && says(values, "without_validation", "true");
  return asked;
}

// The law's longest where the form names no end; none without a provision, but TCO's box is a decision
// itself.
std::optional<GagWish> read_gag(const Form& form, const Values& values, Seconds now) {
  const auto& policy = notice_policy(form.instrument);
  if (policy.gag_first == 0 || !says(values, "non_disclosure", "true")) return std::nullopt;
  GagWish wish{.until = now + policy.gag_first, .basis = std::string(value(values, "non_disclosure_basis"))};
  if (form.kind == FormKind::tco && wish.basis.empty()) wish.basis = "TCO 11(3), Annex I, Section C";
  if (wish.basis.empty()) return std::nullopt;
  if (const auto until = parse_moment(value(values, "non_disclosure_until")))
    wish.until = std::min(wish.until, *until);
  return wish.until > now ? std::optional(wish) : std::nullopt;
}

std::vector<std::string> read_territory(const Form& form, const Values& values) {
  if (form.kind == FormKind::tco) return {kUnionStates.begin(), kUnionStates.end()};  // Art. 3(3)
  auto countries = all_values(values, "territory");
  std::ranges::sort(countries);
  const auto twice = std::ranges::unique(countries);
  countries.erase(twice.begin(), twice.end());
  return countries;
}

// What everybody can find is public; all else in a chat is between people.
Subject subject_of(store::Transaction& tx, const Form& form, const std::vector<std::string>& targets) {
  if (form.kind == FormKind::letter && targets.empty()) return Subject::none;
  if (form.kind != FormKind::dsa9 && form.kind != FormKind::tco && form.kind != FormKind::letter)
    return Subject::account;
  for (const auto& target : targets) {
    const auto locator = parse_locator(target, "");
    if (!locator || locator->channel == 0) continue;
    const auto channel = store::find_channel(tx, locator->channel);
    if (channel && !channel->username.empty()) return Subject::public_content;
  }
  return targets.empty() ? Subject::public_content : Subject::private_content;
}

std::vector<std::string> keep_targets(store::Transaction& tx, std::int64_t case_id, const Order& order,
                                      std::string_view base_url) {
  std::vector<std::string> found;
  int position = 0;
  for (const auto& locator : order.locators) {
    const auto parsed = parse_locator(locator, base_url);
    const auto target = parsed ? target_of(tx, *parsed) : std::nullopt;
    if (case_id != 0)
      store::insert_desk_target(
          tx,
          {.case_id = case_id, .position = position++, .locator = locator, .target = target.value_or("")});
    if (target) found.push_back(*target);
  }
  return found;
}

constexpr Actor kProgram{.role = Role::system};

// What the law wants done on receipt, before anybody has looked.
void begin(Desk& desk, const Case& filed, const Order& order) {
  const auto instrument = order.asked.instrument;
  if (instrument == Instrument::epoc || instrument == Instrument::epoc_emergency ||
      instrument == Instrument::epoc_preservation)
    (void)desk.act(filed.id, Action::preserve, kProgram);
  if (order.gag) (void)desk.set_gag(filed.id, kProgram, order.gag->until, order.gag->basis);
  if (order.deadline) desk.name_deadline(filed.id, *order.deadline);
}

Outcome<FiledOrder> follow_up(store::Transaction& tx, Desk& desk, const Form& form, Values values,
                              const OrderSender& sender, Seconds now, std::string_view base_url) {
  const auto about = desk.find(value(values, "earlier_case"));
  if (!about) return refuse(Why::no_such_case);
  const auto held = store::find_desk_submission(tx, value(values, "receipt"));
  const bool theirs =
      (held && held->case_id == about->id) || store::desk_case_is_from(tx, about->id, sender.actor.person);
  if (!theirs || about->instrument != form.instrument) return refuse(Why::no_such_case);
  const auto action = form.kind == FormKind::epoc_pr_extension ? Action::extend : Action::confirm;
  const auto entry = desk.act(about->id, action, sender.actor, {.text = canonical(form, values)});
  if (!entry) return std::unexpected(entry.error());
  FiledOrder done{.filed = {.case_ref = about->ref, .receipt = {}, .entry = *entry},
                  .order = read_order(form, std::move(values), now, base_url)};
  return done;
}

}  // namespace

Order read_order(const Form& form, Values values, Seconds now, std::string_view base_url) {
  Order order{.form = form.kind};
  order.asked = read_asked(form, values);
  order.verdict = form.follow_up ? Verdict::in_order : may_ask(order.asked);
  order.awaits_validation = waits_for_validation(order.asked);
  order.findings = check_form(form, values, base_url);
  order.territory = read_territory(form, values);
  order.locators = all_values(values, form.find("content") ? "content" : "persons");
  order.deadline = parse_moment(value(values, "deadline"));
  order.gag = read_gag(form, values, now);
  order.notified = says(values, "notified", "true");
  order.values = std::move(values);
  return order;
}

std::string canonical(const Form& form, const Values& values) {
  std::string text;
  add_field(text, "form", name_of(form.kind));
  for (const Field& field : form.fields)
    for (const auto& each : all_values(values, field.name)) add_field(text, field.name, each);
  return text;
}

std::optional<StoredOrder> parse_order(std::string_view text) {
  const Fields said(text);
  const auto kind = named<FormKind>(said["form"]);
  if (!kind) return std::nullopt;
  StoredOrder order{.form = *kind, .values = {}};
  for (const Field& field : order_form(*kind).fields)
    if (auto given = said.every(field.name); !given.empty())
      order.values.emplace(std::string(field.name), std::move(given));
  return order;
}

Outcome<FiledOrder> file_order(store::Transaction& tx, Desk& desk, const Form& form, Values values,
                               const OrderSender& sender, Seconds now, std::string_view base_url) {
  if (form.follow_up) return follow_up(tx, desk, form, std::move(values), sender, now, base_url);
  FiledOrder done{.filed = {}, .order = read_order(form, std::move(values), now, base_url), .targets = {}};
  const Order& order = done.order;
  done.targets = keep_targets(tx, 0, order, base_url);
  const auto payload = canonical(form, order.values);
  Submission submission;
  submission.lane = Lane::authorities;
  submission.kind = CaseKind::order;
  submission.instrument = form.instrument;
  submission.subject = subject_of(tx, form, done.targets);
  if (!done.targets.empty()) submission.target = done.targets.front();
  submission.sender = sender.actor;
  submission.scope = sender.scope;
  submission.idempotency_key = sender.idempotency_key;
  if (const auto language = value(order.values, "language"); !language.empty())
    submission.language = language;
  submission.reply_to =
      sender.reply_to.empty() ? std::string(value(order.values, "official_mail")) : sender.reply_to;
  submission.asked = order.asked;
  submission.payload = as_bytes(payload);
  auto filed = desk.file(submission);
  if (!filed) return std::unexpected(filed.error());
  done.filed = *std::move(filed);
  if (done.filed.repeated) return done;
  const auto about = desk.find(done.filed.case_ref);
  (void)keep_targets(tx, about->id, order, base_url);
  begin(desk, *about, order);
  return done;
}

std::optional<Order> order_of_case(store::Transaction& tx, const Case& about, std::string_view base_url) {
  std::optional<StoredOrder> last;
  for (const auto& entry : store::desk_log_of_case(tx, about.id)) {
    if (!entry.payload) continue;
    const auto text = as_text(*entry.payload);
    const auto step = Fields(text)["step"];
    if (!step.empty() && step != name_of(Action::clarify)) continue;
    auto order = parse_order(text);
    if (order && order_form(order->form).instrument == about.instrument) last = std::move(order);
  }
  if (!last) return std::nullopt;
  auto order = read_order(order_form(last->form), std::move(last->values), about.received_at, base_url);
  if (about.asked) {  // a validation that came afterwards counts
    order.asked.validator = about.asked->validator;
    order.verdict = may_ask(order.asked);
    order.awaits_validation = waits_for_validation(order.asked);
  }
  return order;
}

}  // namespace botschaft::desk
