//! Handlers of informants: the page of a person, asking, taking back.

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use xinqiao_app::AppError;
use xinqiao_app::informants::{
    AskInformant, Compared, FormView, InformantLine, InformantPage, InformantState, ItemPair, ScoreRow, ToAsk,
};
use xinqiao_factor::informants::Gap;
use xinqiao_kernel::id::{AccountId, InformantRequestId, PersonId};
use xinqiao_packs::InstrumentPack;
use xinqiao_psychometrics::Accepts;
use xinqiao_psychometrics::definition::Informant;

use super::page::{ComparedView, InformantRow, InformantsPage, InformantsView, PairLine, ScoreLine, form};
use crate::fault::Fault;
use crate::i18n::Lang;
use crate::links::{self, pattern as at};
use crate::page::{go, show, show_with};
use crate::pages::desk::address::with;
use crate::pages::desk::serve::staff::shell;
use crate::pages::desk::serve::timing::moment;
use crate::pages::desk::serve::warning_parts::{Fields, fault_words};
use crate::parts::Choice;
use crate::shell::Area;
use crate::site::Site;
use crate::visitor::Visitor;
use crate::words;

/// The routes of informants.
pub fn routes() -> Router<Site> {
    Router::new().route(at::INFORMANTS, get(page).post(ask)).route(at::INFORMANT_WITHDRAW, post(withdraw))
}

/// What was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

async fn page(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Query(asked): Query<Done>,
) -> Result<Response, Fault> {
    let mut view = view(&site, &visitor, person).await?;
    // i18n: informants-done-asked informants-done-withdrawn informants-done-settled
    let known = ["asked", "withdrawn", "settled"].contains(&asked.done.as_str());
    view.done = known.then(|| visitor.preferences.lang.t(&format!("informants-done-{}", asked.done)));
    let shell = shell(&site, &visitor, visitor.signed_in()?, Area::People, None).await?;
    Ok(show(&InformantsPage { shell, view }))
}

async fn ask(
    State(site): State<Site>,
    visitor: Visitor,
    Path(person): Path<PersonId>,
    Form(fields): Form<Fields>,
) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    let outcome = match parsed(&fields) {
        Ok(asked) => site.app.ask_informant(caller, person, &asked).await.map(drop),
        Err(why) => Err(why),
    };
    let why = match outcome {
        Ok(()) => return Ok(go(&with(&links::informants(person), "done", "asked"))),
        Err(why @ (AppError::Invalid(_) | AppError::Conflict { .. })) => why,
        Err(other) => return Err(visitor.fault(other)),
    };
    let status = match &why {
        AppError::Conflict { .. } => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let mut view = view(&site, &visitor, person).await?;
    // i18n: fault-informant-whom fault-informant-family conflict-informants-no-consent conflict-informant-asked-already
    view.ask = view.ask.map(|form| fault_words(visitor.preferences.lang, form.filled(fields.pairs()), &why));
    let shell = shell(&site, &visitor, caller, Area::People, None).await?;
    Ok(show_with(status, &InformantsPage { shell, view }))
}

/// `self:<account>`, `parent:<account>`, `teacher:<account>`. Errors: `Invalid` on `whom`.
fn parsed(fields: &Fields) -> Result<AskInformant, AppError> {
    let whom = fields.text("whom");
    let known = whom
        .split_once(':')
        .and_then(|(informant, account)| Some((Informant::from_code(informant)?, account.parse::<AccountId>().ok()?)));
    let (informant, account) = known.ok_or_else(|| AppError::field("whom", "fault-informant-whom", whom))?;
    Ok(AskInformant { informant, account, family: fields.text("family").to_owned() })
}

async fn withdraw(State(site): State<Site>, visitor: Visitor, Path(id): Path<InformantRequestId>) -> Result<Response, Fault> {
    let caller = visitor.signed_in()?;
    match site.app.withdraw_informant(caller, id).await {
        Ok(person) => Ok(go(&with(&links::informants(person), "done", "withdrawn"))),
        Err(why) => Err(visitor.fault(why)),
    }
}

