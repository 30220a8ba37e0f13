//! The machine, in words: results mean nothing without it.
//!
//! It is read from Linux' own files; what they do not say is left out.

use std::fs;
use std::num::NonZero;
use std::thread;

/// Processor, cores, memory, and how busy it was when the run began.
pub(crate) fn describe() -> String {
    let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
    words(
        thread::available_parallelism().map_or(1, NonZero::get),
        &read("/proc/cpuinfo"),
        &read("/proc/meminfo"),
        &read("/proc/loadavg"),
    )
}

fn words(cores: usize, processor: &str, memory: &str, load: &str) -> String {
    let kib = field(memory, "MemTotal").and_then(|words| words.split(' ').next()?.parse::<u64>().ok());
    let parts = [
        field(processor, "model name").map(str::to_owned),
        Some(format!("{cores} cores")),
        kib.map(|kib| format!("{} GiB of memory", (kib + (1 << 19)) >> 20)),
        load.split(' ')
            .next()
            .filter(|load| !load.is_empty())
            .map(|load| format!("load {load} at the start")),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// What stands behind the first `name:` of a file of such lines.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = text.lines().filter_map(|line| line.split_once(':'));
    lines
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_is_described_by_what_it_says() {
        let processor = "processor\t: 0\nmodel name\t: Some CPU 2.1\nmodel name\t: Other\n";
        let memory = "MemTotal:       24684092 kB\nMemFree: 1 kB\n";
        assert_eq!(
            words(2, processor, memory, "0.31 0.2 0.1 1/99 7\n"),
            "Some CPU 2.1, 2 cores, 24 GiB of memory, load 0.31 at the start"
        );
        assert_eq!(words(8, "", "", ""), "8 cores");
    }
}
