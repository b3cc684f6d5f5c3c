//! Why the system raised something: the source, its words, where it comes from.

use askama::Template;

/// One piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Template)]
#[template(
    ext = "html",
    source = r##"<div class="xq-evidence"><div class="xq-evidence-head"><svg class="icon" aria-hidden="true"><use href="#i-{{ icon }}"/></svg><b>{{ title }}</b>{% if let Some(origin) = origin %}<span class="badge ms-auto">{{ origin }}</span>{% endif %}</div>{% for quote in quotes %}<blockquote>{{ quote }}</blockquote>{% endfor %}{% if !passage.is_empty() %}<blockquote class="xq-words">{% for piece in passage %}{% if piece.1 %}<mark>{{ piece.0 }}</mark>{% else %}{{ piece.0 }}{% endif %}{% endfor %}</blockquote>{% endif %}{% if !foot.is_empty() %}<div class="xq-evidence-foot">{% for note in foot %}<span>{{ note }}</span>{% endfor %}</div>{% endif %}</div>"##
)]
pub struct Evidence {
    /// Name of a symbol in the sprite, without `i-`.
    pub icon: &'static str,
    pub title: String,
    /// Who gave it: the person, a doctor, a device.
    pub origin: Option<String>,
    pub quotes: Vec<String>,
    /// Words verbatim, in pieces; true for those that speak.
    pub passage: Vec<(String, bool)>,
    /// Small facts below: scores, validity, the moment.
    pub foot: Vec<String>,
}
