-- Hashtags and mentions are in the index from here on: it is made anew when somebody searches.
DELETE FROM search;
DELETE FROM search_slots;
