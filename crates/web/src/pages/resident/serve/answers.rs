//! What the handlers of a self-test share: the instrument, its words and the draft in the browser.

use xinqiao_app::adaptive::Sitting;
use xinqiao_app::assessment::SelfTest;
use xinqiao_app::campaigns::Campaign;
use xinqiao_app::drafts::DraftOf;
use xinqiao_app::{AppError, Caller};
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::definition::TextToml;

use super::begun::{Begun, begun};
use crate::draft::{DONE_COOKIE, Draft, draft_cookie, mark};
use crate::fault::Fault;
use crate::links;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// A test that is being taken, with its words in the visitor's language.
pub struct Taking<'a> {
    pub test: SelfTest<'a>,
    pub text: &'a TextToml,
    /// the campaign that asks, when it is not a self-test of one's own
    pub campaign: Option<CampaignId>,
    /// how far the visitor is
    pub begun: Begun,
    cookie: String,
}

/// The self-test of a code. Errors: `NotFound` when it is not on offer.
pub async fn taking<'a>(site: &'a Site, visitor: &Visitor, code: &str) -> Result<Taking<'a>, Fault> {
    let test = site.app.self_test(code).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let text = words::text_of(test.pack, visitor.preferences.lang).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let cookie = draft_cookie(test.code, person(visitor));
    let mut taking = Taking { text, campaign: None, begun: Begun::No, cookie, test };
    let before = taking.cookie_before_signing_in();
    taking.begun = begun(site, visitor, &taking.of(), (&taking.cookie, before.as_deref()), taking.items()).await?;
    Ok(taking)
}

/// The questions of a campaign that asks the visitor today. Errors: `SignedOut`, `NotFound` when it does not ask them.
pub async fn asked<'a>(site: &'a Site, visitor: &Visitor, id: CampaignId) -> Result<(Taking<'a>, Campaign), Fault> {
    let fault = |fault| visitor.fault(fault);
    let caller = visitor.signed_in()?;
    let person = caller.person().ok_or_else(|| fault(AppError::NotFound))?;
    let campaign = site.app.open_campaign(caller, id).await.map_err(fault)?;
    let pack = site.app.library().instrument_version(&campaign.instrument, &campaign.version);
    let pack = pack.ok_or_else(|| fault(AppError::NotFound))?;
    let text = words::text_of(pack, visitor.preferences.lang).ok_or_else(|| fault(AppError::NotFound))?;
    let cookie = asked_cookie(id, person);
    let mut taking = Taking { test: SelfTest::of(pack), text, campaign: Some(id), begun: Begun::No, cookie };
    taking.begun = begun(site, visitor, &taking.of(), (&taking.cookie, None), taking.items()).await?;
    Ok((taking, campaign))
}

/// The questions of a campaign that has the visitor's sheet already. `None` for an instrument without wording.
pub fn handed<'a>(site: &'a Site, visitor: &Visitor, id: CampaignId, (code, version): (&str, &str)) -> Option<Taking<'a>> {
    let pack = site.app.library().instrument_version(code, version)?;
    let text = words::text_of(pack, visitor.preferences.lang)?;
    let cookie = asked_cookie(id, person(visitor)?);
    Some(Taking { test: SelfTest::of(pack), text, campaign: Some(id), begun: Begun::No, cookie })
}

/// The cookie of a campaign's unfinished answers: one for each person, because pupils share devices.
pub fn asked_cookie(id: CampaignId, person: PersonId) -> String {
    format!("xq_asked_{}_{}", id.uuid().simple(), mark(person))
}

