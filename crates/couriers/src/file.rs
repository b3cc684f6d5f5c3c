//! Letters in a file, from which a gateway's own program takes them, or somebody who tries the program out.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use xinqiao_notices::{Letter, Receipt, Refused, RefusedKind};

use crate::Courier;
use crate::secret::refuse_if_others_may_read;

/// Appends each letter as one line of JSON, on disk before it counts. The file is opened anew for each, so that whoever takes the lines may move
/// it away; it is made for its owner alone.
#[derive(Debug, Clone)]
pub struct FileCourier(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    /// lines do not mix
    one: Mutex<()>,
}

impl FileCourier {
    /// Appends to a file, which may be absent.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self(Arc::new(Inner { path: path.into(), one: Mutex::new(()) }))
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.0.path
    }
}

impl Courier for FileCourier {
    fn deliver<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<Receipt, Refused>> {
        let inner = self.0.clone();
        let line = serde_json::to_string(letter).map_err(io::Error::other);
        let receipt = Receipt { reference: Some(letter.id.clone()) };
        Box::pin(async move {
            let written = match line {
                Ok(line) => tokio::task::spawn_blocking(move || {
                    let _one = inner.one.lock().unwrap_or_else(PoisonError::into_inner);
                    append(&inner.path, &line)
                })
                .await
                .unwrap_or_else(|fault| Err(io::Error::other(fault))),
                Err(fault) => Err(fault),
            };
            written.map(|()| receipt).map_err(|fault| Refused::new(RefusedKind::Unreachable, format!("file: {}", fault.kind())))
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
    refuse_if_others_may_read(path, &file).map_err(|_| io::Error::from(io::ErrorKind::PermissionDenied))?;
    file.write_all(format!("{line}\n").as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
pub(crate) fn sample(number: u128) -> Letter {
    Letter {
        id: format!("{}-sms-1", uuid::Uuid::from_u128(number)),
        at: "2026-11-24T02:00:00Z".parse().unwrap(),
        channel: xinqiao_notices::Channel::Sms,
        language: xinqiao_notices::Language::Chinese,
        to: "+8613812345678".to_owned(),
        subject: None,
        text: "有一项工作等您处理，\n请尽快登录查看。".to_owned(),
        count: 1,
        due: None,
        link: "https://xq.example/desk".to_owned(),
        service: "工作平台".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn each_letter_is_one_line_that_its_owner_alone_may_read() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("letters.jsonl");
        let courier = FileCourier::new(&file);
        let both = (sample(1), sample(2));
        let (first, second) = tokio::join!(courier.deliver(&both.0), courier.deliver(&both.1));
        assert_eq!(first.unwrap().reference, Some(both.0.id));
        second.unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0]["to"], "+8613812345678");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
            let refused = courier.deliver(&sample(3)).await.unwrap_err();
            assert_eq!(refused, Refused::new(RefusedKind::Unreachable, "file: permission denied"));
            assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        }
    }
}
