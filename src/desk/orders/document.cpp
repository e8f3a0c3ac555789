// docs/desk/orders.md, from the tables.
#include <fmt/format.h>

#include "desk/orders/form.h"

namespace botschaft::desk {
namespace {

std::string need_of(const Field& field) {
  if (field.need == Need::always) return "yes";
  if (field.need == Need::optional) return "";
  if (field.when_word.empty()) return fmt::format("unless `{}`", field.when_field);
  if (field.when_word == "*") return fmt::format("if `{}`", field.when_field);
  return fmt::format("if `{}` is {}", field.when_field, field.when_word);
}

std::string type_of(const Field& field) {
  std::string type(name_of(field.type));
  std::string words;
  for (const auto& choice : field.choices)
    words += fmt::format("{}{}", words.empty() ? ": " : ", ", choice.word);
  return type + words;
}

}  // namespace

std::string orders_document() {
  std::string text =
      "# The forms of orders\n\n"
      "Drawn from the tables in `src/desk/orders`; a test compares. After a change of the tables:\n"
      "`BOTSCHAFT_WRITE_DOCS=1 botschaft_desk_test --gtest_filter='OrdersDocument.*'`.\n\n"
      "`GET /desk/api/v1/order-forms` gives the same tables as JSON; `POST /desk/api/v1/orders` takes\n"
      "`{\"form\": \"tco\", \"fields\": {...}}`. Lists are arrays of texts, flags are true or false, moments "
      "are ISO 8601\n"
      "with a time zone. A field that no table has is refused. An order that lacks something is taken all "
      "the same:\n"
      "it has its receipt, and the answer says what is missing.\n";
  for (const Form& form : order_forms()) {
    text += fmt::format("\n## `{}`: {}\n\n{} · {}\n\n", name_of(form.kind), form.title.english,
                        form.title.german, form.law);
    text += "| section | field | type | needed | law | English | German |\n|---|---|---|---|---|---|---|\n";
    for (const Field& field : form.fields)
      text += fmt::format("| {} | `{}` | {} | {} | {} | {} | {} |\n", field.section, field.name,
                          type_of(field), need_of(field), field.law, field.label.english, field.label.german);
  }
  return text;
}

}  // namespace botschaft::desk
