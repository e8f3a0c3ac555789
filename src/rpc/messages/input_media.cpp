#include "rpc/messages/input_media.h"

#include <algorithm>
#include <cmath>

#include "domain/accounts/privacy.h"
#include "domain/messages/extra.h"
#include "domain/messages/files.h"
#include "domain/messages/unicode.h"
#include "rpc/files/access.h"
#include "rpc/prepared.h"
#include "rpc/views/entities.h"
#include "store/users.h"

namespace botschaft::rpc {
namespace {

using domain::NewPoll;

constexpr std::int32_t kNameMax = 255;   // UTF-16 code units
constexpr std::size_t kVcardMax = 4096;  // bytes

Result<domain::FormattedText> text_of(const Context& context, store::Transaction& tx,
                                      const tl::Box<tl::TextWithEntities>& box) {
  const auto* text = box.as<tl::textWithEntities>();
  if (text == nullptr) return domain::FormattedText{};
  TRY_ASSIGN(auto entities, entities_of(context, tx, text->entities));
  return domain::FormattedText{text->text, std::move(entities)};
}

Result<domain::PollAnswer> answer_of(const Context& context, store::Transaction& tx,
                                     const tl::Box<tl::PollAnswer>& box) {
  domain::PollAnswer answer;
  if (const auto* fresh = box.as<tl::inputPollAnswer>()) {
    if (fresh->media) return fail(Err::MEDIA_INVALID);
    TRY_ASSIGN(answer.text, text_of(context, tx, fresh->text));
    return answer;
  }
  const auto* known = box.as<tl::pollAnswer>();
  if (known == nullptr) return fail(Err::POLL_ANSWER_INVALID);
  if (known->option.empty()) return fail(Err::POLL_OPTION_INVALID);
  TRY_ASSIGN(answer.text, text_of(context, tx, known->text));
  answer.option = known->option;
  return answer;
}

std::uint32_t flags_of(const tl::poll& poll) {
  std::uint32_t flags = 0;
  const auto set = [&](bool wanted, store::PollFlag flag) {
    if (wanted) flags |= flag;
  };
  set(poll.closed, store::kPollClosed);
  set(poll.public_voters, store::kPollPublic);
  set(poll.multiple_choice, store::kPollMultiple);
  set(poll.quiz, store::kPollQuiz);
  set(poll.revoting_disabled, store::kPollFinalVotes);
  set(poll.shuffle_answers, store::kPollShuffled);
  set(poll.hide_results_until_close, store::kPollHidden);
  set(poll.subscribers_only, store::kPollMembersOnly);
  return flags;
}

Result<NewPoll> poll_of(const Context& context, store::Transaction& tx, const tl::inputMediaPoll& media) {
  const auto* poll = media.poll.as<tl::poll>();
  // Answers by others, voters of some countries, and pictures in polls are not served.
  if (poll == nullptr || poll->open_answers || poll->countries_iso2 || media.attached_media ||
      media.solution_media) {
    return fail(Err::MEDIA_INVALID);
  }
  if (poll->answers.size() > store::kPollAnswersMax) return fail(Err::POLL_ANSWERS_INVALID);
  NewPoll wish{.flags = flags_of(*poll),
               .close_period = poll->close_period.value_or(0),
               .close_date = poll->close_date.value_or(0)};
  TRY_ASSIGN(wish.content.question, text_of(context, tx, poll->question));
  for (const auto& box : poll->answers) {
    TRY_ASSIGN(auto answer, answer_of(context, tx, box));
    wish.content.answers.push_back(std::move(answer));
  }
  if (media.correct_answers) {
    for (const auto index : *media.correct_answers) {
      if (index < 0 || std::cmp_greater_equal(index, wish.content.answers.size()))
        return fail(Err::QUIZ_CORRECT_ANSWER_INVALID);
      wish.content.correct |= 1U << index;
    }
  }
  if (media.solution) {
    TRY_ASSIGN(auto entities, entities_of(context, tx, media.solution_entities));
    wish.content.solution = {*media.solution, std::move(entities)};
  }
  return domain::check_poll(std::move(wish), context.now);
}

// Texts of contacts and places: short ones, which nobody styles.
Result<std::string> line_of(const std::string& text) {
  if (!domain::decode_utf8(text) || domain::utf16_length(text) > kNameMax) return fail(Err::MEDIA_INVALID);
  return text;
}

Result<domain::Media> contact_of(const Context& context, store::Transaction& tx,
                                 const tl::inputMediaContact& input) {
  domain::ContactMedia contact;
  TRY_ASSIGN(contact.phone, line_of(input.phone_number));
  TRY_ASSIGN(contact.first_name, line_of(input.first_name));
  TRY_ASSIGN(contact.last_name, line_of(input.last_name));
  if (contact.phone.empty() || contact.first_name.empty()) return fail(Err::MEDIA_EMPTY);
  if (input.vcard.size() > kVcardMax || !domain::decode_utf8(input.vcard)) return fail(Err::MEDIA_INVALID);
  contact.vcard = input.vcard;
  std::string digits = contact.phone;
  std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
  const auto user = store::find_user_by_phone(tx, digits);
  const bool findable =
      user && (user->id == context.self() ||
               domain::privacy_allows(tx, user->id, domain::PrivacyKey::added_by_phone, context.self()));
  if (findable) contact.user = user->id;
  return contact;
}

Result<domain::GeoPoint> point_of(const tl::Box<tl::InputGeoPoint>& box) {
  const auto* input = box.as<tl::inputGeoPoint>();
  if (input == nullptr) return fail(Err::MEDIA_EMPTY);
  if (!(std::abs(input->lat) <= 90) || !(std::abs(input->long_) <= 180)) return fail(Err::MEDIA_INVALID);
  return domain::GeoPoint{.latitude_e6 = static_cast<std::int32_t>(std::lround(input->lat * 1e6)),
                          .longitude_e6 = static_cast<std::int32_t>(std::lround(input->long_ * 1e6)),
                          .accuracy = std::clamp(input->accuracy_radius.value_or(0), 0, 1500)};
}

constexpr std::int32_t kLiveAtLeast = 60;  // seconds, as core.telegram.org/api/live-location has them
constexpr std::int32_t kLiveAtMost = 24 * 60 * 60;
constexpr std::int32_t kProximityMax = 100'000;  // metres

Result<domain::LiveGeoMedia> live_of(const tl::inputMediaGeoLive& input) {
  domain::LiveGeoMedia live{.heading = input.heading.value_or(0),
                            .period = input.period.value_or(0),
                            .proximity = input.proximity_notification_radius.value_or(0)};
  TRY_ASSIGN(live.point, point_of(input.geo_point));
  const bool sane =
      live.heading >= 0 && live.heading <= 360 && live.proximity >= 0 && live.proximity <= kProximityMax;
  if (!sane) return fail(Err::MEDIA_INVALID);
  return live;
}

// A new one.
Result<domain::Media> begun_live(const tl::inputMediaGeoLive& input) {
  TRY_ASSIGN(const auto live, live_of(input));
  const bool limited = live.period >= kLiveAtLeast && live.period <= kLiveAtMost;
  if (input.stopped || (!limited && live.period != domain::kLiveForEver)) return fail(Err::MEDIA_INVALID);
  return live;
}

Result<domain::Media> venue_of(const tl::inputMediaVenue& input) {
  domain::VenueMedia venue;
  TRY_ASSIGN(venue.point, point_of(input.geo_point));
  TRY_ASSIGN(venue.title, line_of(input.title));
  TRY_ASSIGN(venue.address, line_of(input.address));
  TRY_ASSIGN(venue.provider, line_of(input.provider));
  TRY_ASSIGN(venue.venue_id, line_of(input.venue_id));
  TRY_ASSIGN(venue.venue_type, line_of(input.venue_type));
  return venue;
}

// The emoji that clients draw as dice (core.telegram.org/api/dice), and how many ways each can fall.
struct Die {
  std::string_view emoticon;
  std::uint32_t sides;
};
constexpr Die kDice[] = {{"🎲", 6}, {"🎯", 6}, {"🏀", 5}, {"⚽", 5}, {"🎳", 6}, {"🎰", 64}};

// The server throws, so that nobody can choose.
Result<domain::Media> dice_of(const Context& context, const tl::inputMediaDice& input) {
  const auto wanted = std::string_view(input.emoticon).substr(0, input.emoticon.find("\uFE0F"));
  const auto* die = std::ranges::find(kDice, wanted, &Die::emoticon);
  if (die == std::end(kDice)) return fail(Err::EMOTICON_INVALID);
  // 2^32 is so much more than 64 that what % favours does not show.
  const auto thrown = context.services.random.next<std::uint32_t>() % die->sides;
  return domain::DiceMedia{.emoticon = std::string(die->emoticon),
                           .value = static_cast<std::int32_t>(thrown) + 1};
}

constexpr std::int32_t kTtlSecondsMax = 60;

// What cannot be named is told apart from what is no file of ours by nobody.
Result<domain::File> named(Result<domain::File> file) {
  const bool unknown =
      !file && (file.error().err == Err::FILE_ID_INVALID || file.error().err == Err::MEDIA_INVALID);
  if (unknown) return fail(Err::MEDIA_EMPTY);
  return file;
}

// A file in a message; `input` is any of the constructors that describe one.
template <class Input>
Result<domain::Media> shown(const Context& context, store::Transaction& tx, const domain::File& file,
                            const Input& input) {
  domain::FileMedia media{.file = file.id, .kind = domain::kind_of(file), .spoiler = input.spoiler};
  media.ttl_seconds = input.ttl_seconds.value_or(0);
  const bool once = media.ttl_seconds == domain::kViewOnce;
  if (!once && (media.ttl_seconds < 0 || media.ttl_seconds > kTtlSecondsMax))
    return fail(Err::TTL_MEDIA_INVALID);
  if constexpr (requires { input.video_cover; }) {
    if (input.video_cover) {
      TRY_ASSIGN(const auto cover, named(access_photo(context, tx, input.video_cover)));
      media.cover = cover.id;
    }
    media.timestamp = std::max(0, input.video_timestamp.value_or(0));
  }
  return media;
}

template <class Input>
Result<domain::Media> uploaded(const Context& context, store::Transaction& tx, std::size_t place,
                               const Input& input) {
  const auto id = context.prepared == nullptr ? 0 : context.prepared->at(place);
  const auto file = domain::find_file(tx, id);
  if (!file) return fail(Err::MEDIA_INVALID);
  return shown(context, tx, *file, input);
}

Result<domain::Media> file_of(const Context& context, store::Transaction& tx, std::size_t place,
                              const tl::Box<tl::InputMedia>& media) {
  if (const auto* input = media.as<tl::inputMediaUploadedPhoto>())
    return uploaded(context, tx, place, *input);
  if (const auto* input = media.as<tl::inputMediaUploadedDocument>())
    return uploaded(context, tx, place, *input);
  if (const auto* input = media.as<tl::inputMediaPhoto>()) {
    TRY_ASSIGN(const auto file, named(access_photo(context, tx, input->id)));
    return shown(context, tx, file, *input);
  }
  if (const auto* input = media.as<tl::inputMediaDocument>()) {
    TRY_ASSIGN(const auto file, named(access_document(context, tx, input->id)));
    return shown(context, tx, file, *input);
  }
  return fail(Err::MEDIA_INVALID);
}

}  // namespace

Result<domain::LiveGeoMedia> moved_on(const Context& context, const store::MessageRow& row,
                                      const tl::inputMediaGeoLive& input) {
  const auto media = domain::decode_extra(row.body.extra).media;
  const auto* before = std::get_if<domain::LiveGeoMedia>(&media);
  if (before == nullptr) return fail(Err::MEDIA_PREV_INVALID);
  const auto age = context.now - row.date;
  if (before->period != domain::kLiveForEver && age >= before->period)
    return fail(Err::MESSAGE_EDIT_TIME_EXPIRED);
  if (input.stopped) {
    auto over = *before;
    over.period = std::max(1, age);
    return over;
  }
  TRY_ASSIGN(auto wanted, live_of(input));
  const bool longer = wanted.period == domain::kLiveForEver ||
                      (wanted.period > before->period && wanted.period <= age + kLiveAtMost);
  if (!longer) wanted.period = before->period;
  return wanted;
}

Result<InputContent> content_of(const Context& context, store::Transaction& tx,
                                const tl::Box<tl::InputMedia>& media, std::size_t place) {
  if (!media || media.is<tl::inputMediaEmpty>()) return fail(Err::MEDIA_EMPTY);
  InputContent content;
  if (const auto* poll = media.as<tl::inputMediaPoll>()) {
    TRY_ASSIGN(content.poll, poll_of(context, tx, *poll));
    return content;
  }
  switch (media.index()) {
    case tl::inputMediaContact::kIndex: {
      TRY_ASSIGN(content.media, contact_of(context, tx, *media.as<tl::inputMediaContact>()));
      return content;
    }
    case tl::inputMediaGeoPoint::kIndex: {
      TRY_ASSIGN(content.media, point_of(media.as<tl::inputMediaGeoPoint>()->geo_point));
      return content;
    }
    case tl::inputMediaVenue::kIndex: {
      TRY_ASSIGN(content.media, venue_of(*media.as<tl::inputMediaVenue>()));
      return content;
    }
    case tl::inputMediaDice::kIndex: {
      TRY_ASSIGN(content.media, dice_of(context, *media.as<tl::inputMediaDice>()));
      return content;
    }
    case tl::inputMediaGeoLive::kIndex: {
      TRY_ASSIGN(content.media, begun_live(*media.as<tl::inputMediaGeoLive>()));
      return content;
    }
    default: {
      TRY_ASSIGN(content.media, file_of(context, tx, place, media));
      return content;
    }
  }
}

bool stops_poll(const tl::Box<tl::InputMedia>& media) {
  const auto* input = media.as<tl::inputMediaPoll>();
  const auto* poll = input == nullptr ? nullptr : input->poll.as<tl::poll>();
  return poll != nullptr && poll->closed;
}

}  // namespace botschaft::rpc
