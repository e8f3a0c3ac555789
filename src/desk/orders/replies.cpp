#include "desk/orders/replies.h"

#include <fmt/format.h>

#include <algorithm>

#include "desk/orders/moment.h"

namespace botschaft::desk {
namespace {

constexpr std::array<Bilingual, Names<ReplyKind>::kAll.size()> kTitles = {{
    {"Effect given to your order", "Ausführung Ihrer Anordnung"},
    {"Feedback following the removal of or disabling of access to terrorist content (Reg. (EU) 2021/784, "
     "Annex II)",
     "Rückmeldung nach Entfernung terroristischer Inhalte oder Sperrung des Zugangs (VO (EU) 2021/784, "
     "Anhang II)"},
    {"Information about the impossibility to execute the removal order (Reg. (EU) 2021/784, Annex III)",
     "Unterrichtung über die Unmöglichkeit, der Entfernungsanordnung nachzukommen (VO (EU) 2021/784, Anhang "
     "III)"},
    {"Information on the impossibility of executing an EPOC or EPOC-PR (Reg. (EU) 2023/1543, Annex III)",
     "Unterrichtung über die Unmöglichkeit der Ausführung eines EPOC oder EPOC-PR (VO (EU) 2023/1543, Anhang "
     "III)"},
}};

constexpr std::array<Bilingual, Names<Obstacle>::kAll.size()> kObstacles = {{
    {"The order is incomplete.", "Die Anordnung ist unvollständig."},
    {"The order contains a manifest error.", "Die Anordnung enthält einen offensichtlichen Fehler."},
    {"The order does not contain enough information to carry it out.",
     "Die Anordnung enthält nicht genügend Informationen, um sie auszuführen."},
    {"It cannot be carried out because of force majeure, or is impossible in fact for reasons not "
     "attributable to us.",
     "Sie kann wegen höherer Gewalt nicht ausgeführt werden oder ist aus Gründen, die uns nicht zuzurechnen "
     "sind, "
     "tatsächlich unmöglich."},
    {"The order was neither issued nor validated by an authority that may ask for these data.",
     "Die Anordnung wurde weder von einer Behörde erlassen noch von einer validiert, die diese Daten "
     "verlangen darf."},
    {"The offence named does not suffice for the data asked for.",
     "Die genannte Straftat genügt für die verlangten Daten nicht."},
    {"This instrument does not give what is asked for.", "Dieses Instrument gibt das Verlangte nicht her."},
}};

constexpr std::string_view law_of(Instrument instrument, Obstacle obstacle) {
  const bool tco = instrument == Instrument::tco_removal;
  const bool preservation = instrument == Instrument::epoc_preservation;
  switch (obstacle) {
    case Obstacle::force_majeure:
      return tco ? "TCO 3(7)" : preservation ? "e-Evidence 11(6)" : "e-Evidence 10(7)";
    case Obstacle::not_entitled:
      return preservation ? "e-Evidence 4(3)" : "e-Evidence 4(1), 4(2)";
    case Obstacle::offence_too_small:
      return "e-Evidence 5(4)";
    default:
      return tco ? "TCO 3(8)" : preservation ? "e-Evidence 11(5)" : "e-Evidence 10(6)";
  }
}

bool is_epoc(Instrument instrument) {
  return instrument == Instrument::epoc || instrument == Instrument::epoc_emergency ||
         instrument == Instrument::epoc_preservation;
}

constexpr std::array<Bilingual, Names<DataCategory>::kAll.size()> kData = {{
    {"no data", "keine Daten"},
    {"subscriber data", "Teilnehmerdaten"},
    {"data asked for to identify the user alone", "Daten allein zur Identifizierung"},
    {"traffic data", "Verkehrsdaten"},
    {"content data", "Inhaltsdaten"},
}};

// A form under construction.
class Draft {
 public:
  Draft(ReplyKind kind, const CaseFacts& facts, Language language) : facts_(facts), language_(language) {
    draft_.kind = kind;
    draft_.title = kTitles[static_cast<std::size_t>(kind) - 1].in(language);
    const auto& values = facts.order.values;
    add("authority", {"Authority", "Behörde"}, std::string(value(values, "authority")));
    add("reference", {"Reference of the order", "Aktenzeichen der Anordnung"},
        std::string(value(values, "reference")));
    add("file_number", {"File number", "Geschäftszeichen"}, std::string(value(values, "file_number")));
    add("case", {"Our case", "Unser Vorgang"}, facts.about.ref);
    add("received_at", {"Received", "Eingegangen"}, moment(facts.about.received_at));
  }

  std::string moment(Seconds at) const { return spoken_moment(at, language_); }
  std::string word(const Bilingual& words) const { return std::string(words.in(language_)); }

  void add(std::string_view name, const Bilingual& label, std::string text) {
    if (!text.empty()) add_all(name, label, {std::move(text)});
  }
  void add_all(std::string_view name, const Bilingual& label, std::vector<std::string> values) {
    if (!values.empty()) draft_.lines.push_back({name, word(label), std::move(values)});
  }

