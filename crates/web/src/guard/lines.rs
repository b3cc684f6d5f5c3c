//! Lines that stay open for live changes: a few for each account.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use xinqiao_kernel::id::AccountId;

/// Most lines of one account: windows in which the desk is open.
const MOST: u32 = 8;

#[derive(Debug, Default)]
pub(super) struct Lines {
    open: Arc<Mutex<HashMap<AccountId, u32>>>,
}

/// An open line; dropping it frees the place.
#[derive(Debug)]
pub struct Line {
    account: AccountId,
    open: Arc<Mutex<HashMap<AccountId, u32>>>,
}

impl Lines {
    pub fn open(&self, account: AccountId) -> Option<Line> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = open.entry(account).or_insert(0);
        if *count == MOST {
            return None;
        }
        *count += 1;
        Some(Line { account, open: self.open.clone() })
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.account) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.account);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_has_so_many_lines_and_a_closed_one_is_free_again() {
        let (lines, account) = (Lines::default(), AccountId::from_uuid(uuid::Uuid::from_u128(1)));
        let mut held: Vec<Line> = (0..MOST).map_while(|_| lines.open(account)).collect();
        assert_eq!(held.len(), MOST as usize);
        assert!(lines.open(account).is_none());
        assert!(lines.open(AccountId::from_uuid(uuid::Uuid::from_u128(2))).is_some());
        held.pop();
        assert!(lines.open(account).is_some());
        drop(held);
        assert!(lines.open.lock().unwrap().is_empty(), "nothing is kept of accounts without lines");
    }
}
