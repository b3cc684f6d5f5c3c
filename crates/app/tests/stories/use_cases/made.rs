//! The records of the story, and those who call.

use super::*;

/// A person of the place with a closed warning and a dismissed signal, a campaign of the place with an imported file.
pub(super) async fn things(world: &World) -> Things {
    let lin = world.resident("tian", HERE).await;
    let warning = world.yellow(&lin, "duty1").await;
    let duty = world.caller("duty1").await;
    let steps = [
        StepInput::Acknowledge,
        StepInput::Verify { finding: Finding::NoPresentNeed },
        StepInput::Intervene { action: xinqiao_warnings::Action::NoneNeeded },
        StepInput::Feedback { party: Party::Person, hearing: Hearing::Heard },
        StepInput::Close { outcome: Outcome::FalseAlarm },
    ];
    for step in steps {
        world.noted(&duty, warning, step, Some("记")).await.unwrap();
    }
    let (sheet, _) = world.submit(&lin, "more", SIXTEEN, Sharing::Contact).await;
    let signal = world.signals(&duty).await[0].id;
    let app = world.app();
    for open in world.signals(&duty).await {
        app.dismiss_signal(&duty, open.id, Dismissal::Duplicate, None).await.unwrap();
    }
    let counsellor = world.caller("counsellor").await;
    let campaign = app.create_campaign(&counsellor, &new_campaign()).await.unwrap();
    let options = ImportOptions::new("id");
    let import = app.check_import(&counsellor, campaign, "a.csv", file(), &options).await.unwrap().import;
    app.apply_import(&counsellor, import, None).await.unwrap();
    let person = lin.person().unwrap();
    app.ask_about_data(&lin, &Asking { kind: RequestKind::Explain, target: "help".to_owned() }).await.unwrap();
    let request = app.own_requests(&lin).await.unwrap()[0].id;
    let head = somebody(world, Role::DepartmentHead, "620000/").await;
    let done = Answer { state: RequestState::Fulfilled, ground: None };
    app.answer_data_request(&head, request, &done).await.unwrap();
    let hold = app.place_hold(&head, Some(person), "court").await.unwrap();
    app.end_hold(&head, hold).await.unwrap();
    world.resident("tian-mother", HERE).await;
    let guardian = GuardianIs::Login("tian-mother".to_owned());
    let (relation, proof) = (Relation::Parent, Proof::HouseholdBook);
    let bond = app.bind_guardian(&counsellor, &Binding { guardian, ward: person, relation, proof, until: None }).await.unwrap();
    app.end_guardian(&counsellor, person, bond).await.unwrap();
    let duty = app.open_duty(&somebody(world, Role::DepartmentHead, HERE).await, &incident(&app)).await.unwrap();
    app.use_identities(crate::identities::for_everybody());
    let (account, _) = app.add_account(By::Operator, "newcomer", "某人", None, &grant()).await.unwrap();
    let role = app.give_role(By::Operator, account, &Grant { role: Role::SocialWorker, ..grant() }).await.unwrap();
    app.sweep_reviews().await.unwrap();
    let line = line_of(&app, role).await;
    app.end_role(By::Operator, role, "left").await.unwrap();
    let age = Age::of(lin.whereabouts().unwrap().birth_on, TODAY);
    Things {
        person,
        age,
        signal,
        warning,
        sheet,
        campaign,
        import,
        request,
        hold,
        bond,
        duty,
        account,
        role,
        line,
        serial: 0.into(),
    }
}

/// The line of a role on the list of the quarter's review.
async fn line_of(app: &App, role: AssignmentId) -> ReviewLineId {
    let mut after = None;
    loop {
        let page = app.access_review(By::Operator, None, after, true).await.unwrap().unwrap();
        if let Some(found) = page.lines.iter().find(|line| line.line.role.id == role) {
            return found.line.id;
        }
        after = Some(page.next.expect("the role is on the list"));
    }
}

pub(super) async fn somebody(world: &World, role: Role, at: &str) -> Caller {
    let login = format!("{role}-{at}").to_lowercase();
    if world.db.account_by_login(&login).await.unwrap().is_some() {
        return world.caller(&login).await;
    }
    if role == Role::Resident {
        return world.resident(&login, at).await;
    }
    // above the records staff are approved of for minors, at their place they are not
    let roles = [(role, path(at), date(2026, 1, 1), None)];
    match at {
        HERE => world.unapproved(&login, "某人", None, &roles).await,
        _ => world.account(&login, "某人", None, &roles).await,
    };
    world.caller(&login).await
}
