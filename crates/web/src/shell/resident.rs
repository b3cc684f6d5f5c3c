//! Shell of the residents' pages.

use crate::i18n::Lang;
use crate::links;

/// Who runs the service and when the helpline answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// Shown under the mark: `张掖社会心理服务`.
    pub name: String,
    /// Hours of the helpline as people read them (`08:00–24:00`, `24小时`); none says nothing of hours.
    pub helpline_hours: Option<String>,
    /// What every page says of its data, in Chinese and English: that a demonstration is one.
    pub note: Option<[String; 2]>,
}

impl Service {
    /// What every page says of its data.
    pub fn note_in(&self, lang: Lang) -> Option<&str> {
        let [zh_cn, en] = self.note.as_ref()?;
        Some(if lang == Lang::ZhCn { zh_cn } else { en })
    }

    /// One line about when the helpline answers.
    pub fn helpline_line(&self, lang: Lang) -> String {
        match &self.helpline_hours {
            Some(hours) => lang.t1("helpline-hours", "hours", hours),
            None => lang.t("helpline-plain"),
        }
    }
}

/// What every resident page knows beside its own content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResidentShell {
    pub lang: Lang,
    pub service: Service,
    /// Large type, chosen by the person and kept in a cookie.
    pub large: bool,
    pub signed_in: bool,
    /// Seconds after which the page leaves by itself: on a device that was handed over.
    pub leaves_after_s: Option<u32>,
}

impl ResidentShell {
    /// Classes of the page body.
    pub fn body_class(&self) -> &'static str {
        if self.large { "xq-resident xq-large" } else { "xq-resident" }
    }

    /// What every page says of its data.
    pub fn note(&self) -> Option<&str> {
        self.service.note_in(self.lang)
    }

    /// One line about when the helpline answers.
    pub fn helpline(&self) -> String {
        self.service.helpline_line(self.lang)
    }

    /// Address that switches to the other type size.
    pub fn other_type(&self) -> String {
        links::large(!self.large)
    }

    /// A shell for samples and the gallery.
    pub fn sample(lang: Lang) -> Self {
        let name = match lang {
            Lang::ZhCn => "张掖社会心理服务",
            Lang::En => "Zhangye care service",
        };
        let service = Service { name: name.to_owned(), helpline_hours: Some("08:00–24:00".to_owned()), note: None };
        Self { lang, service, large: false, signed_in: false, leaves_after_s: None }
    }

    /// The same in large type.
    pub fn large_sample(lang: Lang) -> Self {
        Self { large: true, ..Self::sample(lang) }
    }

    /// The same for somebody who is signed in.
    pub fn signed_in_sample(lang: Lang) -> Self {
        Self { signed_in: true, ..Self::sample(lang) }
    }
}
