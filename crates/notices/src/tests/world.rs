//! A small city in which notices are made, owners change and couriers fail; every letter is checked as it goes.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// What a courier brings back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Courier {
    Takes,
    Refuses(RefusedKind),
    /// It never comes back; the letter may have arrived.
    Lost,
}

/// One thing that happens.
#[derive(Debug, Clone)]
pub enum Happening {
    Made { kind: usize, level: Option<Level>, thing: usize, to: usize, due_in_minutes: Option<i64> },
    Moved { thing: usize, to: usize },
    Done { thing: usize },
    Read { nth: usize },
    Closed { account: usize },
    OffDuty { account: usize },
    LostAddress { account: usize, channel: usize },
    Courier(Courier),
}

const KINDS: [&str; 5] =
    ["notice-yours", "notice-escalated", "notice-signal-late", "notice-emergency-opened", "notice-minors-approved"];

pub fn happening() -> impl Strategy<Value = Happening> {
    let level = prop_oneof![Just(None), Just(Some(Level::Blue)), Just(Some(Level::Yellow)), Just(Some(Level::Red))];
    let due = proptest::option::of(prop_oneof![Just(30), Just(90), Just(300), Just(2000)]);
    let courier = prop_oneof![
        3 => Just(Courier::Takes),
        1 => Just(Courier::Refuses(RefusedKind::Temporary)),
        1 => Just(Courier::Refuses(RefusedKind::Permanent)),
        1 => Just(Courier::Refuses(RefusedKind::Unreachable)),
        1 => Just(Courier::Lost),
    ];
    prop_oneof![
        8 => (0..5_usize, level, 0..3_usize, 0..3_usize, due)
            .prop_map(|(kind, level, thing, to, due_in_minutes)| Happening::Made { kind, level, thing, to, due_in_minutes }),
        2 => (0..3_usize, 0..3_usize).prop_map(|(thing, to)| Happening::Moved { thing, to }),
        1 => (0..3_usize).prop_map(|thing| Happening::Done { thing }),
        1 => (0..20_usize).prop_map(|nth| Happening::Read { nth }),
        1 => (0..3_usize).prop_map(|account| Happening::Closed { account }),
        1 => (0..3_usize).prop_map(|account| Happening::OffDuty { account }),
        1 => (0..3_usize, 0..3_usize).prop_map(|(account, channel)| Happening::LostAddress { account, channel }),
        3 => courier.prop_map(Happening::Courier),
    ]
}

struct Told {
    account: AccountId,
    sent: Sent,
}

pub struct World {
    rules: &'static Rules,
    wording: Wording,
    zone: TimeZone,
    pub now: Timestamp,
    courier: Courier,
    owners: [usize; 3],
    done: BTreeSet<usize>,
    read: BTreeSet<NoticeId>,
    closed: BTreeSet<usize>,
    off_duty: BTreeSet<usize>,
    lost: BTreeSet<(usize, Channel)>,
    pub notices: Vec<Notice>,
    pub dispatches: Vec<Dispatch>,
    told: Vec<Told>,
    pub letters: usize,
}

impl World {
    pub fn new() -> Self {
        let rules = rules();
        let wording = Wording::new(rules, "工作平台", "https://xq.example/desk").unwrap();
        Self {
            rules,
            wording,
            zone: zone(),
            now: at("24T09:00"),
            courier: Courier::Takes,
            owners: [0, 1, 2],
            done: BTreeSet::new(),
            read: BTreeSet::new(),
            closed: BTreeSet::new(),
            off_duty: BTreeSet::new(),
            lost: BTreeSet::new(),
            notices: Vec::new(),
            dispatches: Vec::new(),
            told: Vec::new(),
            letters: 0,
        }
    }

    pub fn happen(&mut self, happening: &Happening) {
        match happening {
            Happening::Made { kind, level, thing, to, due_in_minutes } => {
                self.make(KINDS[*kind], *level, *thing, *to, *due_in_minutes);
            }
            Happening::Moved { thing, to } => self.owners[*thing] = *to,
            Happening::Done { thing } => drop(self.done.insert(*thing)),
            Happening::Read { nth } => self.read.extend(self.notices.get(*nth).map(|notice| notice.id)),
            Happening::Closed { account } => drop(self.closed.insert(*account)),
            Happening::OffDuty { account } => drop(self.off_duty.insert(*account)),
            Happening::LostAddress { account, channel } => drop(self.lost.insert((*account, Channel::OUTSIDE[*channel]))),
            Happening::Courier(courier) => self.courier = *courier,
        }
    }

