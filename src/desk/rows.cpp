#include "desk/rows.h"

namespace botschaft::desk {

Case case_of(const store::DeskCaseRow& row) {
  return {.id = row.id,
          .ref = row.ref,
          .kind = kind_of(row),
          .lane = static_cast<Lane>(row.lane),
          .instrument = instrument_of(row),
          .subject = static_cast<Subject>(row.subject),
          .target = row.target,
          .state = state_of(row),
          .level = static_cast<IdentityLevel>(row.level),
          .received_at = row.received_at,
          .submissions = row.submissions,
          .untold = row.untold,
          .appeal_of = row.appeal_of,
          .asked = unpack_asked(row.asked),
          .decision = parse_decision(row.decision),
          .proposer = row.proposer,
          .effected_at = row.effected_at,
          .person_told_at = row.person_told_at};
}

Bytes pack(const std::optional<Asked>& asked) {
  if (!asked) return {};
  const auto byte = [](auto value) { return static_cast<std::uint8_t>(value); };
  std::uint8_t also = 0;
  for (std::size_t i = 0; i < Names<DataCategory>::kAll.size(); ++i)
    if (asked->also.has(each<DataCategory>(i))) also = byte(also | 1u << i);
  const auto flags = (asked->serious_offence ? 1u : 0u) | (asked->validation_follows ? 2u : 0u);
  return {byte(asked->instrument), byte(asked->issuer), asked->validator ? byte(*asked->validator) : byte(0),
          byte(asked->data),       byte(flags),         also};
}

std::optional<Asked> unpack_asked(ByteView packed) {
  if (packed.size() != 5 && packed.size() != 6) return std::nullopt;  // without `also`, it has five
  Asked asked{.instrument = static_cast<Instrument>(packed[0]),
              .issuer = static_cast<AuthorityType>(packed[1]),
              .validator = {},
              .data = static_cast<DataCategory>(packed[3]),
              .serious_offence = (packed[4] & 1) != 0,
              .validation_follows = (packed[4] & 2) != 0};
  if (packed[2] != 0) asked.validator = static_cast<AuthorityType>(packed[2]);
  for (std::size_t i = 0; packed.size() == 6 && i < Names<DataCategory>::kAll.size(); ++i)
    asked.also.add(each<DataCategory>(i), (packed[5] & 1u << i) != 0);
  return asked;
}

std::optional<Clock> clock_of(Instrument instrument, const store::DeskClockRow& row,
                              const std::vector<store::DeskPauseRow>& pauses) {
  auto rules =
      clock_rules(instrument, OperatorTier::vlop, {.manifest = kDay, .other = kDay, .information = kDay});
  rules.push_back(named_deadline_rule(instrument));
  for (ClockRule rule : rules) {
    if (static_cast<int>(rule.kind) != row.kind || rule.statutory != row.statutory) continue;
    rule.amount = row.amount;  // as it was promised then, whatever is promised now
    Clock clock{.rule = rule, .started_at = row.started_at, .pauses = {}};
    for (const auto& pause : pauses) {
      const auto reason = static_cast<PauseReason>(pause.reason);
      if (pause.from_at >= row.started_at && may_pause(rule, reason))
        clock.pauses.push_back({.reason = reason, .from = pause.from_at, .until = pause.until_at});
    }
    return clock;
  }
  return std::nullopt;
}

}  // namespace botschaft::desk
