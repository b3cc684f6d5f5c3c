//! Running a target.

use std::panic::{self, AssertUnwindSafe};
use std::path::Path;

use crate::mutate::{Chance, mutated};

/// The kept inputs of a target, in the order of their names, without the line end at their end.
///
/// # Panics
/// When the corpus cannot be read.
#[expect(clippy::panic, reason = "a corpus that cannot be read is a failed test")]
pub fn corpus(target: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    let Ok(entries) = std::fs::read_dir(&folder) else { panic!("no corpus in {}", folder.display()) };
    let mut paths: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let read = paths.iter().filter_map(|path| std::fs::read(path).ok());
    read.map(|bytes| bytes.strip_suffix(b"\n").map(<[u8]>::to_vec).unwrap_or(bytes)).collect()
}

/// How many mutations: `base`, times `XINQIAO_FUZZ_ROUNDS` when the tests were built with it.
pub fn rounds(base: usize) -> usize {
    option_env!("XINQIAO_FUZZ_ROUNDS").and_then(|text| text.parse::<usize>().ok()).unwrap_or(1).max(1) * base
}

/// Tries every seed and `count` mutations of them.
///
/// # Panics
/// When the property fails; the input is told in a form that can be put into the corpus.
#[expect(clippy::panic, reason = "a property that fails is a failed test")]
pub fn target(name: &str, seeds: &[Vec<u8>], tokens: &[&str], count: usize, property: impl Fn(&[u8])) {
    let check = |input: &[u8], what: &str| {
        if panic::catch_unwind(AssertUnwindSafe(|| property(input))).is_err() {
            panic!("{name}: {what} of {} bytes fails: \"{}\"", input.len(), input.escape_ascii());
        }
    };
    for (number, seed) in seeds.iter().enumerate() {
        check(seed, &format!("seed {number}"));
    }
    let mut chance =
        Chance::seeded(name.bytes().fold(2_026, |sum: u64, byte| sum.wrapping_mul(31).wrapping_add(u64::from(byte))));
    for number in 0..count {
        let seed = &seeds[chance.below(seeds.len())];
        check(&mutated(seed, seeds, tokens, &mut chance), &format!("mutation {number}"));
    }
}
