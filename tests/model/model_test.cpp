// Twenty people with three devices each, over private chats, groups, a supergroup that hides its history, a
// forum, broadcast channels and a discussion group: they come, go and are put out, write, answer, comment,
// mention, react, vote, pin, schedule, edit, delete, clear and read; devices are away for a while; the store
// fails and the server crashes. Nobody is ever sent a text that he may not see, by push, reply, history,
// thread, search or difference; and in the end every device has exactly what a naive model says, and so is
// what is counted as unread.
//
// MODEL_SEED=n runs that seed alone; MODEL_SEEDS=n runs n seeds from MODEL_FIRST on, or from 1.
#include <fmt/format.h>

#include <cstdlib>

#include "model/talk_model.h"

namespace botschaft::model {
namespace {

constexpr int kSteps = 500;
constexpr int kReaders = 3;  // who look at everything in the end

class Model : public TalkModel {
 public:
  explicit Model(unsigned seed) : TalkModel(seed) {
    for (auto& device : devices_) come(device);
  }

  void TestBody() override {
    for (int i = 0; i < kSteps && !HasFailure(); ++i) {
      SCOPED_TRACE(fmt::format("step {}", i));
      step();
      run_shards(pick(12));
    }
    run_shards(kAll);
    for (auto& device : devices_) {
      if (!device.online) come(device);
    }
    run_shards(kAll);
    for (const auto& device : devices_) {
      expect_as_in_model(device);
      expect_talks_as_in_model(device);
    }
    for (const auto user : people_) expect_counters(user);
    for (int i = 0; i < kReaders; ++i) expect_what_is_beside(anybody());
    expect_unread_as_in_model();
  }

  int crashes() const { return crashes_; }
  int texts() const { return texts_; }

 private:
  static constexpr std::size_t kAll = 10'000'000;

  void step() {
    switch (pick(20)) {
      case 0: {
        auto& device = devices_[pick(devices_.size())];
        return device.online ? go(device) : come(device);
      }
      case 1:
        for (auto& device : devices_) {  // after a crash, many come back
          if (!device.online && pick(2) == 0) come(device);
        }
        return;
      case 2:
        run_shards(kAll);  // what is posted waits for milliseconds, not for minutes
        return let_time_pass(static_cast<std::int32_t>(pick(300)));
      case 3:
        return add_or_remove(groups_[pick(groups_.size())]);
      case 4:
        return rephrase(any_talk());
      case 5:
        return drop(any_talk());
      case 6:
        return clear_talk(any_talk());
      case 7:
        return read_talk(any_talk());
      case 8:
      case 9:
      case 10:
      case 11:
        return say(any_talk());
      default:
        return in_channel(channels_[pick(channels_.size())]);
    }
  }

  void in_channel(Channel& channel) {
    switch (pick(30)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return enter(channel);
      case 4:
      case 5:
        return put_out(channel);
      case 6:
      case 7:
        return edit(channel);
      case 8:
        return erase(channel);
      case 9:
        if (pick(2) == 0) clear(channel);
        return;
      case 10:
      case 11:
        return react(channel);
      case 12:
        return pin(channel);
      case 13:
        return schedule(channel);
      case 14:
        return look(channel);
      case 15:
      case 16:
        return peek(channel);
      case 17:
        return poll(channel);
      case 18:
        return channel.forum() ? make_topic(channel) : react(channel);
      case 19:
        return channel.forum() ? change_topic(channel) : write(channel);
      default:
        return write(channel);
    }
  }

  void look(Channel& channel) {
    switch (pick(4)) {
      case 0:
        return read_all(channel);
      case 1:
        return read_thread(channel);
      case 2:
        return read_mentions(channel);
      default:
        return read_reactions(channel);
    }
  }

  void poll(Channel& channel) {
    switch (pick(5)) {
      case 0:
        return ask_poll(channel);
      case 1:
        return stop_poll(channel);
      default:
        return vote(channel);
    }
  }

  void change_topic(Channel& forum) { pick(4) == 0 ? delete_topic(forum) : close_topic(forum); }
};

unsigned number_of(const char* variable, unsigned otherwise) {
  const char* text = std::getenv(variable);
  return text ? static_cast<unsigned>(std::strtoul(text, nullptr, 10)) : otherwise;
}

TEST(Model, EveryDeviceEndsWithWhatItMaySee) {
  const auto alone = number_of("MODEL_SEED", 0);
  const auto first = alone != 0 ? alone : number_of("MODEL_FIRST", 1);
  const auto last = alone != 0 ? alone : first + number_of("MODEL_SEEDS", 200) - 1;
  int crashes = 0;
  int texts = 0;
  for (auto seed = first; seed <= last; ++seed) {
    SCOPED_TRACE(fmt::format("MODEL_SEED={}", seed));
    Model run(seed);
    run.TestBody();
    crashes += run.crashes();
    texts += run.texts();
    if (HasFailure()) return;
  }
  fmt::print("{} seeds, {} texts, {} crashes\n", last - first + 1, texts, crashes);
}

}  // namespace
}  // namespace botschaft::model
