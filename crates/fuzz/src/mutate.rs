//! Mutations of an input.

/// A sequence of numbers that is the same for the same seed (SplitMix64).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub const fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut word = self.0;
        word = (word ^ word >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        word = (word ^ word >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ word >> 31
    }

    /// A number below `limit`; 0 for 0.
    pub const fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.next() % limit as u64) as usize }
    }
}

/// Largest input that is made.
const LONGEST: usize = 1 << 20;
/// Pieces that parsers stumble over, whatever they parse.
const PIECES: [&[u8]; 32] = [
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\"",
    b"'",
    b"\"\"\"",
    b",",
    b";",
    b"\t",
    b"\r",
    b"\n",
    b"\r\n",
    b"=1+1",
    b"-",
    b"--1",
    b"1e400",
    b"NaN",
    b"inf",
    b"99999999999999999999",
    b"-9223372036854775808",
    b"0x10",
    b"[[",
    b"]",
    b"{",
    b"}",
    b"&#0;",
    "罗".as_bytes(),
    "\u{202e}".as_bytes(),
    "\u{feff}".as_bytes(),
    "𠀀".as_bytes(),
];

/// One to eight changes of an input: bits, bytes, pieces, ranges that vanish, double or come from another input, tokens of the format.
pub fn mutated(seed: &[u8], others: &[Vec<u8>], tokens: &[&str], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(8) {
        let at = chance.below(bytes.len() + 1);
        let to = (at + 1 + chance.below(64)).min(bytes.len());
        let range = at.min(to)..to;
        match chance.below(9) {
            0 if at < bytes.len() => bytes[at] ^= 1 << chance.below(8),
            1 if at < bytes.len() => bytes[at] = chance.next() as u8,
            2 => drop(bytes.splice(at..at, PIECES[chance.below(PIECES.len())].iter().copied())),
            3 => drop(bytes.drain(range)),
            4 => {
                let piece = bytes[range].to_vec();
                let times = 1 + chance.below(4);
                bytes.splice(at..at, piece.repeat(times));
            }
            5 => bytes.truncate(at),
            6 if !others.is_empty() => {
                let other = &others[chance.below(others.len())];
                let from = chance.below(other.len());
                let end = (from + chance.below(200)).min(other.len());
                bytes.splice(range, other[from..end].iter().copied());
            }
            7 if !tokens.is_empty() => drop(bytes.splice(range, tokens[chance.below(tokens.len())].bytes())),
            _ => drop(bytes.splice(range, PIECES[chance.below(PIECES.len())].iter().copied())),
        }
        bytes.truncate(LONGEST);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_inputs_and_another_makes_others() {
        let make = |seed| {
            let mut chance = Chance::seeded(seed);
            (0..100).map(|_| mutated(b"id,name\n1,a\n", &[b"x".to_vec()], &["id"], &mut chance)).collect::<Vec<_>>()
        };
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
    }
}
