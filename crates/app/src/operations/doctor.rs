//! `xinqiao doctor`: is everything as it should be, and what to do where it is not.

use xinqiao_kernel::place::PlacePath;
use xinqiao_vault::State;

use crate::{App, AppError, Result};

/// Values of each sealed column that `doctor` opens.
const SEALED_SAMPLE: usize = 50;

/// How one check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    Sound,
    /// works, but somebody should look
    Watch,
    /// does not work
    Broken,
}

/// One check: what was looked at, how it came out, and what was found or is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub check: &'static str,
    pub health: Health,
    pub found: String,
}

fn finding(check: &'static str, health: Health, found: impl Into<String>) -> Finding {
    Finding { check, health, found: found.into() }
}

impl App {
    /// All checks. A check that cannot run is broken, never left out.
    pub async fn doctor(&self) -> Vec<Finding> {
        let mut found = vec![self.database().await];
        found.push(self.migrations().await);
        found.push(self.packs());
        found.push(self.calendar());
        for (check, seen) in self.jurisdiction_lines().await {
            found.push(match seen {
                Ok((health, said)) => Finding { check, health, found: said },
                Err(fault) => Finding { check, health: Health::Broken, found: fault.to_string() },
            });
        }
        found.push(checked("open warnings have owner and due time", self.warnings_owed().await));
        found.push(checked("overdue warnings are escalated", self.overdue().await));
        found.push(checked("audit chain", self.audit_chain().await));
        found.push(checked("keys", self.keys().await));
        found.push(checked("sealed values open", self.sealed().await));
        found.push(checked("outbox", self.outbox().await));
        found
    }

    async fn database(&self) -> Finding {
        match self.inner.db.version().await {
            Ok(version) => finding("database", Health::Sound, format!("{} {version}", self.inner.db.engine().name())),
            Err(fault) => finding("database", Health::Broken, fault.to_string()),
        }
    }

    async fn migrations(&self) -> Finding {
        match self.inner.db.pending().await {
            Ok(pending) if pending.is_empty() => finding("migrations", Health::Sound, "up to date"),
            Ok(pending) => finding("migrations", Health::Broken, format!("run `xinqiao migrate`: {}", pending.join(", "))),
            Err(fault) => finding("migrations", Health::Broken, fault.to_string()),
        }
    }

    fn packs(&self) -> Finding {
        let count = self.inner.library.instruments().count();
        finding("packs", if count == 0 { Health::Broken } else { Health::Sound }, format!("{count} instruments"))
    }

    fn calendar(&self) -> Finding {
        let year = self.day(self.now()).year();
        if self.inner.calendar.is_provisional(year) {
            return finding(
                "calendar",
                Health::Watch,
                format!("no holidays known for {year}: weekends only; add packs/calendars/cn-{year}.toml"),
            );
        }
        if self.inner.calendar.is_provisional(year + 1) && self.day(self.now()).month() == 12 {
            return finding("calendar", Health::Watch, format!("holidays of {} are not known yet", year + 1));
        }
        finding("calendar", Health::Sound, format!("{year}"))
    }

    /// What begins to hold where, a line each; a place that is not there is told, for nobody is served by its line.
    async fn jurisdiction_lines(&self) -> Vec<(&'static str, Result<(Health, String)>)> {
        let mut found = Vec::new();
        for line in xinqiao_packs::places(&self.inner.library) {
            let said = line.to_string();
            let known = match line.place.parse() {
                Ok(place) if place == PlacePath::root() => Ok(true),
                Ok(place) => self.inner.db.place(&place).await.map(|known| known.is_some()),
                Err(_) => Ok(false),
            };
            let seen = known.map_err(AppError::from).map(|known| match known {
                true => (Health::Sound, said),
                false => (
                    Health::Watch,
                    format!(
                        "{said}: no such place here, so nobody is served by this line: mend its path in jurisdictions/places.toml"
                    ),
                ),
            });
            found.push(("rules and words of levels", seen));
        }
        found
    }

    async fn warnings_owed(&self) -> Result<(Health, String)> {
        let open = self.inner.db.count_open_warnings().await?;
        let astray = self.inner.db.count_warnings_astray().await?;
        Ok(if astray == 0 {
            (Health::Sound, format!("{open} open"))
        } else {
            (Health::Broken, format!("{astray} of {open} without"))
        })
    }

    async fn overdue(&self) -> Result<(Health, String)> {
        // the sweep runs every 20 seconds: what is late for ten minutes was missed
        let late = self.now() - jiff::SignedDuration::from_mins(10);
        let missed = self.inner.db.overdue_warnings(late, 1_000).await?.len();
        Ok(match missed {
            0 => (Health::Sound, "none is late for more than ten minutes".to_owned()),
            _ => (Health::Watch, format!("{missed} late for more than ten minutes: is a server with its worker running?")),
        })
    }

    async fn audit_chain(&self) -> Result<(Health, String)> {
        let verdict = self.check_audit(true).await?;
        Ok(match verdict.faults.first() {
            None if verdict.late > 0 => (
                Health::Watch,
                format!(
                    "{} rows older than the last sealed one are not sealed: wait for the daily run, then ask why",
                    verdict.late
                ),
            ),
            None => {
                (Health::Sound, format!("{} seals, {} rows, {} not sealed yet", verdict.seals, verdict.rows, verdict.unsealed))
            }
            Some(fault) => (Health::Broken, fault.to_string()),
        })
    }

    async fn keys(&self) -> Result<(Health, String)> {
        let keys = self.inner.db.data_keys().await?;
        let moving: Vec<String> = keys
            .iter()
            .filter(|row| matches!(row.key.state, State::Coming | State::Retiring))
            .map(|row| format!("{} {} ({})", row.key.class.code(), row.key.number, row.key.state.code()))
            .collect();
        Ok(match moving.as_slice() {
            [] => (
                Health::Sound,
                format!("{} data keys; master key {}", keys.len(), keys.last().map_or("-", |row| &row.master_check)),
            ),
            _ => (Health::Sound, format!("a rotation is under way: {}", moving.join(", "))),
        })
    }

    /// Opens some values of each sealed column.
    async fn sealed(&self) -> Result<(Health, String)> {
        let columns = self.inner.db.check_sealed(Some(SEALED_SAMPLE)).await?;
        let faults: Vec<String> = columns
            .iter()
            .filter_map(|column| {
                let first = column.first_fault.as_ref()?;
                Some(format!(
                    "{}.{}: {} of those looked at do not open ({first})",
                    column.field.table, column.field.column, column.faults
                ))
            })
            .collect();
        let opened: u64 = columns.iter().map(|column| column.opened).sum();
        Ok(match faults.as_slice() {
            [] => (Health::Sound, format!("{opened} values of {} columns opened; `xinqiao keys check` opens all", columns.len())),
            _ => (Health::Broken, faults.join("; ")),
        })
    }

    async fn outbox(&self) -> Result<(Health, String)> {
        let waiting = self.inner.db.outbox_waiting(1_000).await?.len();
        let receivers = self.inner.db.webhooks(1_000).await?.len();
        let dead = self.inner.db.count_dead_deliveries().await?;
        let health = if dead == 0 { Health::Sound } else { Health::Watch };
        Ok((
            health,
            format!("{receivers} receivers, {waiting} events not handed on yet, {dead} given up (`xinqiao webhook dead`)"),
        ))
    }
}

fn checked(check: &'static str, outcome: Result<(Health, String)>) -> Finding {
    match outcome {
        Ok((health, found)) => finding(check, health, found),
        Err(fault) => finding(check, Health::Broken, fault.to_string()),
    }
}
