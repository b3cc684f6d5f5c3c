//! The forms about those who take part: team, contacts, conferences, who answers for the case.

use xinqiao_app::casework::Colleague;
use xinqiao_cases::{Seat, Telling};

use super::forms::{FormsOf, Titled};
use super::words;
use crate::pages::desk::parts::{Entry, EntryKind, Pick, PostForm};
use crate::parts::Choice;

impl FormsOf<'_> {
    /// Members of the team: id of the membership and name with seat.
    pub(super) fn mates(&self) -> Vec<Choice> {
        let all = self.found.view.team.iter().flatten();
        all.map(|mate| {
            let account = mate.account.and_then(|account| self.found.names.get(&account)).cloned();
            let name = account.or_else(|| mate.name.clone()).unwrap_or_else(|| self.lang.t("case-somebody"));
            let label = self.lang.t2("owner-choice", "name", name, "role", words::seat(self.lang, self.rules, mate.seat));
            Choice::new(mate.id.to_string(), label)
        })
        .collect()
    }

    fn colleague(&self, one: &Colleague) -> Choice {
        let role = crate::words::role(self.lang, one.role.code());
        Choice::new(one.account.to_string(), self.lang.t2("owner-choice", "name", &one.name, "role", role))
    }

    /// Who may approve the end: neither whoever looks nor whoever answers for the case.
    pub(super) fn approvers(&self) -> Vec<Choice> {
        let found = self.found;
        let other = |one: &&Colleague| one.account != found.account && one.account != found.row.state.responsible;
        found.colleagues.iter().filter(other).filter(|one| one.may_close()).map(|one| self.colleague(one)).collect()
    }

    /// Joining, leaving, handing the case over.
    pub fn team(&self) -> Vec<Titled> {
        let found = self.found;
        let mut forms = Vec::new();
        if found.is_asked_over {
            forms.push(self.titled(self.note(self.form("accept-transfer").primary(), false)));
            forms.push(self.titled(self.note(self.form("decline-transfer"), true)));
        }
        if !found.works {
            return forms;
        }
        let members: Vec<_> = found.view.team.iter().flatten().filter_map(|mate| mate.account).collect();
        let free =
            found.colleagues.iter().filter(|one| !members.contains(&one.account) && one.account != found.row.state.responsible);
        let free: Vec<Choice> = free.map(|one| self.colleague(one)).collect();
        if !free.is_empty() {
            let form = self.select(self.form("join-colleague"), "account", "colleague", free);
            forms.push(self.titled(self.note(form, false)));
        }
        let seats = Seat::ALL.iter().filter(|seat| seat.is_member());
        let seats = seats.map(|seat| Choice::new(seat.code(), words::seat(self.lang, self.rules, *seat))).collect();
        let named = self.line(self.form("join-named"), "name", "name", true);
        let named = self.select(self.line(named, "phone", "phone", false), "seat", "seat", seats);
        forms.push(self.titled(self.note(self.check(named, "consented", "joins"), false)));
        let mates = self.mates();
        if !mates.is_empty() {
            let leave = self.select(self.form("leave"), "item", "member", mates);
            forms.push(self.titled(self.note(self.day(leave, "last-day", found.today), false)));
        }
        forms.extend(self.transfer());
        forms
    }

    fn transfer(&self) -> Option<Titled> {
        let found = self.found;
        if found.view.notes.as_ref().is_some_and(|notes| notes.transfer.is_some()) {
            return Some(self.titled(self.note(self.form("withdraw-transfer"), false)));
        }
        let others = found.colleagues.iter().filter(|one| one.may_answer() && one.account != found.row.state.responsible);
        let others: Vec<Choice> = others.map(|one| self.colleague(one)).collect();
        let form = (!others.is_empty()).then(|| self.select(self.form("ask-transfer"), "account", "hand-over-to", others));
        form.map(|form| self.titled(self.note(form, true)))
    }

    /// People close to the person.
    pub fn contacts(&self) -> Vec<Titled> {
        let form = self.line(self.form("add-contact"), "name", "name", true);
        let form = self.line(self.line(form, "relation", "relation", true), "phone", "phone", false);
        let form = self.select(form, "telling", "telling", self.ours("telling", Telling::ALL.iter().map(|one| one.code())));
        let mut forms = vec![self.titled(self.note(self.check(form, "consented", "tells"), false))];
        let known = self.found.view.contacts.iter().flatten().filter(|one| one.may_be_told != Telling::Nothing);
        let known: Vec<Choice> = known.map(|one| Choice::new(one.id.to_string(), one.name.clone())).collect();
        if !known.is_empty() {
            let end = self.select(self.form("end-contact"), "item", "contact", known);
            forms.push(self.titled(self.note(end, false)));
        }
        forms
    }

    /// Conferences: called by whoever works on the case; minutes also by the chair.
    pub fn meetings(&self) -> Vec<Titled> {
        let found = self.found;
        let mut forms = Vec::new();
        if found.works {
            let chairs = found.colleagues.iter().map(|one| self.colleague(one)).collect();
            let form = self.select(self.day(self.form("convene"), "meets-on", self.in_days(2)), "chair", "chair", chairs);
            let form = self.with_mates(form, "invited");
            forms.push(self.titled(self.note(self.lines(form, "agenda", "agenda", true), false)));
        }
        let mine = |chair| found.works || chair == found.account;
        let all = found.view.meetings.iter().flatten().filter(|one| !one.is_cancelled && !one.is_confirmed && mine(one.chair));
        let choice = |one: &xinqiao_cases::view::MeetingView| Choice::new(one.id.to_string(), self.lang.day(one.on));
        let pending: Vec<_> = all.collect();
        if pending.is_empty() {
            return forms;
        }
        let every: Vec<Choice> = pending.iter().map(|one| choice(one)).collect();
        let minute = self.select(self.form("minute"), "item", "meeting", every.clone());
        let minute = self.with_mates(minute, "attended");
        let minute = self.lines(self.lines(minute, "words", "minutes", true), "decisions", "decisions", false);
        forms.push(self.titled(self.step(minute, false)));
        let own = pending.iter().filter(|one| one.is_minuted && one.chair == found.account);
        let own: Vec<Choice> = own.map(|one| choice(one)).collect();
        if !own.is_empty() {
            let confirm = self.select(self.form("confirm-minutes"), "item", "meeting", own);
            forms.push(self.titled(self.note(confirm, false)));
        }
        let cancel = self.select(self.form("cancel-conference"), "item", "meeting", every);
        forms.push(self.titled(self.note(cancel, true)));
        forms
    }

    fn with_mates(&self, form: PostForm, field: &'static str) -> PostForm {
        let picks: Vec<Pick> = self.mates().into_iter().map(|mate| Pick::new(mate.value, mate.label)).collect();
        if picks.is_empty() {
            return form;
        }
        // i18n: case-f-*
        let label = self.lang.t(&format!("case-f-{field}"));
        let entry = Entry::new(form.name, field, label, EntryKind::Checks(picks));
        form.with_entry(entry)
    }

    /// Writing something down.
    pub fn notes(&self) -> Vec<Titled> {
        vec![self.titled(self.note(self.form("note"), true))]
    }
}
