//! `xinqiao demo`: the demonstration city of Zhangye, made if it is absent, and served.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use xinqiao_app::accounts::SecondFactor;
use xinqiao_demo::{ANSWERS_NOTE_EN, ANSWERS_NOTE_ZH, CITY, DemoOptions, LetterFiles, PLACES, accounts, build};
use xinqiao_kernel::place::PlacePath;
use xinqiao_store::{Db, DbOptions};

use super::serve::{Pages, serve};
use crate::anchor::AuditOptions;
use crate::identity::IdentityOptions;
use crate::master::KeyArgs;
use crate::open::{app_on, library, now};

/// Password of every demonstration account.
const PASSWORD: &str = "xinqiao-demo";

/// Where the city stands and what it is made of.
#[derive(Debug, Clone, clap::Args)]
pub struct DemoArgs {
    /// Folder of the database and, where no other is named, of its master key; made if they are absent
    #[arg(long, value_name = "DIR", default_value = "var")]
    dir: PathBuf,

    /// Database, when it is not to be a file in the folder
    #[arg(long, value_name = "URL")]
    database: Option<String>,

    /// Residents beside the pupils
    #[arg(long, value_name = "N", default_value_t = 3_000)]
    residents: usize,

    /// The same seed gives the same people
    #[arg(long, value_name = "S", default_value_t = 20_261_122)]
    seed: u64,

    /// Folder with packs of your own (may be given more than once)
    #[arg(long, value_name = "DIR")]
    packs: Vec<PathBuf>,

    #[command(flatten)]
    keys: KeyArgs,

    #[command(flatten)]
    pages: Pages,

    #[command(flatten)]
    audit: AuditOptions,

    #[command(flatten)]
    identity: IdentityOptions,
}

/// Folders of packs: that of the city, written when it is absent and never over what somebody changed there, below those of the options.
fn packs(args: &DemoArgs) -> anyhow::Result<Vec<PathBuf>> {
    let folder = args.dir.join("packs");
    let file = folder.join("jurisdictions").join("places.toml");
    if !file.exists() {
        let within = folder.join("jurisdictions");
        std::fs::create_dir_all(&within).with_context(|| format!("create the folder {}", within.display()))?;
        std::fs::write(&file, PLACES).with_context(|| format!("write {}", file.display()))?;
    }
    Ok(std::iter::once(folder).chain(args.packs.iter().cloned()).collect())
}

/// Makes the city if it is absent, then serves it.
pub async fn run(args: DemoArgs) -> anyhow::Result<ExitCode> {
    std::fs::create_dir_all(&args.dir).with_context(|| format!("create the folder {}", args.dir.display()))?;
    let file = args.dir.join("xinqiao.db");
    // beside a city that is there, a new key would open nothing
    let key_file = args.dir.join("master.key");
    let may_make = args.database.is_some() || !file.exists();
    let keys = args.keys.source_or(&key_file, may_make).context("find the master key of the city")?;
    let url = args.database.clone().unwrap_or_else(|| format!("sqlite://{}", file.display()));
    let folders = packs(&args)?;
    let db = Db::open(&DbOptions::new(url, keys)).await.context("open the database")?;
    db.migrate(now()).await.context("bring the schema up to date")?;
    // whoever looks at the city sees what would have gone out
    let letters = LetterFiles { folder: args.dir.clone(), desk: format!("http://{}/desk", args.pages.listen) };
    if db.place_count().await? == 0 {
        let letters = args.identity.letters.notices.is_none().then(|| letters.clone());
        let options = DemoOptions { residents: args.residents, seed: args.seed, letters, ..DemoOptions::new(PASSWORD, now()) };
        let report = build(&db, library(&folders)?, &options).await.context("make the demonstration city")?;
        tracing::info!(people = report.residents + report.pupils, warnings = report.warnings, "the demonstration city stands");
    } else if db.account_by_login(accounts().first().map_or("", |account| account.login)).await?.is_none() {
        anyhow::bail!("the database holds something else than a demonstration city; use `xinqiao serve`");
    }
    let place: PlacePath = CITY.parse().context("read the place of the city")?;
    let app = app_on(db, library(&folders)?, place)?;
    args.audit.set(&app, Some(&args.dir.join("xinqiao.db")))?;
    args.identity.set_with(&app, Some(&args.dir.join("xinqiao.db")), Some(&letters.text()))?;
    let mut lines = vec![String::new(), format!("demonstration accounts, password {PASSWORD}:")];
    lines.extend(
        accounts().iter().map(|account| {
            format!("  {:<10} {:<16} {} ({})", account.login, account.role.code(), account.name, account.place_name)
        }),
    );
    let mut pages = args.pages.clone();
    if *pages.second_factor.get_or_insert(SecondFactor::Offered) == SecondFactor::Offered {
        lines.push("second factors are offered here; `xinqiao serve` requires them of whoever reads clinical fields".to_owned());
    }
    lines.push(String::new());
    if pages.service == super::serve::SERVICE {
        pages.service = "张掖社会心理服务".to_owned();
    }
    let note = Some([ANSWERS_NOTE_ZH.to_owned(), ANSWERS_NOTE_EN.to_owned()]);
    serve(app, &pages, note, &lines).await
}
