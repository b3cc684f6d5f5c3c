//! What the handlers of a self-test share: the instrument, its words and the draft in the browser.

use xinqiao_app::AppError;
use xinqiao_app::assessment::SelfTest;
use xinqiao_app::campaigns::Campaign;
use xinqiao_kernel::id::{CampaignId, PersonId};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::definition::TextToml;

use crate::draft::{DONE_COOKIE, Draft, draft_cookie};
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
    cookie: String,
}

/// The self-test of a code. Errors: `NotFound` when it is not on offer.
pub fn taking<'a>(site: &'a Site, visitor: &Visitor, code: &str) -> Result<Taking<'a>, Fault> {
    let test = site.app.self_test(code).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    let text = words::text_of(test.pack, visitor.preferences.lang).ok_or_else(|| visitor.fault(AppError::NotFound))?;
    Ok(Taking { text, campaign: None, cookie: draft_cookie(test.code), test })
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
    Ok((Taking { test: SelfTest::of(pack), text, campaign: Some(id), cookie: asked_cookie(id, person) }, campaign))
}

/// The cookie of a campaign's unfinished answers: one for each person, because pupils share devices.
pub fn asked_cookie(id: CampaignId, person: PersonId) -> String {
    let person = person.uuid().simple().to_string();
    format!("xq_asked_{}_{}", id.uuid().simple(), person.get(16..).unwrap_or_default())
}

impl Taking<'_> {
    /// How many items there are, scored or not.
    pub fn items(&self) -> usize {
        self.test.pack.instrument().items().len()
    }

    /// The draft in the visitor's browser.
    pub fn draft(&self, visitor: &Visitor) -> Option<Draft> {
        Draft::read(&visitor.cookies, &self.cookie, self.items())
    }

    /// Name of the cookie of the draft.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// The address of a question.
    pub fn question(&self, number: usize) -> String {
        match self.campaign {
            Some(id) => links::campaign_question(id, number),
            None => links::self_test_question(self.test.code, number),
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
    pub fn finished(&self, draft: Draft) -> Finished<'_> {
        Finished { pack: self.test.pack, draft }
    }
}

/// A test just finished in this browser.
pub struct Finished<'a> {
    /// the version that was answered
    pub pack: &'a InstrumentPack,
    pub draft: Draft,
}

impl<'a> Finished<'a> {
    /// The test just finished, if there is one; anything else in the cookie is none.
    fn read(site: &'a Site, visitor: &Visitor) -> Option<Self> {
        let cookie = visitor.cookies.get(DONE_COOKIE)?;
        let (test, rest) = cookie.value().split_once('!')?;
        let (code, version) = test.split_once('@')?;
        let pack = site.app.library().instrument_version(code, version).filter(|pack| pack.has_wording())?;
        Some(Self { pack, draft: Draft::from_text(rest, pack.instrument().items().len())? })
    }

    /// The value of the cookie.
    pub fn text(&self) -> String {
        let instrument = self.pack.instrument();
        format!("{}@{}!{}", instrument.code(), instrument.version(), self.draft.text())
    }
}

/// The test just finished in this browser. Answers of a campaign are shown again only to the person who handed them in.
pub async fn finished<'a>(site: &'a Site, visitor: &Visitor) -> Result<Option<Finished<'a>>, Fault> {
    let Some(finished) = Finished::read(site, visitor) else { return Ok(None) };
    if finished.draft.campaign.is_none() {
        return Ok(Some(finished));
    }
    let caller = visitor.caller.as_ref().filter(|caller| caller.person().is_some());
    let (Some(caller), Some(kept)) = (caller, finished.draft.kept) else { return Ok(None) };
    match site.app.record(caller, kept).await {
        Ok(_) => Ok(Some(finished)),
        Err(AppError::NotFound) => Ok(None),
        Err(fault) => Err(visitor.fault(fault)),
    }
}
