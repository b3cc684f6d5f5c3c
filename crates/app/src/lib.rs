//! Use cases: authorise, load facts, decide, save, audit.
//!
//! A use case takes the [`Caller`], asks the crate `access` for a permit, loads with it, lets a pure crate decide and saves rows, events,
//! outbox and audit row in one transaction. Pages, commands and interfaces call the same functions.

pub mod accounts;
pub mod adaptive;
pub mod aggregates;
pub mod areas;
pub mod assessment;
pub mod attention;
mod audit;
mod authorise;
pub mod caller;
pub mod campaigns;
pub mod casework;
pub mod consent;
pub mod devices;
pub mod disputes;
pub mod drafts;
pub mod duties;
pub mod emergency;
pub mod error;
pub mod group_reports;
pub mod groups;
pub mod hand_overs;
pub mod hub;
pub mod informants;
pub mod intake;
pub mod jobs;
pub mod missed;
pub mod norms;
pub mod notify;
pub mod operations;
pub mod people;
pub mod places;
pub mod protocols;
mod publish;
pub mod quality;
pub mod questionnaires;
pub mod receptions;
pub mod referrals;
pub mod rescores;
pub mod retention;
pub mod retests;
pub mod rights;
pub mod roster;
pub mod warnings;
pub mod webhooks;

use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use xinqiao_access::Role;
use xinqiao_egress::Egress;
use xinqiao_kernel::place::PlacePath;
use xinqiao_kernel::{Clock, IdSource, WorkingCalendar};
use xinqiao_packs::{Library, SignInPack};
use xinqiao_store::Db;
use xinqiao_store::accounts::LiveSessions;
use xinqiao_store::campaigns::Asking;
use xinqiao_store::consent::Consents;
use xinqiao_store::lane::Lane;
use xinqiao_warnings::{Jurisdictions, LevelWords, RuleSet, Timetable};

pub use caller::Caller;
pub use error::{AppError, FieldFault};
pub use hub::Hub;
pub use xinqiao_store::audit::AuditRow;
pub use xinqiao_store::notices::Notice;
pub use xinqiao_store::people::Person;
pub use xinqiao_store::warnings::{SignalRow, WarningRow};

/// The result of every use case.
pub type Result<T, E = AppError> = std::result::Result<T, E>;

/// What every use case needs; cheap to clone.
#[derive(Clone)]
pub struct App {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub db: Db,
    pub lane: Lane,
    pub library: Library,
    pub jurisdictions: Jurisdictions,
    pub calendar: WorkingCalendar,
    pub clock: Arc<dyn Clock>,
    pub ids: IdSource,
    pub zone: TimeZone,
    pub place: PlacePath,
    pub hub: Hub,
    pub passwords: accounts::Passwords,
    pub sign_in: SignInPack,
    pub settings: accounts::Settings,
    pub latest: accounts::Latest,
    pub names: places::Names,
    pub sessions: LiveSessions,
    pub asking: Asking,
    pub consents: Consents,
    pub shown: consent::ShownTexts,
    pub runs: campaigns::Runs,
    pub workings: group_reports::Workings,
    pub simulated: quality::SimulatedReports,
    pub egress: OnceLock<Egress>,
    pub identities: OnceLock<xinqiao_identity::Configured>,
    pub post: OnceLock<notify::Post>,
    pub audit_settings: OnceLock<operations::audit::AuditSettings>,
    pub refreshes: audit::Refreshes,
}

/// How an [`App`] is put together.
pub struct AppOptions {
    pub db: Db,
    pub library: Library,
    pub clock: Arc<dyn Clock>,
    pub ids: IdSource,
    /// Local time of the jurisdiction.
    pub zone: TimeZone,
    /// The jurisdiction: the place whose people are served.
    pub place: PlacePath,
    /// Submissions per commit of the write lane, and how many may wait.
    pub lane: (usize, usize),
}

