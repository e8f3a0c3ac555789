-- Names of people by the beginnings of their words, so that one member is found among 200,000. A row's number is the
-- user's id (store/users.cpp keeps them in step). Case and accents are folded by the index.
CREATE VIRTUAL TABLE people USING fts5(
  name,
  username,
  tokenize = "unicode61 remove_diacritics 2 tokenchars '_'",
  prefix = '1 2 3'
);
INSERT INTO people(rowid, name, username)
  SELECT u.id, u.first_name || ' ' || u.last_name, coalesce(n.username, '')
  FROM users u LEFT JOIN usernames n ON n.peer = u.id;
