#include "desk/orders/moment.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>

namespace botschaft::desk {
namespace {

using namespace std::chrono;

// Takes digits off the front of the text.
class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}
  int digits(std::size_t count) {
    int number = 0;
    if (rest_.size() < count) return fail();
    for (std::size_t i = 0; i < count; ++i) {
      if (rest_[i] < '0' || rest_[i] > '9') return fail();
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void need(char c) {
    if (!take(c)) failed_ = true;
  }
  bool done() const { return !failed_ && rest_.empty(); }

 private:
  int fail() {
    failed_ = true;
    return 0;
  }
  std::string_view rest_;
  bool failed_ = false;
};

std::optional<Seconds> day_of(Reader& in) {
  const int y = in.digits(4);
  in.need('-');
  const int m = in.digits(2);
  in.need('-');
  const int d = in.digits(2);
  const year_month_day date{year(y), month(static_cast<unsigned>(m)), day(static_cast<unsigned>(d))};
  if (!date.ok() || y < 1970) return std::nullopt;
  return duration_cast<seconds>(sys_days(date).time_since_epoch()).count();
}

constexpr std::array<Bilingual, 12> kMonths = {{{"January", "Januar"},
                                                {"February", "Februar"},
                                                {"March", "März"},
                                                {"April", "April"},
                                                {"May", "Mai"},
                                                {"June", "Juni"},
                                                {"July", "Juli"},
                                                {"August", "August"},
                                                {"September", "September"},
                                                {"October", "Oktober"},
                                                {"November", "November"},
                                                {"December", "Dezember"}}};

struct Parts {
  year_month_day date;
  hh_mm_ss<seconds> time;
};
Parts parts_of(Seconds at) {
  const sys_seconds moment{seconds(at)};
  const auto midnight = floor<days>(moment);
  return {midnight, hh_mm_ss<seconds>(moment - midnight)};
}

}  // namespace

std::optional<Seconds> parse_day(std::string_view text) {
  Reader in(text);
  const auto day = day_of(in);
  return in.done() ? day : std::nullopt;
}

std::optional<Seconds> parse_moment(std::string_view text) {
  Reader in(text);
  const auto day = day_of(in);
  in.need('T');
  const int hour = in.digits(2);
  in.need(':');
  const int minute = in.digits(2);
  const int second = in.take(':') ? in.digits(2) : 0;
  Seconds offset = 0;
  if (!in.take('Z')) {
    const bool west = in.take('-');
    if (!west) in.need('+');
    const int hours_off = in.digits(2);
    in.need(':');
    const int minutes_off = in.digits(2);
    if (hours_off > 14 || minutes_off > 59) return std::nullopt;
    offset = (west ? -1 : 1) * (hours_off * kHour + minutes_off * kMinute);
  }
  if (!day || !in.done() || hour > 23 || minute > 59 || second > 59) return std::nullopt;
  return *day + hour * kHour + minute * kMinute + second - offset;
}

std::string iso_moment(Seconds at) {
  const auto [date, time] = parts_of(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

std::string spoken_moment(Seconds at, Language language) {
  const auto [date, time] = parts_of(at);
  const auto month = kMonths[static_cast<unsigned>(date.month()) - 1].in(language);
  return fmt::format("{}{} {} {}, {:02}:{:02}:{:02} UTC", static_cast<unsigned>(date.day()),
                     language == Language::german ? "." : "", month, static_cast<int>(date.year()),
                     time.hours().count(), time.minutes().count(), time.seconds().count());
}

}  // namespace botschaft::desk
