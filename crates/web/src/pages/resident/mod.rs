//! Pages of residents. Plain words, no levels, no names of diseases, a way to help on every page.

mod ask_data;
mod breathing;
mod campaign;
mod care;
mod contact;
mod history;
mod home;
mod login;
mod me;
mod own_devices;
mod phone;
mod plan;
mod privacy;
mod records;
mod referrals;
mod relax;
pub mod security;
pub mod self_test;
mod serve;
mod sites;
mod wards;
mod who_looked;

pub use ask_data::{AskDataPage, targets};
pub use breathing::BreathingPage;
pub use campaign::{Asked, AskedPage, DeclinedPage};
pub use care::{CareCard, CarePage};
pub use contact::{ContactForm, ContactPage, ContactState};
pub use history::HistoryPage;
pub use home::{HomePage, LargeHomePage, LastLook, Unfinished};
pub use login::{LoginPage, Way};
pub use me::{MePage, Message};
pub use own_devices::{OwnDevicesPage, OwnSession};
pub use phone::{PhoneCodePage, PhoneFor, PhonePage, PhoneSaid};
pub use plan::{PlanLine, PlanPage, PlanView};
pub use privacy::{ConsentForm, ConsentRow, NoticePage, PlainRow, PrivacyPage, RequestRow};
pub use records::{RecordRow, RecordsPage};
pub use referrals::{OwnReferralRow, OwnReferralsPage};
pub use relax::{Keeping, Rating, RelaxPage, RelaxedPage, change_words};
pub use serve::routes;
pub use sites::{SiteCard, SitesPage};
pub use wards::{WardRow, WardsPage};
pub use who_looked::{Look, WhoLookedPage};

use crate::i18n::Lang;
use crate::pages::{Audience, RenderedSample, rendered};

/// Every sample of the residents' pages.
///
/// # Errors
/// A template that cannot be rendered.
pub fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let parts = [
        rendered::<HomePage>(Audience::Resident, "home", lang)?,
        rendered::<LargeHomePage>(Audience::Resident, "home-large", lang)?,
        rendered::<self_test::ListPage>(Audience::Resident, "self-tests", lang)?,
        rendered::<self_test::QuestionPage>(Audience::Resident, "question", lang)?,
        rendered::<crate::pages::kiosk::KioskPage>(Audience::Resident, "kiosk", lang)?,
        rendered::<self_test::FormPage>(Audience::Resident, "test-form", lang)?,
        rendered::<self_test::TakeUpPage>(Audience::Resident, "take-up", lang)?,
        rendered::<self_test::AccompanyPage>(Audience::Resident, "with-you", lang)?,
        rendered::<self_test::ResultPage>(Audience::Resident, "result", lang)?,
        rendered::<AskedPage>(Audience::Resident, "asked", lang)?,
        rendered::<DeclinedPage>(Audience::Resident, "declined", lang)?,
        rendered::<RecordsPage>(Audience::Resident, "records", lang)?,
        rendered::<HistoryPage>(Audience::Resident, "history", lang)?,
        rendered::<CarePage>(Audience::Resident, "care", lang)?,
        rendered::<PrivacyPage>(Audience::Resident, "privacy", lang)?,
        rendered::<AskDataPage>(Audience::Resident, "ask-data", lang)?,
        rendered::<PlanPage>(Audience::Resident, "plan", lang)?,
        rendered::<OwnReferralsPage>(Audience::Resident, "own-referrals", lang)?,
        rendered::<WardsPage>(Audience::Resident, "wards", lang)?,
        rendered::<NoticePage>(Audience::Resident, "notice", lang)?,
        rendered::<WhoLookedPage>(Audience::Resident, "who-looked", lang)?,
        rendered::<ContactPage>(Audience::Resident, "contact", lang)?,
        rendered::<SitesPage>(Audience::Resident, "sites", lang)?,
        rendered::<BreathingPage>(Audience::Resident, "breathing", lang)?,
        rendered::<RelaxPage>(Audience::Resident, "relax", lang)?,
        rendered::<RelaxedPage>(Audience::Resident, "relaxed", lang)?,
        rendered::<OwnDevicesPage>(Audience::Resident, "own-devices", lang)?,
        rendered::<LoginPage>(Audience::Resident, "login", lang)?,
        rendered::<PhonePage>(Audience::Resident, "phone", lang)?,
        rendered::<PhoneCodePage>(Audience::Resident, "phone-code", lang)?,
        rendered::<security::GoOnPage>(Audience::Resident, "go-on", lang)?,
        rendered::<security::SecondPage>(Audience::Resident, "second-step", lang)?,
        rendered::<security::SecurityPage>(Audience::Resident, "security", lang)?,
        rendered::<security::TotpPage>(Audience::Resident, "totp", lang)?,
        rendered::<security::NewPasskeyPage>(Audience::Resident, "passkey", lang)?,
        rendered::<security::CodesPage>(Audience::Resident, "codes", lang)?,
        rendered::<MePage>(Audience::Resident, "me", lang)?,
    ];
    Ok(parts.into_iter().flatten().collect())
}
