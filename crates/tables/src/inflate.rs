//! How long a deflate stream becomes when unpacked, without unpacking it: RFC 1951 decoded for its lengths only.
//!
//! The sizes that a zip archive declares are what its author wrote; a hostile one declares little. Counting needs no window and no memory.

use std::io::{self, BufRead};

const LENGTH_BASE: [u16; 29] =
    [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
const LENGTH_EXTRA: [u8; 29] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
const LENGTHS_ORDER: [usize; 19] = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/// Bytes that the stream unpacks to; stops as soon as `limit` is passed and then gives a number above it.
/// Errors: `InvalidData` when the stream is not deflate, `UnexpectedEof` when it is cut.
pub(crate) fn inflated_len<R: BufRead>(packed: R, limit: u64) -> io::Result<u64> {
    let mut bits = Bits { input: packed.bytes(), hold: 0, held: 0, padded: 0 };
    let mut total = 0;
    loop {
        let last = bits.take(1)? == 1;
        match bits.take(2)? {
            0 => total += stored(&mut bits)?,
            1 => total = block(&mut bits, &fixed()?, total, limit)?,
            2 => {
                let codes = dynamic(&mut bits)?;
                total = block(&mut bits, &codes, total, limit)?;
            }
            _ => return Err(damaged()),
        }
        if last || limit < total {
            return Ok(total);
        }
    }
}

struct Bits<R: BufRead> {
    input: io::Bytes<R>,
    hold: u64,
    held: u32,
    padded: u32,
}

impl<R: BufRead> Bits<R> {
    /// The next `count` bits, not consumed; zeros beyond the end, where a code may be shorter than the table is wide.
    fn peek(&mut self, count: u32) -> io::Result<usize> {
        while self.held < count {
            let byte = match self.input.next() {
                Some(byte) => byte?,
                None if 4 <= self.padded => {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                }
                None => {
                    self.padded += 1;
                    0
                }
            };
            self.hold |= u64::from(byte) << self.held;
            self.held += 8;
        }
        Ok((self.hold & ((1 << count) - 1)) as usize)
    }

    fn skip(&mut self, count: u32) {
        self.hold >>= count;
        self.held -= count;
    }

    fn take(&mut self, count: u32) -> io::Result<usize> {
        let value = self.peek(count)?;
        self.skip(count);
        Ok(value)
    }

    fn symbol(&mut self, codes: &Codes) -> io::Result<usize> {
        let entry = codes.table[self.peek(codes.width)?];
        let length = u32::from(entry & 15);
        if length == 0 {
            return Err(damaged());
        }
        self.skip(length);
        Ok(usize::from(entry >> 4))
    }
}

/// A canonical Huffman code as one look-up table: symbol in the upper bits, length of the code in the lower four.
struct Codes {
    table: Vec<u16>,
    width: u32,
}

impl Codes {
    fn new(lengths: &[u8]) -> io::Result<Self> {
        let width = u32::from(lengths.iter().copied().max().unwrap_or(0)).max(1);
        let mut table = vec![0_u16; 1 << width];
        let mut code = 0_u32;
        for length in 1..=width {
            for (symbol, _) in lengths.iter().enumerate().filter(|(_, of)| u32::from(**of) == length) {
                if (1 << length) <= code {
                    return Err(damaged());
                }
                let entry = u16::try_from(symbol << 4 | length as usize).map_err(|_| damaged())?;
                let first = (code.reverse_bits() >> (32 - length)) as usize;
                table.iter_mut().skip(first).step_by(1 << length).for_each(|slot| *slot = entry);
                code += 1;
            }
            code <<= 1;
        }
        Ok(Self { table, width })
    }
}

fn stored<R: BufRead>(bits: &mut Bits<R>) -> io::Result<u64> {
    bits.skip(bits.held % 8);
    let length = bits.take(16)?;
    if bits.take(16)? != (!length & 0xffff) {
        return Err(damaged());
    }
    for _ in 0..length {
        bits.take(8)?;
    }
    Ok(length as u64)
}

fn fixed() -> io::Result<(Codes, Codes)> {
    let mut lengths = [8_u8; 288];
    lengths[144..256].fill(9);
    lengths[256..280].fill(7);
    Ok((Codes::new(&lengths)?, Codes::new(&[5; 30])?))
}

fn dynamic<R: BufRead>(bits: &mut Bits<R>) -> io::Result<(Codes, Codes)> {
    let literals = bits.take(5)? + 257;
    let distances = bits.take(5)? + 1;
    let described = bits.take(4)? + 4;
    let mut lengths = [0_u8; 19];
    for &at in &LENGTHS_ORDER[..described] {
        lengths[at] = bits.take(3)? as u8;
    }
    let codes = Codes::new(&lengths)?;
    let mut all = Vec::with_capacity(literals + distances);
    while all.len() < literals + distances {
        let (value, times) = match bits.symbol(&codes)? {
            16 => (*all.last().ok_or_else(damaged)?, 3 + bits.take(2)?),
            17 => (0, 3 + bits.take(3)?),
            18 => (0, 11 + bits.take(7)?),
            length => (length as u8, 1),
        };
        all.extend(std::iter::repeat_n(value, times));
    }
    if all.len() != literals + distances {
        return Err(damaged());
    }
    Ok((Codes::new(&all[..literals])?, Codes::new(&all[literals..])?))
}

fn block<R: BufRead>(bits: &mut Bits<R>, codes: &(Codes, Codes), mut total: u64, limit: u64) -> io::Result<u64> {
    while total <= limit {
        match bits.symbol(&codes.0)? {
            0..=255 => total += 1,
            256 => break,
            symbol => {
                let of = symbol - 257;
                let base = *LENGTH_BASE.get(of).ok_or_else(damaged)?;
                total += u64::from(base) + bits.take(u32::from(LENGTH_EXTRA[of]))? as u64;
                let distance = bits.symbol(&codes.1)? as u32;
                bits.take((distance / 2).saturating_sub(1))?;
            }
        }
    }
    Ok(total)
}

fn damaged() -> io::Error {
    io::Error::from(io::ErrorKind::InvalidData)
}
