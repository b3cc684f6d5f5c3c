//! Notices that go out, by real couriers: a mail server, a file.

mod addresses;
mod ledger;
mod mail;
#[path = "../../../../couriers/tests/delivery/mime.rs"]
mod mime;
mod work;

use std::path::{Path, PathBuf};

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
use uuid::Uuid;
use xinqiao_app::notify::Couriers;
use xinqiao_couriers::Sources;
use xinqiao_egress::{Bounds, Egress, Rules};
use xinqiao_kernel::IdSource;
use xinqiao_store::addresses::Address;

use crate::world::World;

/// What every letter of the stories says beside the pack's words.
const HEAD: &str = "service = \"工作平台\"\nlink = \"https://xq.example/desk\"\n";

/// Connects couriers as an operator's file would.
fn connect(world: &World, parts: &str) {
    let egress = Egress::new(Rules::default(), Bounds::default()).unwrap();
    let sources = Sources { variable: &|_| None, egress: &egress };
    let couriers = Couriers::parse(&format!("{HEAD}{parts}"), sources).unwrap();
    world.app().use_couriers(couriers).unwrap();
}

fn smtp(port: u16) -> String {
    format!(
        "[email]\ncourier = \"smtp\"\nhost = \"localhost\"\nport = {port}\nencryption = \"none\"\nfrom = \"desk@town.test\"\ntimeout_s = 20\n"
    )
}

fn file(channel: &str, file: &Path) -> String {
    format!("[{channel}]\ncourier = \"file\"\nfile = {:?}\n", file.display().to_string())
}

/// Somebody has confirmed an address.
async fn reach(world: &World, login: &str, channel: &str, address: &str) {
    let seed = world.now().as_microsecond().unsigned_abs() ^ address.bytes().map(u64::from).sum::<u64>();
    let new = Address {
        id: IdSource::seeded(seed).uuid(world.now()),
        account: world.account_of(login).await,
        channel: channel.to_owned(),
        address: address.to_owned(),
        language: "zh-CN".to_owned(),
        confirmed_at: world.now(),
        off_at: None,
    };
    let mut tx = world.db.begin().await.unwrap();
    tx.put_address(&new).await.unwrap();
    tx.commit().await.unwrap();
}

/// A wall clock of the day on which stories begin, or of the next: `at("23T10:00")`.
fn at(text: &str) -> Timestamp {
    format!("2026-11-{text}:00+08:00").parse().unwrap()
}

fn minutes(number: i64) -> SignedDuration {
    SignedDuration::from_mins(number)
}

/// A file for letters in a folder of the story.
struct Letters {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

impl Letters {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("letters.jsonl");
        Self { _folder: folder, path }
    }

    fn all(&self) -> Vec<Value> {
        let text = std::fs::read_to_string(&self.path).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// To whom letters went, in order.
    fn readers(&self) -> Vec<String> {
        self.all().iter().map(|letter| letter["to"].as_str().unwrap().to_owned()).collect()
    }
}

/// State and letter of every dispatch of an account's latest notices, by way.
async fn states(world: &World, login: &str) -> Vec<(String, String, Option<String>)> {
    let rows = world.db.own_dispatches(world.account_of(login).await, 50).await.unwrap();
    let mut found: Vec<_> = rows.into_iter().map(|row| (row.channel, row.state, row.letter)).collect();
    found.sort();
    found
}

/// Is it an id of the program's own?
fn is_id(text: &str) -> bool {
    text.parse::<Uuid>().is_ok()
}
