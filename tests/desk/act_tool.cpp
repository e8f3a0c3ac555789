// For tests with real clients: what staff do, on the database of a server that is not running.
//   botschaft_desk_act DATA restrict REF MEASURE TERRITORY   look at it, decide, put into effect; TERRITORY:
//   "DE FR" botschaft_desk_act DATA appeal REF reverse|uphold        another person decides the complaint
//   botschaft_desk_act DATA order TARGET DATA-CATEGORY FIELDS CERTIFICATE-FILE OUT-FILE
//                                                            an order for data, decided by two, handed over
//   botschaft_desk_act DATA copy PERSON                      what the desk tells that person
//   botschaft_desk_act DATA held REF                         what is held of the case, looked at
// Prints one line of text, or JSON; ends with 1 if it was refused.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/clock.h"
#include "base/random.h"
#include "desk/data_subject.h"
#include "desk/disclosure.h"
#include "desk/evidence.h"
#include "store/sqlite/open.h"

using namespace botschaft;
using namespace botschaft::desk;

namespace {

constexpr Actor kModerator{Role::moderator, 1, IdentityLevel::strong};
constexpr Actor kSecond{Role::second_reviewer, 2, IdentityLevel::strong};
constexpr Actor kAppeals{Role::appeal_reviewer, 3, IdentityLevel::strong};
constexpr Actor kOfficer{Role::officer, 50, IdentityLevel::strong};
constexpr Actor kProgram{Role::system, 0, IdentityLevel::claimed};

struct Refused {};

template <class T>
T done(Outcome<T> outcome) {
  if (outcome) return *std::move(outcome);
  fmt::print(stderr, "refused: {}\n", static_cast<int>(outcome.error().why));
  throw Refused{};
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

struct Tool {
  store::Transaction& tx;
  Desk& desk;
  Seconds now;

  std::int64_t id_of(const std::string& ref) {
    const auto found = desk.find(ref);
    if (!found) throw Refused{};
    return found->id;
  }
  std::string restrict(const std::string& ref, const std::string& measure, const std::string& territory) {
    const auto id = id_of(ref);
    auto statement = Statement::make({.measure = named<Measure>(measure).value(),
                                      .territory = words(territory),
                                      .until = {},
                                      .facts = "It shows a forbidden sign.",
                                      .trigger = Trigger::notice,
                                      .ground = Ground::illegal,
                                      .provision = "StGB 86a",
                                      .explanation = "The sign is that of a banned organisation.",
                                      .redress = "Complain to us, to an out-of-court body, or to a court."});
    done(desk.act(id, Action::view, kModerator));
    done(desk.act(id, Action::decide, kModerator, {.decision = Restriction(std::move(statement).value())}));
    done(desk.act(id, Action::effect, kProgram));
    return ref;
  }
  std::string appeal(const std::string& ref, bool reverse) {
    const auto id = id_of(ref);
    done(desk.act(id, Action::view, kAppeals));
    const Decision decision =
        reverse ? Decision(Reversal{"It is satire."}) : Decision(NoAction{"It is not."});
    done(desk.act(id, Action::decide, kAppeals, {.decision = decision}));
    return ref;
  }
  std::string order(const std::string& target, DataCategory data, const std::string& fields,
                    const std::string& certificate, const std::string& out) {
    Submission made;
    made.lane = Lane::authorities;
    made.kind = CaseKind::order;
    made.instrument = Instrument::dsa10_order;
    made.subject = Subject::account;
    made.target = target;
    made.sender = kOfficer;
    made.asked = Asked{made.instrument, AuthorityType::judge, {}, data, true};
    made.payload = as_bytes("order");
    const auto filed = done(desk.file(made));
    const auto id = id_of(filed.case_ref);
    done(desk.act(id, Action::view, kModerator));
    done(desk.act(id, Action::propose, kModerator,
                  {.decision = Disclosure{data, words(fields), "StA Köln", "StPO 100j"}}));
    done(desk.act(id, Action::decide, kSecond));
    const auto bundle = done(hand_over(
        tx, desk, id, kModerator,
        {.recipient = kOfficer.person, .certificate = content_of(certificate), .conditionally = false}, now));
    std::ofstream(out, std::ios::binary) << done(view_evidence(tx, desk, bundle, kOfficer)).content;
    return filed.case_ref;
  }
  std::string held(const std::string& ref) {
    std::string all;
    for (const auto& row : store::desk_evidence_of_case(tx, id_of(ref)))
      all += done(view_evidence(tx, desk, row.id, kModerator)).content;
    return all;
  }
  std::string run(const std::vector<std::string>& args) {
    const auto& command = args.at(0);
    if (command == "restrict") return restrict(args.at(1), args.at(2), args.at(3));
    if (command == "appeal") return appeal(args.at(1), args.at(2) == "reverse");
    if (command == "order")
      return order(args.at(1), named<DataCategory>(args.at(2)).value(), args.at(3), args.at(4), args.at(5));
    if (command == "copy") return copy_for_person(tx, std::stoll(args.at(1)), now);
    if (command == "held") return held(args.at(1));
    throw Refused{};
  }
};

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> args(argv + 1, argv + argc);
  auto store = store::open_sqlite({.directory = args.at(0)});
  if (!store) throw std::runtime_error(store.error());
  const Settings settings{.tier = OperatorTier::platform, .levels = {}};
  std::string said;
  const auto committed = (*store)->write_sync([&](store::Transaction& tx) -> Result<void> {
    const auto now = system_clock().unix_seconds();
    Desk desk(tx, settings, now, system_random());
    said = Tool{tx, desk, now}.run({args.begin() + 1, args.end()});
    return {};
  });
  if (!committed) return 1;
  fmt::print("{}\n", said);
  return 0;
} catch (const std::exception& error) {
  fmt::print(stderr, "{}\n", error.what());
  return 1;
} catch (const Refused&) {
  return 1;
}
