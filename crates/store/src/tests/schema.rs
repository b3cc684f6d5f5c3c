//! The migrated schema is the one that is written down in `schema/`, and the one that the backup reads from the migrations.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use xinqiao_testkit::Engine;

use super::world::World;
use crate::schema::{ColumnKind, tables};
use crate::{MIGRATIONS, Row};

const SQLITE: &str = "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' \
     order by tbl_name, type desc, name";

const COLUMNS: &str = r#"select c.relname::text, a.attname::text, format_type(a.atttypid, a.atttypmod),
       (case when o.collname is null or o.collname = 'default' then '' else ' collate "' || o.collname || '"' end)
       || (case when a.attnotnull then ' not null' else '' end)
       || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
from pg_attribute a
join pg_class c on c.oid = a.attrelid
left join pg_collation o on o.oid = a.attcollation
left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
order by c.relname collate "C", a.attnum"#;

// not-null constraints are told with the columns; newer servers list them here too
const CONSTRAINTS: &str = r#"select r.conrelid::regclass::text, 'constraint ' || r.conname || ' ' || pg_get_constraintdef(r.oid)
from pg_constraint r
join pg_class c on c.oid = r.conrelid
where c.relnamespace = current_schema()::regnamespace and r.contype <> 'n'
order by c.relname collate "C", r.conname collate "C""#;

const INDEXES: &str = r#"select tablename::text, replace(indexdef, ' ON public.', ' ON ')
from pg_indexes
where schemaname = current_schema()
  and indexname not in (select conname from pg_constraint)
order by tablename collate "C", indexname collate "C""#;

const TRIGGERS: &str = r#"select c.relname::text, replace(pg_get_triggerdef(t.oid), ' ON public.', ' ON ')
from pg_trigger t
join pg_class c on c.oid = t.tgrelid
where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal
order by c.relname collate "C", t.tgname collate "C""#;

const FUNCTIONS: &str = r#"select p.proname::text, p.prosrc
from pg_proc p
where p.pronamespace = current_schema()::regnamespace
order by p.proname collate "C""#;

const SQLITE_COLUMNS: &str = "select m.name, c.name, lower(c.type) from sqlite_master m join pragma_table_info(m.name) c \
     where m.type = 'table' and m.name not like 'sqlite_%' order by m.name, c.cid";

/// All rows of a statement, as the texts of their first `width` columns.
async fn rows(world: &World, statement: &str, width: usize) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    let mut tx = world.db.snapshot().await.unwrap();
    let take = |row: Row| {
        found.push((0..width).map(|at| row.text(at)).collect::<crate::Result<_>>()?);
        Ok(())
    };
    tx.each(statement, take).await.unwrap();
    found
}

async fn dumped(world: &World) -> String {
    let mut text = String::new();
    if world.database.engine == Engine::Sqlite {
        for row in rows(world, SQLITE, 1).await {
            writeln!(text, "{};\n", row[0]).unwrap();
        }
        return text;
    }
    let columns = rows(world, COLUMNS, 4).await;
    let constraints = rows(world, CONSTRAINTS, 2).await;
    let indexes = rows(world, INDEXES, 2).await;
    let triggers = rows(world, TRIGGERS, 2).await;
    let mut names: Vec<&String> = columns.iter().map(|row| &row[0]).collect();
    names.dedup();
    for name in names {
        let of_this = |row: &&Vec<String>| row[0] == *name;
        let columns = columns.iter().filter(of_this);
        let lines: Vec<String> = columns
            .map(|row| format!("    {} {}{}", row[1], row[2], row[3]))
            .chain(constraints.iter().filter(of_this).map(|row| format!("    {}", row[1])))
            .collect();
        writeln!(text, "create table {name} (\n{}\n);", lines.join(",\n")).unwrap();
        for index in indexes.iter().filter(of_this) {
            writeln!(text, "{};", index[1]).unwrap();
        }
        for trigger in triggers.iter().filter(of_this) {
            writeln!(text, "{};", trigger[1]).unwrap();
        }
        text.push('\n');
    }
    for function in rows(world, FUNCTIONS, 2).await {
        writeln!(text, "create function {}() as $$\n{}\n$$;\n", function[0], function[1].trim()).unwrap();
    }
    text
}

/// `XINQIAO_BLESS=1 cargo test -p xinqiao-store` writes the files anew; the reviewer reads the difference.
#[tokio::test]
#[expect(clippy::disallowed_methods, reason = "the variable renews the files; it is read in this test only")]
async fn the_migrations_lead_to_the_dumped_schema() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema").join(format!("{}.sql", world.db.engine().name()));
        let dumped = dumped(&world).await;
        if std::env::var_os("XINQIAO_BLESS").is_some() {
            fs::write(&file, &dumped).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap();
        assert_eq!(kept, dumped, "{} is out of date", file.display());
    }
}

#[tokio::test]
async fn the_tables_that_are_backed_up_are_those_of_the_database() {
    for engine in Engine::both() {
        let world = World::on(engine).await;
        let statement = match engine {
            Engine::Sqlite => SQLITE_COLUMNS,
            Engine::Postgres => COLUMNS,
        };
        let found: Vec<Vec<String>> = rows(&world, statement, 3).await.into_iter().filter(|row| row[0] != "migration").collect();
        let mut expected = Vec::new();
        for table in tables(MIGRATIONS.len()) {
            for column in table.columns {
                let (on_sqlite, on_postgres) = match column.kind {
                    ColumnKind::Int => ("integer", "bigint"),
                    ColumnKind::Real => ("real", "double precision"),
                    ColumnKind::Text => ("text", "text"),
                    ColumnKind::Id => ("blob", "uuid"),
                    ColumnKind::Bytes => ("blob", "bytea"),
                };
                let kind = match engine {
                    Engine::Sqlite => on_sqlite,
                    Engine::Postgres => on_postgres,
                };
                expected.push(vec![table.name.clone(), column.name, kind.to_owned()]);
            }
        }
        // stable: the columns of a table keep their order
        expected.sort_by(|left, right| left[0].cmp(&right[0]));
        assert_eq!(found, expected, "{engine:?}");
    }
}

#[tokio::test]
async fn place_paths_sort_by_bytes_on_postgres_whatever_the_locale() {
    let world = World::on(Engine::Postgres).await;
    let columns = rows(&world, COLUMNS, 4).await;
    let paths: Vec<&Vec<String>> = columns.iter().filter(|row| row[1] == "path" || row[1].ends_with("_path")).collect();
    assert!(paths.len() >= 8, "{paths:?}");
    for row in paths {
        assert!(row[3].contains(r#"collate "C""#), "{row:?}");
    }
}