async fn view(site: &Site, visitor: &Visitor, person: PersonId) -> Result<InformantsView, Fault> {
    let caller = visitor.signed_in()?;
    let lang = visitor.preferences.lang;
    let found = site.app.informants(caller, person).await.map_err(|fault| visitor.fault(fault))?;
    let rules = site.app.informant_rules().map_err(|fault| visitor.fault(fault))?;
    let limits = rules.limits();
    let how = vec![
        lang.t("informants-how-what"),
        lang.t1("informants-how-t", "points", words::number(limits.t_points)),
        lang.t("informants-how-error"),
        lang.t1("informants-how-items", "steps", limits.item_steps),
        lang.t1("informants-how-days", "days", rules.asked_days()),
        lang.t("informants-how-start"),
    ];
    Ok(InformantsView {
        back: links::person(person),
        done: None,
        no_consent: !found.consent,
        ask: ask_form(site, lang, person, &found),
        rows: found.lines.iter().map(|line| row(site, lang, line)).collect(),
        compared: found.compared.iter().map(|one| compared(site, lang, one, limits.t_points)).collect(),
        name: found.name,
        how,
    })
}

fn ask_form(site: &Site, lang: Lang, person: PersonId, found: &InformantPage) -> Option<crate::pages::desk::parts::PostForm> {
    let choice =
        |one: &ToAsk| Choice::new(format!("{}:{}", one.informant.code(), one.account), who(lang, one.informant, &one.name));
    let whom: Vec<Choice> = found.to_ask.iter().map(choice).collect();
    let family = |(code, _): &(String, Vec<Informant>)| Choice::new(code.clone(), family_title(site, lang, code));
    let families: Vec<Choice> = found.families.iter().map(family).collect();
    (!whom.is_empty() && !families.is_empty()).then(|| form(lang, person, whom, families))
}

/// A guardian or teacher with the name; the person without.
fn who(lang: Lang, informant: Informant, name: &str) -> String {
    // i18n: informant-self informant-parent informant-teacher
    let word = lang.t(&format!("informant-{}", informant.code()));
    if name.is_empty() { word } else { lang.t2("informant-called", "who", word, "name", name) }
}

/// The name of the first form, which all forms of a family share but for whom they are for.
fn family_title(site: &Site, lang: Lang, family: &str) -> String {
    let forms = site.app.library().forms_of(family);
    let text = forms.first().and_then(|pack| words::text_of(pack, lang));
    text.map_or_else(|| family.to_owned(), |text| text.name.clone())
}

fn row(site: &Site, lang: Lang, line: &InformantLine) -> InformantRow {
    let pack = site.app.library().instrument_version(&line.instrument, &line.version);
    let text = pack.and_then(|pack| words::text_of(pack, lang));
    let title = text.map_or_else(|| line.instrument.clone(), |text| text.title.clone());
    let asked = lang.t1("informant-asked-on", "at", moment(site, lang, line.asked_at));
    let is_open = line.state == InformantState::Open;
    let then = match (is_open, line.settled_at) {
        (true, _) => Some(lang.t1("informant-until", "at", moment(site, lang, line.expires_at))),
        (false, at) => at.map(|at| moment(site, lang, at)),
    };
    InformantRow {
        who: who(lang, line.informant, &line.name),
        line: [Some(title), Some(asked), then].into_iter().flatten().collect::<Vec<_>>().join(&lang.t("join-comma")),
        // i18n: informant-state-*
        state: lang.t(&format!("informant-state-{}", line.state.code())),
        withdraw: is_open.then(|| links::informant_withdraw(line.id)),
    }
}

fn compared(site: &Site, lang: Lang, one: &Compared, t_points: f64) -> ComparedView {
    let names: Vec<String> = one.views.iter().map(|view| who(lang, view.informant, &view.name)).collect();
    let packs: Vec<Option<&InstrumentPack>> =
        one.views.iter().map(|view| site.app.library().instrument_version(&view.instrument, &view.version)).collect();
    let views = one.views.iter().zip(&names).map(|(view, name)| about(site, lang, view, name));
    let pairs = one.items.as_ref().map(|pairs| pairs.iter().map(|pair| pair_line(lang, pair, &names, &packs)).collect());
    ComparedView {
        title: family_title(site, lang, &one.family),
        views: views.collect(),
        scores: one.scores.iter().map(|score| score_line(lang, score, &names, &packs, t_points)).collect(),
        pairs,
    }
}

fn about(site: &Site, lang: Lang, view: &FormView, name: &str) -> String {
    let mut parts = vec![lang.t1("informant-view", "who", name), moment(site, lang, view.at)];
    parts.extend((!view.valid).then(|| lang.t("informant-view-aside")));
    parts.extend(view.danger.then(|| lang.t("informant-view-danger")));
    parts.join(&lang.t("join-comma"))
}