  void add_obstacles() {
    const auto instrument = facts_.about.instrument;
    std::vector<std::string> reasons;
    for (const Obstacle obstacle : obstacles(facts_))
      reasons.push_back(fmt::format("{} ({})", word(kObstacles[static_cast<std::size_t>(obstacle) - 1]),
                                    law_of(instrument, obstacle)));
    add_all("obstacles", {"Why it cannot be carried out", "Warum sie nicht ausgeführt werden kann"},
            std::move(reasons));
    std::vector<std::string> details;
    for (const auto& finding : facts_.order.findings) details.push_back(in_words(finding, language_));
    if (facts_.order.verdict == Verdict::needs_validation) details.push_back(who_is_needed());
    add_all("details", {"In detail", "Im Einzelnen"}, std::move(details));
  }

  ReplyDraft sign(const Signature& signature) {
    add("authorised", {"Authorised person", "Befugte Person"}, signature.authorised);
    add("provider", {"Service", "Dienst"}, signature.server);
    add("signed_at", {"Date and time", "Datum und Uhrzeit"}, moment(signature.at));
    draft_.text = draft_.title + "\n\n";
    for (const auto& line : draft_.lines) {
      draft_.text += line.label + ":";
      const bool one = line.values.size() == 1;
      for (const auto& each : line.values) draft_.text += (one ? " " : "\n- ") + each;
      draft_.text += "\n";
    }
    return std::move(draft_);
  }

 private:
  std::string who_is_needed() const {
    const auto& asked = facts_.order.asked;
    const bool judges =
        asked.data >= DataCategory::traffic && asked.instrument != Instrument::epoc_preservation;
    const Bilingual& who = judges ? kJudges : kJustice;
    return fmt::format(fmt::runtime(who.in(language_)),
                       kData[static_cast<std::size_t>(asked.data) - 1].in(language_), authority_name());
  }
  std::string authority_name() const {
    const auto name = value(facts_.order.values, "authority");
    return std::string(name.empty() ? std::string_view("-") : name);
  }
  static constexpr Bilingual kJudges{
      "For {} the order needs a judge, a court or an investigating judge to issue or validate it; it was "
      "issued by {}.",
      "Für {} muss eine Richterin, ein Gericht oder ein Ermittlungsrichter sie erlassen oder validieren; "
      "erlassen hat "
      "sie: {}."};
  static constexpr Bilingual kJustice{
      "For {} the order needs a judge, a court, an investigating judge or a public prosecutor to issue or "
      "validate it; "
      "it was issued by {}.",
      "Für {} muss ein Gericht, ein Ermittlungsrichter oder eine Staatsanwaltschaft sie erlassen oder "
      "validieren; "
      "erlassen hat sie: {}."};

