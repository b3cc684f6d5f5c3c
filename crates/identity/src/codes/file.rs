//! Codes in a file, from which a gateway's own program takes them.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;

use super::{CodeMessage, CodeSender, SendError};
use crate::secret::refuse_if_others_may_read;

/// Appends each message as one line of JSON, on disk before it counts. The file is opened anew for each, so that whoever takes the lines may
/// move it away; it is made for its owner alone.
#[derive(Debug, Clone)]
pub struct FileSender(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    /// lines do not mix
    one: Mutex<()>,
}

impl FileSender {
    /// Appends to a file, which may be absent.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner { path: path.into(), one: Mutex::new(()) }))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl CodeSender for FileSender {
    fn send<'a>(&'a self, message: &'a CodeMessage) -> BoxFuture<'a, Result<(), SendError>> {
        let inner = self.0.clone();
        let line = serde_json::to_string(message).map_err(|fault| SendError::Write(fault.into()));
        Box::pin(async move {
            let line = line?;
            let written = tokio::task::spawn_blocking(move || {
                let _one = inner.one.lock().unwrap_or_else(PoisonError::into_inner);
                append(&inner.path, &line)
            });
            written.await.unwrap_or_else(|fault| Err(io::Error::other(fault))).map_err(SendError::Write)
        })
    }
}

fn append(path: &Path, line: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(path)?;
    refuse_if_others_may_read(path, &file).map_err(io::Error::other)?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    #[tokio::test]
    async fn each_message_is_one_line_that_its_owner_alone_may_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("codes.jsonl");
        let sender = FileSender::new(&file);
        let both = (sample(1), sample(2));
        let (first, second) = tokio::join!(sender.send(&both.0), sender.send(&both.1));
        first.and(second).unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        let expected = serde_json::json!({
            "at": "2026-11-22T02:00:00Z", "phone": "+8613812345678", "code": "012345", "minutes": 5,
            "signature": "甘州心理服务", "text": "【甘州心理服务】验证码 012345",
        });
        for (key, value) in expected.as_object().unwrap() {
            assert_eq!(&lines[0][key], value);
        }
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
            let fault = sender.send(&sample(3)).await.unwrap_err();
            assert_eq!(fault.code(), "write");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        }
    }

    #[tokio::test]
    async fn a_file_that_was_moved_away_is_made_anew() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("codes.jsonl");
        let sender = FileSender::new(&file);
        sender.send(&sample(1)).await.unwrap();
        std::fs::rename(&file, folder.path().join("taken.jsonl")).unwrap();
        sender.send(&sample(2)).await.unwrap();
        assert_eq!(std::fs::read_to_string(&file).unwrap().lines().count(), 1);
    }

    #[tokio::test]
    async fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let sender = FileSender::new(folder.path().join("absent").join("codes.jsonl"));
        assert_eq!(sender.send(&sample(1)).await.unwrap_err().code(), "write");
    }
}
