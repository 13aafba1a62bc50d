//! SQLite stores for the edu family, one feature per standard.
