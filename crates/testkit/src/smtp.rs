//! A throwaway mail server, Exim, that keeps what it takes in a maildir. Nothing of the system's own mail is touched.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::{TcpStream, ToSocketAddrs as _};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::postgres::{Server, User, number, text_of};
use crate::{free_port, random_word};

/// As for PostgreSQL, but the server is a group of its own that ends as one: processes that hold a connection outlive the daemon, and would
/// make the folder anew for their last line in the log.
const SUPERVISOR: &str = r#"
folder=$1; shift
exec 3<&0 </dev/null
setsid "$@" 3<&- &
server=$!
( read -r line <&3; kill -KILL "-$server" 2>/dev/null || kill -KILL "$server" ) &
watch=$!
wait "$server"; code=$?
kill "$watch" 2>/dev/null
cd / && rm -rf "$folder"
exit "$code"
"#;

const PATIENCE: Duration = Duration::from_secs(30);
const ATTEMPTS: u32 = 3;

/// The certificate that a server shows, and its key; both PEM.
#[derive(Debug, Clone)]
pub struct Tls {
    pub certificate: String,
    pub key: String,
}

/// A mailbox of the domain `town.test` at which something happens; any other takes everything.
#[derive(Debug, Clone, Copy)]
pub enum Mailbox {
    /// Answers 550 5.1.1.
    Gone,
    /// Answers 451 4.7.1 until [`SmtpServer::lift_greylist`].
    Greylisted,
}

impl Mailbox {
    /// Its address.
    #[must_use]
    pub const fn address(self) -> &'static str {
        match self {
            Self::Gone => "gone@town.test",
            Self::Greylisted => "greylisted@town.test",
        }
    }
}

/// A mail server on 127.0.0.1 for the domain `town.test`. It stops when the value is dropped, or when this process ends in any way.
#[derive(Debug)]
pub struct SmtpServer {
    /// SMTP, with STARTTLS when there is a certificate.
    pub port: u16,
    /// SMTP inside TLS from the first byte; nobody listens there without a certificate.
    pub tls_port: u16,
    folder: PathBuf,
    user: Option<User>,
    server: Server,
}

impl SmtpServer {
    /// Starts a server: with STARTTLS and TLS when it has a certificate, and open to who gives name and password only when there are any (they
    /// are taken inside TLS alone).
    ///
    /// # Panics
    /// When Exim is not installed or does not start: a missing server is a failed test, never a skipped one.
    #[must_use]
    pub fn start(tls: Option<&Tls>, login: Option<(&str, &str)>) -> Self {
        let installed = program();
        let mut complaint = String::new();
        for _ in 0..ATTEMPTS {
            match Self::attempt(&installed, tls, login) {
                Ok(started) => return started,
                // somebody may have taken the free port in between
                Err(reason) => complaint = reason,
            }
        }
        panic!("Exim did not start after {ATTEMPTS} attempts: {complaint}")
    }

