//! A server that runs as a child process: the program itself or the probe.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

/// A child that listens on the loopback interface; it ends when this value is dropped.
pub struct Server {
    child: Child,
    pub address: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// Starts the command and waits for the line that tells its address. What it writes to its standard error goes into `log`.
    pub fn start(mut command: Command, log: &Path) -> Result<Self> {
        let errors = File::create(log).with_context(|| format!("create {}", log.display()))?;
        let shown = format!("{command:?}");
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(errors).spawn();
        let mut child = child.with_context(|| format!("start {shown}"))?;
        let lines = child.stdout.take().map(BufReader::new).context("read what the server prints")?.lines();
        let told = lines.map_while(Result::ok).find_map(|line| line.trim().strip_prefix("http://").map(str::to_owned));
        let address = told.and_then(|text| text.trim_end_matches('/').parse::<SocketAddr>().ok());
        let Some(address) = address.filter(|address| address.ip().is_loopback()) else {
            let _ = child.kill();
            let _ = child.wait();
            bail!("{shown} told no address on the loopback interface:\n{}", last_lines(log));
        };
        Ok(Self { child, address, log: log.to_owned() })
    }

    /// The process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// The last lines of its standard error.
    pub fn complaints(&self) -> String {
        last_lines(&self.log)
    }

    /// How many files and connections it has open.
    pub fn open_files(&self) -> usize {
        std::fs::read_dir(format!("/proc/{}/fd", self.pid())).map_or(0, Iterator::count)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn last_lines(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

/// The programs that the bench starts.
#[derive(Debug, Clone)]
pub struct Programs {
    /// `xinqiao`
    pub program: PathBuf,
    /// this bench
    pub bench: PathBuf,
}

impl Programs {
    /// The program given, or the one that was built beside this bench.
    pub fn find(given: Option<&Path>) -> Result<Self> {
        let bench = std::env::current_exe().context("find this program")?;
        let beside = bench.with_file_name(format!("xinqiao{}", std::env::consts::EXE_SUFFIX));
        let program = given.map_or(beside, Path::to_path_buf);
        if !program.is_file() {
            bail!("{} is not built: run `cargo build --release -p xinqiao-cli`", program.display());
        }
        Ok(Self { program, bench })
    }
}
