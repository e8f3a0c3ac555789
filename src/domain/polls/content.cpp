#include "domain/polls/content.h"

#include <algorithm>
#include <bit>

#include "domain/messages/blob.h"

namespace botschaft::domain {
namespace {

constexpr std::size_t kOptionMax = 100;  // bytes

void put(BlobWriter& out, const FormattedText& text) {
  out.text(text.text);
  out.text(as_text(encode_entities(text.entities)));
}

FormattedText take_text(BlobReader& in) {
  FormattedText text{.text = in.text(), .entities = {}};
  text.entities = decode_entities(as_bytes(in.text()));
  return text;
}

Result<void> check_answers(std::vector<PollAnswer>& answers) {
  if (answers.size() < 2 || answers.size() > store::kPollAnswersMax) return fail(Err::POLL_ANSWERS_INVALID);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    auto& answer = answers[i];
    auto text = normalize(std::move(answer.text), kPollAnswerMax);
    if (!text) return fail(Err::POLL_ANSWER_INVALID);
    answer.text = *std::move(text);
    if (answer.option.size() > kOptionMax) return fail(Err::POLL_OPTION_INVALID);
    if (answer.option.empty()) answer.option = std::to_string(i);
  }
  for (auto answer = answers.begin(); answer != answers.end(); ++answer) {
    if (std::ranges::find(std::next(answer), answers.end(), answer->option, &PollAnswer::option) !=
        answers.end())
      return fail(Err::POLL_OPTION_DUPLICATE);
  }
  return {};
}

Result<void> check_quiz(const NewPoll& wish) {
  const bool several = (wish.flags & store::kPollMultiple) != 0;
  if (wish.content.correct == 0) return fail(Err::QUIZ_CORRECT_ANSWERS_EMPTY);
  if (std::popcount(wish.content.correct) > 1 && !several) return fail(Err::QUIZ_CORRECT_ANSWERS_TOO_MUCH);
  if (wish.content.correct >> wish.content.answers.size() != 0) return fail(Err::QUIZ_CORRECT_ANSWER_INVALID);
  return {};
}

// Clients name one of the two, and are told both.
Result<void> check_closing(NewPoll& wish, std::int32_t now) {
  if (wish.close_period == 0 && wish.close_date == 0) return {};
  if (wish.close_period == 0 && wish.close_date > now) wish.close_period = wish.close_date - now;
  if (wish.close_period < kPollClosePeriodMin || wish.close_period > kPollClosePeriodMax)
    return fail(Err::MEDIA_INVALID);
  wish.close_date = now + wish.close_period;
  return {};
}

}  // namespace

Result<NewPoll> check_poll(NewPoll wish, std::int32_t now) {
  auto question = normalize(std::move(wish.content.question), kPollQuestionMax);
  if (!question) return fail(Err::POLL_QUESTION_INVALID);
  wish.content.question = *std::move(question);
  TRY(check_answers(wish.content.answers));
  if ((wish.flags & store::kPollQuiz) != 0) {
    TRY(check_quiz(wish));
    wish.flags |= store::kPollFinalVotes;  // who has answered knows the solution
    TRY_ASSIGN(wish.content.solution, normalize_or_empty(std::move(wish.content.solution), kPollSolutionMax));
  } else {
    wish.content.correct = 0;
    wish.content.solution = {};
  }
  TRY(check_closing(wish, now));
  return wish;
}

Bytes encode_poll(const PollContent& content) {
  BlobWriter out;
  put(out, content.question);
  put(out, content.solution);
  out.number(content.correct);
  out.number(content.answers.size());
  for (const auto& answer : content.answers) {
    put(out, answer.text);
    out.text(answer.option);
  }
  return out.take();
}

PollContent decode_poll(ByteView blob) {
  BlobReader in(blob);
  PollContent content;
  content.question = take_text(in);
  content.solution = take_text(in);
  content.correct = static_cast<std::uint32_t>(in.number());
  for (auto left = in.number(); left > 0 && in.ok(); --left) {
    auto text = take_text(in);
    content.answers.push_back({.text = std::move(text), .option = in.text()});
  }
  return content;
}

}  // namespace botschaft::domain
