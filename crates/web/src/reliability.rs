//! The words of a report on reliability and structure: each remark as a sentence with its number and its rule.

use xinqiao_factor::{Failed, Remark, Topic};

use crate::i18n::Lang;

/// A remark as a sentence; what it refers to in brackets after it.
pub fn remark(lang: Lang, remark: &Remark) -> String {
    let number = |value: f64| match remark.topic {
        Topic::ManyDropped | Topic::Floor | Topic::Ceiling => format!("{:.0} %", 100.0 * value),
        Topic::FewPersons | Topic::RetestFew | Topic::SeveralFactors | Topic::EmptyCategory => format!("{value:.0}"),
        Topic::FewPersonsPerItem | Topic::RetestShift => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    };
    let limit = remark.rule.map(|rule| match remark.topic {
        Topic::EmptyCells => format!("{:.0} %", 100.0 * rule.limit),
        _ => number(rule.limit),
    });
    let value = match remark.topic {
        Topic::EmptyCells => remark.value.map(|value| format!("{value:.0}")),
        // never rounded onto the limit that it misses
        _ => remark.value.map(|value| match (number(value), &limit) {
            (shown, Some(limit)) if shown == *limit && remark.topic != Topic::OneFactorHolds => format!("{value:.4}"),
            (shown, _) => shown,
        }),
    };
    let items = remark.items.join(", ");
    let given = [("value", value.as_deref().unwrap_or("")), ("limit", limit.as_deref().unwrap_or("")), ("items", items.as_str())];
    let sentence = lang.t3(key(remark.topic), given);
    match remark.rule.filter(|rule| rule.source != "xinqiao") {
        Some(rule) => lang.t2("factor-with-source", "sentence", sentence, "source", rule.source),
        None => sentence,
    }
}

/// What could not be computed. The reason is the program's own, in English.
pub fn failed(lang: Lang, failed: &Failed) -> String {
    // i18n: factor-failed-*
    lang.t2("factor-failed", "what", lang.t(&format!("factor-failed-{}", failed.what)), "why", &failed.why)
}

fn key(topic: Topic) -> &'static str {
    match topic {
        Topic::FewPersons => "factor-few-persons",
        Topic::FewPersonsPerItem => "factor-few-persons-per-item",
        Topic::ManyDropped => "factor-many-dropped",
        Topic::AlphaLow => "factor-alpha-low",
        Topic::AlphaUncertain => "factor-alpha-uncertain",
        Topic::AlphaHigh => "factor-alpha-high",
        Topic::RunsAgainst => "factor-runs-against",
        Topic::RestLow => "factor-rest-low",
        Topic::BetterWithout => "factor-better-without",
        Topic::EmptyCategory => "factor-empty-category",
        Topic::Floor => "factor-floor",
        Topic::Ceiling => "factor-ceiling",
        Topic::EmptyCells => "factor-empty-cells",
        Topic::AtEdge => "factor-at-edge",
        Topic::Smoothed => "factor-smoothed",
        Topic::SeveralFactors => "factor-several",
        Topic::NoFactor => "factor-none",
        Topic::Heywood => "factor-heywood",
        Topic::CfiLow => "factor-cfi-low",
        Topic::RmseaHigh => "factor-rmsea-high",
        Topic::SrmrHigh => "factor-srmr-high",
        Topic::OneFactorHolds => "factor-one-holds",
        Topic::RetestFew => "factor-retest-few",
        Topic::RetestLow => "factor-retest-low",
        Topic::RetestShift => "factor-retest-shift",
    }
}

/// The fixed words of a report: heading, captions and column names.
pub mod heading {
    use crate::i18n::Lang;

