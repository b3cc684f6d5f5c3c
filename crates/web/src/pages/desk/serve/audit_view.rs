//! What the page of the audit shows, out of rows, hints and the last check.

use jiff::Timestamp;
use xinqiao_access::Purpose;
use xinqiao_app::operations::audit::{ActionKind, AuditDetail, AuditPage, ChainState, FINDINGS, HintRow};
use xinqiao_app::{AppError, AuditRow};
use xinqiao_kernel::id::AuditId;
use xinqiao_kernel::person::masked_name;

use super::audit::{Asked, MOST};
use super::timing::moment;
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links;
use crate::pages::desk::address;
use crate::pages::desk::audit::{AuditFilters, AuditLine, AuditView, ChainView, Chip, DetailView, HintView};
use crate::pages::desk::parts::Pager;
use crate::parts::Choice;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// Rows of a time are counted up to here.
const MOST_COUNTED: i64 = 10_000;

/// The whole page.
pub async fn view(site: &Site, visitor: &Visitor, asked: &Asked) -> Result<AuditView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let app = &site.app;
    let fail = |fault| visitor.fault(fault);
    let mut filters = filters(site, visitor, asked).await?;
    let page = match (asked.query(), asked.unknown.as_str()) {
        (Err(field), _) => {
            filters.error = Some((field, lang.t("audit-day-wrong")));
            AuditPage::default()
        }
        (Ok(_), "who") => {
            filters.error = Some(("who", lang.t("audit-who-unknown")));
            AuditPage::default()
        }
        (Ok(_), "what") => {
            filters.error = Some(("what", lang.t("audit-what-unknown")));
            AuditPage::default()
        }
        (Ok(query), _) => match app.search_audit(caller, &query, MOST).await {
            Ok(page) => page,
            Err(AppError::Invalid(_)) => {
                filters.error = Some(("until", lang.t("audit-until-early")));
                AuditPage::default()
            }
            Err(fault) => return Err(fail(fault)),
        },
    };
    let detail = match asked.row.parse::<AuditId>() {
        Ok(id) => match app.audit_detail(caller, id).await {
            Ok(found) => Some(detail(site, lang, asked, &found).await.map_err(fail)?),
            Err(AppError::NotFound) => None,
            Err(fault) => return Err(fail(fault)),
        },
        Err(_) => None,
    };
    let hints = app.audit_hints(caller).await.map_err(fail)?;
    let chain = chain(site, lang, app.chain_state(caller).await.map_err(fail)?);
    let pack = app.audit_pack().map_err(fail)?;
    let (shortest, longest) = (pack.shortest_days(), pack.periods().last().copied().unwrap_or_default());
    let mut rows = Vec::with_capacity(page.rows.len());
    for row in &page.rows {
        rows.push(line(site, lang, asked, row).await.map_err(fail)?);
    }
    // i18n: audit-done-*
    let done = ["verified", "settled"].contains(&asked.done.as_str()).then(|| lang.t(&format!("audit-done-{}", asked.done)));
    Ok(AuditView {
        lead: lang.t2("audit-lead", "days", shortest, "years", longest / 365),
        chips: chips(lang, asked, &hints),
        hints: hints.iter().map(|row| hint(site, lang, row)).collect(),
        title: title(lang, asked, page.total),
        subtitle: lang.t1("audit-shown", "count", rows.len()),
        pager: pager(site, lang, asked, &page),
        filters,
        rows,
        detail,
        chain,
        done,
    })
}

async fn filters(site: &Site, visitor: &Visitor, asked: &Asked) -> Result<AuditFilters, Fault> {
    let lang = visitor.preferences.lang;
    let choice = |value: &str, label: String, current: &str| Choice { chosen: value == current, ..Choice::new(value, label) };
    // i18n: audit-kind-*
    let kinds =
        ActionKind::ALL.iter().map(|kind| choice(kind.code(), lang.t(&format!("audit-kind-{}", kind.code())), &asked.kind));
    let purposes = Purpose::ALL.iter().map(|one| choice(one.code(), words::purpose(lang, one.code()), &asked.purpose));
    let all = |label: String| choice("", label, "-");
    let below = site.app.places_under(site.app.place()).await.map_err(|fault| visitor.fault(fault))?;
    let places = below.iter().map(|place| choice(place.path.as_str(), place.name.clone(), &asked.place));
    let who = site.app.accounts_in_words(&asked.who).await.map_err(|fault| visitor.fault(fault))?;
    Ok(AuditFilters {
        from: asked.from.clone(),
        until: asked.until.clone(),
        who,
        what: asked.what.clone(),
        kinds: std::iter::once(all(lang.t("audit-all"))).chain(kinds).collect(),
        places: std::iter::once(all(lang.t("audit-all-places"))).chain(places).collect(),
        purposes: std::iter::once(all(lang.t("audit-all"))).chain(purposes).collect(),
        refused: !asked.refused.is_empty(),
        error: None,
    })
}

