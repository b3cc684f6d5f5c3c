//! One aid file, sealed.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use xinqiao_app::protocols::AidView;
use xinqiao_kernel::id::AccountId;
use xinqiao_referrals::victim_aid::{Further, Progress, Step};
use xinqiao_referrals::{AidId, Rules};

use super::aid_forms::forms;
use super::green::Done;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::page::show;
use crate::pages::desk::address::{duty_new, with};
use crate::pages::desk::parts::PostForm;
use crate::pages::desk::protocols::{ProtocolPage, ProtocolView, StageLine, Standing, words};
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::{moment, sla};
use crate::parts::Step as Way;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;

pub async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(id): Path<AidId>,
    Query(query): Query<Done>,
) -> Result<Response, Fault> {
    let told = query.done.map(|_| visitor.preferences.lang.t("referral-done"));
    let page = build(&site, &visitor, id, None, |forms| forms).await?;
    Ok(show(&ProtocolPage { view: ProtocolView { told, ..page.view }, ..page }))
}

/// The page, with the forms as `fill` leaves them.
pub(super) async fn build(
    site: &Site,
    visitor: &Visitor,
    id: AidId,
    fault: Option<String>,
    fill: impl FnOnce(Vec<(String, PostForm)>) -> Vec<(String, PostForm)>,
) -> Result<ProtocolPage, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.aid(caller, id).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.rules_of_referrals().map_err(|fault| visitor.fault(fault))?;
    let stage = words::aid_stage(lang, rules, &found.row.state.stage);
    let first = found.aid.owing().first().map(|(_, open)| (open.since, open.due_at, open.owner.account));
    let view = ProtocolView {
        title: lang.t1("aid-title", "name", &found.row.name),
        back: (lang.t("nav-aid"), links::aids()),
        state: match first {
            Some((.., owner)) => lang.t2("protocol-owes", "stage", stage, "name", name(&found, owner)),
            None => stage,
        },
        sla: first.map(|(since, due, _)| sla(lang, since, due, site.app.now())),
        stages: Step::ALL.iter().map(|step| line(site, lang, rules, &found, *step)).chain(further(site, lang, &found)).collect(),
        facts: facts(site, lang, rules, &found),
        sealed: Some(lang.t(if found.is_named { "aid-sealed-named" } else { "aid-sealed-unnamed" })),
        timeline: None,
        forms: fill(forms(lang, rules, id, caller.account(), &found)),
        steps: report(lang, &found),
        told: None,
        fault,
        foot: lang.t("aid-foot"),
    };
    Ok(ProtocolPage { shell: shell(site, visitor, caller, Area::Referrals, None).await?, view })
}

fn name(found: &AidView, account: AccountId) -> &str {
    found.names.get(&account).map_or("", String::as_str)
}

/// One of the seven steps: who owes it by when, or how it ended; never what was said.
fn line(site: &Site, lang: Lang, rules: &Rules, found: &AidView, step: Step) -> StageLine {
    let waits = found.aid.waiver_asked(step).map(|_| lang.t("aid-waiver-waits"));
    let progress = found.aid.progress().get(&step);
    let (standing, word, note, clock) = match progress {
        Some(Progress::Open(open)) => {
            let owner = lang.t2("aid-owes", "name", name(found, open.owner.account), "at", moment(site, lang, open.due_at));
            let note = std::iter::once(owner).chain(waits).collect::<Vec<_>>().join(" · ");
            (Standing::Now, "protocol-now", Some(note), Some(sla(lang, open.since, open.due_at, site.app.now())))
        }
        Some(Progress::Done { at, by }) => {
            let note = lang.t2("aid-done-by", "name", name(found, *by), "at", moment(site, lang, *at));
            (Standing::Done, "protocol-done", Some(note), None)
        }
        Some(Progress::Waived { reason, by, agreed_by }) => {
            let offered = rules.raw().victim_aid.waivers.iter().map(|one| (&one.code, &one.title));
            let reason = words::named(lang, offered, reason);
            let (by, agreed) = (name(found, *by), name(found, *agreed_by));
            (
                Standing::Done,
                "aid-waived",
                Some(lang.t3("aid-waived-by", [("reason", &reason), ("by", by), ("agreed", agreed)])),
                None,
            )
        }
        None => (Standing::Later, "protocol-later", None, None),
    };
    StageLine { title: words::aid_stage(lang, rules, step.code()), standing, word: lang.t(word), note, sla: clock }
}

/// A further question on its way.
fn further(site: &Site, lang: Lang, found: &AidView) -> Option<StageLine> {
    let further = found.aid.further_question()?;
    let open = further.open();
    let word = match further {
        Further::Asked { .. } => "aid-further-asked",
        Further::Approved { .. } => "aid-further-approved",
    };
    Some(StageLine {
        title: lang.t("aid-stage-further"),
        standing: Standing::Now,
        word: lang.t(word),
        note: Some(lang.t2("aid-owes", "name", name(found, open.owner.account), "at", moment(site, lang, open.due_at))),
        sla: Some(sla(lang, open.since, open.due_at, site.app.now())),
    })
}

fn facts(site: &Site, lang: Lang, rules: &Rules, found: &AidView) -> Vec<(String, String)> {
    let keeper = lang.t2("referral-account-at", "name", name(found, found.aid.keeper().account), "place", &found.place);
    let keeper = if found.has_keeper { keeper } else { lang.t1("aid-keeper-left", "keeper", keeper) };
    let mut facts = vec![(lang.t("aid-keeper"), keeper), (lang.t("protocol-opened"), moment(site, lang, found.row.opened_at))];
    if found.is_named {
        let named: Vec<&str> = found.aid.named().iter().map(|account| name(found, *account)).collect();
        facts.push((lang.t("aid-who"), named.join(&lang.t("join-comma"))));
    }
    let offered = &rules.raw().victim_aid.services;
    let services: Vec<String> = offered
        .iter()
        .filter_map(|service| {
            let answer = found.aid.services().get(&service.code)?;
            Some(lang.t2(
                "aid-service-line",
                "service",
                words::title(lang, &service.title),
                "answer",
                words::answer(lang, answer.code()),
            ))
        })
        .collect();
    if !services.is_empty() {
        facts.push((lang.t("aid-services"), services.join(&lang.t("join-comma"))));
    }
    facts
}

/// The way to the mandatory report while it is owed.
fn report(lang: Lang, found: &AidView) -> Vec<Way> {
    let owed = found.steps.contains(&Step::Report) && found.report_at.is_none();
    let href = with(&duty_new(xinqiao_duties::Kind::MinorReport), "person", found.row.person);
    owed.then(|| Way { label: lang.t("aid-report-first"), href }).into_iter().collect()
}
