-- Reactions in Saved Messages are tags; these are the names that people gave to some.
CREATE TABLE saved_tags(
  owner INTEGER NOT NULL,
  reaction TEXT NOT NULL,
  title TEXT NOT NULL,
  PRIMARY KEY(owner, reaction)
) STRICT, WITHOUT ROWID;