fn title(lang: Lang, asked: &Asked, total: i64) -> String {
    let count = if total > MOST_COUNTED { lang.t1("audit-more-than", "count", MOST_COUNTED) } else { total.to_string() };
    match (asked.from.as_str(), asked.until.as_str()) {
        ("", "") => lang.t1("audit-title-all", "count", count),
        (from, until) if from == until => lang.t2("audit-title-day", "day", from, "count", count),
        (from, until) => lang.t3("audit-title-days", [("from", from), ("until", until), ("count", &count)]),
    }
}

fn pager(site: &Site, lang: Lang, asked: &Asked, page: &AuditPage) -> Option<Pager> {
    let next = page.next?;
    let before = format!("{}_{}", next.at.as_microsecond(), next.id);
    let text = match page.stopped_at {
        Some(at) => lang.t1("audit-searched-to", "at", moment(site, lang, at)),
        None => lang.t1("audit-page", "count", page.rows.len()),
    };
    Some(Pager { lang, text, newer: None, older: Some(address::with(&asked.address(), "before", before)) })
}

fn chips(lang: Lang, asked: &Asked, hints: &[HintRow]) -> Vec<Chip> {
    let at = |name: &str, value: &str| address::with(&links::audit(), name, value);
    let chip = |label: String, href: String, current: bool| Chip { label, count: None, href, current };
    let mut chips = vec![
        chip(lang.t("audit-kind-export"), at("kind", "export"), asked.kind == "export"),
        chip(lang.t("audit-kind-emergency"), at("kind", "emergency"), asked.kind == "emergency"),
        chip(lang.t("audit-refused-only"), at("refused", "1"), !asked.refused.is_empty()),
    ];
    let looked_at = Chip { count: Some(hints.len().to_string()), ..chip(lang.t("hint-open"), links::audit(), false) };
    chips.insert(0, looked_at);
    chips
}

fn hint(site: &Site, lang: Lang, row: &HintRow) -> HintView {
    let who = match (&row.name, &row.login) {
        (Some(name), Some(login)) => lang.t2("hint-who", "name", name, "login", login),
        _ => row.account.to_string(),
    };
    let (from, until) = (moment(site, lang, row.from), moment(site, lang, row.until));
    // i18n: hint-rule-* hint-finding-*
    let what = lang.t1(&format!("hint-rule-{}", row.rule.replace('_', "-")), "count", row.count);
    let day = |at: Timestamp| site.app.day(at).to_string();
    let rows = address::with(&links::audit(), "who", row.account);
    let rows = address::with(&address::with(&rows, "from", day(row.from)), "until", day(row.until));
    HintView {
        title: lang.t1("hint-title", "who", who),
        why: lang.t3("hint-why", [("what", &what), ("from", &from), ("until", &until)]),
        href: rows,
        action: links::audit_hint(row.id),
        answers: FINDINGS.iter().map(|code| (*code, lang.t(&format!("hint-finding-{code}")))).collect(),
    }
}

fn chain(site: &Site, lang: Lang, state: ChainState) -> Option<ChainView> {
    let check = state.check?;
    let sound = check.faults == 0;
    let checked = moment(site, lang, check.at);
    let key = if sound { "chain-line-sound" } else { "chain-line-broken" };
    let anchor = match (&state.anchor, state.is_anchored) {
        (Some(anchor), _) => lang.t2("chain-anchored", "seal", anchor.seal, "at", moment(site, lang, anchor.at)),
        (None, true) => lang.t("chain-anchor-soon"),
        (None, false) => lang.t("chain-not-anchored"),
    };
    Some(ChainView {
        line: lang.t1(key, "at", &checked),
        sound,
        facts: vec![
            (lang.t("chain-checked"), checked),
            (lang.t("chain-seals"), check.last.to_string()),
            (lang.t("chain-unsealed"), check.unsealed.to_string()),
        ],
        head: check.head,
        anchor,
        anchored: state.anchor.is_some(),
        broken: check.fault,
    })
}