    fn attempt(installed: &Path, tls: Option<&Tls>, login: Option<(&str, &str)>) -> Result<Self, String> {
        // The folder for temporary files may be closed to other users; /tmp never is.
        let folder = TempDir::with_prefix_in("xinqiao-smtp-", "/tmp").expect("a folder in /tmp");
        let user = (folder.path().metadata().expect("the folder's owner").uid() == 0).then(unprivileged);
        let at = |name: &str| folder.path().join(name);
        // a copy: without the rights of the installed one, and where everybody may run it
        fs::copy(installed, at("exim4")).expect("Exim is copied");
        fs::set_permissions(at("exim4"), fs::Permissions::from_mode(0o755)).expect("Exim may be run");
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).expect("the folder is open");
        let name = format!("{}.test", random_word());
        let (port, tls_port) = (free_port(), free_port());
        let group = user.map_or_else(|| number(&["-g"]).expect("a group"), |user| user.group);
        let text = configuration(folder.path(), &name, (port, tls_port), tls.is_some(), login, group);
        fs::write(at("exim.conf"), text).expect("a configuration");
        if let Some(tls) = tls {
            fs::write(at("certificate.pem"), &tls.certificate).expect("a certificate");
            fs::write(at("key.pem"), &tls.key).expect("a key");
        }
        fs::write(at("greylist"), "").expect("a greylist");
        if let Some(user) = user {
            for path in [PathBuf::new(), "exim.conf".into(), "greylist".into(), "certificate.pem".into(), "key.pem".into()] {
                let path = folder.path().join(path);
                if path.exists() {
                    chown(path, Some(user.id), Some(user.group)).expect("a folder of the server's user");
                }
            }
        }
        let log = tempfile::tempfile().expect("a log");
        let copy = || log.try_clone().map(Stdio::from).expect("a log");
        let mut supervisor = as_user(Path::new("/bin/sh"), folder.path(), user)
            .args(["-c", SUPERVISOR, "xinqiao-test-smtp"])
            .arg(folder.path())
            .arg(at("exim4"))
            .arg("-C")
            .arg(at("exim.conf"))
            .arg("-oP")
            .arg(at("pid"))
            .arg("-bdf")
            .stdin(Stdio::piped())
            .stdout(copy())
            .stderr(copy())
            .process_group(0)
            .spawn()
            .expect("sh starts");
        let pipe = supervisor.stdin.take();
        let mut started = Self { port, tls_port, folder: folder.keep(), user, server: Server { supervisor, pipe } };
        let outcome = started.wait_until_ready(&name);
        outcome.map(|()| started).map_err(|complaint| format!("{complaint} {}", text_of(&log)))
    }

    fn wait_until_ready(&mut self, name: &str) -> Result<(), String> {
        let begin = Instant::now();
        while begin.elapsed() < PATIENCE {
            if let Ok(Some(status)) = self.server.supervisor.try_wait() {
                return Err(format!("it ended ({status})"));
            }
            // the server's own name: a stranger on the same port does not know it
            if greeting(self.port).is_some_and(|line| line.contains(name)) {
                return Ok(());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Err(format!("it does not answer after {} s", PATIENCE.as_secs()))
    }

    /// From now on the greylisted mailbox takes everything.
    ///
    /// # Panics
    /// When the folder of the server is gone.
    pub fn lift_greylist(&self) {
        fs::remove_file(self.folder.join("greylist")).expect("a greylist");
    }

    /// Everything that was taken so far, as it lies in the maildir: delivers what waits in the queue first, so nobody has to wait for it.
    ///
    /// # Panics
    /// When a delivery fails.
    #[must_use]
    pub fn mails(&self) -> Vec<String> {
        let run = as_user(&self.folder.join("exim4"), &self.folder, self.user)
            .arg("-C")
            .arg(self.folder.join("exim.conf"))
            .arg("-qff")
            .stdin(Stdio::null())
            .output()
            .expect("Exim runs its queue");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let Ok(entries) = fs::read_dir(self.folder.join("mail/new")) else { return Vec::new() };
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file of the maildir").path()).collect();
        paths.sort();
        paths.iter().map(|path| fs::read_to_string(path).expect("a mail in UTF-8")).collect()
    }

    /// What the server wrote down: connections, refusals, letters.
    ///
    /// # Panics
    /// When there is no log.
    #[must_use]
    pub fn log(&self) -> String {
        fs::read_to_string(self.folder.join("mainlog")).expect("the log of the server")
    }
}

fn configuration(
    folder: &Path,
    name: &str,
    (port, tls_port): (u16, u16),
    has_tls: bool,
    login: Option<(&str, &str)>,
    group: u32,
) -> String {
    let at = folder.display();
    let tls = if has_tls {
        format!(
            "daemon_smtp_ports = {port} : {tls_port}\ntls_on_connect_ports = {tls_port}\ntls_advertise_hosts = *\n\
             tls_certificate = {at}/certificate.pem\ntls_privatekey = {at}/key.pem\n"
        )
    } else {
        format!("daemon_smtp_ports = {port}\ntls_advertise_hosts =\n")
    };
    let (needed, authenticators) = login.map_or_else(Default::default, |(user, password)| {
        let plain = format!(
            "begin authenticators\nplain:\n  driver = plaintext\n  public_name = PLAIN\n  server_prompts = :\n  \
             server_condition = ${{if and{{{{eq{{$auth2}}{{{user}}}}}{{eq{{$auth3}}{{{password}}}}}}}}}\n  server_set_id = $auth2\n  \
             server_advertise_condition = ${{if def:tls_in_cipher}}\n"
        );
        ("  require message = 5.7.0 sign in first\n          authenticated = *\n".to_owned(), plain)
    });
    format!(
        "spool_directory = {at}/spool\nlog_file_path = {at}/%slog\nlog_selector = +smtp_connection\nexim_path = {at}/exim4\n\
         primary_hostname = {name}\n\
         domainlist local_domains = town.test\nlocal_interfaces = 127.0.0.1\n{tls}admin_groups = {group}\nacl_smtp_rcpt = rcpt\n\
         daemon_startup_retries = 0\ndeliver_drop_privilege = true\nqueue_only = true\nhost_lookup =\nrfc1413_query_timeout = 0s\nkeep_environment =\n\
         begin acl\nrcpt:\n{needed}\
         \x20 deny message = 5.1.1 {gone}: no such mailbox\n       local_parts = gone\n\
         \x20 defer message = 4.7.1 {greylisted}: greylisted, come again later\n        local_parts = greylisted\n        \
         condition = ${{if exists{{{at}/greylist}}}}\n\
         \x20 accept domains = +local_domains\n\
         begin routers\nboxes:\n  driver = accept\n  transport = maildir\n\
         begin transports\nmaildir:\n  driver = appendfile\n  directory = {at}/mail\n  maildir_format\n  create_directory\n  envelope_to_add\n\
         {authenticators}",
        gone = Mailbox::Gone.address(),
        greylisted = Mailbox::Greylisted.address(),
    )
}

/// The first line of whoever listens.
fn greeting(port: u16) -> Option<String> {
    let address = ("127.0.0.1", port).to_socket_addrs().ok()?.next()?;
    let stream = TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(5))).ok()?;
    let mut line = String::new();
    BufReader::new(stream).read_line(&mut line).ok()?;
    Some(line)
}

