//! How a person is looked for whose name is kept sealed.
//!
//! [`pieces`] gives the short texts under which a name is found (characters, pinyin in every reading, initials), [`phone_pieces`] those of a
//! phone; the store keeps a keyed hash of each. [`Query::parse`] reads what somebody typed, [`Query::alternatives`] says which pieces to look for, and
//! [`Query::fit`] decides from the opened name whether a candidate is a hit: hashes that collide are never shown.
//!
//! ```
//! use xinqiao_names::{Fit, Query};
//! let typed = Query::parse("luoxm").unwrap();
//! assert_eq!(typed.fit("罗小明", None), Some(Fit::Initials));
//! assert_eq!(typed.fit("罗大佑", None), None);
//! ```

mod piece;
mod query;
mod reading;
mod surname;
mod syllable;

pub use piece::{MOST_PIECES, phone_pieces, pieces};
pub use query::{Fit, LONGEST, Query, Unclear};

#[cfg(test)]
mod tests;
