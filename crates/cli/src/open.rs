//! Opening database and packs as the options say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use jiff::tz::TimeZone;
use xinqiao_app::{App, AppOptions};
use xinqiao_kernel::Clock;
use xinqiao_kernel::place::PlacePath;
use xinqiao_packs::Library;
use xinqiao_store::{Db, DbOptions};

use crate::clock::{SystemClock, system_ids};
use crate::identity::IdentityOptions;
use crate::master::KeyArgs;

/// Submissions per commit of the write lane.
const LANE_BATCH: usize = 256;
/// How many submissions may wait for the write lane.
const LANE_WAITING: usize = 4_096;

/// Where the data are.
#[derive(Debug, Clone, clap::Args)]
pub struct Data {
    /// sqlite:///path/to/file.db or postgres://user@host/name
    #[arg(long, env = "XINQIAO_DATABASE", value_name = "URL", default_value = "sqlite://var/xinqiao.db")]
    pub database: String,

    /// PostgreSQL schema of the jurisdiction
    #[arg(long, env = "XINQIAO_SCHEMA", value_name = "NAME", default_value = "public")]
    pub schema: String,

    #[command(flatten)]
    pub keys: KeyArgs,

    /// Folder with packs of your own: wording that you have the right to, rules, calendars (may be given more than once)
    #[arg(long, value_name = "DIR")]
    pub packs: Vec<PathBuf>,

    /// Jurisdiction: the code of its place (nbs2023), such as 620700
    #[arg(long, env = "XINQIAO_PLACE", value_name = "CODE")]
    pub place: Option<String>,

    #[command(flatten)]
    pub identity: IdentityOptions,

    /// Submissions per commit of the write lane; benches compare with 1
    #[arg(long, hide = true, value_name = "N", default_value_t = LANE_BATCH)]
    pub lane_batch: usize,
}

impl Data {
    /// Opens a database whose schema is up to date.
    pub async fn db(&self) -> anyhow::Result<Db> {
        let db = self.present_db().await?;
        let pending = db.pending().await.context("look at the schema")?;
        if !pending.is_empty() {
            bail!("the schema is not up to date ({}); run `xinqiao migrate`", pending.join(", "));
        }
        Ok(db)
    }

    /// Opens a database that is there, whatever its schema: a mistyped address makes no empty file.
    pub async fn present_db(&self) -> anyhow::Result<Db> {
        match self.sqlite_file().filter(|file| !file.exists()) {
            Some(file) => bail!("no database in {}; `xinqiao migrate` makes one, --database names another", file.display()),
            None => self.new_db().await,
        }
    }

    /// The file of a SQLite database.
    pub fn sqlite_file(&self) -> Option<&Path> {
        let file = self.database.strip_prefix("sqlite://")?;
        Some(Path::new(file.split_once('?').map_or(file, |(path, _)| path)))
    }

    /// Opens a database that may be absent or old; creates the file and its folder.
    pub async fn new_db(&self) -> anyhow::Result<Db> {
        // before anything is made: no file without a key
        let keys = self.keys.source()?;
        if let Some(folder) = self.sqlite_file().and_then(Path::parent).filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).with_context(|| format!("create the folder {}", folder.display()))?;
        }
        let options = DbOptions { schema: self.schema.clone(), ..DbOptions::new(self.database.clone(), keys) };
        Db::open(&options).await.context("open the database")
    }

    /// Loads the packs. A fault in a pack is told and ends the program: content that is half there must not serve.
    pub fn library(&self) -> anyhow::Result<Library> {
        library(&self.packs)
    }

    /// Opens everything. The schema must be up to date.
    pub async fn app(&self) -> anyhow::Result<App> {
        let db = self.db().await?;
        let place = self.jurisdiction(&db).await?;
        let app = app_with(db, self.library()?, place, self.lane_batch)?;
        self.identity.set(&app, self.sqlite_file())?;
        Ok(app)
    }

    async fn jurisdiction(&self, db: &Db) -> anyhow::Result<PlacePath> {
        let Some(code) = &self.place else { return Ok(PlacePath::root()) };
        let found = db.place_by_code("nbs2023", code).await.context("look the place up")?;
        Ok(found.with_context(|| format!("no place has the nbs2023 code {code}"))?.path)
    }
}

/// The program on an open database.
pub fn app_on(db: Db, library: Library, place: PlacePath) -> anyhow::Result<App> {
    app_with(db, library, place, LANE_BATCH)
}

fn app_with(db: Db, library: Library, place: PlacePath, batch: usize) -> anyhow::Result<App> {
    let zone = TimeZone::get("Asia/Shanghai").context("load the time zone Asia/Shanghai")?;
    let lane = (batch, LANE_WAITING);
    let options = AppOptions { db, library, clock: Arc::new(SystemClock), ids: system_ids(), zone, place, lane };
    App::new(options).context("put the program together")
}

/// The packs that the program carries and those of folders.
pub fn library(folders: &[PathBuf]) -> anyhow::Result<Library> {
    let library = Library::load_all(folders);
    if library.faults().is_empty() {
        return Ok(library);
    }
    let faults: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    bail!("{} fault(s) in packs:\n{}", faults.len(), faults.join("\n"))
}

/// The present instant.
pub fn now() -> jiff::Timestamp {
    SystemClock.now()
}
