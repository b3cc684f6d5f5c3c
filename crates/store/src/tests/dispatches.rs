//! The ledger of what goes out, and where accounts are reached.

use jiff::SignedDuration;
use xinqiao_kernel::id::{AccountId, NoticeId};

use super::world::{SCHOOL, World, on_both, path};
use crate::StoreError;
use crate::addresses::Address;
use crate::dispatches::{Changed, DispatchRow, LetterRow};
use crate::notices::{Notice, Outgoing};

fn outgoing(world: &World, account: AccountId) -> Outgoing {
    let id = NoticeId::new(&world.ids, world.now());
    let notice = Notice {
        id,
        account,
        kind: "notice-yours".to_owned(),
        warning: None,
        params: "{}".to_owned(),
        read_at: None,
        at: world.now(),
    };
    Outgoing {
        notice,
        place: Some(path(SCHOOL)),
        about: ("signal".to_owned(), world.ids.uuid(world.now())),
        step: 3,
        level: Some("red".to_owned()),
        due_at: Some(world.now()),
    }
}

fn dispatch(world: &World, told: &Outgoing) -> DispatchRow {
    DispatchRow {
        notice: told.notice.id,
        channel: "email".to_owned(),
        account: told.notice.account,
        state: "queued".to_owned(),
        next_at: Some(world.now()),
        body: "{}".to_owned(),
        letter: None,
        version: 0,
        changed_at: world.now(),
    }
}

fn letter(world: &World, account: AccountId) -> LetterRow {
    LetterRow {
        id: "letter-1".to_owned(),
        account,
        channel: "email".to_owned(),
        is_red: true,
        notices: "[]".to_owned(),
        sayings: "[]".to_owned(),
        sent_at: world.now(),
    }
}

fn address(world: &World, account: AccountId, text: &str) -> Address {
    Address {
        id: world.ids.uuid(world.now()),
        account,
        channel: "email".to_owned(),
        address: text.to_owned(),
        language: "en".to_owned(),
        confirmed_at: world.now(),
        off_at: None,
    }
}

/// A row in every table of the ledger.
pub async fn fill(world: &World, account: AccountId) {
    let (told, now) = (outgoing(world, account), world.now());
    let (row, letter, address) = (dispatch(world, &told), letter(world, account), address(world, account, "bai@town.test"));
    let changed = Changed { state: "failed", next_at: None, body: "{}", event: "{}", letter: Some(&letter.id), at: now };
    world
        .write(async |tx| {
            tx.add_outgoing(&told).await?;
            tx.add_dispatch(&row).await?;
            tx.change_dispatch(&row, &changed).await?;
            tx.letter_sets_out(&letter).await?;
            tx.put_address(&address).await
        })
        .await;
}

#[tokio::test]
async fn of_two_who_change_a_dispatch_one_is_first() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let told = outgoing(world, account);
        let row = dispatch(world, &told);
        world
            .write(async |tx| {
                tx.add_outgoing(&told).await?;
                tx.add_dispatch(&row).await?;
                // a second plan changes nothing
                tx.add_dispatch(&DispatchRow { body: "{\"other\":1}".to_owned(), ..row.clone() }).await
            })
            .await;
        assert_eq!(world.db.notices_to_plan(10).await.unwrap().len(), 1);
        assert_eq!(world.db.dispatches_due(world.now(), 10).await.unwrap().len(), 1);
        let sending = Changed {
            state: "sending",
            next_at: Some(world.now() + SignedDuration::from_mins(5)),
            body: "{\"a\":1}",
            event: "{\"b\":1}",
            letter: Some("letter-1"),
            at: world.now(),
        };
        world.write(async |tx| tx.change_dispatch(&row, &sending).await).await;
        let mut tx = world.db.begin().await.unwrap();
        let late = tx.change_dispatch(&row, &sending).await.unwrap_err();
        assert!(matches!(late, StoreError::Stale { table: "dispatch", .. }), "{late:?}");
        tx.rollback().await.unwrap();
        assert!(world.db.dispatches_due(world.now(), 10).await.unwrap().is_empty());
        let kept = world.db.dispatches_of(told.notice.id).await.unwrap();
        assert_eq!((kept[0].version, kept[0].letter.as_deref()), (1, Some("letter-1")));
        assert_eq!(world.db.dispatch_events(told.notice.id, "email").await.unwrap(), ["{\"b\":1}"]);
    })
    .await;
}

#[tokio::test]
async fn a_letter_counts_while_nobody_knows_what_became_of_it_and_not_when_it_was_surely_refused() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        let letter = letter(world, account);
        let since = world.now() - SignedDuration::from_secs(1);
        let counted = async || world.db.letters_to(account, since).await.unwrap().len();
        world.write(async |tx| tx.letter_sets_out(&letter).await).await;
        assert_eq!(counted().await, 1);
        world.write(async |tx| tx.letter_ended(&letter.id, false).await).await;
        assert_eq!(counted().await, 0);
        // what may have arrived once may lie there for ever
        for may_be_there in [true, false] {
            world.write(async |tx| tx.letter_sets_out(&letter).await).await;
            world.write(async |tx| tx.letter_ended(&letter.id, may_be_there).await).await;
            assert_eq!(counted().await, 1);
        }
        world.write(async |tx| tx.forget_letters(world.now() + SignedDuration::from_secs(1)).await.map(|_| ())).await;
        assert_eq!(counted().await, 0);
    })
    .await;
}

#[tokio::test]
async fn an_address_lies_sealed_and_the_new_one_takes_the_place_of_the_old() {
    on_both(async |world| {
        let account = world.account("zhou").await;
        for text in ["old@town.test", "new@town.test"] {
            let new = address(world, account, text);
            world.write(async |tx| tx.put_address(&new).await).await;
        }
        let kept = world.db.addresses(account).await.unwrap();
        assert_eq!(kept.iter().map(|one| one.address.as_str()).collect::<Vec<_>>(), ["new@town.test"]);
        assert_eq!(world.db.ways_of(account).await.unwrap(), ["email"]);
        world.write(async |tx| tx.switch_address(account, "email", Some(world.now())).await.map(|_| ())).await;
        assert_eq!(world.db.addresses(account).await.unwrap()[0].off_at, Some(world.now()));
        world.write(async |tx| tx.forget_addresses(account).await).await;
        assert!(world.db.addresses(account).await.unwrap().is_empty());
    })
    .await;
}
