-- Reactions to messages. A message is named by where its body is (MessageKey in store/reactions.h), so that what
-- people put under it is stored once, however many boxes have a copy.
CREATE TABLE reactions(
  box INTEGER NOT NULL,
  id INTEGER NOT NULL,
  user_id INTEGER NOT NULL,
  position INTEGER NOT NULL,          -- 0, 1, ... of one person's
  reaction TEXT NOT NULL,             -- an emoji: domain/messages/reaction_catalogue.h
  date INTEGER NOT NULL,
  flags INTEGER NOT NULL,             -- ReactionFlag in store/reactions.h
  PRIMARY KEY(box, id, user_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX reactions_by_date ON reactions(box, id, date, user_id, position);
CREATE INDEX reactions_of_kind ON reactions(box, id, reaction, date, user_id);

-- The same, counted: what every reader of the message is shown.
CREATE TABLE reaction_counts(
  box INTEGER NOT NULL,
  id INTEGER NOT NULL,
  reaction TEXT NOT NULL,
  count INTEGER NOT NULL,
  since INTEGER NOT NULL,             -- when the first of them was put there
  PRIMARY KEY(box, id, reaction)
) STRICT, WITHOUT ROWID;

-- Messages of the owner with reactions that he has not looked at. In a channel `id` is the channel's.
CREATE TABLE unread_reactions(
  owner INTEGER NOT NULL,
  peer INTEGER NOT NULL,
  id INTEGER NOT NULL,
  PRIMARY KEY(owner, peer, id)
) STRICT, WITHOUT ROWID;

-- Which reactions a group or channel allows. Without a row: all.
CREATE TABLE chat_reactions(
  peer INTEGER PRIMARY KEY,
  kind INTEGER NOT NULL,              -- AllowedReactions::Kind in store/reactions.h
  reactions TEXT NOT NULL,            -- with a space between them
  unique_max INTEGER NOT NULL         -- different reactions under one message; 0: as many as anywhere
) STRICT;

-- What a person reacted with lately.
CREATE TABLE recent_reactions(
  owner INTEGER NOT NULL,
  reaction TEXT NOT NULL,
  turn INTEGER NOT NULL,              -- the latest has the highest
  PRIMARY KEY(owner, reaction)
) STRICT, WITHOUT ROWID;