/// Exim, wherever it is.
fn program() -> PathBuf {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let unpacked = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.tools/exim/usr/sbin/exim4");
    let in_path = std::env::split_paths(&folders).map(|folder| folder.join("exim4"));
    in_path
        .chain([PathBuf::from("/usr/sbin/exim4"), unpacked])
        .find(|program| program.is_file())
        .expect("Exim (Debian package `exim4-daemon-light`): run `scripts/ensure system`")
}

fn unprivileged() -> User {
    let user = ["Debian-exim", "nobody"];
    user.into_iter()
        .find_map(|name| Some(User { id: number(&["-u", name])?, group: number(&["-g", name])? }))
        .expect("a user `Debian-exim` or `nobody`, for Exim does not run as root")
}

fn as_user(program: &Path, folder: &Path, user: Option<User>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("LC_ALL", "C");
    if let Some(user) = user {
        command.uid(user.id).gid(user.group);
    }
    command
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// Says lines to the server; its last answer.
    fn talk(port: u16, lines: &[&str]) -> String {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        let mut reader = BufReader::new(stream.try_clone().expect("a second end"));
        let mut writer = stream;
        let mut answer = String::new();
        let mut read = |answer: &mut String| loop {
            answer.clear();
            reader.read_line(answer).expect("an answer");
            if answer.as_bytes().get(3) != Some(&b'-') {
                break;
            }
        };
        read(&mut answer);
        for line in lines {
            writer.write_all(format!("{line}\r\n").as_bytes()).expect("a line");
            read(&mut answer);
        }
        answer
    }

    #[test]
    fn what_the_server_takes_lies_in_its_maildir() {
        let server = SmtpServer::start(None, None);
        let begin = ["EHLO here.test", "MAIL FROM:<desk@town.test>"];
        let taken =
            talk(server.port, &[&begin[..], &["RCPT TO:<lin@town.test>", "DATA", "Subject: hi\r\n\r\nbody\r\n."]].concat());
        assert!(taken.starts_with("250 OK id="), "{taken}");
        let mails = server.mails();
        assert_eq!(mails.len(), 1);
        assert!(mails[0].contains("Envelope-to: lin@town.test") && mails[0].ends_with("Subject: hi\n\nbody\n"), "{}", mails[0]);
        let refused = talk(server.port, &[&begin[..], &["RCPT TO:<gone@town.test>"]].concat());
        assert!(refused.starts_with("550 5.1.1"), "{refused}");
        let later = [&begin[..], &["RCPT TO:<greylisted@town.test>"]].concat();
        assert!(talk(server.port, &later).starts_with("451 4.7.1"));
        server.lift_greylist();
        assert!(talk(server.port, &later).starts_with("250"));
    }

    #[test]
    fn a_dropped_mail_server_is_gone_with_its_folder() {
        let server = SmtpServer::start(None, None);
        let (port, folder) = (server.port, server.folder.clone());
        drop(server);
        assert!(!folder.exists());
        // a child that is just greeting somebody may hold the port for a moment longer
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_ok() {
            assert!(begin.elapsed() < PATIENCE, "somebody still listens");
            std::thread::yield_now();
        }
    }
}
