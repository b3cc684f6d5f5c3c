//! What is wrong in a pack, told so that a non-programmer finds the place.

use std::fmt;

use serde::de::DeserializeOwned;

/// One fault: where it is, what was expected there and what was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct PackFault {
    /// Folder of the pack, such as `instruments/phq-9/1`.
    pub pack: String,
    /// File in that folder.
    pub file: String,
    /// Key in that file, with the line where it is known; empty when it is the whole file.
    pub key: String,
    /// What would have been right.
    pub expected: String,
    /// What is there.
    pub found: String,
}

impl fmt::Display for PackFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.pack, self.file)?;
        if !self.key.is_empty() {
            write!(f, " {}", self.key)?;
        }
        write!(f, ": expected {}, found {}", self.expected, self.found)
    }
}

impl std::error::Error for PackFault {}

impl PackFault {
    pub(crate) fn new(
        pack: &str,
        file: &str,
        key: impl Into<String>,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Self {
        Self { pack: pack.to_owned(), file: file.to_owned(), key: key.into(), expected: expected.into(), found: found.into() }
    }
}

/// Reads one TOML file; the fault names key and line.
pub(crate) fn parse<T: DeserializeOwned>(pack: &str, file: &str, bytes: &[u8]) -> Result<T, PackFault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let line = 1 + bytes[..error.valid_up_to()].iter().filter(|byte| **byte == b'\n').count();
        PackFault::new(pack, file, format!("(line {line})"), "text in UTF-8", "bytes that are not UTF-8")
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    toml::from_str(text).map_err(|error| {
        let place = error.span().map(|span| Place::at(text, span.start)).unwrap_or_default();
        let (expected, found, missing) = said(error.message(), &place.line_text);
        PackFault::new(pack, file, place.key(missing.as_deref()), expected, found)
    })
}

#[derive(Default)]
struct Place {
    line: usize,
    line_text: String,
    table: String,
    key: String,
}

impl Place {
    /// The key whose value stands at `offset`; repeated tables are counted from 1: `item[3].scale`.
    fn at(text: &str, offset: usize) -> Self {
        let offset = (0..=offset.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        let line_start = text[..offset].rfind('\n').map_or(0, |at| at + 1);
        let line_text = text[line_start..].lines().next().unwrap_or_default().trim().to_owned();
        let mut headers: Vec<&str> = text[..line_start].lines().map(str::trim).filter(|line| line.starts_with('[')).collect();
        let is_header = line_text.starts_with('[');
        if is_header {
            headers.push(&line_text);
        }
        let table = headers.last().map_or_else(String::new, |header| {
            let name = header.trim_start_matches('[').split(']').next().unwrap_or_default().trim();
            if header.starts_with("[[") {
                let count = headers.iter().filter(|other| *other == header).count();
                format!("{name}[{count}]")
            } else {
                name.to_owned()
            }
        });
        let key = match line_text.split_once('=') {
            Some((key, _)) if !is_header => key.trim().trim_matches('"').to_owned(),
            _ => String::new(),
        };
        Self { line: 1 + text[..line_start].matches('\n').count(), line_text, table, key }
    }

    fn key(&self, missing: Option<&str>) -> String {
        let last = missing.unwrap_or(&self.key);
        let path: Vec<&str> = [self.table.as_str(), last].into_iter().filter(|part| !part.is_empty()).collect();
        match (path.join("."), self.line) {
            (path, 0) => path,
            (path, line) => format!("{path} (line {line})").trim_start().to_owned(),
        }
    }
}

/// Takes the parser's message apart: expected, found, and the key that is missing.
fn said(message: &str, line: &str) -> (String, String, Option<String>) {
    let plain = |text: &str| text.replace('`', "").trim().to_owned();
    if let Some(key) = message.strip_prefix("missing field ") {
        return (format!("a key {}", plain(key)), "nothing".to_owned(), Some(plain(key)));
    }
    for start in ["unknown field ", "unknown variant ", "invalid type: ", "invalid value: ", "invalid length "] {
        if let Some((found, expected)) = message.strip_prefix(start).and_then(|rest| rest.split_once(", expected ")) {
            return (plain(expected), plain(found), None);
        }
    }
    let found = if line.is_empty() { "something else".to_owned() } else { line.to_owned() };
    (plain(message.lines().next().unwrap_or(message)).trim_start_matches("expected ").to_owned(), found, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by serde")]
    struct File {
        title: String,
        #[serde(default)]
        item: Vec<Item>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read by serde")]
    struct Item {
        code: String,
        kind: Option<Kind>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Choice,
        Clock,
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(parse::<File>("p", "f.toml", text.as_bytes()).unwrap_err().to_string(), expected);
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line_and_the_known_keys() {
        check(
            "title = \"x\"\n\n[[item]]\ncode = \"1\"\n[[item]]\ncode = \"2\"\nscael = \"f\"\n",
            "p/f.toml item[2].scael (line 7): expected code or kind, found scael",
        );
    }

    #[test]
    fn a_missing_key_is_named() {
        check(
            "title = \"x\"\n[[item]]\nkind = \"clock\"\n",
            "p/f.toml item[1].code (line 2): expected a key code, found nothing",
        );
    }

    #[test]
    fn a_wrong_type_and_a_wrong_word_are_told() {
        check("title = 3\n", "p/f.toml title (line 1): expected a string, found integer 3");
        check(
            "title = \"x\"\n[[item]]\ncode = \"1\"\nkind = \"clok\"\n",
            "p/f.toml item[1].kind (line 4): expected choice or clock, found clok",
        );
    }

    #[test]
    fn a_slip_of_the_pen_shows_the_line() {
        let fault = parse::<File>("p", "f.toml", b"title \"x\"\n").unwrap_err();
        assert_eq!((fault.key.as_str(), fault.found.as_str()), ("(line 1)", "title \"x\""));
    }

    #[test]
    fn bytes_of_another_encoding_are_told() {
        let fault = parse::<File>("p", "f.toml", b"\ntitle = \"\xd0\xd5\"\n").unwrap_err();
        assert_eq!(fault.to_string(), "p/f.toml (line 2): expected text in UTF-8, found bytes that are not UTF-8");
    }
}
