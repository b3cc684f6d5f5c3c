//! As much of HTTP/1.1 as a load driver reads: status line, length, chunks.

use anyhow::{Context, Result, bail};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;

/// Longest answer that is read.
const LONGEST: usize = 4 << 20;

/// A whole answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    /// bytes of head and body
    pub length: usize,
    /// the server closes the connection behind it
    pub closes: bool,
}

/// Reads one answer; `buffer` is reused.
pub async fn read_answer(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Result<Answer> {
    buffer.clear();
    loop {
        if stream.read_buf(buffer).await.context("read the answer")? == 0 {
            bail!("the connection was closed within an answer");
        }
        if let Some(answer) = parse(buffer)? {
            if answer.length < buffer.len() {
                bail!("{} bytes follow an answer that nobody asked for", buffer.len() - answer.length);
            }
            return Ok(answer);
        }
        if LONGEST < buffer.len() {
            bail!("the answer is longer than {LONGEST} bytes");
        }
    }
}

/// The answer at the beginning of the bytes; `None` while it is incomplete.
fn parse(bytes: &[u8]) -> Result<Option<Answer>> {
    let Some(end) = find(bytes, b"\r\n\r\n") else { return Ok(None) };
    let head = std::str::from_utf8(&bytes[..end]).context("read the head of an answer")?;
    let body = end + 4;
    let mut lines = head.split("\r\n");
    let status_line = lines.next().unwrap_or_default();
    let status = status_line.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|code| code.parse::<u16>().ok());
    let status = status.with_context(|| format!("{status_line:?} is no status line"))?;
    let (mut length, mut chunked, mut closes) = (None, false, false);
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        let value = value.trim();
        if name.eq_ignore_ascii_case("content-length") {
            length = Some(value.parse::<usize>().context("read the length of an answer")?);
        } else if name.eq_ignore_ascii_case("transfer-encoding") {
            chunked = value.eq_ignore_ascii_case("chunked");
        } else if name.eq_ignore_ascii_case("connection") {
            closes = value.eq_ignore_ascii_case("close");
        }
    }
    let whole = if chunked {
        end_of_chunks(bytes, body)?
    } else if let Some(length) = length {
        Some(body + length).filter(|end| *end <= bytes.len())
    } else if status == 204 || status == 304 {
        Some(body)
    } else {
        bail!("an answer with neither length nor chunks");
    };
    Ok(whole.map(|length| Answer { status, length, closes }))
}

/// Where the chunks that begin at `at` end; `None` while they are incomplete.
fn end_of_chunks(bytes: &[u8], mut at: usize) -> Result<Option<usize>> {
    loop {
        let Some(line) = find(&bytes[at..], b"\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[at..at + line]).context("read the size of a chunk")?;
        let size = text.split(';').next().unwrap_or_default().trim();
        let size = usize::from_str_radix(size, 16).with_context(|| format!("{text:?} is no size of a chunk"))?;
        // the size line, the chunk, the end of line behind it
        at += line + 2 + size + 2;
        if bytes.len() < at {
            return Ok(None);
        }
        if size == 0 {
            return Ok(Some(at));
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, status: u16, closes: bool) {
        let whole = Answer { status, length: text.len(), closes };
        assert_eq!(parse(text.as_bytes()).unwrap(), Some(whole), "{text:?}");
        for end in 0..text.len() {
            assert_eq!(parse(&text.as_bytes()[..end]).unwrap(), None, "{:?}", &text[..end]);
        }
    }

    #[test]
    fn an_answer_is_whole_at_its_last_byte_and_not_before() {
        check("HTTP/1.1 303 See Other\r\nlocation: /me\r\nContent-Length: 0\r\n\r\n", 303, false);
        check("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello", 200, false);
        check("HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 2\r\n\r\nno", 503, true);
        check("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\na;x=1\r\n0123456789\r\n0\r\n\r\n", 200, false);
        check("HTTP/1.1 204 No Content\r\n\r\n", 204, false);
    }

    #[test]
    fn what_is_no_answer_is_refused() {
        for text in
            ["SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"]
        {
            assert!(parse(text.as_bytes()).is_err(), "{text:?}");
        }
    }

    #[test]
    fn a_second_answer_is_not_counted_into_the_first() {
        let text = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\nHTTP/1.1 200 OK\r\n";
        assert_eq!(parse(text.as_bytes()).unwrap().map(|answer| answer.length), Some(38));
    }
}
