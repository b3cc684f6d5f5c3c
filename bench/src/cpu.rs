//! What processes and the machine have used, from `/proc`.

use std::collections::HashMap;
use std::fs;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

/// CPU seconds of a process and of its children that have ended and been waited for.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Used {
    pub own: f64,
    pub ended_children: f64,
}

/// CPU seconds of the whole machine since it started.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Machine {
    /// spent on any work, the waiting for disks not included
    pub busy: f64,
    /// taken away by other guests of the same host
    pub stolen: f64,
}

/// What a process has used. Errors: it is gone.
pub fn of_process(pid: u32) -> Result<Used> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).with_context(|| format!("read the CPU time of process {pid}"))?;
    let stat = Stat::parse(&line).with_context(|| format!("read the CPU time of process {pid}"))?;
    Ok(stat.used(ticks_per_second()))
}

/// What the running processes of a name below this one have used, their ended children included.
pub fn below_me(name: &str) -> Result<f64> {
    let mut all = HashMap::new();
    for entry in fs::read_dir("/proc").context("list the processes")?.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // a process may end between the listing and the look
        if let Some(stat) = fs::read_to_string(entry.path().join("stat")).ok().and_then(|line| Stat::parse(&line)) {
            all.insert(pid, stat);
        }
    }
    let me = std::process::id();
    let is_mine = |mut pid: u32| {
        while let Some(stat) = all.get(&pid) {
            if stat.parent == me {
                return true;
            }
            pid = stat.parent;
        }
        false
    };
    let found = all.iter().filter(|(pid, stat)| stat.name == name && is_mine(**pid));
    Ok(found.map(|(_, stat)| stat.used(ticks_per_second())).map(|used| used.own + used.ended_children).sum())
}

/// What the whole machine has used.
pub fn of_machine() -> Result<Machine> {
    let text = fs::read_to_string("/proc/stat").context("read the CPU time of the machine")?;
    machine(&text, ticks_per_second()).context("read the CPU time of the machine")
}

/// The load averages of 1, 5 and 15 minutes.
pub fn load_average() -> Result<[f64; 3]> {
    let text = fs::read_to_string("/proc/loadavg").context("read the load average")?;
    let mut words = text.split_whitespace().map(str::parse::<f64>);
    let mut next = || words.next().and_then(Result::ok).context("read the load average");
    Ok([next()?, next()?, next()?])
}

/// Waits until the machine does next to nothing for a second, or until `patience` is over.
pub fn wait_until_quiet(patience: Duration) -> Result<()> {
    const LOOK: Duration = Duration::from_secs(1);
    const NEXT_TO_NOTHING: f64 = 0.1;
    let started = Instant::now();
    while started.elapsed() < patience {
        let before = of_machine()?.busy;
        std::thread::sleep(LOOK);
        if of_machine()?.busy - before <= NEXT_TO_NOTHING * LOOK.as_secs_f64() {
            break;
        }
    }
    Ok(())
}

/// How many cores this process may run on.
pub fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The first processor's name.
pub fn processor() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with("model name"));
    line.and_then(|line| line.split_once(':')).map_or_else(|| "unknown".to_owned(), |(_, name)| name.trim().to_owned())
}

/// The kernel's unit of CPU time.
fn ticks_per_second() -> f64 {
    static TICKS: OnceLock<f64> = OnceLock::new();
    *TICKS.get_or_init(|| {
        let output = Command::new("getconf").arg("CLK_TCK").output().ok();
        let told = output.and_then(|output| String::from_utf8(output.stdout).ok()).and_then(|text| text.trim().parse().ok());
        told.filter(|ticks| 0.0 < *ticks).unwrap_or(100.0)
    })
}

fn machine(text: &str, ticks: f64) -> Option<Machine> {
    let line = text.lines().next()?.strip_prefix("cpu ")?;
    let values: Vec<f64> = line.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    // user, nice, system, idle, iowait, irq, softirq, steal
    let [user, nice, system, _idle, _waiting, irq, soft, stolen, ..] = values[..] else { return None };
    Some(Machine { busy: (user + nice + system + irq + soft) / ticks, stolen: stolen / ticks })
}

/// The fields of `/proc/<pid>/stat` that count here, in ticks.
#[derive(Debug, PartialEq)]
struct Stat {
    name: String,
    parent: u32,
    own: f64,
    ended_children: f64,
}

impl Stat {
    fn parse(line: &str) -> Option<Self> {
        // the name stands in parentheses and may hold anything
        let (front, rest) = line.rsplit_once(')')?;
        let name = front.split_once('(')?.1.to_owned();
        let fields: Vec<&str> = rest.split_whitespace().collect();
        let ticks = |at: usize| fields.get(at)?.parse::<f64>().ok();
        // state is field 3 of the manual and the first one here
        Some(Self {
            name,
            parent: fields.get(1)?.parse().ok()?,
            own: ticks(11)? + ticks(12)?,
            ended_children: ticks(13)? + ticks(14)?,
        })
    }

    fn used(&self, ticks: f64) -> Used {
        Used { own: self.own / ticks, ended_children: self.ended_children / ticks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stat_line_is_read_behind_a_name_with_parentheses() {
        let line = "77 (odd) name) S 5 77 77 0 -1 4194304 100 0 0 0 250 50 30 20 20 0 3 0 12345 1000 10";
        let stat = Stat::parse(line).unwrap();
        assert_eq!((stat.name.as_str(), stat.parent), ("odd) name", 5));
        assert_eq!(stat.used(100.0), Used { own: 3.0, ended_children: 0.5 });
    }

    #[test]
    fn waiting_for_disks_is_not_work() {
        let text = "cpu  100 0 50 9000 800 10 40 25 0 0\ncpu0 1 2 3\n";
        assert_eq!(machine(text, 100.0), Some(Machine { busy: 2.0, stolen: 0.25 }));
    }

    #[test]
    fn this_process_has_used_no_less_later() {
        let before = of_process(std::process::id()).unwrap();
        let mut sum = 0_u64;
        for number in 0..30_000_000_u64 {
            sum = std::hint::black_box(sum ^ number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        }
        let after = of_process(std::process::id()).unwrap();
        assert!(before.own <= after.own, "{sum}");
    }
}
