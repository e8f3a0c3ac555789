// Birthdays and advertised people: none here.
#include "rpc/empty_catalogue.h"

namespace botschaft::rpc {

BOTSCHAFT_EMPTY_CATALOGUE(contacts_getBirthdays, contacts_contactBirthdays)
BOTSCHAFT_EMPTY_CATALOGUE(contacts_getSponsoredPeers, contacts_sponsoredPeersEmpty)

}  // namespace botschaft::rpc
