#include "server/desk_tables.h"

#include <array>

namespace botschaft::server {
namespace {

using desk::Contact;

constexpr std::array kDesk = std::to_array<Setting<DeskSettings>>({
    {"desk", "tier", &DeskSettings::tier,
     "How large the operator is, on which the duties of the DSA depend: hosting, micro_small_platform (under "
     "50 "
     "people and at most 10 million euros), platform, or vlop. The duties of TCO and e-Evidence bind all."},
    {"desk", "manifest_hours", &DeskSettings::manifest_hours,
     "Promise: hours until a notice of what is manifestly illegal is decided. 0: none is made."},
    {"desk", "other_days", &DeskSettings::other_days,
     "Promise: days until any other notice or complaint is decided. 0: none is made."},
    {"desk", "information_hours", &DeskSettings::information_hours,
     "Promise: hours until an authority that asks has its answer. 0: none is made."},
    {"desk", "withhold_in", &DeskSettings::withhold_in,
     "Where an order that holds in all Member States withholds: eu, or eea for Iceland, Liechtenstein and "
     "Norway as "
     "well."},
    {"desk", "terms_version", &DeskSettings::terms_version,
     "Version of the terms of service, which decisions name together with the clause."},
    {"desk", "terms_url", &DeskSettings::terms_url, "Where the terms of service can be read."},
    {"desk", "on_call", &DeskSettings::on_call,
     "Who is told of clocks that run out and of alarms: accounts by @username, phone number or id, and mail "
     "addresses as \"mailto:a@b.example\"."},
    {"desk", "on_call_command", &DeskSettings::on_call_command,
     "Program and arguments that are run for each clock as well; {\"kind\", \"id\", \"text\"} comes as JSON "
     "on standard input, with the same id if a call is made again."},
    {"desk", "trusted_proxies", &DeskSettings::trusted_proxies,
     "IP addresses and networks (10.0.0.0/8) of the proxies in front, whose X-Forwarded-For is believed. "
     "Those on this machine and in private networks are."},
    {"desk", "trust_anchors", &DeskSettings::trust_anchors,
     "PEM file with the authorities that issue certificates of officers and portals (mutual TLS, signed "
     "orders)."},
    {"desk", "certificate_proxies", &DeskSettings::certificate_proxies,
     "Addresses of proxies that ask for TLS client certificates, such as \"127.0.0.1\". From them alone "
     "X-SSL-Client-Verify and X-SSL-Client-Cert are believed (docs/desk/identity.md)."},
    {"desk", "mail_server", &DeskSettings::mail_server,
     "Name of your mail server as it writes it into Authentication-Results: its word on DKIM is taken."},
    {"desk", "oidc_issuer", &DeskSettings::oidc_issuer,
     "Address of an OpenID provider at which people of the desk may sign in. Empty: none."},
    {"desk", "oidc_client", &DeskSettings::oidc_client, "The server's name there (client_id)."},
    {"desk", "oidc_secret_file", &DeskSettings::oidc_secret_file,
     "File with its secret there. Empty: it has none, and PKCE alone protects it."},
    {"desk", "oidc_level", &DeskSettings::oidc_level,
     "What the provider's word is worth: claimed, domain or register-match. No disclosure rests on it "
     "alone."},
    {"desk", "contact_days", &DeskSettings::contact_days,
     "For how many days the signed contact file is valid, at most 365. It is renewed when half of them are "
     "over."},
    {"desk", "probe", &DeskSettings::probe,
     "Whether the server writes to its own desk every hour as a stranger would, and alarms when no answer "
     "comes: on, "
     "off, or auto (once the contact data is filled in)."},
    {"desk", "witnesses", &DeskSettings::witnesses,
     "Who else signs the contact log (c2sp.org/tlog-witness): \"https://witness.example/abc name+id+key\" "
     "each."},
    {"desk", "witness_quorum", &DeskSettings::witness_quorum,
     "How many of them must have signed for a checkpoint to count as witnessed. It is published all the "
     "same."},
    {"desk", "time_stamps", &DeskSettings::time_stamps,
     "Address of a time-stamping authority (RFC 3161) that stamps the checkpoint of the contact log every "
     "hour. "
     "Empty: none."},
});

constexpr std::array kContact = std::to_array<Setting<Contact>>({
    {"contact", "operator", &Contact::operator_name,
     "Who operates the server: a person, or a body by its registered name. This section is published at "
     "/contact "
     "once it is filled in, and registration is not opened to strangers before."},
    {"contact", "address", &Contact::address, "Postal address."},
    {"contact", "country", &Contact::country, "Country of establishment, such as DE."},
    {"contact", "person", &Contact::person, "Who is asked for by name."},
    {"contact", "person_mail", &Contact::person_mail, "Mail address."},
    {"contact", "person_phone", &Contact::person_phone, "Phone number."},
    {"contact", "deputy", &Contact::deputy, "Who stands in for them."},
    {"contact", "deputy_mail", &Contact::deputy_mail, "Mail address."},
    {"contact", "deputy_phone", &Contact::deputy_phone, "Phone number."},
    {"contact", "languages", &Contact::languages,
     "In which authorities can write, such as [\"de\", \"en\"]: one of the country of establishment, and one "
     "that is "
     "widely understood in the Union (DSA 11(3))."},
    {"contact", "hours", &Contact::hours, "When somebody is there, such as \"Mon-Fri 9-17, Europe/Berlin\"."},
    {"contact", "authorities_mail", &Contact::authorities_mail, "Contact point of authorities (DSA 11)."},
    {"contact", "authorities_phone", &Contact::authorities_phone, "Its phone number."},
    {"contact", "users_mail", &Contact::users_mail,
     "Contact point of the people who use the server (DSA 12)."},
    {"contact", "users_phone", &Contact::users_phone, "Its phone number."},
    {"contact", "representative", &Contact::representative,
     "Legal representative in the Union (DSA 13), of an operator who is not established there."},
    {"contact", "representative_address", &Contact::representative_address, "Postal address."},
    {"contact", "representative_mail", &Contact::representative_mail, "Mail address."},
    {"contact", "representative_phone", &Contact::representative_phone, "Phone number."},
    {"contact", "tco_mail", &Contact::tco_mail,
     "Contact point of removal orders (Regulation 2021/784, Article 15), which leave one hour."},
    {"contact", "tco_phone", &Contact::tco_phone, "Its phone number, answered at any hour."},
    {"contact", "evidence_addressee", &Contact::evidence_addressee,
     "Whom European Production and Preservation Orders are addressed to (Regulation 2023/1543): the "
     "designated "
     "establishment or the legal representative."},
    {"contact", "evidence_address", &Contact::evidence_address, "Postal address."},
    {"contact", "evidence_mail", &Contact::evidence_mail, "Mail address."},
    {"contact", "evidence_phone", &Contact::evidence_phone, "Phone number."},
    {"contact", "service_agent", &Contact::service_agent,
     "Whom papers can be served on in Germany, of an operator without a seat in the Union."},
    {"contact", "service_agent_address", &Contact::service_agent_address, "Postal address."},
    {"contact", "coordinator", &Contact::coordinator,
     "Digital Services Coordinator who supervises the operator, such as Bundesnetzagentur."},
    {"contact", "coordinator_url", &Contact::coordinator_url, "Where they can be complained to."},
    {"contact", "security_mail", &Contact::security_mail,
     "For those who found a hole (security.txt). Empty: that of the person above."},
    {"contact", "encryption_url", &Contact::encryption_url, "Where a key is to write to it encrypted."},
});

}  // namespace

std::span<const Setting<DeskSettings>> desk_table() {
  return kDesk;
}
std::span<const Setting<Contact>> contact_table() {
  return kContact;
}

}  // namespace botschaft::server
