#include "rpc/auth/sign_in_scene.h"
#include "rpc/list_hash.h"

namespace botschaft::rpc {
namespace {

const std::string kAda = "49301234567";
const std::string kBo = "49301234568";

class Contacts : public SignInScene {
 protected:
  Contacts() : ada_(arrive(1, kAda, "Ada")), bo_(arrive(2, kBo, "Bo")) {}

  auto import(AuthKeyId key, const std::string& phone, const std::string& first_name) {
    tl::contacts_importContacts request;
    auto entry = tl::make<tl::inputPhoneContact>();
    entry->client_id = 7;
    entry->phone = phone;
    entry->first_name = first_name;
    request.contacts.push_back(std::move(entry));
    return ask(key, request);
  }
  const tl::user& seen(AuthKeyId key, UserId target) {
    last_ = look(key, target);
    return *last_.as<tl::user>();
  }

  const UserId ada_, bo_;

 private:
  tl::Box<tl::User> last_;
};

TEST_F(Contacts, AccessHashesAreCheckedAndBelongToOneViewer) {
  tl::users_getFullUser request;
  request.id = input_user(bo_, bo_);  // Bo's hash, asked with by Ada
  EXPECT_EQ(ask(1, request).error().err, Err::USER_ID_INVALID);
  request.id = input_user(ada_, 4711);
  EXPECT_EQ(ask(1, request).error().err, Err::USER_ID_INVALID);
  request.id = tl::make<tl::inputUserSelf>();
  const auto full = ask(1, request);
  EXPECT_EQ(full->as<tl::users_userFull>()->full_user.as<tl::userFull>()->id, ada_);
  EXPECT_TRUE(full->as<tl::users_userFull>()->users.front().as<tl::user>()->self);
  tl::users_getRequirementsToContact free;
  free.id.push_back(input_user(ada_, bo_));
  EXPECT_TRUE(ask(1, free)->front().is<tl::requirementToContactEmpty>());
}

TEST_F(Contacts, PhoneNumbersAreForContacts) {
  EXPECT_FALSE(seen(2, ada_).phone.has_value());
  EXPECT_TRUE(import(1, kBo, "Bobby").has_value());  // Ada has Bo's number: Bo may see hers
  EXPECT_EQ(seen(2, ada_).phone, kAda);
  EXPECT_EQ(seen(1, bo_).first_name, "Bobby");
  EXPECT_EQ(seen(1, bo_).phone, kBo);  // she typed it
  EXPECT_TRUE(seen(1, bo_).contact);
  EXPECT_FALSE(seen(1, bo_).mutual_contact);
  EXPECT_TRUE(import(2, kAda, "Augusta").has_value());
  EXPECT_TRUE(seen(1, bo_).mutual_contact);
  EXPECT_TRUE(seen(2, ada_).mutual_contact);

  tl::contacts_block block;
  block.id = input_peer(ada_, bo_);
  EXPECT_TRUE(ask(1, block).value());
  EXPECT_EQ(seen(2, ada_).phone, kAda);  // he knows it by heart
  EXPECT_FALSE(seen(2, ada_).status.is<tl::userStatusOnline>());
}

TEST_F(Contacts, ListAndItsHash) {
  tl::contacts_getContacts get;
  EXPECT_TRUE(ask(1, get)->as<tl::contacts_contacts>()->contacts.empty());
  EXPECT_TRUE(import(1, kBo, "Bo").has_value());
  EXPECT_TRUE(import(1, "49309999999", "Nobody").has_value());
  const auto answer = ask(1, get);
  const auto* contacts = answer->as<tl::contacts_contacts>();
  EXPECT_EQ(contacts->contacts.size(), 1U);
  EXPECT_EQ(contacts->saved_count, 2);
  EXPECT_EQ(contacts->users.size(), 1U);
  get.hash = list_hash(std::array<std::int64_t, 2>{2, bo_});
  EXPECT_TRUE(ask(1, get)->is<tl::contacts_contactsNotModified>());
  EXPECT_EQ(ask(1, tl::contacts_getContactIDs())->size(), 1U);
  EXPECT_EQ(ask(1, tl::contacts_getStatuses())->size(), 1U);

  // The waiting number becomes a contact when somebody signs up with it.
  const auto late = arrive(3, "49309999999", "Late");
  EXPECT_TRUE(seen(1, late).contact);

  tl::contacts_deleteByPhones forget;
  forget.phones.push_back("+49 30 9999999");
  EXPECT_TRUE(ask(1, forget).value());
  EXPECT_FALSE(seen(1, late).contact);
  EXPECT_TRUE(ask(1, tl::contacts_resetSaved()).value());
}

TEST_F(Contacts, AddNoteShareAndDelete) {
  tl::contacts_addContact add;
  add.id = input_user(ada_, bo_);
  EXPECT_EQ(ask(1, add).error().err, Err::CONTACT_NAME_EMPTY);
  add.last_name = "Diddley";
  auto note = tl::make<tl::textWithEntities>();
  note->text = "plays the guitar";
  add.note = std::move(note);
  const auto added = ask(1, add);
  EXPECT_TRUE(added->as<tl::updates>()->users.front().as<tl::user>()->contact);
  EXPECT_EQ(seen(1, bo_).first_name, "Diddley");  // a name alone is the first one
  tl::users_getFullUser full;
  full.id = input_user(ada_, bo_);
  const auto about = ask(1, full);
  EXPECT_EQ(
      about->as<tl::users_userFull>()->full_user.as<tl::userFull>()->note.as<tl::textWithEntities>()->text,
      "plays the guitar");
  tl::contacts_updateContactNote erase;
  erase.id = input_user(ada_, bo_);
  erase.note = tl::make<tl::textWithEntities>();
  EXPECT_TRUE(ask(1, erase).value());

  tl::account_setPrivacy nobody;
  nobody.key = tl::make<tl::inputPrivacyKeyPhoneNumber>();
  nobody.rules.push_back(tl::make<tl::inputPrivacyValueDisallowAll>());
  ASSERT_TRUE(ask(1, nobody).has_value());
  EXPECT_FALSE(seen(2, ada_).phone.has_value());
  tl::contacts_acceptContact share;
  share.id = input_user(ada_, bo_);
  EXPECT_TRUE(ask(1, share).has_value());
  EXPECT_EQ(seen(2, ada_).phone, kAda);

  tl::contacts_deleteContacts remove;
  remove.id.push_back(input_user(ada_, bo_));
  EXPECT_TRUE(ask(1, remove).has_value());
  EXPECT_FALSE(seen(1, bo_).contact);
  EXPECT_EQ(seen(1, bo_).first_name, "Bo");
  add.id = input_user(ada_, ada_);
  add.first_name = "Me";
  EXPECT_EQ(ask(1, add).error().err, Err::CONTACT_ID_INVALID);
}

TEST_F(Contacts, BlockedPeopleAreListedInPages) {
  tl::contacts_block block;
  block.id = input_peer(ada_, bo_);
  EXPECT_TRUE(ask(1, block).value());
  const auto third = arrive(3, "49301234569", "Cy");
  block.id = input_peer(ada_, third);
  EXPECT_TRUE(ask(1, block).value());
  block.id = input_peer(ada_, ada_);
  EXPECT_EQ(ask(1, block).error().err, Err::CONTACT_ID_INVALID);

  tl::contacts_getBlocked list;
  list.limit = 10;
  EXPECT_EQ(ask(1, list)->as<tl::contacts_blocked>()->blocked.size(), 2U);
  list.limit = 1;
  const auto page = ask(1, list);
  EXPECT_EQ(page->as<tl::contacts_blockedSlice>()->count, 2);
  EXPECT_EQ(page->as<tl::contacts_blockedSlice>()->blocked.size(), 1U);

  tl::contacts_unblock unblock;
  unblock.id = input_peer(ada_, bo_);
  EXPECT_TRUE(ask(1, unblock).value());
  tl::contacts_setBlocked set;
  set.id.push_back(input_peer(ada_, bo_));
  set.limit = 10;
  EXPECT_TRUE(ask(1, set).value());
  list.limit = 10;
  const auto left = ask(1, list);
  ASSERT_EQ(left->as<tl::contacts_blocked>()->blocked.size(), 1U);
  EXPECT_EQ(left->as<tl::contacts_blocked>()->users.front().as<tl::user>()->id, bo_);
}

TEST_F(Contacts, PeopleAreFoundByNameUsernameAndNumber) {
  tl::account_updateUsername take;
  take.username = "Bo_Diddley";
  ASSERT_TRUE(ask(2, take).has_value());
  tl::contacts_search search;
  search.limit = 10;
  search.q = "";
  EXPECT_EQ(ask(1, search).error().err, Err::SEARCH_QUERY_EMPTY);
  search.q = "bo_d";
  const auto found = ask(1, search);
  EXPECT_EQ(found->as<tl::contacts_found>()->results.size(), 1U);
  EXPECT_TRUE(found->as<tl::contacts_found>()->my_results.empty());
  search.q = "bo";  // strangers are not searched by so little
  EXPECT_TRUE(ask(1, search)->as<tl::contacts_found>()->results.empty());
  EXPECT_TRUE(import(1, kBo, "Ölaf Bó").has_value());
  search.q = "ölaf";
  EXPECT_EQ(ask(1, search)->as<tl::contacts_found>()->my_results.size(), 1U);
  search.q = "laf";
  EXPECT_TRUE(ask(1, search)->as<tl::contacts_found>()->my_results.empty());

  tl::contacts_resolveUsername resolve;
  resolve.username = "bo_diddley";
  EXPECT_EQ(ask(1, resolve)->as<tl::contacts_resolvedPeer>()->users.front().as<tl::user>()->id, bo_);
  resolve.username = "nobody_here";
  EXPECT_EQ(ask(1, resolve).error().err, Err::USERNAME_NOT_OCCUPIED);
  tl::contacts_resolvePhone phone;
  phone.phone = "+" + kBo;
  EXPECT_TRUE(ask(1, phone).has_value());
  tl::account_setPrivacy hide;
  hide.key = tl::make<tl::inputPrivacyKeyAddedByPhone>();
  hide.rules.push_back(tl::make<tl::inputPrivacyValueAllowContacts>());
  ASSERT_TRUE(ask(2, hide).has_value());
  EXPECT_EQ(ask(1, phone).error().err, Err::PHONE_NOT_OCCUPIED);
}

TEST_F(Contacts, CloseFriendsAreAmongTheContactsAndOnesOwnAffair) {
  ASSERT_TRUE(import(1, kBo, "Bo").has_value());
  ASSERT_TRUE(import(2, kAda, "Ada").has_value());
  EXPECT_FALSE(seen(1, bo_).close_friend);
  tl::contacts_editCloseFriends edit;
  edit.id = {bo_, 4711};
  EXPECT_TRUE(ask(1, edit).value());
  EXPECT_TRUE(seen(1, bo_).close_friend);
  EXPECT_FALSE(seen(2, ada_).close_friend);
  ASSERT_TRUE(import(1, kBo, "Bobby").has_value());  // another name is the same friend
  EXPECT_TRUE(seen(1, bo_).close_friend);
  edit.id.clear();
  EXPECT_TRUE(ask(1, edit).value());
  EXPECT_FALSE(seen(1, bo_).close_friend);
}

TEST_F(Contacts, TopPeersCanBeSwitchedOff) {
  tl::contacts_getTopPeers top;
  EXPECT_EQ(ask(1, top).error().err, Err::TYPES_EMPTY);
  top.correspondents = true;
  EXPECT_TRUE(ask(1, top)->is<tl::contacts_topPeers>());
  EXPECT_TRUE(ask(1, tl::contacts_toggleTopPeers()).value());
  EXPECT_TRUE(ask(1, top)->is<tl::contacts_topPeersDisabled>());
  EXPECT_TRUE(ask(1, tl::contacts_getBirthdays()).has_value());
  EXPECT_TRUE(ask(1, tl::contacts_getSponsoredPeers()).has_value());
}

}  // namespace
}  // namespace botschaft::rpc
