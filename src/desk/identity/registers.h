#pragma once
// Registers: who holds which office, and the number at which they are called back. An import changes nothing
// by itself: it is laid beside what is there, and a person approves the difference line by line, another than
// who imported it.
#include <expected>
#include <string>
#include <vector>

#include "desk/desk.h"
#include "store/desk_registers.h"

namespace botschaft::desk {

enum class Register : std::uint8_t {
  tco = 1,           // authorities of Reg. 2021/784, Art. 12(4)
  e_evidence,        // issuing and validating authorities of Reg. 2023/1543, Art. 31
  trusted_flaggers,  // the Commission's list, DSA 22(5)
};

struct RegisterFacts {
  std::string name;
  std::string country;     // ISO 3166-1 alpha-2
  std::string competence;  // for what: a crime, a field, a court's district
  std::string phone;       // E.164; "": nobody can be called back
  std::string mail;
  std::vector<std::string> domains;  // from which they write
  friend bool operator==(const RegisterFacts&, const RegisterFacts&) = default;
};
std::string canonical(const RegisterFacts& facts);
RegisterFacts parse_register_facts(std::string_view text);

struct RegisterLine {
  std::string key;  // its name in the register, which stays when the rest changes
  RegisterFacts facts;
};
// Spaces off, domains in lower case, numbers as E.164. The error is a sentence that names what is wrong.
std::expected<RegisterLine, std::string> clean(RegisterLine line);

// RFC 4180 with a head line: key, name, country, competence, phone, mail, domains (with spaces between them)
// in any order; key and name are needed. The error is a sentence with the line.
std::expected<std::vector<RegisterLine>, std::string> parse_register_csv(std::string_view text);

enum class ChangeKind : std::uint8_t { addition = 1, change, removal };
enum class ChangeState : std::uint8_t { waiting = 1, approved, refused, superseded };

struct RegisterEntry {
  std::int64_t id = 0;
  Register in = {};
  std::string key;
  RegisterFacts facts;
  bool in_force = false;
};

struct RegisterChange {
  std::int64_t id = 0;
  Register in = {};
  std::string key;
  ChangeKind kind = {};
  RegisterFacts facts;
  std::optional<RegisterFacts> before;
  std::int64_t proposed_by = 0;
  Seconds proposed_at = 0;
};

class Registers {
 public:
  // Both outlive it.
  Registers(store::Transaction& tx, Desk& desk, Seconds now) : tx_(tx), desk_(desk), now_(now) {}

  struct Imported {
    std::size_t additions = 0, changes = 0, removals = 0;
  };
  // The whole register as it is today; what waited of an earlier import is superseded. Lines as clean()
  // leaves them; the second of two with one key is refused (bad_input).
  Outcome<Imported> import(Register in, const std::vector<RegisterLine>& lines, const Actor& by);

  std::vector<RegisterChange> waiting(Register in, int limit = 1'000);
  // By a person of the desk with the role operator, and not by who imported it.
  Outcome<void> settle(std::int64_t change, bool approved, const Actor& by);

  std::vector<RegisterEntry> entries(Register in);
  std::optional<RegisterEntry> find(std::int64_t entry);
  // Of the domain or one above it, the nearest first.
  std::vector<RegisterEntry> of_domain(std::string_view domain);

 private:
  void propose(Register in, const RegisterLine& line, ChangeKind kind, const Actor& by);
  void apply(const store::DeskRegisterChangeRow& change);
  std::optional<RegisterEntry> in_force(Register in, std::string_view key);

  store::Transaction& tx_;
  Desk& desk_;
  const Seconds now_;
};

template <>
struct Names<Register> {
  static constexpr std::array<std::string_view, 3> kAll = {"tco", "e-evidence", "trusted-flaggers"};
};
template <>
struct Names<ChangeKind> {
  static constexpr std::array<std::string_view, 3> kAll = {"addition", "change", "removal"};
};
template <>
struct Names<ChangeState> {
  static constexpr std::array<std::string_view, 4> kAll = {"waiting", "approved", "refused", "superseded"};
};

}  // namespace botschaft::desk
