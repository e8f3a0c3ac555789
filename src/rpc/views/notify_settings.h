#pragma once
// Notification settings as TL.
#include "store/notify_settings.h"
#include "tl/api.h"

namespace botschaft::rpc {

tl::Box<tl::PeerNotifySettings> notify_settings_view(const store::NotifySettingsRow& row);

// What a client sets; fields it leaves out go back to the wider scope's.
store::NotifySettingsRow notify_settings_row(const tl::inputPeerNotifySettings& input);

}  // namespace botschaft::rpc
