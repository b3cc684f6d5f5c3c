//! A throwaway PostgreSQL server that cannot outlive the process that asked for it.

use std::fs::File;
use std::os::unix::fs::{FileExt, MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::installation::{Installation, psql};
use crate::{free_port, random_word};

/// The environment variable that names a running server by a superuser's URL; tests then start none of their own.
pub const SERVER_VARIABLE: &str = "XINQIAO_TEST_PG";

/// Runs the server as its child and waits on a pipe from the tests. The pipe closes when their process ends, however it ends;
/// then the server is stopped at once and its folder removed.
const SUPERVISOR: &str = r#"
folder=$1; shift
exec 3<&0 </dev/null
"$@" 3<&- &
server=$!
( read -r line <&3; kill -QUIT "$server" ) &
watch=$!
wait "$server"; code=$?
kill "$watch" 2>/dev/null
cd / && rm -rf "$folder"
exit "$code"
"#;

const PATIENCE: Duration = Duration::from_secs(90);
const ATTEMPTS: u32 = 3;

/// A PostgreSQL server for tests.
#[derive(Debug)]
pub struct Postgres {
    url: String,
    /// Held for its `Drop`: none when somebody else started the server.
    _server: Option<Server>,
}

impl Postgres {
    /// The one server of this process: that of `XINQIAO_TEST_PG` when it is set, else a throwaway cluster.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start: a missing server is a failed test, never a skipped one.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Postgres> = OnceLock::new();
        SHARED.get_or_init(|| match std::env::var(SERVER_VARIABLE) {
            Ok(url) if !url.is_empty() => Self { url, _server: None },
            _ => Self::start(),
        })
    }

    /// Starts a throwaway cluster on 127.0.0.1. It stops when the value is dropped, or when this process ends in any way.
    ///
    /// # Panics
    /// When PostgreSQL is not installed or does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with(&[])
    }

    /// [`Postgres::start`] for tests: the server waits for no disk, for its data is thrown away when it ends. No measurement is taken on it.
    ///
    /// # Panics
    /// As [`Postgres::start`].
    #[must_use]
    pub fn start_careless() -> Self {
        Self::start_with(&["fsync=off", "full_page_writes=off", "max_wal_size=4GB", "checkpoint_timeout=1h"])
    }

    fn start_with(settings: &[&str]) -> Self {
        let installation = Installation::newest();
        let mut complaint = String::new();
        for _ in 0..ATTEMPTS {
            match start(&installation, settings) {
                Ok(postgres) => return postgres,
                Err(reason) => complaint = reason,
            }
        }
        panic!("PostgreSQL did not start after {ATTEMPTS} attempts: {complaint}")
    }

    /// The superuser's URL of the server's maintenance database.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Creates an empty database and gives its URL. It lives as long as the server.
    ///
    /// # Panics
    /// When the server refuses.
    #[must_use]
    pub fn fresh_database(&self) -> String {
        self.created("")
    }

    /// Creates a database that holds what another one of this server holds, to which nobody is connected, and gives its URL.
    ///
    /// # Panics
    /// When the server refuses.
    pub(crate) fn copy_of(&self, template: &str) -> String {
        self.created(&format!(" template {template}"))
    }

    /// Commits in it do not wait for the disk: tests end programs, never the server.
    fn created(&self, how: &str) -> String {
        let name = format!("test_{}_{}", std::process::id(), random_word());
        self.execute(&format!("create database {name}{how}"));
        self.execute(&format!("alter database {name} set synchronous_commit = off"));
        with_database(&self.url, &name)
    }

    /// Runs one statement as the superuser through `psql` and gives what it prints, unaligned and without headings.
    ///
    /// # Panics
    /// When `psql` is missing or the statement fails.
    pub fn execute(&self, statement: &str) -> String {
        let output = Command::new(psql())
            .args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", &self.url, "-c", statement])
            .stdin(Stdio::null())
            .output()
            .expect("psql runs (Debian package `postgresql-client`)");
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "`{statement}` failed: {complaint}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }
}

/// The same server, another database.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (address, options) = url.split_once('?').map_or((url, ""), |(address, options)| (address, options));
    let host = address.find("://").map_or(0, |at| at + 3);
    let end = address[host..].find('/').map_or(address.len(), |at| host + at);
    let mark = if options.is_empty() { "" } else { "?" };
    format!("{}/{name}{mark}{options}", &address[..end])
}

#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) supervisor: Child,
    pub(crate) pipe: Option<ChildStdin>,
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.pipe.take());
        let _code = self.supervisor.wait();
    }
}

/// The user that the server runs as when the tests run as root, which PostgreSQL refuses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct User {
    pub(crate) id: u32,
    pub(crate) group: u32,
}

fn start(installation: &Installation, settings: &[&str]) -> Result<Postgres, String> {
    let folder = TempDir::with_prefix("xinqiao-pg-").map_err(|error| error.to_string())?;
    let is_root = folder.path().metadata().map_err(|error| error.to_string())?.uid() == 0;
    let (folder, user) = if is_root {
        let user = unprivileged()?;
        // The folder for temporary files may be closed to other users; /tmp never is.
        let folder = TempDir::with_prefix_in("xinqiao-pg-", "/tmp").map_err(|error| error.to_string())?;
        chown(folder.path(), Some(user.id), Some(user.group)).map_err(|error| error.to_string())?;
        (folder, Some(user))
    } else {
        (folder, None)
    };
    let password = random_word() + &random_word();
    initialise(installation, folder.path(), user, &password)?;
    supervise(installation, folder, user, (&password, settings))
}

