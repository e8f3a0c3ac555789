#pragma once
// The desk over one transaction: what comes in becomes a case, what is done to it follows the table of
// states, and each deed leaves its entry in the contact log in the same transaction. Everything is checked
// before the first write, so a refusal leaves nothing behind but, where it matters, an entry that it was
// tried.
#include <optional>
#include <string>
#include <vector>

#include "base/random.h"
#include "desk/clocks.h"
#include "desk/decision.h"
#include "desk/notice_policy.h"
#include "desk/states.h"
#include "desk/who_may_ask.h"
#include "store/desk_cases.h"
#include "store/transaction.h"
#include "translog/record.h"

namespace botschaft::desk {

struct Settings {
  OperatorTier tier = OperatorTier::hosting;
  bool eu_is_eea = false;  // "EU" in a territory means Iceland, Liechtenstein and Norway, too
  ServiceLevels levels;
};

// Who does it. `person`: account or officer id, 0 for the program and for strangers.
struct Actor {
  Role role = Role::system;
  std::int64_t person = 0;
  IdentityLevel level = IdentityLevel::claimed;
};

struct Submission {
  Lane lane = Lane::users;
  CaseKind kind = CaseKind::notice;
  Instrument instrument = Instrument::dsa16_notice;
  Subject subject = Subject::none;
  std::string target;  // canonical, at most 512 bytes: "user:7", "channel:9/post:12", "invite:..."; "": none
  Actor sender;
  std::string scope;  // whose idempotency keys: "user:7", "web:<digest of address>", "token:3"
  std::optional<std::string> idempotency_key;
  std::string language = "en";
  std::string reply_to;                  // mail address, or ""
  std::optional<Asked> asked;            // of an order
  std::optional<std::string> appeal_of;  // ref of the case: kind must be appeal
  ByteView payload;                      // as it came; kept as the payload of its log entry
};

// One entry of the log, as whoever it concerns gets it: with it, salt and payload prove what was said.
struct Entry {
  std::int64_t id = 0;  // desk_log.id
  translog::Record record;
  translog::Salt salt{};
};

struct Filed {
  std::string case_ref;
  std::string receipt;     // secret of the sender: opens the status page
  Entry entry;             // sign a receipt over it once committed: translog/receipt.h
  bool repeated = false;   // the same key and payload had come before; everything is as then
  bool clustered = false;  // joined a work item that was there
};

struct Case {
  std::int64_t id = 0;
  std::string ref;
  CaseKind kind = {};
  Lane lane = {};
  Instrument instrument = {};
  Subject subject = {};
  std::string target;
  State state = {};
  IdentityLevel level = {};
  Seconds received_at = 0;
  std::int64_t submissions = 0;
  std::int64_t untold = 0;
  std::optional<std::int64_t> appeal_of;
  std::optional<Asked> asked;
  std::optional<Decision> decision;  // proposed or decided, as `state` says
  std::int64_t proposer = 0;
  Seconds effected_at = 0;
  Seconds person_told_at = 0;
};

// What an action is about; each takes what it needs.
struct Particulars {
  std::string text;                  // reasons, a reply, a question
  std::optional<Decision> decision;  // propose, decide (but for a proposal), withhold_interim
  std::optional<PauseReason> pause;  // ask_clarification
  std::optional<Asked> asked = {};   // clarify, with a corrected order; validate, whose validator counts
  std::int64_t submission = 0;       // reply, ask_clarification, clarify: who writes, or to whom; 0: all
};

class Desk {
 public:
  // All of it outlives the desk. `now`: unix seconds.
  Desk(store::Transaction& tx, const Settings& settings, Seconds now, Random& random)
      : tx_(tx), settings_(settings), now_(now), random_(random) {}

  // A notice joins the open work item of its target; all else is a case of its own. Starts the clocks and
  // writes `received`. An appeal also moves the case appealed against.
  Outcome<Filed> file(const Submission& submission);