    /// Fixed words, by what they name.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Heading {
        Item,
        Persons,
        Missing,
        Mean,
        Sd,
        Skew,
        Lowest,
        Highest,
        Rest,
        Without,
        Reversed,
        Alpha,
        Standardised,
        Lambda2,
        SplitHalf,
        Omega,
        OmegaOrdinal,
        OrdinalAlpha,
        Sum,
        Error,
        Eigenvalues,
        Chance,
        Factors,
        Communality,
        Correlations,
        Likelihood,
        Weighted,
        Scaled,
        Loading,
        Retest,
        SmallestChange,
        Remarks,
        NotComputed,
        Nothing,
    }

    /// The word.
    pub fn word(lang: Lang, heading: Heading) -> String {
        let key = match heading {
            Heading::Item => "factor-word-item",
            Heading::Persons => "factor-word-persons",
            Heading::Missing => "factor-word-missing",
            Heading::Mean => "factor-word-mean",
            Heading::Sd => "factor-word-sd",
            Heading::Skew => "factor-word-skew",
            Heading::Lowest => "factor-word-lowest",
            Heading::Highest => "factor-word-highest",
            Heading::Rest => "factor-word-rest",
            Heading::Without => "factor-word-without",
            Heading::Reversed => "factor-word-reversed",
            Heading::Alpha => "factor-word-alpha",
            Heading::Standardised => "factor-word-standardised",
            Heading::Lambda2 => "factor-word-lambda2",
            Heading::SplitHalf => "factor-word-split-half",
            Heading::Omega => "factor-word-omega",
            Heading::OmegaOrdinal => "factor-word-omega-ordinal",
            Heading::OrdinalAlpha => "factor-word-ordinal-alpha",
            Heading::Sum => "factor-word-sum",
            Heading::Error => "factor-word-error",
            Heading::Eigenvalues => "factor-word-eigenvalues",
            Heading::Chance => "factor-word-chance",
            Heading::Factors => "factor-word-factors",
            Heading::Communality => "factor-word-communality",
            Heading::Correlations => "factor-word-correlations",
            Heading::Likelihood => "factor-word-likelihood",
            Heading::Weighted => "factor-word-weighted",
            Heading::Scaled => "factor-word-scaled",
            Heading::Loading => "factor-word-loading",
            Heading::Retest => "factor-word-retest",
            Heading::SmallestChange => "factor-word-smallest-change",
            Heading::Remarks => "factor-word-remarks",
            Heading::NotComputed => "factor-word-not-computed",
            Heading::Nothing => "factor-word-nothing",
        };
        lang.t(key)
    }

    /// `code: persons without blanks of persons`.
    pub fn title(lang: Lang, code: &str, complete: usize, persons: usize) -> String {
        lang.t3("factor-title", [("code", code), ("complete", &complete.to_string()), ("persons", &persons.to_string())])
    }
}

#[cfg(test)]
mod tests {
    use xinqiao_factor::{Convention, Conventions};

    use super::*;

    fn check(lang: Lang, topic: Topic, value: f64, rule: Option<Convention>, expected: &str) {
        assert_eq!(remark(lang, &Remark { topic, items: vec!["q3".to_owned()], value: Some(value), rule }), expected);
    }

    #[test]
    fn a_remark_is_a_sentence_with_its_rule() {
        let rule = Some(Conventions::default().alpha_low);
        let en = "alpha 0.62: below 0.70, the usual minimum for comparing groups. The sum is too imprecise to judge single persons by. (Terwee et al. 2007, J Clin Epidemiol 60:34–42)";
        check(Lang::En, Topic::AlphaLow, 0.62, rule, en);
        check(
            Lang::En,
            Topic::RunsAgainst,
            -0.4,
            None,
            "q3: runs against the other items (r = -0.40). Perhaps it has to be reversed: check its wording.",
        );
        assert!(
            remark(Lang::ZhCn, &Remark { topic: Topic::AlphaLow, items: Vec::new(), value: Some(0.62), rule })
                .starts_with("α 0.62：低于 0.70")
        );
    }

    #[test]
    fn a_value_is_not_rounded_onto_the_limit_that_it_misses() {
        let rule = Some(Conventions::default().alpha_low);
        let found = remark(Lang::En, &Remark { topic: Topic::AlphaLow, items: Vec::new(), value: Some(0.6987), rule });
        assert!(found.starts_with("alpha 0.6987: below 0.70"), "{found}");
    }
}
