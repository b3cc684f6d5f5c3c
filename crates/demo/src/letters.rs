//! Notices of the demonstration city that go out: into files beside its database.

use std::path::{Path, PathBuf};

use xinqiao_app::accounts::Origin;
use xinqiao_app::notify::{Channel, Couriers};
use xinqiao_app::{App, AppError};
use xinqiao_couriers::Sources;
use xinqiao_egress::{Bounds, Egress, Rules};

use crate::DemoError;
use crate::activity::Actors;

/// Where those who work in the city ask to be reached. The domain is one that nobody has (RFC 2606).
const REACHED: [(&str, Channel, &str); 6] = [
    ("duty1", Channel::Email, "guo@desk.example"),
    ("duty1", Channel::Sms, "13900000001"),
    ("duty2", Channel::Email, "shao@desk.example"),
    ("duty-city", Channel::Email, "liang@desk.example"),
    ("school", Channel::Email, "wen@desk.example"),
    ("counsellor", Channel::Email, "luo@desk.example"),
];

/// Where nobody's browser is.
const HERE: Origin<'static> = Origin { address: "127.0.0.1", agent: "" };

/// Files for letters in a folder, and the address of the desk that stands in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterFiles {
    pub folder: PathBuf,
    pub desk: String,
}

impl LetterFiles {
    fn file(&self, channel: Channel) -> PathBuf {
        self.folder.join(if channel == Channel::Sms { "text-messages.jsonl" } else { "mails.jsonl" })
    }

    /// What an operator would write to have letters go there (docs/notices.md).
    pub fn text(&self) -> String {
        let quoted = |path: &Path| serde_json::Value::from(path.display().to_string()).to_string();
        let way = |channel| format!("[{channel}]\ncourier = \"file\"\nfile = {}\n", quoted(&self.file(channel)));
        let link = serde_json::Value::from(self.desk.clone());
        format!("service = \"工作平台\"\nlink = {link}\n{}{}", way(Channel::Email), way(Channel::Sms))
    }

    /// Connects the files.
    pub(crate) fn connect(&self, app: &App) -> Result<(), DemoError> {
        let fault = |what: String| DemoError::table("couriers", what);
        let egress = Egress::new(Rules::default(), Bounds::default()).map_err(|what| fault(what.to_string()))?;
        let sources = Sources { variable: &|_| None, egress: &egress };
        let couriers = Couriers::parse(&self.text(), sources).map_err(|faults| fault(said(&faults)))?;
        app.use_couriers(couriers).map_err(|faults| fault(said(&faults)))
    }

    /// Those who work in the city enter where they are reached, and the code that is sent there.
    pub(crate) async fn enter(&self, app: &App, actors: &mut Actors) -> Result<(), DemoError> {
        for (login, channel, address) in REACHED {
            let caller = actors.staff(app, login).await?;
            app.ask_address_code(&caller, channel, address, "zh-CN", HERE).await?;
            let text = std::fs::read_to_string(self.file(channel)).map_err(|what| DemoError::table("couriers", what))?;
            let code = code_in(text.lines().last().unwrap_or_default());
            let code = code.ok_or_else(|| AppError::broken("a letter without a code"))?;
            app.confirm_address(&caller, channel, address, (&code, "zh-CN"), HERE).await?;
        }
        Ok(())
    }
}

fn said(faults: &[impl ToString]) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

/// The code in a kept letter.
fn code_in(line: &str) -> Option<String> {
    let letter: serde_json::Value = serde_json::from_str(line).ok()?;
    let text = letter.get("text")?.as_str()?;
    text.split(|sign: char| !sign.is_ascii_digit()).find(|digits| digits.len() == 6).map(str::to_owned)
}
