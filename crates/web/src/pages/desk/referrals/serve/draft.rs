//! From posted fields to a draft and back. Words never stand in an address: every step posts them again.

use std::collections::{BTreeMap, BTreeSet};

use xinqiao_app::referrals::{Draft, Ground, PreviewView, To};
use xinqiao_app::{AppError, FieldFault};
use xinqiao_kernel::id::{PersonId, WarningId};
use xinqiao_referrals::{Code, Form, Giver, Kind, ReferralId, Rules, StepId, Urgency};

use crate::i18n::Lang;
use crate::pages::desk::referrals::{FieldLine, words};
use crate::pages::desk::serve::warning_parts::Fields;
use crate::parts::Choice;
use crate::site::Site;

/// Longest words of a field, in characters.
const LONGEST: usize = 2_000;
/// Fields that are a line.
const SHORT: [&str; 8] =
    ["name", "birth_year", "identity_number", "phone", "guardian", "support_person", "language", "danger_grade"];

/// To whom, as it stands in an address: the id of a desk, or of a colleague.
pub fn target(kind: Kind, to: &str) -> Option<To> {
    match kind {
        Kind::Assign => to.parse().ok().map(To::Colleague),
        Kind::Transfer | Kind::Refer | Kind::Consult => to.parse().ok().map(To::Desk),
    }
}

/// The ids that a form carries.
pub fn ids(fields: &Fields) -> Result<(ReferralId, StepId), AppError> {
    fields.parsed("referral").zip(fields.parsed("step")).ok_or_else(|| AppError::field("fields", "fault-referral-form", ""))
}

/// Reads a draft; everything that is wrong is told at once.
pub fn read(rules: &Rules, person: PersonId, kind: Kind, fields: &Fields) -> Result<Draft, AppError> {
    let mut faults = Vec::new();
    let mut wrong = |field: &'static str, expected: &'static str| {
        faults.push(FieldFault { field, expected, found: fields.text(field).to_owned() });
    };
    let to = target(kind, fields.text("to"));
    if to.is_none() {
        wrong("receiver", "fault-referral-receiver");
    }
    let urgency: Option<Urgency> = fields.parsed("urgency");
    if urgency.is_none() {
        wrong("urgency", "fault-referral-urgency");
    }
    let until = fields.text("until");
    let day = match until {
        "" => None,
        text => match text.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                wrong("until", "fault-referral-until");
                None
            }
        },
    };
    let ground = match (kind, fields.text("ground").split_once(':')) {
        (Kind::Assign | Kind::Consult, None) => Some(Ground::Inside),
        (_, Some(("consent", by))) => by.parse().ok().map(|by: Giver| Ground::Consent { by, until: day }),
        (_, Some(("emergency", code))) => code.parse().ok().map(|ground| Ground::Emergency { ground }),
        (_, Some(("statutory", code))) => code.parse().ok().map(|duty| Ground::Statutory { duty }),
        _ => None,
    };
    if ground.is_none() {
        wrong("basis", "fault-referral-basis");
    }
    let warning: Option<WarningId> = fields.parsed("warning");
    let (Some(to), Some(urgency), Some(ground), true) = (to, urgency, ground, faults.is_empty()) else {
        return Err(AppError::Invalid(faults));
    };
    let mut known: BTreeMap<Code, String> = BTreeMap::new();
    for field in &rules.raw().fields {
        let text: String = fields.text(&format!("f-{}", field.code)).chars().take(LONGEST).collect();
        if !text.is_empty() {
            known.insert(field.code.clone(), text);
        }
    }
    let withheld: BTreeSet<Code> = fields.all("withheld").filter_map(|code| code.parse().ok()).collect();
    let harm = fields.text("harm") == "yes";
    Ok(Draft { person, warning, kind, urgency, to, fields: known, withheld, ground, harm })
}