impl Taking<'_> {
    /// How many items there are, scored or not.
    pub fn items(&self) -> usize {
        self.test.pack.instrument().items().len()
    }

    /// The draft that this browser goes on with.
    pub fn draft(&self) -> Option<&Draft> {
        match &self.begun {
            Begun::Here { draft, .. } => Some(draft),
            Begun::No | Begun::Elsewhere(_) => None,
        }
    }

    /// Where the person stands in a test whose questions are chosen by the answers. `None` for all questions in their order, also where the bank
    /// that chose is gone.
    pub fn sitting(&self, draft: &Draft) -> Option<Sitting<'_>> {
        Some(draft).filter(|draft| draft.form.is_adaptive())?;
        Sitting::of(self.test.pack, &draft.key, &draft.answers).ok().flatten()
    }

    /// The number of the question with which a draft goes on, from 1.
    pub fn next(&self, draft: &Draft) -> usize {
        match self.sitting(draft) {
            Some(sitting) => sitting.open(),
            None => draft.answers.iter().position(Option::is_none).unwrap_or(0) + 1,
        }
    }

    /// Where somebody says in which form they go on.
    pub fn form(&self) -> String {
        match self.campaign {
            Some(id) => links::campaign_form(id),
            None => links::self_test(self.test.code),
        }
    }

    /// Was it begun on another device of the person, and not taken up in this browser?
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.begun, Begun::Elsewhere(_))
    }

    /// Does the database have the draft?
    pub fn is_in_database(&self) -> bool {
        matches!(self.begun, Begun::Elsewhere(_) | Begun::Here { in_database: true, .. })
    }

    /// Which test it is.
    pub fn of(&self) -> DraftOf {
        let instrument = self.test.pack.instrument();
        DraftOf { campaign: self.campaign, instrument: instrument.code().to_owned(), version: instrument.version().to_owned() }
    }

    /// Name of the cookie of a draft that was begun without an account, for somebody who is signed in.
    pub fn cookie_before_signing_in(&self) -> Option<String> {
        let open = draft_cookie(self.test.code, None);
        (self.campaign.is_none() && open != self.cookie).then_some(open)
    }

    /// Name of the cookie of the draft.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// Does this item have this code?
    pub fn is_item(&self, item: usize, code: &str) -> bool {
        self.test.pack.instrument().items().get(item).is_some_and(|known| known.code() == code)
    }

    /// The address of a question.
    pub fn question(&self, number: usize) -> String {
        match self.campaign {
            Some(id) => links::campaign_question(id, number),
            None => links::self_test_question(self.test.code, number),
        }
    }

    /// Where somebody decides about answers that they began on another device.
    pub fn take_up(&self) -> String {
        match self.campaign {
            Some(id) => links::campaign_take_up(id),
            None => links::self_test_take_up(self.test.code),
        }
    }

    /// Where all questions come from at once, for a browser that goes on without the network.
    pub fn sheet(&self) -> String {
        match self.campaign {
            Some(id) => links::campaign_sheet(id),
            None => links::self_test_sheet(self.test.code),
        }
    }

    /// Where such a browser sends its answers.
    pub fn answers(&self) -> String {
        match self.campaign {
            Some(id) => links::campaign_answers(id),
            None => links::self_test_answers(self.test.code),
        }
    }

    /// Where the test begins, or is gone on with.
    pub fn beginning(&self) -> String {
        match self.campaign {
            Some(id) => links::campaign_asked(id),
            None => links::self_test(self.test.code),
        }
    }

    /// What the cookie of a finished test keeps of it.
    pub fn finished(&self, visitor: &Visitor, draft: Draft) -> Finished<'_> {
        Finished { pack: self.test.pack, draft, by: person(visitor) }
    }
}

/// A test just finished in this browser.
pub struct Finished<'a> {
    /// the version that was answered
    pub pack: &'a InstrumentPack,
    pub draft: Draft,
    /// who answered, if they were signed in: several people may use one device
    by: Option<PersonId>,
}

impl Finished<'_> {
    /// The value of the cookie: `<code>@<version>@<mark of the person or ->!<draft>`.
    pub fn text(&self) -> String {
        let instrument = self.pack.instrument();
        let by = self.by.map_or_else(|| "-".to_owned(), mark);
        format!("{}@{}@{by}!{}", instrument.code(), instrument.version(), self.draft.text())
    }
}

/// The test just finished in this browser; none of what somebody else handed in or answered while they were signed in.
pub fn finished<'a>(site: &'a Site, visitor: &Visitor) -> Option<Finished<'a>> {
    let cookie = visitor.cookies.get(DONE_COOKIE)?;
    let (test, draft) = cookie.value().split_once('!')?;
    let mut parts = test.split('@');
    let (code, version, by) = (parts.next()?, parts.next()?, parts.next()?);
    let pack = site.app.library().instrument_version(code, version).filter(|pack| pack.has_wording())?;
    let draft = Draft::from_text(draft, pack.instrument().items().len())?;
    let person = person(visitor).filter(|person| mark(*person) == by);
    let open_to_all = by == "-" && draft.campaign.is_none();
    (person.is_some() || open_to_all).then_some(Finished { pack, draft, by: person })
}

/// The person who is signed in.
pub fn person(visitor: &Visitor) -> Option<PersonId> {
    visitor.caller.as_ref().and_then(Caller::person)
}
