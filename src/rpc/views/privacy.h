#pragma once
// Privacy keys and rules as TL.
#include <optional>
#include <span>

#include "domain/accounts/privacy.h"
#include "rpc/context.h"
#include "tl/api.h"

namespace botschaft::rpc {

std::optional<domain::PrivacyKey> privacy_key_of(const tl::Box<tl::InputPrivacyKey>& input);
tl::Box<tl::PrivacyKey> privacy_key_view(domain::PrivacyKey key);
tl::Vec<tl::Box<tl::PrivacyRule>> privacy_rules_view(std::span<const store::PrivacyRuleRow> rules);

// PRIVACY_VALUE_INVALID for rules this server has no meaning for, and for people the caller cannot name.
Result<store::PrivacyRuleRow> privacy_rule_of(const Context& context, store::Transaction& tx,
                                              const tl::Box<tl::InputPrivacyRule>& input);

}  // namespace botschaft::rpc
