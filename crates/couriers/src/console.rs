//! Letters on the console, for the operator's trial.

use std::io::Write as _;

use futures_util::future::BoxFuture;
use xinqiao_notices::{Letter, Receipt, Refused, RefusedKind};

use crate::Courier;

/// Writes each letter as one line to the standard output. Never through the log, which holds nothing of people.
#[derive(Debug, Clone, Copy)]
pub struct ConsoleCourier;

impl Courier for ConsoleCourier {
    fn deliver<'a>(&'a self, letter: &'a Letter) -> BoxFuture<'a, Result<Receipt, Refused>> {
        let line = line(letter);
        Box::pin(async move {
            let mut out = std::io::stdout().lock();
            let written = out.write_all(line.as_bytes()).and_then(|()| out.flush());
            let refused = |fault: std::io::Error| Refused::new(RefusedKind::Unreachable, format!("console: {}", fault.kind()));
            written.map(|()| Receipt::default()).map_err(refused)
        })
    }
}

fn line(letter: &Letter) -> String {
    format!("{} {} {}\n", letter.channel, letter.to, letter.text.trim_end().replace('\n', " "))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_letter_is_one_line() {
        let letter = crate::file::sample(1);
        assert_eq!(super::line(&letter), "sms +8613812345678 有一项工作等您处理， 请尽快登录查看。\n");
    }
}
