#include "rpc/views/peer_settings.h"

#include "domain/accounts/privacy.h"
#include "store/contacts.h"
#include "store/dialogs.h"

namespace botschaft::rpc {

tl::Box<tl::PeerSettings> peer_settings_view(const Viewer& viewer, store::Transaction& tx, PeerId peer) {
  auto view = tl::make<tl::peerSettings>();
  if (!peer.is_user() || peer.value == viewer.user || peer.value == store::kServiceUser) return view;
  const auto dialog = store::find_dialog(tx, viewer.user, peer);
  if (!dialog || dialog->is(store::kBarHidden)) return view;
  if (!store::is_contact(tx, viewer.user, peer.value)) {
    view->add_contact = true;
    view->block_contact = !store::is_blocked(tx, viewer.user, peer);
    view->report_spam = view->block_contact;
  } else if (!domain::privacy_allows(tx, viewer.user, domain::PrivacyKey::phone_number, peer.value)) {
    view->share_contact = true;
  }
  return view;
}

}  // namespace botschaft::rpc
