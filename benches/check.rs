//! How long a check of one report takes here. Prints the time of every run in milliseconds, as a list in one line.
//!
//! The promise is about single runs, the slow ones too, so each is timed by itself, without a framework's averages.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use gouji::Options;
use gouji::input::Draft;

const REPORT: &str = include_str!("report-2021.txt");
const WARM_UP_RUNS: usize = 100;
const RUNS: usize = 1000;

fn main() -> Result<(), Box<dyn Error>> {
    let options = Options::default();
    let mut times = Vec::with_capacity(RUNS);
    for run in 0..WARM_UP_RUNS + RUNS {
        let start = Instant::now();
        black_box(gouji::check(black_box(&Draft::Text(REPORT)), &options)?);
        let time = start.elapsed();
        if run >= WARM_UP_RUNS {
            times.push(time.as_secs_f64() * 1000.0);
        }
    }
    println!("{times:?}");
    Ok(())
}
