#include "workloads/result.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace botschaft::bench {
namespace {

std::string number(double value) {
  const auto size = std::abs(value);
  return size >= 1'000 ? fmt::format("{:.0f}", value)
         : size >= 10  ? fmt::format("{:.1f}", value)
                       : fmt::format("{:.2f}", value);
}

std::string target(const Figure& figure, const std::optional<double>& wanted) {
  if (!wanted) return "";
  return number(*wanted) + (figure.reaches(*wanted) ? " yes" : " no");
}

}  // namespace

std::string table(const std::vector<Figure>& figures) {
  std::string text = "| | | measured | must | aim |\n| --- | --- | --- | --- | --- |\n";
  for (const auto& figure : figures)
    text += fmt::format("| {} | {}, {} | {} | {} | {} |\n", figure.workload, figure.what, figure.unit,
                        number(figure.value), target(figure, figure.must), target(figure, figure.aim));
  return text;
}

std::string json(const std::vector<Figure>& figures) {
  std::string text = "[";
  for (const auto& figure : figures)
    text +=
        fmt::format(R"({}{{"workload":"{}","what":"{}","unit":"{}","value":{:.4f}}})",
                    text.size() == 1 ? "" : ",\n ", figure.workload, figure.what, figure.unit, figure.value);
  return text + "]\n";
}

double percentile(std::vector<double>& values, double share) {
  std::ranges::sort(values);
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

}  // namespace botschaft::bench
