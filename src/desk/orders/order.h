#pragma once
// An order as it was filled in, and what of it the desk works with.
#include <optional>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "desk/orders/check.h"

namespace botschaft::desk {

struct GagWish {
  Seconds until = 0;
  std::string basis;
  friend bool operator==(const GagWish&, const GagWish&) = default;
};

struct Order {
  FormKind form = {};
  Values values;
  Asked asked;
  Verdict verdict = {};
  std::vector<Finding> findings;       // what is missing or wrong
  std::vector<std::string> territory;  // ISO 3166-1 alpha-2, sorted; empty: it asks for no measure
  std::vector<std::string> locators;   // what it is about, as it was written
  std::optional<Seconds> deadline;     // that the form itself names
  std::optional<GagWish> gag;          // within what the law gives
  bool notified = false;               // an enforcing authority may refuse: Reg. 2023/1543, Art. 8
  bool awaits_validation = false;      // emergency, validated afterwards: Art. 4(5)

  bool in_order() const { return findings.empty() && verdict == Verdict::in_order; }
};

Order read_order(const Form& form, Values values, Seconds now, std::string_view base_url);

// As it is kept: the payload of its entry in the log. The same values always the same text.
std::string canonical(const Form& form, const Values& values);
struct StoredOrder {
  FormKind form = {};
  Values values;
};
std::optional<StoredOrder> parse_order(std::string_view text);  // of canonical() alone

struct OrderSender {
  Actor actor;
  std::string scope;  // of idempotency keys
  std::optional<std::string> idempotency_key;
  std::string reply_to;  // mail address; "": that of the form
};

struct FiledOrder {
  Filed filed;
  Order order;
  std::vector<std::string> targets;  // canonical; those that could be found
};

// Files it, complete or not, with what follows at once: data is preserved (Reg. 2023/1543, Art. 10(1),
// 11(1)), a wish not to tell binds from now on, a named deadline gets its clock. Of a follow-up: the step in
// its case, for which the sender must be the one of the order, or hold its receipt.
Outcome<FiledOrder> file_order(store::Transaction& tx, Desk& desk, const Form& form, Values values,
                               const OrderSender& sender, Seconds now, std::string_view base_url);

// The order of a case as it stands: as it came, or as it was corrected last. Nothing: its payload was erased,
// or the case is none of an order.
std::optional<Order> order_of_case(store::Transaction& tx, const Case& about, std::string_view base_url);

}  // namespace botschaft::desk
