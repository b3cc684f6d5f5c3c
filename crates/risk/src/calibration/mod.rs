//! How right the levels were.
