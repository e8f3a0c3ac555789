#pragma once
// What people can say is wrong with something: a tree of options that clients walk down, its categories and
// sub-categories those of the DSA transparency database (STATEMENT_CATEGORY_*, KEYWORD_*), so that notices
// can be counted in them. One table; all clients show what it says.
#include <span>
#include <string_view>
#include <vector>

#include "desk/language.h"

namespace botschaft::desk {

// Words of one's own before it is sent.
enum class Comment : unsigned char { optional, required };

struct ReportOption {
  std::string_view
      option;  // a path: "fraud/phishing" is below "fraud". Clients send it back; never reuse one
  std::string_view category;  // empty: more options are below it
  std::string_view keyword;   // empty: none fits
  Comment comment = Comment::optional;
  Bilingual text;

  constexpr bool is_leaf() const { return !category.empty(); }
};

std::span<const ReportOption> report_options();
const ReportOption* find_report_option(std::string_view option);  // null: there is none

// Those directly below, in the order in which they are shown; "": the first page.
std::vector<const ReportOption*> report_options_below(std::string_view option);
std::string_view report_page_title(std::string_view option, Language language);

// The leaf for one of the ten reasons that clients knew before the tree, by its word in
// tl/layers/report_reason.h: "spam", "child_abuse"... Unknown words are "other".
const ReportOption& report_option_of_reason(std::string_view reason);

}  // namespace botschaft::desk