  const CaseFacts& facts_;
  const Language language_;
  ReplyDraft draft_;
};

bool takes_away(const Decision& decision) {
  const auto* restriction = std::get_if<Restriction>(&decision);
  return restriction && restriction->statement.fields().measure == Measure::remove;
}

// When each address was dealt with; all at once where no row says otherwise.
void add_effects(Draft& draft, const CaseFacts& facts) {
  std::vector<std::string> effects;
  for (const auto& target : facts.targets) {
    const auto at = target.effected_at != 0 ? target.effected_at : facts.about.effected_at;
    if (target.target.empty())
      effects.push_back(target.locator + ": " + draft.word({"not found", "nicht gefunden"}));
    else
      effects.push_back(target.locator + ": " + draft.moment(at));
  }
  draft.add("effected_at", {"Effect given", "Ausgeführt"}, draft.moment(facts.about.effected_at));
  if (facts.order.asked.data == DataCategory::none)
    draft.add_all("content", {"For each address", "Je Adresse"}, std::move(effects));
}

ReplyDraft effect_message(const CaseFacts& facts, const Signature& signature, Language language) {
  Draft draft(ReplyKind::effect, facts, language);
  const auto& decision = *facts.about.decision;
  if (facts.about.effected_at != 0) {
    add_effects(draft, facts);
    if (const auto* restriction = std::get_if<Restriction>(&decision))
      draft.add_all("territory", {"Countries", "Länder"}, restriction->statement.fields().territory);
    if (const auto* disclosure = std::get_if<Disclosure>(&decision))
      draft.add_all("given", {"Handed over", "Übergeben"}, disclosure->fields);
  } else {
    draft.add("effect", {"Effect", "Ausführung"}, draft.word({"none was given", "keine"}));
    if (const auto* rejection = std::get_if<Rejection>(&decision))
      draft.add("reasons", {"Reasons", "Gründe"}, rejection->reasons);
    if (const auto* none = std::get_if<NoAction>(&decision))
      draft.add("reasons", {"Reasons", "Gründe"}, none->reasons);
    draft.add_obstacles();
  }
  return draft.sign(signature);
}

ReplyDraft tco_feedback(const CaseFacts& facts, const Signature& signature, Language language) {
  Draft draft(ReplyKind::tco_feedback, facts, language);
  draft.add("measure", {"Measure", "Maßnahme"},
            takes_away(*facts.about.decision)
                ? draft.word({"the content was removed", "der Inhalt wurde entfernt"})
                : draft.word({"access was disabled in all Member States",
                              "der Zugang wurde in allen Mitgliedstaaten gesperrt"}));
  add_effects(draft, facts);
  return draft.sign(signature);
}

ReplyDraft cannot(ReplyKind kind, const CaseFacts& facts, const Signature& signature, Language language) {
  Draft draft(kind, facts, language);
  draft.add_obstacles();
  if (facts.about.decision)
    if (const auto* rejection = std::get_if<Rejection>(&*facts.about.decision))
      draft.add("reasons", {"Reasons", "Gründe"}, rejection->reasons);
  if (!facts.pauses.empty()) {
    const auto& last = facts.pauses.back();
    draft.add("paused_at", {"The time rests since", "Die Frist ruht seit"}, draft.moment(last.from_at));
    if (last.until_at) draft.add("resumed_at", {"until", "bis"}, draft.moment(*last.until_at));
  }
  if (kind == ReplyKind::epoc_cannot)
    draft.add("data", {"Data", "Daten"},
              draft.word({"has been preserved and is held until this is clarified",
                          "sind gesichert und bleiben es, bis das geklärt ist"}));
  return draft.sign(signature);
}

}  // namespace

std::optional<CaseFacts> facts_of(store::Transaction& tx, const Case& about, std::string_view base_url) {
  auto order = order_of_case(tx, about, base_url);
  if (!order) return std::nullopt;
  return CaseFacts{.about = about,
                   .order = *std::move(order),
                   .targets = store::desk_targets(tx, about.id),
                   .pauses = store::desk_pauses(tx, about.id)};
}

std::vector<Obstacle> obstacles(const CaseFacts& facts) {
  std::vector<Obstacle> found;
  const auto add = [&](Obstacle obstacle, bool really) {
    if (really && std::ranges::find(found, obstacle) == found.end()) found.push_back(obstacle);
  };
  const auto& order = facts.order;
  for (const auto& finding : order.findings) {
    const bool where = finding.field->type == FieldType::lines;
    add(Obstacle::incomplete, !where && finding.fault == Fault::missing);
    add(Obstacle::insufficient, where);
    add(Obstacle::manifest_error, !where && finding.fault != Fault::missing);
  }
  add(Obstacle::not_entitled, order.verdict == Verdict::needs_validation && !order.awaits_validation);
  add(Obstacle::offence_too_small, order.verdict == Verdict::offence_too_small);
  add(Obstacle::wrong_instrument, order.verdict == Verdict::wrong_instrument);
  for (const auto& pause : facts.pauses) {
    if (pause.until_at) continue;
    const auto reason = static_cast<PauseReason>(pause.reason);
    add(Obstacle::incomplete, reason == PauseReason::incomplete);
    add(Obstacle::manifest_error, reason == PauseReason::manifest_error);
    add(Obstacle::force_majeure, reason == PauseReason::force_majeure);
  }
  return found;
}

std::vector<ReplyDraft> reply_drafts(const CaseFacts& facts, const Signature& signature, Language language) {
  std::vector<ReplyDraft> drafts;
  const auto instrument = facts.about.instrument;
  const bool done = facts.about.effected_at != 0 && facts.about.decision;
  const bool stuck = !done && !obstacles(facts).empty();
  const bool decided = facts.about.decision && facts.about.state >= State::decided;
  if (instrument == Instrument::tco_removal) {
    if (done) drafts.push_back(tco_feedback(facts, signature, language));
    if (stuck) drafts.push_back(cannot(ReplyKind::tco_cannot, facts, signature, language));
  } else if (is_epoc(instrument)) {
    if (stuck) drafts.push_back(cannot(ReplyKind::epoc_cannot, facts, signature, language));
  } else if (instrument == Instrument::dsa9_order || instrument == Instrument::dsa10_order) {
    if (done || decided) drafts.push_back(effect_message(facts, signature, language));
  }
  return drafts;
}

Outcome<Entry> send_reply(store::Transaction& tx, Desk& desk, const Case& about, const Actor& actor,
                          std::string text, Seconds now) {
  constexpr int kSendersMax = 1'000;
  auto entry =
      desk.act(about.id, Action::reply, actor, {.text = std::move(text), .decision = {}, .pause = {}});
  if (!entry || !about.decision || about.state < State::decided) return entry;
  for (auto& clock : store::desk_clocks(tx, about.id)) {
    if (clock.kind != static_cast<int>(ClockKind::feedback) || clock.stopped_at != 0) continue;
    clock.stopped_at = now;
    clock.rung_at.reset();
    store::put_desk_clock(tx, clock);
  }
  for (const auto& sent : desk.untold(about.id, kSendersMax)) desk.mark_told(about.id, sent.id);
  (void)desk.act(about.id, Action::inform, {.role = Role::system});
  return entry;
}

}  // namespace botschaft::desk
