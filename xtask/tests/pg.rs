//! `xtask pg`: the exit code passes through, and no server outlives a killed run.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

fn xtask(script: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.args(["pg", "sh", "-c", script]).env_remove("XINQIAO_TEST_PG");
    command
}

fn is_listening(url: &str) -> bool {
    let (_, address) = url.split_once('@').unwrap_or_default();
    let (address, _) = address.split_once('/').unwrap_or_default();
    TcpStream::connect(address).is_ok()
}

#[test]
fn the_exit_code_of_the_command_is_passed_on() {
    let status = xtask("test -n \"$XINQIAO_TEST_PG\" && exit 7").status().unwrap();
    assert_eq!(status.code(), Some(7));
}

#[test]
fn a_killed_run_leaves_no_server() {
    let mut run = xtask("echo \"$XINQIAO_TEST_PG\"; read -r line").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut url = String::new();
    BufReader::new(run.stdout.take().unwrap()).read_line(&mut url).unwrap();
    assert!(is_listening(url.trim()), "{url}");
    run.kill().unwrap();
    run.wait().unwrap();
    let begin = Instant::now();
    while is_listening(url.trim()) {
        assert!(begin.elapsed() < Duration::from_secs(30), "the server outlives the run");
        std::thread::yield_now();
    }
}
