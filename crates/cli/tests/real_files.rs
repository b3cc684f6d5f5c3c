//! Published answer files under the GPL, which do not travel with the program: checked where they are at hand.
//!
//! The folder is named by `XINQIAO_RESPONSES`. Means, deviations and alphas were computed independently of this program.

#[cfg(test)]
mod real_files {
    use std::fs;
    use std::path::{Path, PathBuf};

    use clap::Parser;
    use serde_json::Value;
    use xinqiao_cli::psychometrics::{PsychometricsArgs, run as psychometrics};
    use xinqiao_cli::score::{ScoreArgs, run};
    use xinqiao_packs::Library;

    #[derive(Parser)]
    struct Command {
        #[command(flatten)]
        score: ScoreArgs,
    }

    #[derive(Parser)]
    struct Psychometrics {
        #[command(flatten)]
        args: PsychometricsArgs,
    }

    /// What `psychometrics FILE …` writes as JSON about the rows for which the column `of` holds `is`, one section after the other.
    fn structure(file: &str, only: Option<(&str, &str)>, command: &str) -> Option<Vec<Value>> {
        let folder = tempfile::tempdir().unwrap();
        let (path, out) = (folder.path().join(file), folder.path().join("out.json"));
        let text = fs::read_to_string(responses()?.join(file)).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let column = only.map(|(of, _)| header.iter().position(|name| *name == of).unwrap());
        let kept = |line: &&str| column.is_none_or(|column| line.split(',').nth(column) == only.map(|(_, is)| is));
        let rows: Vec<&str> = text.lines().take(1).chain(text.lines().skip(1).filter(kept)).collect();
        fs::write(&path, rows.join("\n")).unwrap();
        let words = ["psychometrics", path.to_str().unwrap(), "--out", out.to_str().unwrap()];
        let parsed = Psychometrics::parse_from(words.into_iter().chain(command.split(' ')));
        let (mut shown, mut err) = (Vec::new(), Vec::new());
        psychometrics(&parsed.args, &Library::embedded(), &mut shown, &mut err).unwrap();
        let written = fs::read(&out).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&err)));
        let found: Value = serde_json::from_slice(&written).unwrap();
        Some(found["sections"].as_array().unwrap().clone())
    }

    fn close(found: &Value, expected: f64, tolerance: f64) {
        let value = found.as_f64().unwrap();
        assert!((value - expected).abs() <= tolerance, "expected {expected}, found {value}");
    }

    /// One score of one file: n and complete forms, mean, sd, min, max, alpha, bands.
    struct Expected {
        score: &'static str,
        complete: u64,
        figures: [f64; 5],
        bands: &'static [u64],
    }

    fn responses() -> Option<PathBuf> {
        #[expect(
            clippy::disallowed_methods,
            reason = "the files are not part of the project; only the environment knows where they are"
        )]
        let named = std::env::var_os("XINQIAO_RESPONSES").map(PathBuf::from);
        let folder = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/responses"));
        if folder.is_dir() {
            return Some(folder);
        }
        println!("the GPL answer files are not at hand (XINQIAO_RESPONSES is not set): this check did not run");
        None
    }

    /// Scores the rows of `file` for which the column `of` holds `is`, and compares.
    fn check(file: &str, only: Option<(&str, &str)>, command: &str, n: u64, expected: &[Expected]) -> Option<Value> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(file);
        let text = fs::read_to_string(responses()?.join(file)).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let kept = |line: &&str| {
            only.is_none_or(|(of, is)| {
                let column = header.iter().position(|name| *name == of).unwrap();
                line.split(',').nth(column) == Some(is)
            })
        };
        let rows: Vec<&str> = text.lines().take(1).chain(text.lines().skip(1).filter(kept)).collect();
        fs::write(&path, rows.join("\n")).unwrap();

        let (instrument, rest) = command.split_once(' ').unwrap();
        let words = ["score", instrument, path.to_str().unwrap()].into_iter().chain(rest.split(' ')).chain(["--summary", "json"]);
        let (mut out, mut err) = (Vec::new(), Vec::new());
        run(Command::parse_from(words).score, &Library::embedded(), &mut out, &mut err).unwrap();
        let found: Value = serde_json::from_slice(&out).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&err)));
        assert_eq!((found["n"].as_u64(), found["bad_rows"].as_u64()), (Some(n), Some(0)), "{command}");
        for expected in expected {
            let score = &found["scores"][expected.score];
            assert_eq!(score["complete"].as_u64(), Some(expected.complete), "{command} {}", expected.score);
            for (key, value) in ["mean", "sd", "min", "max", "alpha"].iter().zip(expected.figures) {
                let figure = score[*key].as_f64().unwrap();
                assert!((figure - value).abs() < 1e-9, "{command} {} {key}: expected {value}, found {figure}", expected.score);
            }
            if !expected.bands.is_empty() {
                let bands: Vec<u64> = score["bands"].as_object().unwrap().values().map(|count| count.as_u64().unwrap()).collect();
                assert_eq!(bands, expected.bands, "{command}");
            }
        }
        Some(found)
    }

    fn score(score: &'static str, complete: u64, figures: [f64; 5], bands: &'static [u64]) -> Expected {
        Expected { score, complete, figures, bands }
    }

    #[test]
    fn dass_21_that_counts_from_one() {
        let expected = [
            score("depression", 288, [6.0763888889, 6.876288462, 0.0, 40.0, 0.8454480417], &[215, 34, 26, 9, 4]),
            score("anxiety", 288, [6.0069444444, 6.7643217818, 0.0, 36.0, 0.7835261584], &[192, 23, 42, 11, 20]),
            score("stress", 288, [9.8680555556, 7.8182726447, 0.0, 34.0, 0.8169100503], &[223, 26, 23, 15, 1]),
        ];
        check("learnsem_dass21.csv", None, "dass-21 --prefix Q --shift -1 --id id", 288, &expected);
    }

    // the last band belongs to the other setting
    #[test]
    fn ces_d_with_blanks_at_five_times() {
        let command = "ces-d --prefix cesd --id id --setting china";
        let all = score("total", 1032, [24.8682170543, 14.2640363433, 0.0, 60.0, 0.9251593213], &[310, 89, 633, 0]);
        check("help_cesd20.csv", None, command, 1046, &[all]);
        let times = [
            ("0", 329, 324, [32.2098765432, 12.3881657794, 1.0, 58.0, 0.8839425097], &[36, 21, 267, 0]),
            ("6", 180, 179, [21.9162011173, 13.668166702, 0.0, 56.0, 0.9237877421], &[66, 19, 94, 0]),
            ("12", 155, 152, [22.9276315789, 14.1243774867, 0.0, 59.0, 0.9287053608], &[53, 16, 83, 0]),
            ("18", 183, 180, [21.3388888889, 13.8721874753, 0.0, 60.0, 0.9295274441], &[73, 14, 93, 0]),
            ("24", 199, 197, [20.1979695431, 13.5979588782, 0.0, 52.0, 0.9259350834], &[82, 19, 96, 0]),
        ];
        for (month, n, complete, figures, bands) in times {
            check("help_cesd20.csv", Some(("month", month)), command, n, &[score("total", complete, figures, bands)]);
        }
    }

    #[test]
    fn qids_sr_whose_total_is_no_plain_sum() {
        let items = "onset,middle,late,hypersom,sad,decappetite,incappetite,weightloss,weightgain,concen,guilt,suicide,anhedonia,fatigue,retard,agitation";
        // alpha over the nine criteria that make the total
        let total = score("total", 286, [12.7622377622, 5.3789166612, 1.0, 25.0, 0.7926245215], &[27, 76, 92, 63, 28]);
        check("rogers_qids16_ybocs10.csv", None, &format!("qids-sr --items {items}"), 286, &[total]);
    }

    #[test]
    fn y_bocs_with_its_two_halves() {
        let items = "obtime,obinterfer,obdistress,obresist,obcontrol,comptime,compinterf,compdis,compresis,compcont";
        let expected = [
            score("total", 286, [25.7832167832, 5.3634760398, 16.0, 40.0, 0.8366612817], &[0, 0, 107, 139, 40]),
            score("obsessions", 286, [13.1363636364, 2.9233973376, 5.0, 20.0, 0.7596162818], &[]),
            score("compulsions", 286, [12.6468531469, 3.1718787215, 0.0, 20.0, 0.783735155], &[]),
        ];
        check("rogers_qids16_ybocs10.csv", None, &format!("y-bocs --items {items}"), 286, &expected);
    }

    #[test]
    fn state_and_trait_anxiety() {
        let items = "pleasant,nervous,not_satisfied,wish_happy,failure,rested,calm,difficulties,worry,happy,disturbing_thoughts,lack_self_confidence,secure,decisive,inadequate,content,thoughts_bother,disappointments,steady,tension";
        let total = score("total", 2091, [39.3773314204, 8.755949051, 22.0, 74.0, 0.891694775], &[]);
        check("pmc_tai20.csv", None, &format!("stai-t --items {items} --keep study --id id"), 2122, &[total]);
        let items = "calm,secure,tense,regretful,at_ease,upset,worrying,rested,anxious,comfortable,confident,nervous,jittery,high_strung,relaxed,content,worried,rattled,joyful,pleasant";
        let command = format!("stai-s --items {items}");
        let total = score("total", 5199, [40.35045201, 10.2509815823, 20.0, 79.0, 0.9137601217], &[]);
        check("pmc_sai20.csv", None, &command, 5378, &[total]);
        let times = [
            ("1", 3032, 2931, [39.5684066871, 10.1315752586, 20.0, 79.0, 0.911785057]),
            ("2", 1229, 1171, [41.7941929974, 10.3304131735, 20.0, 74.0, 0.9147204483]),
            ("3", 1047, 1027, [40.8033106134, 10.334572117, 20.0, 79.0, 0.9173426361]),
            ("4", 70, 70, [42.3, 9.5619263113, 20.0, 72.0, 0.9135063633]),
        ];
        for (time, n, complete, figures) in times {
            check("pmc_sai20.csv", Some(("time", time)), &command, n, &[score("total", complete, figures, &[])]);
        }
    }

    #[test]
    fn pcl_c_after_an_earthquake_with_and_without_prorating() {
        let command = "pcl-c --items intrusion,dreams,flash,upset,physior,avoidth,avoidact,amnesia,lossint,distant,numb,future,sleep,anger,concen,hyper,startle";
        let total = score("total", 240, [44.6375, 14.7031238675, 18.0, 85.0, 0.943449994], &[]);
        let Some(found) = check("wenchuan_pclc17.csv", None, command, 253, &[total]) else { return };
        assert_eq!(found["screens"], serde_json::json!({ "at_38": 151, "at_44": 109, "at_50": 84 }));
        assert_eq!(found["rules"]["symptom_cluster"], serde_json::json!({ "true": 94, "false": 158, "unknown": 1 }));
        let found = check("wenchuan_pclc17.csv", None, &format!("{command} --prorate"), 253, &[]).unwrap();
        assert_eq!(found["scores"]["total"]["n"].as_u64(), Some(253));
        assert!((found["mean"].as_f64().unwrap() - 44.6161396574).abs() < 1e-9);
    }

    #[test]
    fn cdi_whose_items_were_reversed_already() {
        let items = "CDI1,CDI2r,CDI3,CDI4,CDI5r,CDI6,CDI7r,CDI8r,CDI10r,CDI11r,CDI12,CDI13r,CDI14,CDI15r,CDI16r,CDI17,CDI18r,CDI19,CDI20,CDI21r,CDI22,CDI23,CDI24r,CDI25r,CDI26,CDI27";
        let total = score("total", 1603, [6.7760449158, 6.5214808853, 0.0, 42.0, 0.8807631356], &[]);
        check("youth_cdi26.csv", None, &format!("cdi-26 --items {items} --already-reversed --id id"), 1603, &[total]);
    }

    // domain rules D.7, and psych 2.2.9, lavaan 0.6-14 on the same rows
    #[test]
    fn structure_of_state_anxiety() {
        let items = "calm,secure,tense,regretful,at_ease,upset,worrying,rested,anxious,comfortable,confident,nervous,jittery,high_strung,relaxed,content,worried,rattled,joyful,pleasant";
        let command = format!("--scale stai-s --items {items} --no-polychoric");
        let Some(sections) = structure("pmc_sai20.csv", Some(("time", "1")), &command) else { return };
        assert_eq!(sections[0]["complete"], 2931);
        close(&sections[0]["consistency"]["alpha"], 0.911785, 5e-7);
        close(&sections[0]["consistency"]["mean"], 39.56841, 5e-6);
        close(&sections[0]["consistency"]["sd"], 10.13158, 5e-6);
    }

    #[test]
    fn structure_after_an_earthquake() {
        let Some(sections) = structure("wenchuan_pclc17.csv", None, "--id id --range 1-5") else { return };
        let whole = &sections[0];
        assert_eq!(whole["complete"], 240);
        close(&whole["consistency"]["alpha"], 0.943449994036, 1e-11);
        close(&whole["omega"], 0.943892759889, 1e-5);
        let fit = |model: &str, expected: [(&str, f64, f64); 4]| {
            for (key, value, tolerance) in expected {
                close(&whole[model][if model == "weighted" { "scaled" } else { "fit" }][key], value, tolerance);
            }
        };
        fit("likelihood", [("chi_square", 720.769, 1e-3), ("cfi", 0.780, 5e-4), ("tli", 0.748, 5e-4), ("rmsea", 0.145, 5e-4)]);
        fit("weighted", [("chi_square", 1002.573, 1.0), ("cfi", 0.888, 1e-3), ("tli", 0.872, 1e-3), ("rmsea", 0.176, 1e-3)]);
        close(&whole["likelihood"]["srmr"], 0.077, 5e-4);
        close(&whole["weighted"]["srmr"], 0.097, 5e-4);
    }

    #[test]
    fn five_factors_of_personality() {
        let items = "A1,A2,A3,A4,A5,C1,C2,C3,C4,C5,E1,E2,E3,E4,E5,N1,N2,N3,N4,N5,O1,O2,O3,O4,O5";
        let command = format!("--items {items} --range 1-6 --factors 5 --no-polychoric");
        let Some(sections) = structure("sapa_bfi25.csv", None, &command) else { return };
        assert_eq!(sections[0]["complete"], 2436);
        let expected = [
            0.79610, 0.53720, 0.46031, 0.69810, 0.52998, 0.65161, 0.54613, 0.67571, 0.52330, 0.56462, 0.65219, 0.45450, 0.55895,
            0.45874, 0.59285, 0.31860, 0.39200, 0.45552, 0.49420, 0.65068, 0.68266, 0.73255, 0.52536, 0.75397, 0.70372,
        ];
        for (item, unique) in expected.into_iter().enumerate() {
            close(&sections[0]["factors"]["uniqueness"][item], unique, 1e-4);
        }
        close(&sections[0]["factors"]["rms"], 0.0278285383192, 1e-7);
        close(&sections[0]["parallel"]["observed"][0], 5.134311, 1e-6);
        assert_eq!(sections[0]["parallel"]["count"], 5);
        // oblimin of GPArotation: the ten correlations of the factors without their signs
        let rows = sections[0]["factors"]["correlations"].as_array().unwrap();
        let mut found: Vec<f64> = (0..5).flat_map(|a| (0..a).map(move |b| rows[a][b].as_f64().unwrap().abs())).collect();
        found.sort_by(f64::total_cmp);
        let expected = [0.0015, 0.0462, 0.1664, 0.1909, 0.1955, 0.1979, 0.2021, 0.2169, 0.2365, 0.3297];
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 2e-3, "expected {expected}, found {found}");
        }
    }
}