impl App {
    /// Puts the program together. Errors: `Broken` when the packs do not say which warning rules hold where, or hold no rules of signing in.
    pub fn new(options: AppOptions) -> Result<Self> {
        let AppOptions { db, library, clock, ids, zone, place, lane } = options;
        let jurisdictions =
            library.jurisdictions().ok_or_else(|| AppError::broken("the pack jurisdictions is missing or faulty"))?.clone();
        let calendar = library.calendar().clone();
        let sign_in = library.sign_in().ok_or_else(|| AppError::broken("the pack sign-in is missing"))?.clone();
        let lane = Lane::start(db.clone(), lane.0, lane.1);
        let passwords = accounts::Passwords::new();
        let (sessions, asking, consents) = (LiveSessions::start(&db), Asking::start(&db), Consents::start(&db));
        let inner = Inner {
            db,
            lane,
            library,
            jurisdictions,
            calendar,
            clock,
            ids,
            zone,
            place,
            hub: Hub::new(),
            passwords,
            sign_in,
            settings: accounts::Settings::default(),
            latest: accounts::Latest::default(),
            names: places::Names::default(),
            sessions,
            asking,
            consents,
            shown: consent::ShownTexts::default(),
            runs: campaigns::Runs::default(),
            workings: group_reports::Workings::default(),
            simulated: quality::SimulatedReports::default(),
            egress: OnceLock::new(),
            identities: OnceLock::new(),
            post: OnceLock::new(),
            audit_settings: OnceLock::new(),
            refreshes: audit::Refreshes::default(),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    /// The local day of an instant.
    pub fn day(&self, at: Timestamp) -> Date {
        self.local(at).date()
    }

    /// The first instant of a local day.
    pub fn start_of(&self, day: Date) -> Option<Timestamp> {
        day.to_zoned(self.inner.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The last minute of a local day; `None` at the end of time.
    pub fn end_of(&self, day: Date) -> Option<Timestamp> {
        day.at(23, 59, 0, 0).to_zoned(self.inner.zone.clone()).ok().map(|zoned| zoned.timestamp())
    }

    /// The local time of an instant.
    pub fn local(&self, at: Timestamp) -> Zoned {
        at.to_zoned(self.inner.zone.clone())
    }

    /// The packs.
    pub fn library(&self) -> &Library {
        &self.inner.library
    }

    /// The jurisdiction.
    pub fn place(&self) -> &PlacePath {
        &self.inner.place
    }

    /// Live changes, for pages that keep themselves up to date.
    pub fn hub(&self) -> &Hub {
        &self.inner.hub
    }

    /// The database, for operators' commands.
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// Which rules and which words of levels hold where.
    pub fn jurisdictions(&self) -> &Jurisdictions {
        &self.inner.jurisdictions
    }

    /// The warning rules that hold at a place today: what decides about a warning, a signal or a roster is asked by where it belongs.
    pub fn rules_for(&self, place: &PlacePath) -> &RuleSet {
        self.inner.jurisdictions.rules_for(place, self.day(self.now()))
    }

    /// What the organisation of a reader calls the levels: `None`, colours only, for somebody without a role of staff, for a place without
    /// words, and for whoever works at places with different ones.
    pub fn level_words(&self, caller: &Caller) -> Option<&LevelWords> {
        let held: Vec<_> = caller.actor().in_force(self.day(self.now())).filter(|one| one.role != Role::Resident).collect();
        self.inner.jurisdictions.words_of_reader(held.iter().map(|one| &one.place))
    }

    /// Clocks of what belongs to a place. Due times that were set before are not touched: only steps that begin now follow them.
    pub fn timetable_for(&self, place: &PlacePath) -> Timetable<'_> {
        Timetable { rules: self.rules_for(place), calendar: &self.inner.calendar, zone: &self.inner.zone }
    }

    pub(crate) fn ids(&self) -> &IdSource {
        &self.inner.ids
    }
}
