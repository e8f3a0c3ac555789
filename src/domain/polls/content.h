#pragma once
// What a poll asks, and what its creator wants of it.
#include <cstdint>
#include <string>
#include <vector>

#include "base/error.h"
#include "domain/messages/entities.h"
#include "store/polls.h"

namespace botschaft::domain {

inline constexpr std::int32_t kPollQuestionMax = 300;  // UTF-16 code units, like the next two
inline constexpr std::int32_t kPollAnswerMax = 100;
inline constexpr std::int32_t kPollSolutionMax = 200;
inline constexpr std::int32_t kPollClosePeriodMax = 2'628'000;  // seconds
inline constexpr std::int32_t kPollClosePeriodMin = 5;

struct PollAnswer {
  FormattedText text;
  std::string option = {};  // by which votes name it; chosen by the creator's client, or by us
  friend bool operator==(const PollAnswer&, const PollAnswer&) = default;
};

struct PollContent {
  FormattedText question;
  std::vector<PollAnswer> answers = {};
  std::uint32_t correct = 0;  // of a quiz; bit n: the answer n
  FormattedText solution = {};
  friend bool operator==(const PollContent&, const PollContent&) = default;
};

struct NewPoll {
  PollContent content;
  std::uint32_t flags = 0;  // store::PollFlag
  std::int32_t close_period = 0;
  std::int32_t close_date = 0;
};

// The poll as it is stored. POLL_QUESTION_INVALID, POLL_ANSWERS_INVALID (too few or too many),
// POLL_ANSWER_INVALID, POLL_OPTION_INVALID, POLL_OPTION_DUPLICATE, QUIZ_CORRECT_ANSWERS_EMPTY,
// QUIZ_CORRECT_ANSWERS_TOO_MUCH (of a quiz with one choice), QUIZ_CORRECT_ANSWER_INVALID; MEDIA_INVALID where
// it would close too soon or too late.
Result<NewPoll> check_poll(NewPoll wish, std::int32_t now);

Bytes encode_poll(const PollContent& content);
PollContent decode_poll(ByteView blob);

}  // namespace botschaft::domain