    fn make(&mut self, kind: &str, level: Option<Level>, thing: usize, to: usize, due_in: Option<i64>) {
        let made = Notice {
            id: NoticeId::from_uuid(Uuid::from_u128(1 + self.notices.len() as u128)),
            account: account(to as u128),
            kind: kind.to_owned(),
            about: About(Uuid::from_u128(100 + thing as u128)),
            step: 0,
            level,
            made_at: self.now,
            due_at: due_in.map(|due_in| self.now + minutes(due_in)),
        };
        if admit(self.rules, &made, &self.notices) != Admission::New {
            return;
        }
        let planned = plan(self.rules, &made, &self.facts(&made), self.now).unwrap();
        for one in &planned {
            assert!(made.level != Some(Level::Red) || one.is_over() || one.next_at() == Some(self.now), "red waits: {one:?}");
        }
        self.dispatches.extend(planned);
        self.notices.push(made);
    }

    fn places(notice: &Notice) -> (usize, usize) {
        let (who, thing) = (notice.account.uuid().as_u128(), notice.about.0.as_u128() - 100);
        (usize::try_from(who).unwrap(), usize::try_from(thing).unwrap())
    }

    fn facts(&self, notice: &Notice) -> Facts {
        let (who, thing) = Self::places(notice);
        let has = |channel: &Channel| !self.lost.contains(&(who, *channel));
        Facts {
            is_active: !self.closed.contains(&who),
            is_owner: self.owners[thing] == who,
            is_on_duty: !self.off_duty.contains(&who),
            is_done: self.done.contains(&thing),
            is_read: self.read.contains(&notice.id),
            addresses: Channel::OUTSIDE.into_iter().filter(has).collect(),
            zone: self.zone.clone(),
            quiet: None,
            sent: self.told.iter().filter(|told| told.account == notice.account).map(|told| told.sent.clone()).collect(),
        }
    }

    fn notice(&self, id: NoticeId) -> Notice {
        self.notices.iter().find(|notice| notice.id == id).unwrap().clone()
    }

    fn apply(&mut self, at: usize, event: &Event) {
        let after = self.dispatches[at].clone().apply(self.rules, event).unwrap();
        self.dispatches[at] = after;
    }

