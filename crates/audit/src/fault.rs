//! What does not fit in a chain, with the place and the row.

use std::fmt;

use uuid::Uuid;

/// One thing that does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub seal: i64,
    /// place of the row inside the seal, from 1; none when it is the seal itself
    pub position: Option<i64>,
    /// the row, where there is one
    pub row: Option<Uuid>,
    pub what: What,
}

/// What does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A column of the row is not what was sealed.
    RowChanged,
    /// The row is as it was sealed; the link that is kept beside it is not.
    LinkChanged,
    /// The row was sealed at another place.
    RowMoved,
    /// The row was put in after sealing.
    RowInserted,
    /// A row that was sealed here is not there.
    RowMissing,
    /// Rows and their links were rewritten together: they fit one another, and not the seal.
    RowsRewritten,
    /// A column of the seal is not what it was sealed with.
    SealChanged,
    /// The seal with this number is not there.
    SealMissing,
    /// It does not take in the hash of the seal before.
    NotBehindTheLast,
    /// It takes in the hash of an earlier seal: the chain forks there.
    Forked { from: i64 },
    /// It has another hash than the head that was kept elsewhere: the chain was rewritten at or before it.
    OtherThanKept,
    /// A head was kept of this seal, and the chain ends before it.
    EndsBeforeKept { last: i64 },
    /// No seal has the hash that was kept elsewhere.
    KeptHashAbsent,
    /// Rows are gone, and no tombstone accounts for them.
    GoneWithoutTombstone,
    /// A tombstone stands for rows that were younger than what is kept at least.
    PrunedTooEarly,
    /// It stands outside the chain: nothing leads to its number.
    Stray,
    /// The file says at its end something else than it holds: it was cut off or changed.
    FileChanged,
}

impl What {
    /// The code, for pages that have words of their own.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::RowChanged => "row_changed",
            Self::LinkChanged => "link_changed",
            Self::RowMoved => "row_moved",
            Self::RowInserted => "row_inserted",
            Self::RowMissing => "row_missing",
            Self::RowsRewritten => "rows_rewritten",
            Self::SealChanged => "seal_changed",
            Self::SealMissing => "seal_missing",
            Self::NotBehindTheLast => "not_behind_the_last",
            Self::Forked { .. } => "forked",
            Self::OtherThanKept => "other_than_kept",
            Self::EndsBeforeKept { .. } => "ends_before_kept",
            Self::KeptHashAbsent => "kept_hash_absent",
            Self::GoneWithoutTombstone => "gone_without_tombstone",
            Self::PrunedTooEarly => "pruned_too_early",
            Self::Stray => "stray",
            Self::FileChanged => "file_changed",
        }
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RowChanged => f.write_str("a column is not what was sealed"),
            Self::LinkChanged => f.write_str("the row is as it was sealed, the link beside it was changed"),
            Self::RowMoved => f.write_str("the row was sealed at another place"),
            Self::RowInserted => f.write_str("the row was put in after sealing"),
            Self::RowMissing => f.write_str("a row that was sealed here is gone"),
            Self::RowsRewritten => f.write_str("rows and links were rewritten together and do not fit the seal"),
            Self::SealChanged => f.write_str("a column of the seal is not what it was sealed with"),
            Self::SealMissing => f.write_str("the seal is missing"),
            Self::NotBehindTheLast => f.write_str("it does not take in the hash of the seal before"),
            Self::Forked { from } => write!(f, "it continues seal {from} and not the seal before: the chain is forked"),
            Self::OtherThanKept => {
                f.write_str("its hash is not that of the head that was kept: the chain was rewritten up to here")
            }
            Self::EndsBeforeKept { last } => {
                write!(f, "a head of it was kept, and the chain ends at seal {last}: seals were removed")
            }
            Self::KeptHashAbsent => f.write_str("no seal has the hash that was kept"),
            Self::GoneWithoutTombstone => f.write_str("rows are gone, and no tombstone accounts for them"),
            Self::PrunedTooEarly => f.write_str("a tombstone stands for rows that had to be kept longer"),
            Self::Stray => f.write_str("rows stand under a number that is outside the chain"),
            Self::FileChanged => f.write_str("the file does not hold what its end tells: it was cut off or changed"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "seal {}", self.seal)?;
        if let Some(position) = self.position {
            write!(f, ", row {position}")?;
        }
        if let Some(row) = self.row {
            write!(f, ", id {row}")?;
        }
        write!(f, ": {}", self.what)
    }
}
