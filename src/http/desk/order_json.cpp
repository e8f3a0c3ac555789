#include "http/desk/order_json.h"

#include "desk/orders/moment.h"
#include "desk/rows.h"

namespace botschaft::http {
namespace {

json::object both(const desk::Bilingual& text) {
  return {{"en", text.english}, {"de", text.german}};
}

json::object field_json(const desk::Field& field) {
  json::object out{
      {"section", field.section},          {"name", field.name}, {"type", desk::name_of(field.type)},
      {"need", desk::name_of(field.need)}, {"law", field.law},   {"label", both(field.label)}};
  // "is": the word, "*" for any, "" if that field was left out.
  if (field.need == desk::Need::when)
    out["when"] = json::object{{"field", field.when_field}, {"is", field.when_word}};
  if (field.choices.empty()) return out;
  json::array choices;
  for (const auto& choice : field.choices)
    choices.push_back(json::object{{"word", choice.word}, {"label", both(choice.label)}});
  out["choices"] = std::move(choices);
  return out;
}

bool is_list(desk::FieldType type) {
  return type == desk::FieldType::lines || type == desk::FieldType::countries ||
         type == desk::FieldType::choices;
}

// Texts with nothing in them were left out.
bool add_value(std::vector<std::string>& to, const json::value& given) {
  if (!given.is_string()) return false;
  if (!given.get_string().empty()) to.emplace_back(given.get_string());
  return true;
}

}  // namespace

json::object forms_json() {
  json::array forms;
  for (const auto& form : desk::order_forms()) {
    json::array fields;
    for (const auto& field : form.fields) fields.push_back(field_json(field));
    forms.push_back(json::object{{"form", desk::name_of(form.kind)},
                                 {"instrument", desk::name_of(form.instrument)},
                                 {"follow_up", form.follow_up},
                                 {"title", both(form.title)},
                                 {"law", form.law},
                                 {"fields", std::move(fields)}});
  }
  return {{"forms", std::move(forms)}};
}

std::expected<desk::Values, std::string> values_from(const json::value& fields) {
  desk::Values values;
  if (!fields.is_object()) return std::unexpected("fields");
  for (const auto& member : fields.get_object()) {
    std::vector<std::string> given;
    bool good = true;
    if (member.value().is_bool()) {
      if (member.value().get_bool()) given.emplace_back("true");
    } else if (member.value().is_array()) {
      for (const auto& each : member.value().get_array()) good = good && add_value(given, each);
    } else {
      good = add_value(given, member.value());
    }
    if (!good) return std::unexpected("fields." + std::string(member.key()));
    if (!given.empty()) values.emplace(std::string(member.key()), std::move(given));
  }
  return values;
}

json::object fields_json(const desk::Form& form, const desk::Values& values) {
  json::object out;
  for (const auto& [name, given] : values) {
    const auto* field = form.find(name);
    if (!field || given.empty()) continue;
    if (field->type == desk::FieldType::flag) {
      out[name] = given.front() == "true";
    } else if (is_list(field->type)) {
      json::array list;
      for (const auto& each : given) list.push_back(json::string(each));
      out[name] = std::move(list);
    } else {
      out[name] = given.front();
    }
  }
  return out;
}

void add_check(json::object& out, const desk::Order& order) {
  out["in_order"] = order.in_order();
  out["verdict"] = desk::name_of(order.verdict);
  if (order.awaits_validation) out["awaits_validation"] = true;
  json::array missing;
  for (const auto& finding : order.findings)
    missing.push_back(
        json::object{{"field", finding.field->name},
                     {"fault", desk::name_of(finding.fault)},
                     {"section", finding.field->section},
                     {"law", finding.field->law},
                     {"text", json::object{{"en", desk::in_words(finding, desk::Language::english)},
                                           {"de", desk::in_words(finding, desk::Language::german)}}}});
  out["missing"] = std::move(missing);
  json::array territory;
  for (const auto& country : order.territory) territory.push_back(json::string(country));
  out["territory"] = std::move(territory);
  if (order.gag) out["non_disclosure_until"] = desk::iso_moment(order.gag->until);
}

json::array clocks_json(store::Transaction& tx, const desk::Case& about) {
  json::array clocks;
  const auto pauses = store::desk_pauses(tx, about.id);
  for (const auto& row : store::desk_clocks(tx, about.id)) {
    const auto clock = desk::clock_of(about.instrument, row, pauses);
    if (!clock) continue;
    json::object out{{"clock", desk::name_of(clock->rule.kind)},
                     {"statutory", clock->rule.statutory},
                     {"basis", clock->rule.basis},
                     {"ours", clock->rule.runs_for == desk::RunsFor::operator_},
                     {"running", row.stopped_at == 0}};
    out["due_at"] = row.due_at ? json::value(desk::iso_moment(*row.due_at)) : json::value(nullptr);
    clocks.push_back(std::move(out));
  }
  return clocks;
}

json::object reply_json(const desk::ReplyDraft& draft, desk::Language language) {
  json::array lines;
  for (const auto& line : draft.lines) {
    json::array values;
    for (const auto& value : line.values) values.push_back(json::string(value));
    lines.push_back(json::object{{"name", line.name}, {"label", line.label}, {"values", std::move(values)}});
  }
  return {{"kind", desk::name_of(draft.kind)},
          {"language", desk::code_of(language)},
          {"title", draft.title},
          {"lines", std::move(lines)},
          {"text", draft.text}};
}

}  // namespace botschaft::http
