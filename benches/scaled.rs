//! Scaled models: N yes/no conditions and N/2.4 stances of about ten conditions each, drawn near
//! one another; what a reader waits for, from the text to all that the screen shows.

use criterion::{Criterion, criterion_group, criterion_main};
use std::fmt::Write;
use std::hint::black_box;
use whatif::language::load::load_texts;
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::model::{ConditionId, Outcome, StanceId, YES};
use whatif::logic::position::Position;

/// A small generator of pseudo-random numbers (Marsaglia's xorshift), the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }
}

/// The text of a model of `size` conditions.
fn scaled(size: usize) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut text = String::from(
        "Scenario(title: \"Scaled\", as_of: \"\", summary: \"\",\nscales: [Scale(id: \"scale\", label: \"\", \
         values: [(\"v0\", \"\"), (\"v1\", \"\"), (\"v2\", \"\"), (\"v3\", \"\")])],\nconditions: [\n",
    );
    for index in 0..size {
        let _ = writeln!(
            text,
            "YesNo(id: \"c{index}\", label: \"Condition {index}\", baseline: \"no\", grounds: stated),"
        );
    }
    text.push_str("],\nstances: [\n");
    for stance in 0..(size * 10).div_ceil(24) {
        let centre = random.below(size);
        let near: Vec<usize> = (0..10).map(|_| (centre + random.below(20)).min(size - 1)).collect();
        let _ = writeln!(
            text,
            "Stance(id: \"s{stance}\", actor: \"A\", toward: \"t\", scale: \"scale\", rules: ["
        );
        text.push_str("Rule(id: \"r0\", when: \"always\", then: \"v0\", grounds: stated, because: \"\"),\n");
        for rule in 1..6 {
            let literal = |random: &mut Random| {
                let not = if random.below(2) == 0 { "not " } else { "" };
                format!("{not}c{}", near[random.below(near.len())])
            };
            let parts: Vec<String> = (0..3).map(|_| literal(&mut random)).collect();
            let over: Vec<String> = (0..rule).map(|lower| format!("\"r{lower}\"")).collect();
            let _ = writeln!(
                text,
                "Rule(id: \"r{rule}\", when: \"{} and ({} or {})\", then: \"v{}\", over: [{}], grounds: stated, because: \"\"),",
                parts[0],
                parts[1],
                parts[2],
                rule % 4,
                over.join(", ")
            );
        }
        text.push_str("]),\n");
    }
    text.push_str("],\n)\n");
    text
}

fn scaled_models(criterion: &mut Criterion) {
    for size in [12, 100, 1000] {
        let text = scaled(size);
        criterion.bench_function(&format!("{size}: text to diagrams"), |bencher| {
            bencher.iter(|| {
                let library = load_texts(&[("scaled", black_box(&text))]).expect("it loads");
                compile(&library.model).expect("it compiles")
            });
        });
        let library = load_texts(&[("scaled", &text)]).expect("it loads");
        let model = &library.model;
        let compiled = compile(model).expect("it compiles");
        let mut walk = Walk::default();
        let mut position = Position::baseline(model);
        criterion.bench_function(&format!("{size}: a toggle and all outcomes"), |bencher| {
            bencher.iter(|| {
                let value = position.value(ConditionId(3)) == Some(YES);
                position.suppose(ConditionId(3), Some(u8::from(value)));
                compiled.follow(black_box(&position), &mut walk)
            });
        });
        criterion.bench_function(&format!("{size}: all that the screen shows"), |bencher| {
            bencher.iter(|| {
                let follows = compiled.follow(black_box(&position), &mut walk);
                let stance = StanceId(1);
                let matters = compiled.matters(stance, &position, &mut walk);
                let outcome = follows.stances[1].outcomes.settled().expect("settled");
                let reasons = compiled.reasons(stance, outcome, position.values(), 64).expect("small");
                (follows, matters, reasons)
            });
        });
        criterion.bench_function(&format!("{size}: what it would take"), |bencher| {
            bencher.iter(|| {
                compiled.ways(model, StanceId(1), Outcome::value(2), black_box(&position), false, 64)
            });
        });
        criterion.bench_function(&format!("{size}: coverage and influence"), |bencher| {
            bencher.iter(|| {
                let coverage = compiled.coverage(StanceId(1), black_box(&position));
                (coverage, compiled.influence(StanceId(1), &position).expect("small"))
            });
        });
        criterion.bench_function(&format!("{size}: the decision table"), |bencher| {
            bencher.iter(|| compiled.table(StanceId(1), black_box(&position), 64));
        });
        println!("{size} conditions: {} stances, {} nodes", model.stances.len(), compiled.diagrams.len());
    }
}

criterion_group!(benches, scaled_models);
criterion_main!(benches);
