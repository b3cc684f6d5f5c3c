//! A form with a file, as it was posted.

use axum::extract::multipart::{Field, Multipart, MultipartError};
use axum::http::StatusCode;

/// Longest text of a field, in bytes, and how many fields a form may have.
const LONGEST_TEXT: usize = 16 * 1024;
const MOST_FIELDS: usize = 32;

/// What was handed in: the file, and the texts as they were typed.
#[derive(Default)]
pub struct Handed {
    pub file_name: String,
    pub bytes: Vec<u8>,
    /// the file was larger than it may be; its bytes were dropped
    pub is_too_large: bool,
    pub typed: Vec<(String, String)>,
}

/// Why a body could not be read to its end.
pub enum Unread {
    TooLarge,
    Broken,
}

impl From<MultipartError> for Unread {
    fn from(fault: MultipartError) -> Self {
        if fault.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::Broken }
    }
}

impl Handed {
    /// Reads a form with one file of at most `largest` bytes in the field `file`. Errors: [`Unread`].
    pub async fn read(mut body: Multipart, largest: usize) -> Result<Self, Unread> {
        let mut handed = Self::default();
        while let Some(field) = body.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                handed.file_name = field.file_name().unwrap_or_default().to_owned();
                (handed.bytes, handed.is_too_large) = taken(field, largest).await?;
                continue;
            }
            let (bytes, is_too_long) = taken(field, LONGEST_TEXT).await?;
            if is_too_long || handed.typed.len() == MOST_FIELDS {
                return Err(Unread::Broken);
            }
            handed.typed.push((name, String::from_utf8_lossy(&bytes).trim().to_owned()));
        }
        Ok(handed)
    }

    /// The first value of a field; empty when it was not posted.
    pub fn text(&self, name: &str) -> &str {
        self.typed.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// The same; none when it is empty.
    pub fn named(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }
}

/// The bytes of a field up to a limit, and whether there were more; the rest is read and dropped.
async fn taken(mut field: Field<'_>, limit: usize) -> Result<(Vec<u8>, bool), Unread> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    while let Some(piece) = field.chunk().await? {
        is_too_large |= limit < bytes.len() + piece.len();
        if is_too_large {
            bytes = Vec::new();
        } else {
            bytes.extend_from_slice(&piece);
        }
    }
    Ok((bytes, is_too_large))
}