  // One step of the table. Refusals for want of a second person, a level or entitlement write `attempted`, so
  // the transaction is to be committed all the same.
  Outcome<Entry> act(std::int64_t case_id, Action action, const Actor& actor, const Particulars& about = {});

  // The person concerned may not be told until then. Earlier gags count. The program sets those that an order
  // comes with.
  Outcome<Entry> set_gag(std::int64_t case_id, const Actor& actor, Seconds until, std::string basis);

  // Ends gags whose time has come; the cases where the person is to be told now.
  std::vector<std::int64_t> end_gags(int limit);

  // Telling: fan-out to everyone who sent something in, and the person concerned.
  std::vector<store::DeskSubmissionRow> untold(std::int64_t case_id, int limit);
  void mark_told(std::int64_t case_id, std::int64_t submission_id);
  // Refused under a gag, and where the issuer tells. `there`: somebody could be told.
  Outcome<void> mark_person_told(std::int64_t case_id, bool there = true);

  // Rungs of the escalation that have come, each given once, with its entry written.
  struct Rung {
    std::int64_t case_id = 0;
    ClockKind clock = {};
    int rung = 0;  // 0 to 3
    std::optional<Seconds> due_at;
  };
  std::vector<Rung> escalate(int limit);

  // A clock for the time that an order names by itself.
  void name_deadline(std::int64_t case_id, Seconds at);

  // The time of others that is over, each given once; with its entry written where something follows from it.
  // What was handed over on condition is released when the time to refuse is over.
  struct Ended {
    std::int64_t case_id = 0;
    ClockKind clock = {};
  };
  std::vector<Ended> end_clocks(int limit);

  // When escalate(), end_gags() or end_clocks() have something to do next; it may be over.
  std::optional<Seconds> next_due();

  // A higher level shown by call-back, passkey or signed order.
  void raise_level(std::int64_t case_id, IdentityLevel level);

  // Forgets payload and salt of an entry of a settled case whose data nobody has to keep. The leaf stays.
  Outcome<void> erase(std::int64_t entry_id);

  // An entry of no transition: contact-changed, meeting, evidence-viewed... of a case, or of none (0).
  Entry note(std::int64_t case_id, LogKind kind, std::string_view payload);

  std::optional<Case> find(std::string_view ref);
  std::optional<Case> find(std::int64_t id);

 private:
  Entry log(store::DeskCaseRow& row, LogKind kind, ByteView payload);
  Filed repeat(const store::DeskSubmissionRow& before);
  Outcome<store::DeskCaseRow> open_case(const Submission& submission);
  Outcome<void> check_appeal(const Submission& submission, store::DeskCaseRow& original);
  void join(store::DeskCaseRow& row, const Submission& submission);
  Set<Condition> conditions(const store::DeskCaseRow& row, Action action, const Actor& actor,
                            const Particulars& about, const std::optional<Decision>& decision);
  Outcome<Transition> check(store::DeskCaseRow& row, Action action, const Actor& actor,
                            const Particulars& about);
  Entry walk(store::DeskCaseRow& row, const Transition& transition, const Actor& actor,
             const Particulars& about);
  bool take_effect(store::DeskCaseRow& row, Action action, const Particulars& about);
  void preserve(const store::DeskCaseRow& row, const Actor& actor);
  void tell_again(store::DeskCaseRow& row);
  void settle_original(const store::DeskCaseRow& appeal, const Actor& actor);
  bool everyone_told(const store::DeskCaseRow& row);
  bool has_fresh_eyes(const store::DeskCaseRow& row, const Actor& actor);
  bool in_time(const store::DeskCaseRow& row, Action action);
  bool can_hold_longer(const store::DeskCaseRow& row, Action action);

  // clockwork.cpp
  void start_clocks(const store::DeskCaseRow& row, Action action);
  void wind_clocks(const store::DeskCaseRow& row);
  void stop_clocks(const store::DeskCaseRow& row, Action action);
  void hold_longer(const store::DeskCaseRow& row, Action action);

  store::Transaction& tx_;
  const Settings& settings_;
  const Seconds now_;
  Random& random_;
};

}  // namespace botschaft::desk