    /// The earliest instant at which something is to be done.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.dispatches.iter().filter_map(Dispatch::next_at).min()
    }

    /// What a worker does: asks about everything whose turn has come, sends what may go.
    pub fn work(&mut self) {
        let mut ready = Vec::new();
        for at in 0..self.dispatches.len() {
            let dispatch = self.dispatches[at].clone();
            if dispatch.next_at().is_none_or(|next_at| self.now < next_at) {
                continue;
            }
            let notice = self.notice(dispatch.notice);
            match before_sending(self.rules, &notice, &dispatch, &self.facts(&notice), self.now) {
                Verdict::Send => ready.push(at),
                Verdict::Superseded(reason) => self.apply(at, &Event::Superseded { at: self.now, reason }),
                Verdict::NoAddress => self.apply(at, &Event::NoAddress { at: self.now }),
                Verdict::Wait { until } => {
                    assert!(self.now < until, "a wait that does not pass");
                    assert!(!notice.is_red(), "red waits");
                    self.apply(at, &Event::Postponed { at: self.now, until });
                }
                Verdict::Lost => self.apply(at, &Event::Lost { at: self.now }),
                Verdict::Over => unreachable!("its next instant has come"),
            }
        }
        let notices: Vec<Notice> = ready.iter().map(|at| self.notice(self.dispatches[*at].notice)).collect();
        let pairs: Vec<(&Notice, Channel)> =
            notices.iter().zip(&ready).map(|(notice, at)| (notice, self.dispatches[*at].channel)).collect();
        for parcel in parcels(self.rules, &pairs) {
            self.send(&parcel);
        }
        for id in self.notices.iter().map(|notice| notice.id).collect::<Vec<_>>() {
            self.hasten(id);
        }
    }

    /// When a way failed, the next one has its turn; asking again changes nothing.
    fn hasten(&mut self, id: NoticeId) {
        let own: Vec<usize> = (0..self.dispatches.len()).filter(|at| self.dispatches[*at].notice == id).collect();
        let all = |world: &Self| own.iter().map(|at| world.dispatches[*at].clone()).collect::<Vec<_>>();
        if let Some((nth, event)) = hasten(&all(self), self.now) {
            self.apply(own[nth], &event);
            assert_eq!(hasten(&all(self), self.now), None);
            assert_eq!(self.dispatches[own[nth]].next_at(), Some(self.now));
        }
    }

    fn send(&mut self, parcel: &Parcel) {
        let notices: Vec<Notice> = parcel.notices.iter().map(|id| self.notice(*id)).collect();
        for notice in &notices {
            self.check_recipient(notice);
            self.check_hour(notice);
        }
        self.check_news(parcel);
        let zone = self.zone.clone();
        let to = Recipient { address: "lin@mail.example", language: Language::Chinese, zone: &zone };
        compose(self.rules, &self.wording, parcel.channel, &notices.iter().collect::<Vec<_>>(), to, self.now).unwrap();
        self.letters += 1;
        let now = self.now;
        let outcome = match self.courier {
            Courier::Takes => Some(Event::HandedOver { at: now, receipt: Receipt::default() }),
            Courier::Refuses(kind) => Some(Event::Refused { at: now, refused: refused(kind) }),
            Courier::Lost => None,
        };
        let of = |one: &Dispatch| parcel.notices.contains(&one.notice) && one.channel == parcel.channel;
        let which: Vec<usize> = (0..self.dispatches.len()).filter(|at| of(&self.dispatches[*at])).collect();
        for at in which {
            self.apply(at, &Event::Began { at: now });
            if let Some(outcome) = &outcome {
                self.apply(at, outcome);
            }
        }
        if !matches!(self.courier, Courier::Refuses(_)) {
            let Parcel { account, channel, is_red, notices, sayings } = parcel.clone();
            self.told.push(Told { account, sent: Sent { channel, at: now, is_red, notices, sayings } });
        }
    }

    /// Law 1.
    fn check_recipient(&self, notice: &Notice) {
        let (who, thing) = Self::places(notice);
        assert!(!self.closed.contains(&who), "to a closed account");
        assert!(!self.done.contains(&thing), "about what is done");
        assert!(!self.read.contains(&notice.id), "about what was read");
        match self.rules.kind(&notice.kind).unwrap().to {
            To::Owner => assert_eq!(self.owners[thing], who, "to a former owner"),
            To::OnDuty => assert!(!self.off_duty.contains(&who), "to somebody off duty"),
            To::Account => {}
        }
    }

    /// Law 2. What became red may be said again; a letter with one of the same notices is the same letter tried again.
    fn check_news(&self, parcel: &Parcel) {
        for told in self.told.iter().filter(|told| told.account == parcel.account && told.sent.channel == parcel.channel) {
            let is_recent = self.now < told.sent.at + self.rules.window();
            let is_repeat = told.sent.notices.iter().any(|id| parcel.notices.contains(id));
            let is_graver = parcel.is_red && !told.sent.is_red;
            let says = parcel.sayings.iter().any(|saying| told.sent.sayings.contains(saying));
            assert!(!(is_recent && says) || is_repeat || is_graver, "said twice: {:?} {parcel:?}", told.sent);
        }
    }

    /// In a quiet hour only what is red or could not be done in time otherwise.
    fn check_hour(&self, notice: &Notice) {
        if self.rules.quiet().holds(self.now, &self.zone) && !notice.is_red() {
            let due_at = notice.due_at.unwrap();
            let morning = self.rules.quiet().end_after(self.now, &self.zone);
            assert!(self.now <= due_at && due_at - self.rules.lead() < morning, "somebody was woken for nothing: {notice:?}");
        }
    }
}