fn score_line(lang: Lang, score: &ScoreRow, names: &[String], packs: &[Option<&InstrumentPack>], t_points: f64) -> ScoreLine {
    let title = packs.iter().flatten().find_map(|pack| words::text_of(pack, lang)?.score.get(&score.code).cloned());
    let value = |value: &Option<f64>| match (value, score.range) {
        (Some(value), Some([low, high])) => {
            let parts = [("value", words::number(*value)), ("low", words::number(low)), ("high", words::number(high))];
            lang.t3("informant-value", parts.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        (Some(value), None) => words::number(*value),
        (None, _) => lang.t("informant-no-value"),
    };
    let is_many = score.gaps.len() > 1;
    let told = |(a, b, gap): &(usize, usize, Gap)| {
        let (word, numbers) = gap_words(lang, gap, t_points);
        let pair = format!("{} – {}", name(names, *a), name(names, *b));
        let numbers = if is_many { format!("{pair}{}{numbers}", lang.t("informant-colon")) } else { numbers };
        (word, numbers, gap.differs() == Some(true))
    };
    ScoreLine {
        title: title.unwrap_or_else(|| score.code.clone()),
        values: names.iter().cloned().zip(score.values.iter().map(value)).collect(),
        gaps: score.gaps.iter().map(told).collect(),
    }
}

fn name(names: &[String], at: usize) -> &str {
    names.get(at).map_or("", String::as_str)
}

/// Apart, near or not judged; and the numbers behind it.
fn gap_words(lang: Lang, gap: &Gap, t_points: f64) -> (String, String) {
    let word = lang.t(match gap.differs() {
        Some(true) => "informant-apart",
        Some(false) => "informant-near",
        None => "informant-not-judged",
    });
    let numbers = match gap {
        Gap::Norms { t: [a, b], difference, error, .. } => {
            let shown = [("t", format!("{a:.1}, {b:.1}")), ("by", signed(*difference)), ("limit", words::number(t_points))];
            let line = lang.t3("informant-by-t", shown.each_ref().map(|(name, value)| (*name, value.as_str())));
            match error {
                Some(error) => {
                    format!("{line}{}{}", lang.t("join-comma"), lang.t1("informant-t-error", "error", format!("{error:.1}")))
                }
                None => line,
            }
        }
        Gap::Error { difference, error, index, .. } => {
            let shown = [("by", signed(*difference)), ("error", format!("{error:.1}")), ("index", format!("{index:.2}"))];
            lang.t3("informant-by-error", shown.each_ref().map(|(name, value)| (*name, value.as_str())))
        }
        Gap::Unjudged { difference: Some(by) } => lang.t1("informant-side-by-side", "points", signed(*by)),
        Gap::Unjudged { difference: None } => lang.t("informant-other-range"),
    };
    (word, numbers)
}

fn signed(value: f64) -> String {
    if 0.0 < value { format!("+{value:.1}") } else { format!("{value:.1}") }
}

fn pair_line(lang: Lang, pair: &ItemPair, names: &[String], packs: &[Option<&InstrumentPack>]) -> PairLine {
    let (one, other) = pair.views;
    let words_of = |code: &str| {
        let of = |at: usize| words::text_of((*packs.get(at)?)?, lang)?.item.get(code).cloned();
        of(one).or_else(|| of(other)).unwrap_or_else(|| code.to_owned())
    };
    let answers = |code: &str, values: [f64; 2]| {
        let label = |at: usize, value: f64| label(packs.get(at).copied().flatten(), lang, code, value);
        format!("{} – {}", label(one, values[0]), label(other, values[1]))
    };
    PairLine {
        title: format!("{} – {}", name(names, one), name(names, other)),
        counts: lang.t2("informant-items", "same", pair.same, "shared", pair.shared),
        apart: pair.apart.iter().map(|gap| (words_of(&gap.item), answers(&gap.item, gap.values))).collect(),
    }
}

/// An answer in the words of its form; the number where the form has none.
fn label(pack: Option<&InstrumentPack>, lang: Lang, code: &str, value: f64) -> String {
    let found = pack.and_then(|pack| {
        let text = words::text_of(pack, lang)?;
        let item = pack.instrument().items().get(pack.instrument().item_index(code)?)?;
        let scales: Vec<&str> = pack.instrument().scales().map(|(scale, _)| scale).collect();
        let Accepts::Choice(values) = item.accepts() else { return None };
        let at = values.iter().position(|known| *known as f64 == value)?;
        words::labels(text, Some(item), item.scale().and_then(|scale| scales.get(scale).copied())).get(at).cloned()
    });
    found.unwrap_or_else(|| words::number(value))
}
