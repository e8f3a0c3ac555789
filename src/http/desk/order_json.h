#pragma once
// Orders as JSON: forms, what was filled in, what the desk makes of it.
#include <boost/json.hpp>
#include <expected>
#include <string>

#include "desk/orders/order.h"
#include "desk/orders/replies.h"

namespace botschaft::http {

namespace json = boost::json;

json::object forms_json();  // {"forms": [...]}: the tables of desk/orders/form.h

// The member "fields" of an order: texts, lists of texts, flags. The error names the member that is none.
std::expected<desk::Values, std::string> values_from(const json::value& fields);
json::object fields_json(const desk::Form& form, const desk::Values& values);

// "in_order", "verdict", "missing", "territory": how complete it is, and whether who asks may.
void add_check(json::object& out, const desk::Order& order);

// What has to be done by when, and what others have time for.
json::array clocks_json(store::Transaction& tx, const desk::Case& about);

json::object reply_json(const desk::ReplyDraft& draft, desk::Language language);

}  // namespace botschaft::http
