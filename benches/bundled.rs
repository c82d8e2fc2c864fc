//! How long the bundled library takes: from text to diagrams, and from a toggle to all answers.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use whatif::language::files::Disk;
use whatif::language::load::load;
use whatif::logic::compile::compile;
use whatif::logic::diagram::Walk;
use whatif::logic::model::{ConditionId, Outcome, YES};
use whatif::logic::position::Position;

fn bundled(criterion: &mut Criterion) {
    criterion.bench_function("load: text to model", |bencher| {
        bencher.iter(|| load(black_box(&[]), &Disk).expect("it loads"));
    });
    let library = load(&[], &Disk).expect("it loads");
    criterion.bench_function("compile: model to diagrams", |bencher| {
        bencher.iter(|| compile(black_box(&library.model)).expect("it compiles"));
    });
    let compiled = compile(&library.model).expect("it compiles");
    let mut walk = Walk::default();
    let baseline = Position::baseline(&library.model);
    criterion.bench_function("follow: the baseline", |bencher| {
        bencher.iter(|| compiled.follow(black_box(&baseline), &mut walk));
    });
    let mut toggled = baseline.clone();
    toggled.suppose(ConditionId(5), Some(YES));
    criterion.bench_function("follow: one toggle", |bencher| {
        bencher.iter(|| compiled.follow(black_box(&toggled), &mut walk));
    });
    let mut open = baseline.clone();
    for index in 0..library.model.conditions.len() {
        open.suppose(ConditionId::from(index), None);
    }
    criterion.bench_function("follow: everything unknown", |bencher| {
        bencher.iter(|| compiled.follow(black_box(&open), &mut walk));
    });
    criterion.bench_function("worlds: everything unknown", |bencher| {
        bencher.iter(|| compiled.worlds(black_box(open.values())));
    });
    criterion.bench_function("all that the screen can show, for all stances", |bencher| {
        bencher.iter(|| {
            let follows = compiled.follow(black_box(&toggled), &mut walk);
            for (index, answer) in follows.stances.iter().enumerate() {
                black_box(compiled.matters(index.into(), &toggled, &mut walk));
                if let Some(outcome) = answer.outcomes.settled() {
                    black_box(compiled.reasons(index.into(), outcome, toggled.values(), 64).expect("small"));
                }
            }
        });
    });
    criterion.bench_function("what it would take, for all stances and values", |bencher| {
        bencher.iter(|| {
            for index in 0..library.model.stances.len() {
                let places = library.model.scale_of(index.into()).values.len();
                for place in (0..places).map(Outcome::value) {
                    let ways =
                        compiled.ways(&library.model, index.into(), place, black_box(&toggled), false, 64);
                    black_box(ways.expect("small"));
                }
            }
        });
    });
    criterion.bench_function("coverage, influence and table, for all stances", |bencher| {
        bencher.iter(|| {
            for index in 0..library.model.stances.len() {
                black_box(compiled.coverage(index.into(), &toggled));
                black_box(compiled.influence(index.into(), &toggled).expect("small"));
                black_box(compiled.table(index.into(), &toggled, 64));
            }
        });
    });
    println!("the bundled library takes {} nodes", compiled.diagrams.len());
}

criterion_group!(benches, bundled);
criterion_main!(benches);
