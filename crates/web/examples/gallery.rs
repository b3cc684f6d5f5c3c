//! Writes every sample page with its assets into a folder, to be looked at in a browser: `gallery DIR [PAGE_PREFIX]`.

use std::error::Error;
use std::fs;
use std::path::Path;

use xinqiao_web::i18n::Lang;
use xinqiao_web::{assets, pages};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("usage: gallery DIR [PAGE_PREFIX]")?;
    let prefix = arguments.next().unwrap_or_default();
    let folder = Path::new(&folder);
    fs::create_dir_all(folder.join("assets"))?;
    for file in assets::files() {
        if let Some(bytes) = assets::bytes(file) {
            fs::write(folder.join("assets").join(file), bytes)?;
        }
    }
    for lang in Lang::ALL {
        for sample in pages::all_samples(lang)? {
            if sample.name.starts_with(&prefix) {
                let html = sample.html.replace("\"/assets/", "\"assets/");
                fs::write(folder.join(format!("{}.{}.html", sample.name, lang.tag())), html)?;
            }
        }
    }
    Ok(())
}
