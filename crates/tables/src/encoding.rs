//! Which encoding a CSV file has, found by validity, and a reader that gives UTF-8 whatever it was.

use std::io::{self, Read, Seek, SeekFrom};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

const CHUNK: usize = 64 << 10;

/// A BOM decides; else all of the file is valid UTF-8; else it is taken as GB18030 (which holds GBK and GB2312).
/// Leaves the reader at the first byte after a UTF-8 BOM, else at the start.
pub(crate) fn sniff<R: Read + Seek>(reader: &mut R) -> io::Result<&'static Encoding> {
    let mut carried = 0;
    let mut chunk = vec![0_u8; CHUNK];
    let mut first = true;
    let mut bom = 0;
    let encoding = loop {
        let found = fill(reader, &mut chunk[carried..])?;
        let held = carried + found;
        if first {
            first = false;
            match Encoding::for_bom(&chunk[..held]) {
                Some((encoding, length)) if encoding == UTF_8 => bom = length as u64,
                Some((encoding, _)) => break encoding,
                None => {}
            }
        }
        let valid = Encoding::utf8_valid_up_to(&chunk[..held]);
        let rest = held - valid;
        // a character may be cut at the end of a chunk, but is never longer than four bytes
        if 3 < rest || (found == 0 && 0 < rest) || (rest != 0 && held < chunk.len()) {
            break GB18030;
        }
        if found == 0 {
            break UTF_8;
        }
        chunk.copy_within(valid..held, 0);
        carried = rest;
    };
    reader.seek(SeekFrom::Start(bom))?;
    Ok(encoding)
}

fn fill<R: Read>(reader: &mut R, buffer: &mut [u8]) -> io::Result<usize> {
    let mut held = 0;
    while held < buffer.len() {
        match reader.read(&mut buffer[held..]) {
            Ok(0) => break,
            Ok(found) => held += found,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(held)
}

/// Gives UTF-8 out of another encoding. A byte sequence that is not valid there is an error of kind `InvalidData`.
pub(crate) struct Transcoder<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    at: usize,
    held: usize,
    ended: bool,
    done: bool,
}

impl<R: Read> Transcoder<R> {
    pub(crate) fn new(inner: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { inner, decoder, raw: vec![0; CHUNK], at: 0, held: 0, ended: false, done: false }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.done {
            if self.at == self.held && !self.ended {
                self.held = fill(&mut self.inner, &mut self.raw)?;
                self.at = 0;
                self.ended = self.held == 0;
            }
            let input = &self.raw[self.at..self.held];
            let (result, taken, given) = self.decoder.decode_to_utf8_without_replacement(input, out, self.ended);
            self.at += taken;
            match result {
                DecoderResult::Malformed(..) => {
                    return Err(io::Error::from(io::ErrorKind::InvalidData));
                }
                DecoderResult::InputEmpty => self.done = self.ended,
                DecoderResult::OutputFull if given == 0 => {
                    return Err(io::Error::from(io::ErrorKind::WriteZero));
                }
                DecoderResult::OutputFull => {}
            }
            if 0 < given {
                return Ok(given);
            }
        }
        Ok(0)
    }
}

/// Is it one of the encodings that need a [`Transcoder`]?
pub(crate) fn is_foreign(encoding: &'static Encoding) -> bool {
    encoding == GB18030 || encoding == UTF_16LE || encoding == UTF_16BE
}
