// The table of states against the world: nothing is restricted but by the two steps that say so, and whatever
// step is walked leaves its entry.
#include "desk/effects.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "desk/desk.h"
#include "desk/evidence.h"
#include "domain/restrictions/restriction.h"
#include "store/channels.h"
#include "store/desk_log.h"
#include "store/simulated.h"
#include "store/users.h"

namespace botschaft::desk {
namespace {

constexpr std::int64_t kProposer = 1;
constexpr std::int64_t kOther = 2;
constexpr Seconds kNow = 1'800'000'000;

Decision removal() {
  return Restriction(*Statement::make({.measure = Measure::withhold,
                                       .territory = {},
                                       .until = {},
                                       .facts = "A sign.",
                                       .trigger = Trigger::notice,
                                       .ground = Ground::illegal,
                                       .provision = "StGB 86a",
                                       .explanation = "Forbidden.",
                                       .redress = "Complain."}));
}

struct World {
  World() {
    run([&](Desk&, store::Transaction& tx) {
      const auto author = store::insert_user(tx, {.phone = "4915", .first_name = "Anna"});
      channel = store::insert_channel(tx, {.title = "News", .creator = author, .flags = store::kBroadcast});
      store::insert_message(tx, {.peer = PeerId::channel(channel),
                                 .id = 2,
                                 .flags = store::kPost,
                                 .date = 100,
                                 .has_body = true,
                                 .body = {.text = "A sign"},
                                 .author = author});
    });
  }
  template <class F>
  void run(F f) {
    const auto done = store->write_sync([&](store::Transaction& tx) -> Result<void> {
      Desk desk(tx, settings, kNow, random);
      f(desk, tx);
      return {};
    });
    ASSERT_TRUE(done) << done.error().text();
  }
  // A case in that state, as if all before it had been walked.
  std::int64_t put(const Transition& row, CaseKind kind) {
    std::int64_t id = 0;
    run([&](Desk&, store::Transaction& tx) {
      store::DeskCaseRow about;
      about.ref = std::to_string(++cases);
      about.kind = static_cast<int>(kind);
      about.lane = static_cast<int>(Lane::users);
      about.instrument = static_cast<int>(Instrument::dsa16_notice);
      about.subject = static_cast<int>(Subject::public_content);
      about.target = "channel:" + std::to_string(channel) + "/post:2";
      about.state = static_cast<int>(row.from);
      about.level = static_cast<int>(IdentityLevel::signed_order);
      if (row.from >= State::proposed && row.from != State::withdrawn) about.decision = canonical(removal());
      about.proposer = row.from == State::proposed ? kProposer : 0;
      id = store::insert_desk_case(tx, about);
    });
    return id;
  }
  bool is_hidden() {
    bool hidden = false;
    run([&](Desk&, store::Transaction& tx) {
      hidden = store::is_restricted(*store::find_message(tx, 0, PeerId::channel(channel), 2));
    });
    return hidden;
  }
  std::size_t entries(std::int64_t id) {
    std::size_t count = 0;
    run([&](Desk&, store::Transaction& tx) { count = store::desk_log_of_case(tx, id).size(); });
    return count;
  }
  std::unique_ptr<store::SimulatedStore> store = store::open_simulated();
  Settings settings{.tier = OperatorTier::platform, .levels = {}};
  SeededRandom random{7};
  std::int64_t channel = 0;
  int cases = 0;
};

Particulars particulars_of(const Transition& row) {
  Particulars about;
  about.text = "because";
  about.pause = PauseReason::clarification;
  const bool decides =
      row.action == Action::propose || (row.action == Action::decide && row.from == State::viewed);
  if (decides || row.action == Action::withhold_interim) about.decision = removal();
  return about;
}

constexpr Action kRestricting[] = {Action::effect, Action::withhold_interim};

TEST(Effects, OnlyTheStepsThatSaySoRestrictAndEachStepLeavesItsEntry) {
  int walked = 0;
  for (const auto& row : transitions()) {
    for (std::size_t r = 0; r < Names<Role>::kAll.size(); ++r) {
      const Actor actor{each<Role>(r), kOther, IdentityLevel::strong};
      // Of those who may not walk it, one; states_test has them all.
      if (!row.who.has(actor.role) && actor.role != Role::auditor) continue;
      for (const CaseKind kind : {CaseKind::notice, CaseKind::order}) {
        if (!row.kinds.has(kind)) continue;
        World world;
        const auto id = world.put(row, kind);
        const auto before = world.entries(id);
        bool done = false;
        world.run([&](Desk& desk, store::Transaction&) {
          done = desk.act(id, row.action, actor, particulars_of(row)).has_value();
        });
        const bool restricts = std::ranges::find(kRestricting, row.action) != std::end(kRestricting);
        EXPECT_EQ(world.is_hidden(), done && restricts) << name_of(row.from) << " " << name_of(row.action);
        EXPECT_FALSE(done && !row.who.has(actor.role)) << name_of(row.action);
        if (done) {
          EXPECT_GT(world.entries(id), before) << name_of(row.action);
        }
        walked += done ? 1 : 0;
      }
    }
  }
  EXPECT_GT(walked, 60);
}

TEST(Effects, NothingIsRestrictedFromAStateThatIsNotTheSteps) {
  for (std::size_t s = 0; s < Names<State>::kAll.size(); ++s) {
    for (const Action action : kRestricting) {
      const bool in_table = std::ranges::any_of(transitions(), [&](const Transition& row) {
        return row.from == each<State>(s) && row.action == action;
      });
      if (in_table) continue;
      World world;
      const Transition from{each<State>(s), action, {CaseKind::notice}, {}, {}, {}, {}};
      const auto id = world.put(from, CaseKind::notice);
      world.run([&](Desk& desk, store::Transaction&) {
        Particulars about;
        if (action == Action::withhold_interim) about.decision = removal();
        EXPECT_FALSE(desk.act(id, action, {Role::operator_, kOther, IdentityLevel::strong}, about));
      });
      EXPECT_FALSE(world.is_hidden()) << name_of(from.from);
    }
  }
}

// In the middle of it the machine goes down: either all of it is there, or nothing.
TEST(Effects, AStepAndWhatItDoesAreOneTransaction) {
  World world;
  const Transition effect{State::decided, Action::effect, {CaseKind::notice}, {}, {}, {}, {}};
  const auto id = world.put(effect, CaseKind::notice);
  const auto done = world.store->write_sync([&](store::Transaction& tx) -> Result<void> {
    Desk desk(tx, world.settings, kNow, world.random);
    EXPECT_TRUE(desk.act(id, Action::effect, {Role::operator_, kOther, IdentityLevel::strong}));
    return fail(Err::INTERNAL);
  });
  EXPECT_FALSE(done);
  EXPECT_FALSE(world.is_hidden());
  EXPECT_EQ(world.entries(id), 0u);
  world.run([&](Desk& desk, store::Transaction& tx) {
    EXPECT_EQ(desk.find(id)->state, State::decided);
    EXPECT_TRUE(store::restrictions_of_case(tx, id).empty());
  });
}

TEST(Effects, OfWhatIsGoneTheEntrySaysSo) {
  World world;
  const Transition effect{State::decided, Action::effect, {CaseKind::notice}, {}, {}, {}, {}};
  const auto id = world.put(effect, CaseKind::notice);
  world.run([&](Desk& desk, store::Transaction& tx) {
    store::delete_message(tx, *store::find_message(tx, 0, PeerId::channel(world.channel), 2));
    ASSERT_TRUE(desk.act(id, Action::effect, {Role::operator_, kOther, IdentityLevel::strong}));
    const auto entry = store::desk_log_of_case(tx, id).back();
    EXPECT_NE(as_text(*entry.payload).find("found: nothing\n"), std::string_view::npos);
  });
}

TEST(Effects, TheUnionIsWrittenOut) {
  EXPECT_EQ(territory_of({"DE"}, false), "DE");
  EXPECT_EQ(std::ranges::count(territory_of({"EU"}, false), ' '), 26);
  EXPECT_EQ(std::ranges::count(territory_of({"EU", "CH"}, true), ' '), 30);
}

}  // namespace
}  // namespace botschaft::desk
