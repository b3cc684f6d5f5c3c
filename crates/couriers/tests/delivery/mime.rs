//! Reads a mail as a person's program would.

use std::collections::BTreeMap;

/// Headers by their small names, decoded, and the text.
pub struct Mail {
    pub headers: BTreeMap<String, String>,
    pub text: String,
}

pub fn read(raw: &str) -> Mail {
    let raw = raw.replace("\r\n", "\n");
    let (head, body) = raw.split_once("\n\n").unwrap();
    let unfolded = head.replace("\n ", " ").replace("\n\t", " ");
    let headers: BTreeMap<String, String> = unfolded
        .lines()
        .map(|line| line.split_once(':').unwrap())
        .map(|(name, value)| (name.to_ascii_lowercase(), words(value.trim())))
        .collect();
    let bytes = match headers.get("content-transfer-encoding").map(String::as_str) {
        Some("base64") => base64(body),
        Some("quoted-printable") => quoted(body),
        Some("7bit" | "8bit") | None => body.as_bytes().to_vec(),
        Some(other) => panic!("{other}"),
    };
    Mail { headers, text: String::from_utf8(bytes).unwrap().replace("\r\n", "\n") }
}

/// A header with encoded words (RFC 2047); space between two of them is none.
fn words(value: &str) -> String {
    let mut found = String::new();
    let mut rest = value;
    while let Some((before, after)) = rest.split_once("=?") {
        if !before.trim().is_empty() || found.is_empty() {
            found.push_str(before);
        }
        let (word, behind) = after.split_once("?=").unwrap();
        let parts: Vec<&str> = word.splitn(3, '?').collect();
        assert!(parts[0].eq_ignore_ascii_case("utf-8"), "{word}");
        let bytes = if parts[1].eq_ignore_ascii_case("b") { base64(parts[2]) } else { quoted(&parts[2].replace('_', " ")) };
        found.push_str(&String::from_utf8(bytes).unwrap());
        rest = behind;
    }
    found + rest
}

fn base64(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|sign| SIGNS.iter().position(|known| *known == sign));
    let (mut bits, mut length, mut bytes) = (0_u32, 0, Vec::new());
    for value in values {
        bits = (bits << 6) | u32::try_from(value).unwrap();
        length += 6;
        if 8 <= length {
            length -= 8;
            bytes.push(u8::try_from((bits >> length) & 0xff).unwrap());
        }
    }
    bytes
}

fn quoted(text: &str) -> Vec<u8> {
    let joined = text.replace("=\n", "");
    let mut parts = joined.split('=');
    let mut bytes = parts.next().unwrap().as_bytes().to_vec();
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend_from_slice(&part.as_bytes()[2..]);
    }
    bytes
}
