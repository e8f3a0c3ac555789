#include "rpc/frozen.h"

#include <algorithm>

#include "store/restrictions.h"
#include "store/users.h"
#include "tl/api.h"
#include "tl/mtproto.h"

namespace botschaft::rpc {
namespace {

// Among those that write.
constexpr std::string_view kOpen[] = {
    "account.changeAuthorizationSettings",
    "account.getAuthorizations",
    "account.reportPeer",
    "account.reportProfilePhoto",
    "account.resetAuthorization",
    "account.resetNotifySettings",
    "account.setAuthorizationTTL",
    "account.setPrivacy",
    "account.updateNotifySettings",
    "auth.acceptLoginToken",
    "auth.bindTempAuthKey",
    "auth.cancelCode",
    "auth.dropTempAuthKeys",
    "auth.exportAuthorization",
    "auth.importAuthorization",
    "auth.logOut",
    "auth.resetAuthorizations",
    "channels.leaveChannel",
    "channels.readHistory",
    "channels.readMessageContents",
    "channels.reportSpam",
    "contacts.block",
    "contacts.unblock",
    "folders.editPeerFolders",
    "messages.deleteHistory",
    "messages.deleteMessages",
    "messages.getWebPagePreview",
    "messages.hidePeerSettingsBar",
    "messages.markDialogUnread",
    "messages.readDiscussion",
    "messages.readHistory",
    "messages.readMentions",
    "messages.readMessageContents",
    "messages.readPollVotes",
    "messages.readReactions",
    "messages.report",
    "messages.reportSpam",
    "messages.saveDraft",
};
static_assert(std::ranges::is_sorted(kOpen));

// Among those that run on a worker and do not all write.
constexpr std::string_view kClosed[] = {"account.changePhone", "channels.editCreator", "channels.joinChannel",
                                        "messages.editChatCreator", "messages.importChatInvite"};

bool is_to_the_service_account(const tl::AnyBox& query) {
  const auto* send = query.as<tl::messages_sendMessage>();
  const auto* peer = send == nullptr ? nullptr : send->peer.as<tl::inputPeerUser>();
  return peer != nullptr && peer->user_id == store::kServiceUser;
}

}  // namespace

bool is_closed_to_the_frozen(const Method& method, const tl::AnyBox& query) {
  if (method.tx == Tx::blocking) return std::ranges::find(kClosed, method.name) != std::end(kClosed);
  if (method.tx != Tx::write) return false;
  return !std::ranges::binary_search(kOpen, method.name) && !is_to_the_service_account(query);
}

bool is_frozen(store::Transaction& tx, UserId user) {
  return user != 0 && (store::user_restricted(tx, user) & store::kUserFrozen) != 0;
}

Bytes frozen_method_invalid() {
  tl::mt_rpc_error body;
  body.error_code = 420;
  body.error_message = "FROZEN_METHOD_INVALID";
  return tl::to_bytes(body).value();
}

}  // namespace botschaft::rpc
