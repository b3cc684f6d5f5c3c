//! A master key that stays elsewhere: a program wraps and opens data keys, usually by asking a key management service or a module.
//!
//! It is started with `wrap NUMBER` or `open NUMBER`, gets one line of hexadecimal digits on its standard input and prints one on its
//! standard output; with `name` it prints a short public name of the key that it would wrap with. An exit code other than 0 is a failure;
//! the first line of what it writes to its standard error is told.

use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use xinqiao_vault::{MasterError, MasterKey, Zeroizing};

const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_EVERY: Duration = Duration::from_millis(5);
/// Longer answers are not read.
const LONGEST: u64 = 64 * 1024;

/// The master key behind a program.
#[derive(Debug)]
pub struct CommandMaster {
    program: PathBuf,
}

impl CommandMaster {
    /// Asks `program`, which is run without a shell.
    pub const fn new(program: PathBuf) -> Self {
        Self { program }
    }

    fn failed(&self, what: &str) -> MasterError {
        MasterError::Failed { what: format!("{} {what}", self.program.display()) }
    }

    /// Runs the program; the first line that it prints.
    fn ask(&self, words: &[&str], line: &str) -> Result<Zeroizing<String>, MasterError> {
        let started =
            Command::new(&self.program).args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
        let mut child = started.map_err(|fault| self.failed(&format!("cannot be started: {fault}")))?;
        if let Some(mut input) = child.stdin.take() {
            // a program that does not read says why by its exit code
            let _ = input.write_all(line.as_bytes()).and_then(|()| input.write_all(b"\n"));
        }
        let (out, err) = (reader(child.stdout.take()), reader(child.stderr.take()));
        let ended = self.wait(&mut child)?;
        let text = |thread: thread::JoinHandle<Zeroizing<Vec<u8>>>| {
            let bytes = thread.join().unwrap_or_default();
            Zeroizing::new(String::from_utf8_lossy(&bytes).lines().next().unwrap_or_default().trim().to_owned())
        };
        let (out, err) = (text(out), text(err));
        if ended.success() { Ok(out) } else { Err(self.failed(&format!("ended with {ended}: {}", *err))) }
    }

    fn wait(&self, child: &mut Child) -> Result<std::process::ExitStatus, MasterError> {
        let begin = Instant::now();
        loop {
            match child.try_wait() {
                Ok(Some(status)) => return Ok(status),
                Ok(None) if begin.elapsed() < PATIENCE => thread::sleep(LOOK_EVERY),
                Ok(None) => {
                    let _ = child.kill();
                    let _ = child.wait();
                    return Err(self.failed(&format!("gave no answer in {} s", PATIENCE.as_secs())));
                }
                Err(fault) => return Err(self.failed(&fault.to_string())),
            }
        }
    }

    fn bytes(&self, line: &str) -> Result<Zeroizing<Vec<u8>>, MasterError> {
        let is_hex = !line.is_empty() && line.len().is_multiple_of(2) && line.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hex {
            return Err(self.failed("printed something else than a line of hexadecimal digits"));
        }
        let two = |at: usize| line.get(at..at + 2).and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or(0);
        Ok(Zeroizing::new((0..line.len()).step_by(2).map(two).collect()))
    }
}

fn reader(from: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Zeroizing<Vec<u8>>> {
    thread::spawn(move || {
        let mut bytes = Zeroizing::new(Vec::new());
        if let Some(from) = from {
            let _ = from.take(LONGEST).read_to_end(&mut bytes);
        }
        bytes
    })
}

fn hex(bytes: &[u8]) -> Zeroizing<String> {
    use std::fmt::Write as _;
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 2));
    for byte in bytes {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl MasterKey for CommandMaster {
    fn wrap(&self, number: u32, payload: &[u8]) -> Result<Vec<u8>, MasterError> {
        let line = self.ask(&["wrap", &number.to_string()], &hex(payload))?;
        self.bytes(&line).map(|bytes| bytes.to_vec())
    }

    fn open(&self, number: u32, wrapped: &[u8]) -> Result<Zeroizing<Vec<u8>>, MasterError> {
        self.bytes(&self.ask(&["open", &number.to_string()], &hex(wrapped))?)
    }

    fn check_value(&self) -> Result<String, MasterError> {
        let name = self.ask(&["name"], "")?;
        let is_short = !name.is_empty() && name.len() <= 64 && !name.chars().any(char::is_control);
        if is_short { Ok(name.to_string()) } else { Err(self.failed("printed no name of 1 to 64 characters")) }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use xinqiao_kernel::IdSource;
    use xinqiao_vault::{Class, State, Suite, Vault, WrappedKey};

    use super::*;

    /// A program that keeps what it is given in its own folder and hands out a number for it: what a service does, with files.
    const SERVICE: &str = r#"#!/bin/sh
set -eu
safe=$(dirname "$0")/safe
mkdir -p "$safe"
case "$1" in
    wrap) cat > "$safe/$2"; printf '%08x\n' "$2" ;;
    open) read -r ticket; test "$ticket" = "$(printf '%08x' "$2")" && cat "$safe/$2" ;;
    name) echo service-key-7 ;;
esac
"#;

    fn program(folder: &std::path::Path, text: &str) -> CommandMaster {
        let path = folder.join("service");
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        CommandMaster::new(path)
    }

    #[test]
    fn data_keys_are_wrapped_and_opened_by_a_program() {
        let folder = tempfile::tempdir().unwrap();
        let master = program(folder.path(), SERVICE);
        let random = std::sync::Arc::new(IdSource::seeded(1));
        let key = WrappedKey::make(7, Class::File, Suite::default(), State::Active, &master, &random).unwrap();
        assert_eq!(key.wrapped, [0, 0, 0, 7], "what lies in the database is what the program gave");
        assert_eq!(master.check_value().unwrap(), "service-key-7");
        let vault = Vault::open_ring(std::slice::from_ref(&key), &master, random).unwrap();
        assert_eq!(vault.newest(), 7);
        // one key for another, in the service itself
        std::fs::copy(folder.path().join("safe/7"), folder.path().join("safe/8")).unwrap();
        let other = WrappedKey { number: 8, wrapped: vec![0, 0, 0, 8], ..key };
        let fault = Vault::open_ring(&[other], &master, std::sync::Arc::new(IdSource::seeded(1))).unwrap_err();
        assert_eq!(fault, MasterError::Wrong { number: 8 });
    }

    #[test]
    fn a_program_that_fails_or_babbles_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let fails = |text: &str| program(folder.path(), text).open(1, &[1]).unwrap_err().to_string();
        let refused = fails("#!/bin/sh\necho 'the service is closed' >&2\nexit 3\n");
        assert!(refused.contains("the service is closed") && refused.contains('3'), "{refused}");
        assert!(fails("#!/bin/sh\necho hello\n").contains("hexadecimal"));
        assert!(fails("#!/bin/sh\n").contains("hexadecimal"));
        let absent = CommandMaster::new(folder.path().join("absent")).check_value().unwrap_err().to_string();
        assert!(absent.contains("cannot be started"), "{absent}");
    }
}
