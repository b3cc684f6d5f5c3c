//! What a file may ask of the memory. Real tables stay far below all of these.

/// Longest cell in bytes of UTF-8.
pub const MAX_CELL_BYTES: usize = 1 << 20;

/// Longest row in bytes of UTF-8.
pub const MAX_ROW_BYTES: usize = 16 << 20;

/// Most columns of a table; XLSX itself ends at 16,384.
pub const MAX_COLUMNS: usize = 20_000;

/// Most bytes that all parts of a workbook may unpack to, and that the text of one sheet may take.
pub const MAX_UNPACKED_BYTES: u64 = 512 << 20;

/// Largest ratio of unpacked to packed bytes of a workbook, counted once it unpacks to more than [`RATIO_FREE_BYTES`].
pub const MAX_RATIO: u64 = 200;

/// Below this unpacked size the ratio is not looked at: tiny honest workbooks of equal cells pack very well.
pub const RATIO_FREE_BYTES: u64 = 8 << 20;

/// Most parts (files) inside a workbook.
pub const MAX_PARTS: usize = 10_000;