async fn line(site: &Site, lang: Lang, asked: &Asked, row: &AuditRow) -> Result<AuditLine, AppError> {
    let refused = row.outcome == "refused";
    let number = row.record.map(|id| id.to_string()).unwrap_or_default();
    let place = match row.place.parse() {
        Ok(path) => site.app.place_name(&path).await?,
        Err(_) => String::new(),
    };
    let role = words::role(lang, &row.role);
    Ok(AuditLine {
        time: moment(site, lang, row.at),
        who: holder(lang, row),
        role: if place.is_empty() { role } else { [role, place].join(&lang.t("join-comma")) },
        action: words::action(lang, &row.action, false),
        icon: match ActionKind::of(&row.action) {
            ActionKind::Read => "eye",
            ActionKind::Write => "edit",
            ActionKind::Export => "download",
            ActionKind::Emergency => "flag",
        },
        purpose: words::purpose(lang, &row.purpose),
        // the last signs of an id tell records apart; the whole id is at the side and in the export
        record: format!("{} {}", record_kind(lang, &row.record_kind), number.get(24..).unwrap_or_default()).trim_end().to_owned(),
        outcome: lang.t(if refused { "audit-refused" } else { "audit-done" }),
        refused,
        href: {
            let at = address::with(&asked.address(), "row", row.id);
            if asked.before.is_empty() { at } else { address::with(&at, "before", &asked.before) }
        },
        current: asked.row == row.id.to_string(),
    })
}

/// Staff are named; a resident's own doings are on record without their name.
fn holder(lang: Lang, row: &AuditRow) -> String {
    match &row.name {
        Some(name) if name.is_empty() => lang.t("person-erased"),
        Some(name) if row.role == "resident" => masked_name(name),
        Some(name) => name.clone(),
        None => lang.t("who-program"),
    }
}

/// What a record is; its code where an older or newer program wrote one without words here.
fn record_kind(lang: Lang, code: &str) -> String {
    // i18n: record-kind-*
    lang.find(&format!("record-kind-{}", code.replace('_', "-"))).unwrap_or_else(|| code.to_owned())
}

async fn detail(site: &Site, lang: Lang, asked: &Asked, found: &AuditDetail) -> Result<DetailView, AppError> {
    let row = &found.row;
    let line = line(site, lang, asked, row).await?;
    let short = |hash: &str| match (hash.get(..4), hash.get(60..)) {
        (Some(start), Some(end)) => format!("{start}…{end}"),
        _ => hash.to_owned(),
    };
    let mut facts = vec![
        (lang.t("audit-who"), line.role.clone()),
        (lang.t("audit-purpose"), line.purpose.clone()),
        (lang.t("audit-outcome"), line.outcome.clone()),
        (lang.t("audit-record"), record_kind(lang, &row.record_kind)),
    ];
    facts.extend(row.record.map(|id| (lang.t("audit-record-id"), id.to_string())));
    facts.extend(row.person.map(|id| (lang.t("audit-person-id"), id.to_string())));
    if !row.detail.is_empty() {
        facts.push((lang.t("audit-detail"), row.detail.clone()));
    }
    let seen = if row.person.is_some() { "audit-visible-yes" } else { "audit-visible-no" };
    facts.push((lang.t("audit-visible"), lang.t(seen)));
    let chain = match (&found.standing, found.fits) {
        (None, _) => lang.t("chain-row-unsealed"),
        (Some(standing), true) => lang.t2("chain-row-fits", "seal", standing.seal, "position", standing.position),
        (Some(standing), false) => lang.t2("chain-row-broken", "seal", standing.seal, "position", standing.position),
    };
    Ok(DetailView {
        initial: line.who.chars().take(1).collect(),
        title: lang.t2("audit-row-title", "who", &line.who, "action", &line.action),
        time: line.time,
        facts,
        links: found.standing.as_ref().map(|one| (short(one.before.as_deref().unwrap_or_default()), short(&one.link))),
        fits: found.fits,
        chain,
        same_person: found.same_person.iter().map(|(name, count)| lang.t2("audit-times", "name", name, "count", count)).collect(),
        close: asked.address(),
    })
}
