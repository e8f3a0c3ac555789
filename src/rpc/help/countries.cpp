// help.getCountriesList: for the choice of a country beside the field of a phone number.
#include "rpc/handler.h"
#include "rpc/help/country_table.h"

namespace botschaft::rpc {
namespace {

// Calls back with each part of `text` between separators.
template <class Use>
void split(std::string_view text, char separator, Use&& use) {
  while (!text.empty()) {
    const auto end = std::min(text.find(separator), text.size());
    use(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

tl::Box<tl::help_CountryCode> code_view(std::string_view code) {
  auto view = tl::make<tl::help_countryCode>();
  const auto colon = std::min(code.find(':'), code.size());
  view->country_code = code.substr(0, colon);
  if (colon < code.size()) {
    auto& prefixes = view->prefixes.emplace();
    split(code.substr(colon + 1), ',', [&](std::string_view prefix) { prefixes.emplace_back(prefix); });
  }
  return view;
}

constexpr std::int32_t table_hash() {
  std::uint32_t hash = 2'166'136'261U;  // FNV-1a
  for (const auto& country : kCountries) {
    for (const auto text : {country.iso2, country.name, country.codes}) {
      for (const char c : text) hash = (hash ^ static_cast<std::uint8_t>(c)) * 16'777'619U;
    }
  }
  return static_cast<std::int32_t>(hash | 1U);
}

}  // namespace

Result<tl::Box<tl::help_CountriesList>> handle(Context&, const tl::help_getCountriesList& request) {
  constexpr std::int32_t kHash = table_hash();
  if (request.hash == kHash) return tl::make<tl::help_countriesListNotModified>();
  auto reply = tl::make<tl::help_countriesList>();
  for (const auto& country : kCountries) {
    auto view = tl::make<tl::help_country>();
    view->iso2 = country.iso2;
    view->default_name = country.name;
    split(country.codes, '/', [&](std::string_view code) { view->country_codes.push_back(code_view(code)); });
    reply->countries.push_back(std::move(view));
  }
  reply->hash = kHash;
  return reply;
}

}  // namespace botschaft::rpc