fn initialise(installation: &Installation, folder: &Path, user: Option<User>, password: &str) -> Result<(), String> {
    let secret = folder.join("password");
    std::fs::write(&secret, password).map_err(|error| error.to_string())?;
    if let Some(user) = user {
        chown(&secret, Some(user.id), Some(user.group)).map_err(|error| error.to_string())?;
    }
    // `password` keeps debug builds quick: the hashing of scram happens in the server only.
    let output = command(&installation.program("initdb"), folder, user)
        .args(["--username=postgres", "--auth=password", "--encoding=UTF8", "--locale=C", "--no-sync"])
        .arg(format!("--pwfile={}", secret.display()))
        .arg(folder.join("data"))
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("initdb: {error}"))?;
    if output.status.success() { Ok(()) } else { Err(format!("initdb: {}", String::from_utf8_lossy(&output.stderr))) }
}

fn supervise(
    installation: &Installation,
    folder: TempDir,
    user: Option<User>,
    (password, settings): (&str, &[&str]),
) -> Result<Postgres, String> {
    let port = free_port();
    let log = tempfile::tempfile().map_err(|error| error.to_string())?;
    let copy = || log.try_clone().map(Stdio::from).map_err(|error| error.to_string());
    let mut supervisor = command(Path::new("/bin/sh"), folder.path(), user)
        .args(["-c", SUPERVISOR, "xinqiao-test-postgres"])
        .arg(folder.path())
        .arg(installation.program("postgres"))
        .arg("-D")
        .arg(folder.path().join("data"))
        .arg("-k")
        .arg(folder.path())
        .args(["-p", &port.to_string()])
        .args(["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200"])
        .args(settings.iter().flat_map(|setting| ["-c", setting]))
        .stdin(Stdio::piped())
        .stdout(copy()?)
        .stderr(copy()?)
        .process_group(0)
        .spawn()
        .map_err(|error| format!("sh: {error}"))?;
    let pipe = supervisor.stdin.take();
    let mut server = Server { supervisor, pipe };
    // From here on the supervisor removes the folder.
    let folder = folder.keep();
    wait_until_ready(installation, &folder, port, &mut server, &log)?;
    let url = format!("postgres://postgres:{password}@127.0.0.1:{port}/postgres");
    Ok(Postgres { url, _server: Some(server) })
}

fn wait_until_ready(
    installation: &Installation,
    folder: &Path,
    port: u16,
    server: &mut Server,
    log: &File,
) -> Result<(), String> {
    let begin = Instant::now();
    while begin.elapsed() < PATIENCE {
        if let Ok(Some(status)) = server.supervisor.try_wait() {
            return Err(format!("the server ended ({status}): {}", text_of(log)));
        }
        // Through the socket in our own folder: a stranger on the same port cannot answer.
        let answer = Command::new(installation.program("pg_isready"))
            .args(["-q", "-U", "postgres", "-d", "postgres", "-p", &port.to_string(), "-h"])
            .arg(folder)
            .stdin(Stdio::null())
            .status();
        if answer.is_ok_and(|status| status.success()) {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(25));
    }
    Err(format!("the server is not ready after {} s: {}", PATIENCE.as_secs(), text_of(log)))
}

fn command(program: &Path, folder: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("LC_ALL", "C");
    for name in ["PGDATA", "PGHOST", "PGPORT", "PGUSER", "PGDATABASE", "PGPASSWORD", "PGSERVICE"] {
        command.env_remove(name);
    }
    if let Some(user) = user {
        command.uid(user.id).gid(user.group);
    }
    command
}

fn unprivileged() -> Result<User, String> {
    ["postgres", "nobody"]
        .into_iter()
        .find_map(|name| Some(User { id: number(&["-u", name])?, group: number(&["-g", name])? }))
        .ok_or_else(|| "PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`".to_owned())
}

pub(crate) fn number(arguments: &[&str]) -> Option<u32> {
    let output = Command::new("id").args(arguments).output().ok()?;
    String::from_utf8(output.stdout).ok()?.trim().parse().ok()
}

pub(crate) fn text_of(log: &File) -> String {
    let mut bytes = vec![0; 4000];
    let length = log.read_at(&mut bytes, 0).unwrap_or(0);
    String::from_utf8_lossy(&bytes[..length]).into_owned()
}

/// The folder of a running throwaway server.
#[cfg(test)]
fn data_folder(postgres: &Postgres) -> std::path::PathBuf {
    std::path::PathBuf::from(postgres.execute("show data_directory"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fresh_database_is_new_and_empty() {
        let postgres = Postgres::shared();
        let (first, second) = (postgres.fresh_database(), postgres.fresh_database());
        assert_ne!(first, second);
        let inside = Postgres { url: first, _server: None };
        inside.execute("create table note (note_id integer primary key)");
        let count = "select count(*) from pg_tables where schemaname = 'public'";
        assert_eq!(inside.execute(count), "1");
        assert_eq!(Postgres { url: second, _server: None }.execute(count), "0");
    }

    #[test]
    fn a_dropped_server_is_gone_with_its_folder() {
        let postgres = Postgres::start();
        assert_eq!(postgres.execute("show fsync"), "on");
        let folder = data_folder(&postgres);
        let port = postgres.execute("show port").parse::<u16>().expect("a port");
        assert!(folder.is_dir());
        drop(postgres);
        assert!(!folder.exists(), "{} was left behind", folder.display());
        assert!(std::net::TcpStream::connect(("127.0.0.1", port)).is_err());
    }

    #[test]
    fn another_database_keeps_server_and_options() {
        let check = |url, expected| assert_eq!(with_database(url, "fresh"), expected);
        check("postgres://me:pw@host:5432/postgres", "postgres://me:pw@host:5432/fresh");
        check("postgres://host/old?sslmode=disable", "postgres://host/fresh?sslmode=disable");
        check("postgresql://host", "postgresql://host/fresh");
    }
}
