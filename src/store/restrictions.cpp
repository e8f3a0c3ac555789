#include "store/restrictions.h"

namespace botschaft::store {
namespace {

static_assert((kRestricted | kUnlisted) < (1U << kMediaKindShift) && kRestricted > kScheduled);

#define BOTSCHAFT_RESTRICTION_COLUMNS                                                                        \
  "id, case_id, case_ref, box, id_in_box, measure, territory, platforms, by_law, provision, person, since, " \
  "until_at, lifted_at FROM restrictions "

std::vector<RestrictionRow> rows_of(Query q) {
  std::vector<RestrictionRow> rows;
  while (q.next())
    rows.push_back({.id = q.int64(0),
                    .case_id = q.int64(1),
                    .case_ref = std::string(q.text(2)),
                    .on = {q.int64(3), q.int32(4)},
                    .measure = q.int32(5),
                    .territory = std::string(q.text(6)),
                    .platforms = std::string(q.text(7)),
                    .by_law = q.boolean(8),
                    .provision = std::string(q.text(9)),
                    .person = q.int64(10),
                    .since = q.int64(11),
                    .until_at = q.int64(12),
                    .lifted_at = q.int64(13)});
  return rows;
}

}  // namespace

void insert_restriction(Transaction& tx, const RestrictionRow& r) {
  static constexpr Sql kInsert{
      "INSERT INTO restrictions(case_id, case_ref, box, id_in_box, measure, territory, platforms, by_law, "
      "provision, person, since, until_at, lifted_at) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
      "?12, 0)"};
  tx.run(kInsert, r.case_id, r.case_ref, r.on.box, r.on.id, r.measure, r.territory, r.platforms, r.by_law,
         r.provision, r.person, r.since, r.until_at);
}

std::vector<RestrictionRow> restrictions_on(Transaction& tx, MessageKey key) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_RESTRICTION_COLUMNS
                             "WHERE box = ?1 AND id_in_box = ?2 AND lifted_at = 0 ORDER BY id"};
  return rows_of(tx.run(kFind, key.box, key.id));
}

std::vector<RestrictionRow> restrictions_of_case(Transaction& tx, std::int64_t case_id, bool lifted_too) {
  static constexpr Sql kFind{"SELECT " BOTSCHAFT_RESTRICTION_COLUMNS
                             "WHERE case_id = ?1 AND (lifted_at = 0 OR ?2) ORDER BY id"};
  return rows_of(tx.run(kFind, case_id, lifted_too));
}

std::vector<RestrictionRow> ending_restrictions(Transaction& tx, std::int64_t now, int limit) {
  static constexpr Sql kFind{
      "SELECT " BOTSCHAFT_RESTRICTION_COLUMNS
      "WHERE lifted_at = 0 AND until_at <> 0 AND until_at <= ?1 ORDER BY until_at LIMIT ?2"};
  return rows_of(tx.run(kFind, now, limit));
}

void lift_restriction(Transaction& tx, std::int64_t id, std::int64_t at) {
  static constexpr Sql kLift{"UPDATE restrictions SET lifted_at = ?2 WHERE id = ?1 AND lifted_at = 0"};
  tx.run(kLift, id, at);
}

void move_restrictions(Transaction& tx, MessageKey from, MessageKey to) {
  static constexpr Sql kMove{
      "UPDATE restrictions SET box = ?3, id_in_box = ?4 WHERE box = ?1 AND id_in_box = ?2"};
  tx.run(kMove, from.box, from.id, to.box, to.id);
}

void set_user_restricted(Transaction& tx, UserId user, std::uint32_t bits) {
  static constexpr Sql kSet{"UPDATE users SET restricted = ?2 WHERE id = ?1"};
  tx.run(kSet, user, bits);
}

std::uint32_t user_restricted(Transaction& tx, UserId user) {
  static constexpr Sql kFind{"SELECT restricted FROM users WHERE id = ?1"};
  auto q = tx.run(kFind, user);
  return q.next() ? static_cast<std::uint32_t>(q.int64(0)) : 0;
}

}  // namespace botschaft::store