/// Everything that was posted, to be posted again; without the button that was pressed.
pub fn hidden(fields: &Fields) -> Vec<(String, String)> {
    fields.pairs().filter(|(name, _)| *name != "go").map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

/// The fields of the packet for a role, with what was typed or is known.
pub fn lines(
    lang: Lang,
    rules: &Rules,
    (kind, role): (Kind, &Code),
    value: impl Fn(&Code) -> String,
    withheld: &[String],
) -> Vec<FieldLine> {
    let Some(packet) = rules.packet(kind, role) else { return Vec::new() };
    let line = |code: &Code, required: bool| {
        let typed = value(code);
        let is_wording = rules.field(code).is_some_and(|field| field.form == Form::Wording);
        let sentences = rules.raw().wordings.iter().filter(|_| is_wording);
        FieldLine {
            label: words::field(lang, rules, code),
            required,
            withheld: withheld.iter().any(|one| one == code.as_str()),
            choices: sentences
                .map(|one| Choice::new(one.code.as_str(), words::title(lang, &one.title)).chosen_if(one.code.as_str() == typed))
                .collect(),
            short: SHORT.contains(&code.as_str()),
            code: code.to_string(),
            value: typed,
        }
    };
    let needs = packet.needs.iter().map(|code| line(code, true));
    needs.chain(packet.may.iter().map(|code| line(code, false))).collect()
}

/// How soon, one of three.
pub fn urgencies(lang: Lang, chosen: &str) -> Vec<Choice> {
    let choice = |one: &Urgency| {
        Choice::new(one.code(), words::urgency(lang, one.code()))
            .with_note(words::urgency_note(lang, *one))
            .chosen_if(one.code() == chosen)
    };
    [Urgency::Routine, Urgency::Urgent, Urgency::Emergency].iter().map(choice).collect()
}

/// On what ground; none where the packet stays within the team or names nobody.
pub fn grounds(lang: Lang, rules: &Rules, kind: Kind, guardian: bool, chosen: &str) -> Vec<Choice> {
    if !rules.raw().basis.needed_for.contains(&kind) {
        return Vec::new();
    }
    let giver = if guardian { "guardian" } else { "person" };
    // i18n: referral-consent-*
    let consent = Choice::new(format!("consent:{giver}"), lang.t(&format!("referral-consent-{giver}")))
        .with_note(lang.t("referral-consent-note"));
    let grounds = rules.raw().basis.grounds.iter().map(|one| {
        Choice::new(format!("emergency:{}", one.code), words::title(lang, &one.title))
            .with_note(lang.t("referral-emergency-note"))
    });
    let duties = rules.raw().basis.duties.iter().map(|one| {
        Choice::new(format!("statutory:{}", one.code), words::title(lang, &one.title))
            .with_note(one.source.split(" (domain_rules").next().unwrap_or_default())
    });
    let all = [consent].into_iter().chain(grounds).chain(duties);
    all.map(|choice| {
        let is_chosen = choice.value == chosen;
        choice.chosen_if(is_chosen)
    })
    .collect()
}

/// What is wrong, each in a sentence.
// i18n: fault-referral-*
pub fn told(site: &Site, lang: Lang, why: &AppError) -> Vec<String> {
    match why {
        AppError::Invalid(faults) => faults.iter().map(|fault| told_one(site, lang, fault)).collect(),
        AppError::Conflict { code } => vec![words::conflict(lang, code)],
        _ => Vec::new(),
    }
}

fn told_one(site: &Site, lang: Lang, fault: &FieldFault) -> String {
    if fault.expected != "fault-referral-lacking" {
        return lang.t1(fault.expected, "found", &fault.found);
    }
    let rules = site.app.rules_of_referrals().ok();
    let named = fault.found.split(' ').map(|code| match (rules, code.parse()) {
        (Some(rules), Ok(code)) => words::field(lang, rules, &code),
        _ => code.to_owned(),
    });
    lang.t1(fault.expected, "found", named.collect::<Vec<_>>().join(&lang.t("join-comma")))
}

/// Lines of a previewed packet: shown, left out with the reason, lacking.
pub struct Told {
    pub shown: Vec<(String, String)>,
    pub left_out: Vec<(String, String)>,
    pub lacking: Vec<String>,
}

/// A preview in words.
pub fn packet(lang: Lang, rules: &Rules, view: &PreviewView) -> Told {
    let name = |code: &Code| words::field(lang, rules, code);
    let shown = view.preview.shown().iter();
    Told {
        shown: shown.map(|field| (name(&field.code), words::value(lang, rules, &field.code, &field.value))).collect(),
        left_out: view.preview.left_out().iter().map(|(code, why)| (name(code), words::why(lang, *why))).collect(),
        lacking: view.preview.lacking().iter().map(name).collect(),
    }
}
