//! Page families. Each page is a view struct with its template beside it and samples of itself.

pub mod errors;
pub mod informants;
pub mod overview;
pub mod resident;

#[cfg(test)]
mod tests;

use askama::Template;

use crate::i18n::Lang;

/// A page or fragment that can show samples of itself: empty, full, long, with errors.
pub trait Samples: Template + Sized {
    /// Samples with a short name each.
    fn samples(lang: Lang) -> Vec<(&'static str, Self)>;
}

/// Who reads a page; residents' pages are held to stricter rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    Resident,
    Staff,
}

/// A rendered sample.
#[derive(Debug, Clone)]
pub struct RenderedSample {
    pub audience: Audience,
    /// `page--sample`.
    pub name: String,
    pub html: String,
}

/// Renders the samples of one view.
///
/// # Errors
/// A template that cannot be rendered.
pub fn rendered<P: Samples>(audience: Audience, page: &str, lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    P::samples(lang)
        .into_iter()
        .map(|(sample, view)| Ok(RenderedSample { audience, name: format!("{page}--{sample}"), html: view.render()? }))
        .collect()
}

/// Every sample of every view in one language.
///
/// # Errors
/// A template that cannot be rendered.
pub fn all_samples(lang: Lang) -> Result<Vec<RenderedSample>, askama::Error> {
    let mut all = resident::all_samples(lang)?;
    all.extend(desk::all_samples(lang)?);
    all.extend(informants::all_samples(lang)?);
    all.extend(rendered::<overview::OverviewPage>(Audience::Staff, "overview", lang)?);
    all.extend(rendered::<errors::ErrorPage>(Audience::Resident, "error", lang)?);
    Ok(all)
}
pub mod desk;
pub mod kiosk;
