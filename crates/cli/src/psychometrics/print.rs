//! The report for people.

use std::io::{self, Write};

use xinqiao_factor::{FactorReport, Fit, Interval, ItemStatistics, OneFactor, Report, Section};
use xinqiao_web::i18n::Lang;
use xinqiao_web::reliability::heading::{Heading, title, word};
use xinqiao_web::reliability::{failed, remark};

/// Prints every section.
pub(super) fn report(report: &Report, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for (place, section) in report.sections.iter().enumerate() {
        if 0 < place {
            writeln!(out)?;
        }
        Page { lang, out: &mut *out }.section(section)?;
    }
    Ok(())
}

struct Page<'a> {
    lang: Lang,
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn word(&self, heading: Heading) -> String {
        word(self.lang, heading)
    }

    fn section(&mut self, section: &Section) -> io::Result<()> {
        let heading = title(self.lang, &section.code, section.complete, section.persons);
        writeln!(self.out, "{heading}\n{}\n", "=".repeat(width(&heading)))?;
        // first what somebody must see, then the numbers
        writeln!(self.out, "{}", self.word(Heading::Remarks))?;
        for one in &section.remarks {
            writeln!(self.out, "  - {}", remark(self.lang, one))?;
        }
        if section.remarks.is_empty() {
            writeln!(self.out, "  {}", self.word(Heading::Nothing))?;
        }
        if !section.failed.is_empty() {
            writeln!(self.out, "\n{}", self.word(Heading::NotComputed))?;
            for one in &section.failed {
                writeln!(self.out, "  - {}", failed(self.lang, one))?;
            }
        }
        writeln!(self.out)?;
        self.consistency(section)?;
        self.items(&section.items)?;
        self.structure(section)?;
        self.retest(section)
    }

    fn line(&mut self, heading: Heading, value: String) -> io::Result<()> {
        let word = self.word(heading);
        let blanks = 32_usize.saturating_sub(width(&word)).max(2);
        writeln!(self.out, "  {word}{}{value}", " ".repeat(blanks))
    }

    fn consistency(&mut self, section: &Section) -> io::Result<()> {
        if let Some(found) = &section.consistency {
            self.line(Heading::Alpha, format!("{:.3}  95 % {}", found.alpha, range(found.interval)))?;
            self.line(Heading::Standardised, number(found.standardised))?;
            self.line(Heading::Lambda2, number(found.lambda2))?;
            self.line(Heading::SplitHalf, number(found.split_half))?;
        }
        if let Some(omega) = section.omega {
            self.line(Heading::Omega, number(omega))?;
        }
        if let Some(polychoric) = &section.polychoric {
            self.line(Heading::OrdinalAlpha, number(polychoric.alpha))?;
        }
        if let Some(omega) = section.omega_ordinal {
            self.line(Heading::OmegaOrdinal, number(omega))?;
        }
        if let Some(found) = &section.consistency {
            self.line(Heading::Sum, format!("{:.2} ± {:.2}", found.mean, found.sd))?;
            if let Some(error) = found.standard_error {
                self.line(Heading::Error, format!("{error:.2}"))?;
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &[ItemStatistics]) -> io::Result<()> {
        let heads = [
            Heading::Item,
            Heading::Persons,
            Heading::Missing,
            Heading::Mean,
            Heading::Sd,
            Heading::Skew,
            Heading::Lowest,
            Heading::Highest,
            Heading::Rest,
            Heading::Without,
        ];
        let mut rows = vec![heads.map(|head| self.word(head)).to_vec()];
        for item in items {
            let share = |value: Option<f64>| value.map_or_else(dash, |value| format!("{:.0} %", 100.0 * value));
            let two = |value: Option<f64>| value.map_or_else(dash, |value| format!("{value:.2}"));
            let name =
                if item.is_reversed { format!("{} ({})", item.code, self.word(Heading::Reversed)) } else { item.code.clone() };
            let (count, blank) = (item.persons.to_string(), share(Some(item.missing)));
            let moments = [two(item.mean), two(item.sd), two(item.skew), share(item.floor), share(item.ceiling)];
            let whole = item.alpha_without.map_or_else(dash, number);
            rows.push([name, count, blank].into_iter().chain(moments).chain([two(item.rest), whole]).collect());
        }
        writeln!(self.out)?;
        self.grid(&rows)
    }

    fn structure(&mut self, section: &Section) -> io::Result<()> {
        if let Some(parallel) = &section.parallel {
            writeln!(self.out)?;
            let shown = (parallel.count + 2).min(parallel.observed.len());
            let list =
                |values: &[f64]| values.iter().take(shown).map(|value| format!("{value:.2}")).collect::<Vec<_>>().join("  ");
            self.line(Heading::Eigenvalues, list(&parallel.observed))?;
            self.line(Heading::Chance, list(&parallel.high))?;
        }
        if let Some(factors) = &section.factors {
            self.factors(factors, &section.items)?;
        }
        for (heading, model) in [(Heading::Likelihood, &section.likelihood), (Heading::Weighted, &section.weighted)] {
            if let Some(model) = model {
                self.model(heading, model)?;
            }
        }
        Ok(())
    }

    fn factors(&mut self, factors: &FactorReport, items: &[ItemStatistics]) -> io::Result<()> {
        let basis = if factors.is_polychoric { "polychoric" } else { "Pearson" };
        writeln!(self.out, "\n{}: {basis}, {}, RMSR {:.3}", self.word(Heading::Factors), turned(factors), factors.rms)?;
        let count = factors.correlations.len();
        let head = [self.word(Heading::Item)].into_iter().chain((1..=count).map(|factor| format!("F{factor}")));
        let mut rows = vec![head.chain([self.word(Heading::Communality)]).collect::<Vec<_>>()];
        for ((item, loadings), common) in items.iter().zip(&factors.loadings).zip(&factors.communalities) {
            let loadings = loadings.iter().map(|loading| format!("{loading:.2}").replace("-0.00", "0.00"));
            rows.push([item.code.clone()].into_iter().chain(loadings).chain([format!("{common:.2}")]).collect());
        }
        self.grid(&rows)?;
        if 1 < count {
            let pairs = (0..count).flat_map(|a| (0..a).map(move |b| (b, a)));
            let shown =
                pairs.map(|(a, b)| format!("F{}–F{} {:.2}", a + 1, b + 1, factors.correlations[a][b])).collect::<Vec<_>>();
            writeln!(self.out, "  {}: {}", self.word(Heading::Correlations), shown.join(", "))?;
        }
        Ok(())
    }

    fn model(&mut self, heading: Heading, model: &OneFactor) -> io::Result<()> {
        writeln!(self.out, "\n{}", self.word(heading))?;
        if 0.0 < model.fit.df {
            let fit = model.scaled.as_ref().unwrap_or(&model.fit);
            let note = if model.scaled.is_some() { format!(" ({})", self.word(Heading::Scaled)) } else { String::new() };
            writeln!(self.out, "  {}, SRMR {:.3}{note}", indices(fit), model.srmr)?;
        }
        let word = self.word(Heading::Loading);
        let loadings: Vec<String> = model
            .loadings
            .iter()
            .map(|one| format!("{} {:.2} (±{:.2})", one.code, one.standardised, one.standardised_error))
            .collect();
        writeln!(self.out, "  {word}: {}", loadings.join(", "))
    }

    fn retest(&mut self, section: &Section) -> io::Result<()> {
        let Some(found) = &section.retest else { return Ok(()) };
        writeln!(self.out, "\n{}: n = {}", self.word(Heading::Retest), found.persons)?;
        let interval = found.correlation_interval.map_or_else(dash, range);
        writeln!(self.out, "  r         {:.3}  95 % {interval}", found.correlation)?;
        writeln!(self.out, "  ICC(A,1)  {:.3}  95 % {}", found.agreement, range(found.agreement_interval))?;
        writeln!(self.out, "  ICC(C,1)  {:.3}  95 % {}", found.consistency, range(found.consistency_interval))?;
        self.line(Heading::Error, format!("{:.2}", found.error_of_consistency))?;
        self.line(Heading::SmallestChange, format!("{:.2}", found.smallest_change))
    }

    /// Columns as wide as they must be; the first to the left, the others to the right.
    fn grid(&mut self, rows: &[Vec<String>]) -> io::Result<()> {
        let columns = rows.first().map_or(0, Vec::len);
        let widest = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| width(cell)).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(widest).collect();
        for row in rows {
            let mut line = String::from(" ");
            for (place, (cell, widest)) in row.iter().zip(&widths).enumerate() {
                let blanks = " ".repeat(widest - width(cell));
                line += &if place == 0 { format!(" {cell}{blanks}") } else { format!("  {blanks}{cell}") };
            }
            writeln!(self.out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

fn indices(fit: &Fit) -> String {
    let rmsea = fit.rmsea.map_or_else(dash, number);
    let interval = fit.rmsea_interval.map_or_else(dash, range);
    let tli = fit.tli.map_or_else(dash, number);
    let p = if fit.p < 0.001 { "p < 0.001".to_owned() } else { format!("p = {:.3}", fit.p) };
    format!("χ² {:.2}, df {:.0}, {p}, CFI {:.3}, TLI {tli}, RMSEA {rmsea} 90 % {interval}", fit.chi_square, fit.df, fit.cfi)
}

fn turned(factors: &FactorReport) -> &'static str {
    match factors.rotation {
        xinqiao_factor::Rotation::None => "–",
        xinqiao_factor::Rotation::Varimax => "varimax",
        xinqiao_factor::Rotation::Oblimin => "oblimin",
    }
}

fn number(value: f64) -> String {
    format!("{value:.3}")
}

fn range(interval: Interval) -> String {
    format!("{:.3}–{:.3}", interval.lower, interval.upper)
}

fn dash() -> String {
    "–".to_owned()
}

/// Places on a terminal: Chinese characters and full-width signs take two.
fn width(text: &str) -> usize {
    text.chars()
        .map(
            |sign| {
                if matches!(sign, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FF60}') { 2 } else { 1 }
            },
        )
        .sum()
}
