#![no_main]

#[path = "../../tests/invariants/mod.rs"]
#[allow(dead_code, reason = "each target asks for one thing")]
mod invariants;

libfuzzer_sys::fuzz_target!(|text: &str| invariants::scenario("fuzzed", text));
